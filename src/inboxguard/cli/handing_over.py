"""`report`: what is handed to others."""

from pathlib import Path

import click

from inboxguard.cli.command import Session, reading
from inboxguard.cli.printing import say
from inboxguard.errors import NotYet
from inboxguard.reports.hiding import PARTS

FORMATS = ("html", "pdf", "json", "csv", "graphml", "bundle")
REVEALED = tuple(sorted(PARTS))


@click.command()
@click.option("--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="The file to write.")
@click.option("--format", "format_", type=click.Choice(FORMATS), default="html", show_default=True)
@click.option(
    "--reveal",
    is_flag=False,
    flag_value=",".join(REVEALED),
    default="",
    metavar="[PARTS]",
    help="Show who you are: everything, or some of addresses,names,orders.",
)
@click.pass_obj
def report(session: Session, out: Path, format_: str, reveal: str) -> None:
    """Write a report; it hides you unless you reveal yourself."""
    parts = frozenset(part.strip() for part in reveal.split(",") if part.strip())
    if parts - PARTS:
        raise click.UsageError(f"--reveal takes {', '.join(REVEALED)}")
    if format_ not in ("html", "json", "csv"):
        raise NotYet(f"Reports as {format_} come with a later version. Choose html, json or csv.")
    with reading(session) as audit:
        audit.export(out, format_, parts)
    say(f"The report is in {out}.")


COMMANDS = (report,)
