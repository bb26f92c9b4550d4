"""`trail`: why a trail is what it is, and what settles it - the person's own word, what they answered and published."""

from datetime import datetime
from pathlib import Path

import click

from inboxguard.audit.answering import NOBODY, AnswerRow, Filed
from inboxguard.cli.command import Session, auditing, reading, telling
from inboxguard.cli.explaining import explain
from inboxguard.cli.printing import print_json, print_lines, print_table, say, utc
from inboxguard.cli.typed import given_path, instant
from inboxguard.trace.decisions import Tenor

_WHAT = {"where_from": "had it from", "to_whom": "gave it to", "notice": "notice"}
_TENORS = {Tenor.NAMES: "names", Tenor.PARTNERS: "partners, not named", Tenor.DENIES: "nobody"}


@click.group(short_help="Why a trail is what it is, and what settles it.")
def trail() -> None:
    """Why a trail is what it is, and what settles it: what you know, and what they answered."""


@trail.command()
@click.argument("organisation")
@click.pass_obj
def mine(session: Session, organisation: str) -> None:
    """Say that you signed up there yourself. ORGANISATION is the domain or name of a sender."""
    with reading(session) as audit, telling() as tell:
        whom = audit.meant(organisation) or organisation
        audit.signed_up_myself(whom, tell)
    say(f"Noted: you signed up with {whom} yourself. “trail not-mine {whom}” takes it back.")


@trail.command("not-mine")
@click.argument("organisation")
@click.pass_obj
def not_mine(session: Session, organisation: str) -> None:
    """Take back that you signed up there yourself."""
    with reading(session) as audit, telling() as tell:
        whom = audit.organisation_named(organisation)
        said = audit.not_signed_up(whom, tell)
    say("Taken back." if said else f"You did not say that you signed up with {whom}; nothing was changed.")


@trail.command(short_help="File what they answered, with their letter.")
@click.argument("organisation")
@click.option("--source", metavar="ORGANISATION|none", help="From whom they say they had your address.")
@click.option(
    "--recipient",
    "recipients",
    multiple=True,
    metavar="ORGANISATION|none",
    help="To whom they say they gave your address; may be given several times.",
)
@click.option("--document", type=given_path, metavar="FILE", help="Their letter, any kind of file; a copy is kept.")
@click.option("--message", metavar="MESSAGE-ID", help="In the place of a file: the mail in which they answered.")
@click.option("--at", type=instant, metavar="INSTANT", help="When they answered; by default the mail's time, or now.")
@click.option("--request", metavar="ID", help="The request that it answers; by default the last of its kind.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout.")
@click.pass_obj
def answered(
    session: Session,
    organisation: str,
    source: str | None,
    recipients: tuple[str, ...],
    document: Path | None,
    message: str | None,
    at: datetime | None,
    request: str | None,
    as_json: bool,
) -> None:
    """File what an organisation answered: from whom it had your address, or to whom it gave it.

    Organisations are named by domain or name. A source that never wrote to you is named by its domain. The request that
    is answered counts as answered since.
    """
    if (source is None) == (not recipients):
        raise click.UsageError("Say either --source or --recipient: which question did they answer?")
    if (document is None) == (message is None):
        raise click.UsageError("Name the letter: either --document FILE or --message MESSAGE-ID.")
    named = _named(recipients if source is None else (source,))
    with reading(session) as audit, telling() as tell:
        if source is not None:
            one = named[0] if named else None
            done = audit.answered_where_from(organisation, one, document, message, at, request, tell)
        else:
            done = audit.answered_to_whom(organisation, named, document, message, at, request, tell)
    if as_json:
        told = {"request": done.request, "marked": done.marked, "words": done.words}
        print_json({"id": done.id, "of": done.organisation, **told})
        return
    what = "had your address from" if source is not None else "gave your address to"
    say(f"Noted: {done.organisation} says that it {what} {', '.join(named) or 'nobody that it names'}.")
    _say_filed(done)


