"""`themes`: subjects to set aside."""

import click

from inboxguard.cli.command import Session, auditing, telling


@click.group()
def themes() -> None:
    """Subjects to set aside; none until you choose."""


@themes.command("list")
@click.pass_obj
def list_(session: Session) -> None:
    """The subjects that can be set aside."""
    with auditing(session) as audit:
        for theme in audit.themes():
            click.echo(f"{'marked  ' if theme.marked else '        '}{theme.id}  {theme.label}")


@themes.command()
@click.argument("ids", nargs=-1, required=True)
@click.pass_obj
def mark(session: Session, ids: tuple[str, ...]) -> None:
    """Set these subjects aside from now on."""
    with auditing(session) as audit, telling() as tell:
        audit.mark_themes(ids, tell)


@themes.command()
@click.argument("ids", nargs=-1, required=True)
@click.pass_obj
def unmark(session: Session, ids: tuple[str, ...]) -> None:
    """Set these subjects aside no longer."""
    with auditing(session) as audit, telling() as tell:
        audit.unmark_themes(ids, tell)


@themes.command()
@click.argument("organisation")
@click.pass_obj
def accept(session: Session, organisation: str) -> None:
    """Set a whole sender aside."""
    with auditing(session) as audit, telling() as tell:
        audit.set_aside_sender(organisation, tell)


COMMANDS = (themes,)
