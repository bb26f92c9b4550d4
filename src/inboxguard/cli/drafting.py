"""`requests draft`: one letter into the ledger, with what the person adds to it. Nothing is sent."""

from pathlib import Path

import click

from inboxguard.audit.audit import Audit
from inboxguard.audit.particulars import Particulars
from inboxguard.audit.views import RequestDetail
from inboxguard.cli.command import Session, reading
from inboxguard.cli.letters import letter_json, placed_in, request_json, say_letter
from inboxguard.cli.passwords import read_password
from inboxguard.cli.printing import print_json, say
from inboxguard.requests.request import Correction, Excuse, Often, RequestKind, Wishes

KINDS = tuple(kind.value for kind in RequestKind)
_LESS = "--topic, --product, --list, --habits and --at-most"
_LITTLE = Wishes(habits=True, often=Often.MONTH)
"""What a letter that asks for less asks for where the person names nothing: it tells nothing of them."""
_SAID_OF_LITTLE = (
    "It asks for at most one mail a month, none of it chosen by what you bought or looked at. To ask for something "
    "else say of what: --topic, --product, --list, --habits, --at-most."
)
_FOLLOWING = (RequestKind.REMINDER, RequestKind.COMPLAINT)


@click.command(short_help="Write one letter into the ledger.")
@click.argument("kind", type=click.Choice(KINDS), metavar="KIND")
@click.option("--sender", "organisation", metavar="ORGANISATION", help="Whom to ask.")
@click.option("--law", metavar="ID", help="Such as gdpr or us-ca-ccpa; by default from your profile.")
@click.option("--lang", metavar="CODE", help="Language of the letter.")
@click.option("--topic", "topics", multiple=True, metavar="WORDS", help="With ask_for_less: no mail about this.")
@click.option("--product", "products", multiple=True, metavar="WORDS", help="With ask_for_less: what you bought once.")
@click.option("--list", "lists", multiple=True, metavar="LIST-ID", help="With ask_for_less: a list, or a deleted one.")
@click.option("--habits", is_flag=True, help="With ask_for_less: nothing chosen by what you bought or looked at.")
@click.option(
    "--at-most", type=click.Choice([one.value for one in Often]), help="With ask_for_less: one a week, month or season."
)
@click.option("--correct", multiple=True, metavar="FALSE=RIGHT", help="With correction: what is false, what is right.")
@click.option("--follows", metavar="REQUEST", help="With reminder and complaint: the letter that it follows.")
@click.option("--excuse", type=click.Choice([one.value for one in Excuse]), help="With reminder: what they answered.")
@click.option("--authority", metavar="KEY", help="With complaint: to whom, where there are several.")
@click.option("--date-checked", is_flag=True, help="With complaint: you looked up a date that is only about right.")
@click.option("--customer-number", metavar="NUMBER", help="Your number with them, if the address is not enough.")
@click.option("--name/--no-name", "signed", help="Put your name under it; by default only the address.")
@click.option("--eml", type=click.Path(path_type=Path, dir_okay=False), help="Write the draft as an .eml file.")
@click.option("--to-drafts", is_flag=True, help="Put the draft into the mailbox's Drafts.")
@click.option("--print", "print_", is_flag=True, help="Print the letter (the default).")
@click.option("--password-stdin", is_flag=True, help="With --to-drafts, where there is no keyring.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout.")
@click.pass_obj
def draft(
    session: Session,
    kind: str,
    organisation: str | None,
    law: str | None,
    lang: str | None,
    topics: tuple[str, ...],
    products: tuple[str, ...],
    lists: tuple[str, ...],
    habits: bool,
    at_most: str | None,
    correct: tuple[str, ...],
    follows: str | None,
    excuse: str | None,
    authority: str | None,
    date_checked: bool,
    customer_number: str | None,
    signed: bool,
    eml: Path | None,
    to_drafts: bool,
    print_: bool,
    password_stdin: bool,
    as_json: bool,
) -> None:
    """Write one letter into the ledger; prints its id and reference. Nothing is sent.

    KIND is where_from (to the recipient of a trail), to_whom (to its source), access, erasure, objection,
    withdrawal, opt_out_of_sale, ask_for_less, correction, reminder or complaint. With ask_for_less say of what: the id
    of a theme or your own words, a thing that you bought once, a list; it needs no law (--law none), and other letters
    may go without one too. A reminder or a complaint follows a letter that was sent.
    """
    _check(
        kind,
        {
            _LESS: bool(topics or products or lists or habits or at_most),
            "--correct": bool(correct),
            "--excuse": excuse is not None,
            "--authority and --date-checked": authority is not None or date_checked,
            "--follows": follows is not None,
        },
    )
    if organisation is None and follows is None:
        raise click.UsageError("Missing option '--sender'.")
    often = Often(at_most) if at_most else None
    wishes = Wishes(topics, products, lists, habits, often, tuple(map(_pair, correct)))
    if kind == RequestKind.ASK_FOR_LESS and not wishes.asked:
        wishes = _LITTLE
        say(_SAID_OF_LITTLE, err=True)
    own = Particulars(wishes, signed, customer_number or "")
    password = read_password() if password_stdin else None
    with reading(session) as audit:
        if kind == RequestKind.REMINDER:
            answers = Excuse(excuse) if excuse else None
            written = audit.remind(follows, answers, lang, own, organisation)
            _say_before(audit.reminder_preview(written.follows or "", answers, lang).first)
        elif kind == RequestKind.COMPLAINT:
            written = audit.complain(follows, authority, lang, date_checked, own, organisation)
            _say_before(audit.complaint_preview(written.follows or "", authority, lang, date_checked).first)
        else:
            written = _first(audit, kind, organisation or "", law, lang, own)
        if not as_json:
            # At once, so that the letter can be found in the ledger even if putting it somewhere fails.
            say(f"{written.row.id}  reference {written.row.reference}")
        placed = placed_in(audit, written, eml, password, to_drafts)
    if lang is not None and lang.strip().lower() != written.language:
        say(_other_language(kind, lang, written.language), err=True)
    if as_json:
        print_json({**request_json(written), "draft": letter_json(written), **placed})
        return
    say_letter(written, placed, print_)


