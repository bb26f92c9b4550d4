"""`trail`: what settles a trail - the person's own word."""

import click

from inboxguard.cli.command import Session, reading, telling
from inboxguard.cli.later import not_yet
from inboxguard.cli.printing import say


@click.group()
def trail() -> None:
    """Settle a trail by what you know."""


@trail.command()
@click.argument("organisation")
@click.pass_obj
def mine(session: Session, organisation: str) -> None:
    """Say that you signed up there yourself."""
    with reading(session) as audit, telling() as tell:
        audit.signed_up_myself(organisation, tell)
    say(f"Noted: you signed up with {organisation} yourself.")


trail.add_command(not_yet("answered", "trail answered"))
COMMANDS = (trail,)
