"""`themes`: subjects to set aside, spoken of as quietly as the window does."""

from pathlib import Path

import click

from inboxguard.cli.command import Session, auditing, reading, telling
from inboxguard.cli.printing import print_lines, say
from inboxguard.errors import Refused

_LARGEST = 524_288


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
        print_lines(
            {"id": row.id, "label": row.label, "group": row.group, "marked": row.marked, "own": row.own,
             "shelf": row.shelf, "also_organisations": row.helping}
            for row in rows
        )  # fmt: skip
        return
    for row in rows:
        say(f"{'marked  ' if row.marked else '        '}{row.id}  {row.label}")


@themes.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@click.option("--shelf", default="a", show_default=True, help="The shelf their mail lies on (see “shelf list”).")
@click.option(
    "--also-organisations/--not-organisations",
    default=None,
    help="Whether mail of help organisations is set aside too; at first it is.",
)
@click.pass_obj
def mark(session: Session, ids: tuple[str, ...], shelf: str, also_organisations: bool | None) -> None:
    """Set these subjects aside from now on."""
    with auditing(session) as audit, telling() as tell:
        audit.mark_themes(ids, tell, shelf)
        if also_organisations is not None:
            for theme in ids:
                audit.also_organisations(theme, also_organisations, tell)
    say("Done.")


@themes.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@click.pass_obj
def suggested(session: Session, ids: tuple[str, ...]) -> None:
    """Subjects that others often set aside along with these; none of them is marked by asking."""
    with auditing(session) as audit:
        rows = audit.suggested(ids)
    for row in rows:
        say(f"{row.id}  {row.label}")


@themes.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@click.pass_obj
def unmark(session: Session, ids: tuple[str, ...]) -> None:
    """Set these subjects aside no longer."""
    with auditing(session) as audit, telling() as tell:
        audit.unmark_themes(ids, tell)
    say("Done.")


@themes.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.pass_obj
def add(session: Session, file: Path) -> None:
    """Add a subject of your own from a theme file; it is not marked by that."""
    if file.stat().st_size > _LARGEST:
        raise Refused("This theme file is too large (more than 512 KiB); please shorten its word lists.")
    try:
        text = file.read_text("utf-8")
    except UnicodeDecodeError:
        raise Refused("This file is no text in UTF-8, so it cannot be a theme file. Please save it as UTF-8.") from None
    with auditing(session) as audit:
        theme = audit.add_theme(text)
        marked = any(row.id == theme and row.marked for row in audit.themes())
    if marked:
        say("Put in place of the file there was; it stays marked.")
    else:
        say(f"Added. “themes mark {theme}” sets it aside.")


@themes.command()
@click.argument("theme", metavar="ID")
@click.pass_obj
def remove(session: Session, theme: str) -> None:
    """Forget a subject that you added."""
    with auditing(session) as audit, telling() as tell:
        audit.remove_theme(theme, tell)
    say("Done.")


@themes.command()
@click.option("--json", "as_json", is_flag=True, help="JSON Lines on stdout.")
@click.pass_obj
def proposals(session: Session, as_json: bool) -> None:
    """Senders that write about what you set aside; “themes accept” or “themes decline” answers."""
    with reading(session) as audit:
        rows = audit.proposals()
    if as_json:
        print_lines(
            {"organisation": row.organisation, "name": row.name, "shelf": row.shelf, "theme": row.theme,
             "lists": list(row.lists), "because": list(row.because)}
            for row in rows
        )  # fmt: skip
        return
    for row in rows:
        say(f"{row.organisation}  {row.name}")
    if not rows:
        say("Nothing is proposed.")


@themes.command()
@click.argument("organisation")
@click.option("--shelf", default="a", show_default=True, help="The shelf its mail lies on (see “shelf list”).")
@click.pass_obj
def accept(session: Session, organisation: str, shelf: str) -> None:
    """Set a whole sender aside, proposed or not; where only lists of it are proposed, those."""
    with reading(session) as audit, telling() as tell:
        wanted = audit.organisation_named(organisation)
        proposed = next((row for row in audit.proposals() if row.organisation == wanted), None)
        if proposed is not None and proposed.lists and shelf == "a":
            audit.accept_proposal(wanted, tell)
        else:
            audit.set_aside_senders((wanted,), tell, proposed.shelf if proposed and shelf == "a" else shelf)
    say("Done.")


@themes.command()
@click.argument("organisation")
@click.pass_obj
def decline(session: Session, organisation: str) -> None:
    """Do not propose this sender again."""
    with reading(session) as audit:
        audit.decline_proposal(audit.organisation_named(organisation))
    say("Done.")


COMMANDS = (themes,)