def _say_before(words: str) -> None:
    """Say on stderr what is to be looked at before a letter goes out, if anything is."""
    if words:
        say(words, err=True)


def _first(
    audit: Audit, kind: str, organisation: str, law: str | None, lang: str | None, own: Particulars
) -> RequestDetail:
    """Write a letter that follows none, and say what is better asked before it."""
    if kind == RequestKind.ERASURE and (before := audit.letter_preview(kind, organisation, law, lang, own).first):
        say(before, err=True)
    return audit.draft(kind, organisation, law, lang, own)


def _check(kind: str, given: dict[str, bool]) -> None:
    """Refuse an option that the letter has no place for, rather than leave it out unsaid."""
    belongs = {
        _LESS: (RequestKind.ASK_FOR_LESS,),
        "--correct": (RequestKind.CORRECTION,),
        "--excuse": (RequestKind.REMINDER,),
        "--authority and --date-checked": (RequestKind.COMPLAINT,),
        "--follows": _FOLLOWING,
    }
    for option, there in given.items():
        if there and kind not in belongs[option]:
            belong = "belong" if " and " in option else "belongs"
            raise click.UsageError(f"{option} {belong} to {' and '.join(one.value for one in belongs[option])}.")


def _pair(text: str) -> Correction:
    false, sign, right = text.partition("=")
    if not sign:
        raise click.UsageError("--correct needs FALSE=RIGHT, such as “Kim Lint=Kim Lind”.")
    return Correction(false.strip(), right.strip())


def _other_language(kind: str, lang: str, language: str) -> str:
    if kind == RequestKind.COMPLAINT:
        return f"The authority takes complaints in “{language}”, so this one is not in “{lang}”."
    return f"There is no such letter in “{lang}”, so it is in “{language}”."
