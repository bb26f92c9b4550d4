"""`sender`: correct a grouping or what is marketing. Every correction stays, and each can be taken back."""

import click

from inboxguard.audit.audit import Audit
from inboxguard.audit.correcting import CorrectionRow
from inboxguard.cli.command import Session, auditing, reading, telling
from inboxguard.cli.printing import print_json, print_lines, print_table, say, utc
from inboxguard.errors import Refused
from inboxguard.senders.corrections import What, part_id

KINDS = ("marketing", "not-marketing", "transactional", "personal", "discussion", "spam")

_as_json = click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout.")


@click.group(short_help="Correct who is one sender and what is marketing.")
def sender() -> None:
    """Correct who is one sender, what it is called, and what is marketing."""


@sender.command(short_help="Make senders one.")
@click.argument("into")
@click.argument("organisations", nargs=-1, required=True, metavar="ORGANISATION...")
@_as_json
@click.pass_obj
def merge(session: Session, into: str, organisations: tuple[str, ...], as_json: bool) -> None:
    """Make senders one: all mail of each ORGANISATION counts as mail of INTO."""
    with reading(session) as audit, telling() as tell:
        done = audit.merge_senders(into, organisations, tell)
    stays = into.strip().lower()
    _noted(as_json, done, stays, f"mail of {_named(organisations)} is now mail of {stays}")


@sender.command(short_help="Make a part of a sender a sender of its own.")
@click.argument("organisation")
@click.option("--by", required=True, metavar="ADDRESS|HOST|LIST-ID", help="What only the mail of that part has.")
@_as_json
@click.pass_obj
def split(session: Session, organisation: str, by: str, as_json: bool) -> None:
    """Make a part of a sender a sender of its own: the mail of one From address, From host or List-Id."""
    with reading(session) as audit, telling() as tell:
        done = audit.split_sender(organisation, by, tell)
    _noted(as_json, done, part_id(by), f"{part_id(by)} is now a sender of its own")


@sender.command()
@click.argument("organisation")
@click.argument("name")
@_as_json
@click.pass_obj
def rename(session: Session, organisation: str, name: str, as_json: bool) -> None:
    """Call a sender NAME; an empty name takes it back."""
    with reading(session) as audit, telling() as tell:
        done = audit.rename_sender(organisation, name, tell)
    told = organisation.strip().lower()
    _noted(as_json, done, told, f"{told} is now called “{name}”" if name.strip() else f"{told} has its own name again")


@sender.command()
@click.argument("subject", metavar="ORGANISATION|MESSAGE-ID")
@click.argument("kind_", type=click.Choice(KINDS), metavar="KIND")
@_as_json
@click.pass_obj
def kind(session: Session, subject: str, kind_: str, as_json: bool) -> None:
    """Say what the mail of a sender, or one mail, is.

    KIND is marketing or not-marketing; of one mail also transactional, personal, discussion or spam. A mail is named by
    its Message-ID or by the id that “messages --json” prints. What is said of a sender leaves its receipts alone.
    """
    with reading(session) as audit, telling() as tell:
        if keys := _messages(audit, subject):
            wanted = "transactional" if kind_ == "not-marketing" else kind_
            done = [audit.call_message(key, wanted, tell) for key in keys][-1]
        else:
            done = audit.call_senders((subject,), kind_.replace("-", "_"), tell)
    _noted(as_json, done, subject, f"{subject} is now taken for {kind_.replace('-', ' ')}")


@sender.command(short_help="How a sender could be split, and what looks like it.")
@click.argument("organisation")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout.")
@click.pass_obj
def parts(session: Session, organisation: str, as_json: bool) -> None:
    """How a sender could be split, and which other senders look like the same brand."""
    with reading(session) as audit:
        found, same = audit.parts_of(organisation), audit.likely_same(organisation)
    if as_json:
        print_json(
            {
                "parts": [{"by": part.by, "name": part.name, "messages": part.mails} for part in found],
                "likely_same": list(same),
            }
        )
        return
    if found:
        print_table(("Part", "Name", "Mails"), ((part.by, part.name, str(part.mails)) for part in found))
    else:
        say("All of its mail comes from one address, so it cannot be split.")
    if same:
        say(f"Perhaps the same brand: {', '.join(same)}.")


@sender.command(short_help="What you corrected.")
@click.argument("organisation", default="")
@click.option("--json", "as_json", is_flag=True, help="JSON Lines on stdout.")
@click.pass_obj
def corrections(session: Session, organisation: str, as_json: bool) -> None:
    """What you corrected, with the ids by which “sender undo” takes it back."""
    with auditing(session) as audit:
        rows = audit.corrections_of(organisation)
    if as_json:
        print_lines(
            {"id": row.id, "what": row.what, "of": list(row.subjects), "detail": row.detail, "at": utc(row.at)}
            for row in rows
        )
        return
    if not rows:
        say("Nothing was corrected.")
        return
    print_table(
        ("Id", "Date", "What", "Of", "To"),
        ((str(row.id), f"{row.at:%Y-%m-%d}", _WORDS[What(row.what)], *_about(row)) for row in rows),
    )


@sender.command()
@click.argument("id_", metavar="ID", type=int)
@_as_json
@click.pass_obj
def undo(session: Session, id_: int, as_json: bool) -> None:
    """Take one correction back, whatever was corrected after it."""
    with auditing(session) as audit, telling() as tell:
        audit.undo_correction(id_, tell)
    if as_json:
        print_json({"id": id_, "undone": True})
        return
    say(f"Correction {id_} is taken back.")


_WORDS = {What.MERGE: "merged", What.SPLIT: "split", What.RENAME: "renamed", What.SENDERS: "kind", What.MESSAGE: "kind"}


def _messages(audit: Audit, subject: str) -> tuple[str, ...]:
    """Return the keys of the mails that `subject` names, none where it names a sender."""
    typed = subject.strip()
    if "." not in typed and "@" not in typed:
        return (typed,)
    if "@" not in typed:
        return ()
    found = audit.keys_of(typed)
    if not found and typed.startswith("<"):
        raise Refused(f"There is no message “{typed}”. “messages --json” shows those there are.")
    return found


def _about(row: CorrectionRow) -> tuple[str, str]:
    """Return whom a correction is about and what it says; who is set aside is named to nobody who did not ask."""
    return ("set aside", "") if row.aside else (", ".join(row.subjects), row.detail)


def _noted(as_json: bool, correction: int, organisation: str, words: str) -> None:
    if as_json:
        print_json({"id": correction, "of": organisation})
        return
    say(f"Noted: {words}. “sender undo {correction}” takes it back.")


def _named(organisations: tuple[str, ...]) -> str:
    return ", ".join(one.strip().lower() for one in organisations)


COMMANDS = (sender,)
