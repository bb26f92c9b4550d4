"""`forget`: leaving nothing behind."""

import click

from inboxguard.cli.command import Session, auditing
from inboxguard.cli.printing import say


@click.command()
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def forget(session: Session, yes: bool) -> None:
    """Erase the home and every password kept in the keyring."""
    if not yes:
        click.confirm(
            f"Erase everything inboxguard keeps in {session.home}? This cannot be undone.", abort=True, err=True
        )
    with auditing(session) as audit:
        audit.forget()
    say("Everything was erased.")


COMMANDS = (forget,)
