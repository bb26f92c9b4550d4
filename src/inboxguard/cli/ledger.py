"""`requests due|calendar|export|import`: what is due, and the ledger as files. Nothing is sent."""

from pathlib import Path

import click

from inboxguard.audit.reminding import SOON, Due, DueRow
from inboxguard.cli.command import Session, reading
from inboxguard.cli.printing import counted, print_lines, print_table, say

_WHAT = {
    Due.OVERDUE: "the time to answer is over",
    Due.SOON: "a reply is due",
    Due.AUTHORITY: "the authority's report is due",
    Due.MAY_ACT: "you may write again",
    Due.STILL_MAIL: "mail still comes",
}
_ASIDE = "(set aside)"


@click.command(short_help="What is due, and what you may do now.")
@click.option(
    "--within", type=click.IntRange(0, 366), default=SOON, show_default=True, metavar="DAYS", help="How far ahead."
)
@click.option("--json", "as_json", is_flag=True, help="JSON Lines on stdout.")
@click.pass_obj
def due(session: Session, within: int, as_json: bool) -> None:
    """Show what is due or near, to whom a reminder is fair, and opt-outs after which mail still comes."""
    with reading(session) as audit:
        rows = audit.due_requests(within)
    if as_json:
        print_lines(
            {
                "due": row.due,
                "organisation": row.organisation,
                "request": row.request,
                "reference": row.reference or None,
                "day": row.day.isoformat() if row.day else None,
                "due_is_about": row.is_about,
                "days": row.days,
                "may_remind": row.may_remind,
                "may_complain": row.may_complain,
            }
            for row in rows
        )
        return
    if not rows:
        say("Nothing is due.")
        return
    print_table(
        ("Id", "To", "What", "Day", "You may"),
        ((row.request or "", row.name or _ASIDE, _WHAT[row.due], _day(row), _may(row)) for row in rows),
    )


@click.command(short_help="Due dates as a calendar file.")
@click.option("--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="The .ics file to write.")
@click.pass_obj
def calendar(session: Session, out: Path) -> None:
    """Write the due dates as a calendar file with an alarm each.

    Titles say “Reply due” and the reference, and name nobody. Written again and opened again, the entries move to
    their new dates.
    """
    with reading(session) as audit:
        number = audit.export_calendar(out)
    say(f"{counted(number, 'date')} in {click.format_filename(out)}.")


@click.command(short_help="The ledger as a file.")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE")
@click.pass_obj
def export(session: Session, file: Path) -> None:
    """Write the ledger to FILE, which ends in .json or .csv.

    The .json file can be imported again and holds everything: your letters word for word, your address, your notes,
    and senders that are set aside. Keep it to yourself. The .csv file is a table without the letters. Links that carry
    a token are cut to their host in both.
    """
    with reading(session) as audit:
        number = audit.export_ledger(file)
    say(f"{counted(number, 'request')} in {click.format_filename(file)}.")


@click.command("import", short_help="Take in an exported ledger.")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True), metavar="FILE")
@click.pass_obj
def import_(session: Session, file: Path) -> None:
    """Unite the ledger with FILE, a .json file of “requests export”.

    Requests are matched by their id and their histories united; importing twice adds nothing. A letter that differs
    stays as it is here.
    """
    with reading(session) as audit:
        taken = audit.import_ledger(file)
    say(f"{counted(taken.cases, 'new request')}, {counted(taken.events, 'new event')} of known ones.")
    for reference in taken.different:
        say(f"The letter of {reference} differs in the file; the one that is here stays.", err=True)


def _day(row: DueRow) -> str:
    if row.day is None:
        return ""
    return f"about {row.day.isoformat()}" if row.is_about else row.day.isoformat()


def _may(row: DueRow) -> str:
    return ", ".join(word for word, may in (("remind", row.may_remind), ("complain", row.may_complain)) if may)


COMMANDS = (due, calendar, export, import_)
"""Of the group `requests`."""
