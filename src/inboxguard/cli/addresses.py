"""`address`: what only the person knows about their addresses."""

import click

from inboxguard.cli import typed
from inboxguard.cli.command import Session, auditing, reading, telling
from inboxguard.cli.later import not_yet
from inboxguard.cli.printing import print_lines, print_table, say


@click.group()
def address() -> None:
    """Which of my addresses went to whom."""


@address.command("list")
@click.option("--json", "as_json", is_flag=True, help="JSON Lines on stdout.")
@click.pass_obj
def list_(session: Session, as_json: bool) -> None:
    """My addresses, to whom I gave each and who writes to it."""
    with reading(session) as audit:
        rows = audit.addresses()
        listed = frozenset(audit.sender_ids())
    if as_json:
        print_lines({"address": one, "given": list(given), "senders": list(senders)} for one, given, senders in rows)
        return
    print_table(
        ("Address", "Given to", "Senders"),
        # As in every list, nobody of whom everything is set aside.
        ((one, ", ".join(given), ", ".join(who for who in senders if who in listed)) for one, given, senders in rows),
    )


@address.command()
@click.argument("address_", metavar="ADDRESS", type=typed.address)
@click.argument("organisation", type=typed.organisation)
@click.option("--only", is_flag=True, help="And to nobody else.")
@click.pass_obj
def given(session: Session, address_: str, organisation: str, only: bool) -> None:
    """Say to whom you gave an address."""
    with auditing(session) as audit, telling() as tell:
        audit.given(address_, organisation, only, tell)
    say(f"Noted: {address_} was given to {organisation}{' and to nobody else' if only else ''}.")


address.add_command(not_yet("new", "address new"))
address.add_command(not_yet("import", "address import"))
COMMANDS = (address,)
