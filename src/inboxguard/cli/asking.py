"""`requests`: letters as drafts, and the ledger. Nothing is sent."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from inboxguard.audit.replying import ReplyRow
from inboxguard.audit.views import RequestDetail
from inboxguard.cli import ledger
from inboxguard.cli.command import Session, auditing, reading
from inboxguard.cli.letters import letter_json, placed_in, say_letter
from inboxguard.cli.passwords import read_password
from inboxguard.cli.printing import print_json, print_lines, print_table, say, utc
from inboxguard.cli.typed import instant
from inboxguard.requests.ledger import EventKind
from inboxguard.requests.replies import Nature, Sign
from inboxguard.requests.request import Often, RequestKind

_NATURES = {Nature.ANSWER: "perhaps an answer", Nature.RECEIPT: "a receipt", Nature.BOUNCE: "it did not arrive"}
_SIGNS = {
    Sign.THREAD: "it answers your mail",
    Sign.REFERENCE: "it bears the reference",
    Sign.SENDER: "they wrote to this address at the time",
}
_KEYS = {Nature.ANSWER: "replies", Nature.RECEIPT: "receipts", Nature.BOUNCE: "bounces"}
_SETTLED_BY = {"where_from": "--source", "to_whom": "--recipient"}
_ASIDE = "(set aside)"
"""Instead of the name of an organisation of which everything is."""
KINDS = tuple(kind.value for kind in RequestKind)
EVENTS = tuple(kind.value for kind in EventKind if kind is not EventKind.DRAFTED)


@click.group()
def requests() -> None:
    """Letters and the ledger of what was asked."""


@requests.command(short_help="Write one letter into the ledger.")
@click.argument("kind", type=click.Choice(KINDS), metavar="KIND")
@click.option("--sender", "organisation", required=True, metavar="ORGANISATION", help="Whom to ask.")
@click.option("--law", metavar="ID", help="Such as gdpr or us-ca-ccpa; by default from your profile.")
@click.option("--lang", metavar="CODE", help="Language of the letter.")
@click.option("--topic", "topics", multiple=True, metavar="WORDS", help="With ask_for_less: no mail about this.")
@click.option("--product", "products", multiple=True, metavar="WORDS", help="With ask_for_less: what you bought once.")
@click.option("--list", "lists", multiple=True, metavar="LIST-ID", help="With ask_for_less: a list, or a deleted one.")
@click.option(
    "--at-most", type=click.Choice([one.value for one in Often]), help="With ask_for_less: one mail a week or month."
)
@click.option("--eml", type=click.Path(path_type=Path, dir_okay=False), help="Write the draft as an .eml file.")
@click.option("--to-drafts", is_flag=True, help="Put the draft into the mailbox's Drafts.")
@click.option("--print", "print_", is_flag=True, help="Print the letter (the default).")
@click.option("--password-stdin", is_flag=True, help="With --to-drafts, where there is no keyring.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout.")
@click.pass_obj
def draft(
    session: Session,
    kind: str,
    organisation: str,
    law: str | None,
    lang: str | None,
    topics: tuple[str, ...],
    products: tuple[str, ...],
    lists: tuple[str, ...],
    at_most: str | None,
    eml: Path | None,
    to_drafts: bool,
    print_: bool,
    password_stdin: bool,
    as_json: bool,
) -> None:
    """Write one letter into the ledger; prints its id and reference. Nothing is sent.

    KIND is where_from (to the recipient of a trail), to_whom (to its source), access, erasure, objection,
    withdrawal, opt_out_of_sale, ask_for_less, correction, reminder or complaint. With ask_for_less say of what: the id
    of a theme or your own words, a thing that you bought once, a list; it needs no law (--law none).
    """
    less = kind == RequestKind.ASK_FOR_LESS
    if not less and (topics or products or lists or at_most):
        raise click.UsageError("--topic, --product, --list and --at-most belong to ask_for_less.")
    password = read_password() if password_stdin else None
    with reading(session) as audit:
        if less:
            often = Often(at_most) if at_most else None
            written = audit.ask_for_less(organisation, topics, products, lists, law, lang, often)
        else:
            written = audit.draft(kind, organisation, law, lang)
        if not as_json:
            # At once, so that the letter can be found in the ledger even if putting it somewhere fails.
            say(f"{written.row.id}  reference {written.row.reference}")
        placed = placed_in(audit, written, eml, password, to_drafts)
    if lang is not None and lang.strip().lower() != written.language:
        say(f"There is no such letter in “{lang}”, so it is in “{written.language}”.", err=True)
    if as_json:
        print_json({**_json(written), "draft": letter_json(written), **placed})
        return
    say_letter(written, placed, print_)


@requests.command("list")
@click.option("--json", "as_json", is_flag=True, help="JSON Lines on stdout.")
@click.pass_obj
def list_(session: Session, as_json: bool) -> None:
    """What was asked, of whom, and by when they have to answer."""
    with reading(session) as audit:
        details = [audit.request(row.id) for row in audit.requests()]
        replies: dict[str, list[ReplyRow]] = {one.row.id: [] for one in details}
        for reply in audit.replies():
            replies[reply.request].append(reply)
    if as_json:
        print_lines({**_json(one), **_replies(replies[one.row.id])} for one in details)
        return
    print_table(
        ("Id", "To", "Asked", "State", "Due", "Came"),
        (
            (
                one.row.id,
                one.row.name or _ASIDE,
                one.row.kind,
                one.row.state,
                _due(one),
                ", ".join(dict.fromkeys(_NATURES[reply.nature] for reply in replies[one.row.id])),
            )
            for one in details
        ),
    )


@requests.command(short_help="One request, and the mail that seems to answer it.")
@click.argument("id_", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout.")
@click.pass_obj
def show(session: Session, id_: str, as_json: bool) -> None:
    """Show where a request stands, its letter, and the mail that seems to answer it, which is for you to judge."""
    with reading(session) as audit:
        one = audit.request(id_)
        replies = audit.replies(one.row.id)
    if as_json:
        print_json({**_json(one), "draft": letter_json(one), **_replies(replies)})
        return
    say(f"{one.row.id}  {one.row.kind} to {one.row.name or _ASIDE}: {one.row.state.replace('_', ' ')}")
    if one.row.due is not None:
        say(f"They have until {_due(one)}.{f' {one.about}' if one.about else ''}")
    if one.row.remind_from is not None:
        say(f"A reminder is fair from {one.row.remind_from.isoformat()} on.")
    if one.row.complain_from is not None:
        say(f"A complaint is possible from {one.row.complain_from.isoformat()} on.")
    for moment in one.timeline:
        say(f"{utc(moment.at) or ''}  {moment.what.replace('_', ' ')}  {moment.detail}".rstrip())
    for reply in replies:
        said = "set aside" if reply.line.aside else f"{reply.line.sender} <{reply.address}>: {reply.line.subject}"
        say(f"\nCame {utc(reply.line.at) or ''}, {_NATURES[reply.nature]} ({_SIGNS[reply.sign]}): {said}")
        if reply.nature is Nature.ANSWER and one.row.kind in _SETTLED_BY:
            option = _SETTLED_BY[one.row.kind]
            say(
                f"If it is their answer: trail answered {one.row.organisation} {option} ORGANISATION|none "
                f"--message “{reply.message_id or reply.line.key}”"
            )
    say_letter(one, {}, print_=True)


@requests.command(short_help="Record what became of a request.")
@click.argument("id_", metavar="ID")
@click.argument("event", type=click.Choice(EVENTS), metavar="EVENT")
@click.option("--at", type=instant, metavar="INSTANT", help="When it happened; by default now.")
@click.option("--note", help="A word for yourself.")
@click.pass_obj
def mark(session: Session, id_: str, event: str, at: datetime | None, note: str | None) -> None:
    """Record what became of a request, and print its new state.

    EVENT is sent, bounced, acknowledged, identity_asked, extended, answered_full, answered_partial, refused, no_data,
    wrong_entity, reminded, complained, withdrawn or closed.
    """
    with auditing(session) as audit:
        audit.mark(id_, event, at, note)
        say(audit.request(id_).row.state)


def _due(one: RequestDetail) -> str:
    if one.row.due is None:
        return ""
    return one.row.due.isoformat() if one.row.due_is_verified else f"about {one.row.due.isoformat()}"


def _json(one: RequestDetail) -> dict[str, Any]:
    row = one.row
    return {
        "id": row.id,
        "reference": row.reference,
        "kind": row.kind,
        "organisation": row.organisation,
        "law": one.law,
        "language": one.language,
        "state": row.state,
        "created": utc(row.created),
        "sent": utc(row.sent),
        "due": row.due.isoformat() if row.due else None,
        "due_is_verified": row.due_is_verified,
        "due_is_about": row.due is not None and not row.due_is_verified,
        "remind_from": row.remind_from.isoformat() if row.remind_from else None,
        "complain_from": row.complain_from.isoformat() if row.complain_from else None,
        "contact_source": one.contact_source or None,
        "identity_given": list(one.identity_given),
        "follows": one.follows,
        "excuse": one.excuse,
        "history": [
            {"event": moment.what, "at": utc(moment.at), "note": moment.detail or None}
            for moment in one.timeline
            if moment.what in EVENTS  # the writing itself is `created`
        ],
    }


def _replies(replies: Sequence[ReplyRow]) -> dict[str, list[str]]:
    """The messages that seem to answer a request, by what they are; those without a Message-ID by their key."""
    found: dict[str, list[str]] = {"replies": [], "receipts": [], "bounces": []}
    for one in replies:
        found[_KEYS[one.nature]].append(one.message_id or one.line.key)
    return found


for _command in ledger.COMMANDS:
    requests.add_command(_command)
COMMANDS = (requests,)
