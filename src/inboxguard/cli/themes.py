"""`themes`: subjects to set aside, spoken of as quietly as the window does."""

import click

from inboxguard.cli.command import Session, auditing, reading, telling
from inboxguard.cli.later import not_yet
from inboxguard.cli.printing import print_lines, say


@click.group()
def themes() -> None:
    """Subjects to set aside; none until you choose."""


@themes.command("list")
@click.option("--json", "as_json", is_flag=True, help="JSON Lines on stdout.")
@click.pass_obj
def list_(session: Session, as_json: bool) -> None:
    """The subjects that can be set aside."""
    with auditing(session) as audit:
        rows = audit.themes()
    if as_json:
        print_lines({"id": row.id, "label": row.label, "group": row.group, "marked": row.marked} for row in rows)
        return
    for row in rows:
        say(f"{'marked  ' if row.marked else '        '}{row.id}  {row.label}")


@themes.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@click.pass_obj
def mark(session: Session, ids: tuple[str, ...]) -> None:
    """Set these subjects aside from now on."""
    with auditing(session) as audit, telling() as tell:
        audit.mark_themes(ids, tell)
    say("Done.")


@themes.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@click.pass_obj
def unmark(session: Session, ids: tuple[str, ...]) -> None:
    """Set these subjects aside no longer."""
    with auditing(session) as audit, telling() as tell:
        audit.unmark_themes(ids, tell)
    say("Done.")


@themes.command()
@click.argument("organisation")
@click.pass_obj
def accept(session: Session, organisation: str) -> None:
    """Set a whole sender aside."""
    with reading(session) as audit, telling() as tell:
        audit.set_aside_sender(organisation, tell)
    say("Done.")


themes.add_command(not_yet("add", "themes add"))
COMMANDS = (themes,)