@trail.command(short_help="File a privacy notice of theirs as it is now.")
@click.argument("organisation")
@click.option("--names", multiple=True, metavar="ORGANISATION", help="It names this one; may be given several times.")
@click.option("--partners", is_flag=True, help="It speaks of partners that it does not name.")
@click.option("--denies", is_flag=True, help="It says that they pass no addresses on.")
@click.option("--document", type=given_path, metavar="FILE", required=True, help="The notice as you saved it.")
@click.option("--at", type=instant, metavar="INSTANT", help="When it read so; by default now.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout.")
@click.pass_obj
def notice(
    session: Session,
    organisation: str,
    names: tuple[str, ...],
    partners: bool,
    denies: bool,
    document: Path,
    at: datetime | None,
    as_json: bool,
) -> None:
    """File what a privacy notice says about passing addresses on. Notices are vague and often wrong, and count so."""
    if bool(names) + partners + denies != 1:
        raise click.UsageError("Say one of --names, --partners and --denies.")
    tenor = Tenor.NAMES if names else (Tenor.PARTNERS if partners else Tenor.DENIES)
    with reading(session) as audit, telling() as tell:
        done = audit.file_notice(organisation, tenor, names, document, at, tell)
    if as_json:
        print_json({"id": done})
        return
    say(f"Noted. The notice is kept as {done}; “trail forget {done}” takes it back.")


@trail.command(short_help="Answers and notices that are kept, with their ids.")
@click.option("--json", "as_json", is_flag=True, help="JSON Lines on stdout.")
@click.pass_obj
def answers(session: Session, as_json: bool) -> None:
    """Which answers and notices are kept, with the ids by which they are taken back."""
    with reading(session) as audit:
        rows = audit.answers_filed()
    if as_json:
        print_lines(_json(row) for row in rows)
        return
    if not rows:
        say("No answer and no notice is kept.")
        return
    print_table(
        ("Id", "Date", "Of", "What", "Whom", "Document"),
        ((row.id, row.at.date().isoformat(), *_about(row)) for row in rows),
    )


@trail.command()
@click.argument("id_", metavar="ID")
@click.pass_obj
def forget(session: Session, id_: str) -> None:
    """Take an answer or a notice back, and forget its document."""
    with reading(session) as audit, telling() as tell:
        audit.forget_answer(id_, tell)
    say(f"{id_} is forgotten. What the ledger says of the request stays; “requests mark” changes it.")


@trail.command(short_help="Write the document of an answer or notice to a file.")
@click.argument("id_", metavar="ID")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="Where to write it.")
@click.pass_obj
def document(session: Session, id_: str, out: Path) -> None:
    """Write the document of an answer or a notice, as it was filed. Open it with care: it came from outside."""
    with auditing(session) as audit:
        audit.save_document(id_, out)
    say(f"The document of {id_} is in {click.format_filename(out)}.")


def _named(typed: tuple[str, ...]) -> tuple[str, ...]:
    """Return whom an answer names, () for "none"; raises UsageError for both at once."""
    nobody = [one for one in typed if one.strip().lower() == NOBODY]
    if nobody and len(typed) > 1:
        raise click.UsageError(f"“{NOBODY}” and names exclude each other.")
    return () if nobody else typed


def _say_filed(done: Filed) -> None:
    if done.marked:
        say(f"Request {done.request} is answered.")
    elif done.request is not None:
        say(f"It answers request {done.request}, which the ledger does not know as sent; “requests mark” changes that.")
    say(f"The document is kept as {done.id}; “trail forget {done.id}” takes it back.")
    if not done.words:
        say("That mail was never opened, so only its head is kept. Save it as a file and file that to keep its words.")


def _about(row: AnswerRow) -> tuple[str, str, str, str]:
    """Return whom a row is about and what it says; who is set aside is named to nobody who did not ask."""
    if row.aside:
        return "set aside", "", "", ""
    whom = ", ".join(row.names) if row.names or row.tenor is None else _TENORS[row.tenor]
    return row.name, _WHAT[row.what], whom or "nobody", row.document.name


def _json(row: AnswerRow) -> dict[str, object]:
    return {
        "id": row.id,
        "organisation": row.organisation,
        "what": row.what,
        "tenor": row.tenor,
        "names": list(row.named),
        "document": {
            "name": row.document.name,
            "sha256": row.document.sha256,
            "size": row.document.size,
            "media": row.document.media,
        },
        "at": utc(row.at),
        "request": row.request,
        "message_id": row.message_id,
    }


trail.add_command(explain)

COMMANDS = (trail,)
