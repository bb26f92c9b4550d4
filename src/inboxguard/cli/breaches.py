"""`breaches`: known breaches that the person brings; they are only ever another explanation."""

from pathlib import Path

import click

from inboxguard.cli.command import Session, reading, telling
from inboxguard.cli.printing import print_json, print_lines, print_table, say
from inboxguard.cli.typed import given_path


@click.group(short_help="Known breaches that you bring.")
def breaches() -> None:
    """Known breaches that you bring: another way in which an address gets around."""


@breaches.command(short_help="Take a list of breaches in the place of the one before.")
@click.argument("file", type=given_path, metavar="FILE")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout.")
@click.pass_obj
def load(session: Session, file: Path, as_json: bool) -> None:
    """Take the list of all breaches of Have I Been Pwned, saved as JSON, in the place of the one before.

    Nothing is asked of anybody, and no address of yours is looked up. Breaches without addresses or a known
    organisation, unverified and fabricated ones and spam lists are left out.
    """
    with reading(session) as audit, telling() as tell:
        done = audit.load_breaches(file, tell)
    if as_json:
        print_json(
            {
                "known": done.known,
                "unverified": done.unverified,
                "left_out": done.other,
                "unreadable": done.unreadable,
            }
        )
        return
    say("1 breach is known." if done.known == 1 else f"{done.known} breaches are known.")
    if done.unverified:
        say(f"{done.unverified} left out because nobody verified them.")
    if done.other:
        say(f"{done.other} left out: no addresses got out, no organisation is named, or the list itself doubts them.")
    if done.unreadable:
        say(f"{done.unreadable} could not be read.", err=True)


@breaches.command("list")
@click.option("--all", "every", is_flag=True, help="Also of organisations that never wrote to you.")
@click.option("--json", "as_json", is_flag=True, help="All of them as JSON Lines on stdout.")
@click.pass_obj
def list_(session: Session, every: bool, as_json: bool) -> None:
    """Known breaches of those who write to you."""
    with reading(session) as audit:
        rows = audit.breaches_known()
    if as_json:
        print_lines(
            {
                "organisation": row.organisation,
                "name": row.name,
                "date": row.on.isoformat(),
                "classes": list(row.classes),
                "sender": row.writes,
            }
            for row in rows
        )
        return
    shown = [row for row in rows if every or row.writes]
    if shown:
        print_table(
            ("Date", "Organisation", "Name", "What got out"),
            ((row.on.isoformat(), row.organisation, row.name, ", ".join(row.classes)) for row in shown),
        )
    elif rows:
        say("None of those who write to you is among them. “breaches list --all” lists all.")
    else:
        say("No breaches are known. “breaches load FILE” takes a list.")


COMMANDS = (breaches,)
