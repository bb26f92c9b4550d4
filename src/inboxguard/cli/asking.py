"""`requests`: letters as drafts, and the ledger. Nothing is sent."""

from collections.abc import Sequence
from datetime import datetime

import click

from inboxguard.audit.replying import ReplyRow
from inboxguard.audit.views import RequestDetail
from inboxguard.cli import drafting, ledger
from inboxguard.cli.command import Session, auditing, reading
from inboxguard.cli.letters import EVENTS, letter_json, request_json, say_letter
from inboxguard.cli.printing import print_json, print_lines, print_table, say, utc
from inboxguard.cli.typed import instant
from inboxguard.requests.regimes import regime, snapshot
from inboxguard.requests.replies import Nature, Sign

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


@click.group()
def requests() -> None:
    """Letters and the ledger of what was asked."""


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
        print_lines({**request_json(one), **_replies(replies[one.row.id])} for one in details)
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
@click.option("--reveal", is_flag=True, help="Also a letter that names what you set aside.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout.")
@click.pass_obj
def show(session: Session, id_: str, reveal: bool, as_json: bool) -> None:
    """Show where a request stands, its letter, and the mail that seems to answer it, which is for you to judge."""
    with reading(session) as audit:
        one = audit.request(id_)
        replies = audit.replies(one.row.id)
    if as_json:
        print_json({**request_json(one), "draft": letter_json(one), **_replies(replies)})
        return
    say(f"{one.row.id}  {one.row.kind} to {one.row.name or _ASIDE}: {one.row.state.replace('_', ' ')}")
    if one.row.due is not None:
        say(f"They have until {_due(one)}.{f' {one.about}' if one.about else ''}")
        rules = regime(one.law)
        check = f" Check it at {rules.recheck}" if rules.recheck else ""
        say(f"By {rules.name} as of {snapshot().isoformat()}; information, not legal advice.{check}")
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
            option, named = _SETTLED_BY[one.row.kind], reveal or one.row.name
            say(
                f"If it is their answer: trail answered {one.row.organisation if named else 'SENDER'} {option} "
                "ORGANISATION|none "
                f"--message “{reply.message_id or reply.line.key}”"
            )
    if not reveal and (not one.row.name or one.names_set_aside):
        say(f"Its letter names what you set aside: “requests show {one.row.id} --reveal” prints it.")
        return
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


def _replies(replies: Sequence[ReplyRow]) -> dict[str, list[str]]:
    """The messages that seem to answer a request, by what they are; those without a Message-ID by their key."""
    found: dict[str, list[str]] = {"replies": [], "receipts": [], "bounces": []}
    for one in replies:
        found[_KEYS[one.nature]].append(one.message_id or one.line.key)
    return found


for _command in (drafting.draft, *ledger.COMMANDS):
    requests.add_command(_command)
COMMANDS = (requests,)
