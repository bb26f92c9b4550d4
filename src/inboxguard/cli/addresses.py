"""`address`: which of my addresses went to whom, new ones to hand out, and exports that know."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from inboxguard.audit.address_views import AddressRow, ConflictRow, GivenTo, Imported
from inboxguard.cli import typed
from inboxguard.cli.command import Session, auditing, reading, telling
from inboxguard.cli.printing import counted, print_json, print_lines, print_table, say, utc
from inboxguard.trace.conflicts import Disagreement

_DISAGREE: Mapping[Disagreement, str] = {
    Disagreement.ONLY_BUT_DEALT: "{address}: you said that only {first} has it, but mail of {second} to it shows a "
    "sign-up, an order or an account. If you gave it to {second} too, say “address given {address} {second_id}”.",
    Disagreement.TWO_ONLY: "{address}: you said of {first} and of {second} that only they have it. Say “address "
    "forget {address} ORGANISATION” of the one that does not.",
    Disagreement.SOURCES_DIFFER: "{address}: an alias service says that it was made for {first}, a password manager "
    "that it opens an account at {second}. Say “address given {address} ORGANISATION” of both, or “address forget "
    "{address} ORGANISATION” of the wrong one.",
    Disagreement.NEVER_SEEN: "{address}: you said that {first} has it, but no mail of {first} came to it. If another "
    "address was meant, say “address forget {address} {first_id}”.",
}


@click.group()
def address() -> None:
    """Which of my addresses went to whom."""


@address.command("list", short_help="My addresses, to whom each went, and who writes.")
@click.option("--json", "as_json", is_flag=True, help="JSON Lines on stdout.")
@click.pass_obj
def list_(session: Session, as_json: bool) -> None:
    """My addresses, to whom I gave each, who writes to it, and where that disagrees."""
    with reading(session) as audit:
        rows = audit.address_rows()
    if as_json:
        print_lines(map(_json, rows))
        return
    shown = [row for row in rows if not row.quiet]
    if not shown:
        say("No address of yours is known yet. “import” and “sync” learn them from your mail.")
        return
    print_table(
        ("Address", "Given to", "Senders"),
        # As in every list, nobody of whom everything is set aside.
        ((row.address, ", ".join(map(_given, row.given)), ", ".join(row.shown_ids)) for row in shown),
    )
    sentences = list(_disagreements(shown))
    if sentences:
        say("\nThis does not agree:\n" + "\n".join(sentences))


@address.command()
@click.argument("address_", metavar="ADDRESS", type=typed.address)
@click.argument("organisation")
@click.option("--only", is_flag=True, help="And to nobody else.")
@click.pass_obj
def given(session: Session, address_: str, organisation: str, only: bool) -> None:
    """Say to whom you gave an address.

    ORGANISATION is a domain, or the name of a sender; it need not have written yet.
    """
    with reading(session) as audit, telling() as tell:
        whom = audit.organisation_named(organisation)
        audit.given(address_, whom, only, tell)
    say(f"Noted: {address_} was given to {whom}{' and to nobody else' if only else ''}.")


@address.command(short_help="Make an address for one organisation only.")
@click.argument("organisation")
@click.option("--at", "base", metavar="ADDRESS", type=typed.own_address, help="Make it from this address, or @domain.")
@click.option("--another", is_flag=True, help="A further one, although there is one for this organisation.")
@click.pass_obj
def new(session: Session, organisation: str, base: str | None, another: bool) -> None:
    """Make an address that nobody can guess, for one organisation only.

    ORGANISATION is a domain, or the name of a sender; it need not have written yet. The address alone goes to stdout.
    """
    with reading(session) as audit, telling() as tell:
        made = audit.new_address(organisation, base, another, tell)
    click.echo(made.address)
    when = "Made before" if made.again else "Made"
    say(f"{when} for {made.organisation} and for nobody else; this is remembered.", err=True)
    if not made.tried:
        untried = "No mail with a plus-tag has come to this mailbox yet."
        say(f"{untried} Send yourself a mail to this address before you give it away.", err=True)


@address.command("import")
@click.argument("file", type=typed.given_path)
@click.option("--only", is_flag=True, help="The aliases in it went to nobody else.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout.")
@click.pass_obj
def import_(session: Session, file: Path, only: bool, as_json: bool) -> None:
    """Take in an export of an alias service or password manager.

    It is told by what is in it: SimpleLogin, addy.io, Firefox Relay, Bitwarden, KeePassXC, 1Password, Proton Pass,
    LastPass, browsers. Passwords and notes are never read into the store; delete the file afterwards.
    """
    with auditing(session) as audit, telling() as tell:
        taken = audit.import_addresses(file, only, tell)
    if as_json:
        print_json({name: getattr(taken, name) for name in taken.__slots__})
        return
    for sentence in _told(taken):
        say(sentence)


@address.command(short_help="Take back what was said about an address.")
@click.argument("address_", metavar="ADDRESS", type=typed.address)
@click.argument("organisation", required=False)
@click.pass_obj
def forget(session: Session, address_: str, organisation: str | None) -> None:
    """Forget that an address was given to an organisation, or all that was said about it."""
    with reading(session) as audit, telling() as tell:
        if organisation is None:
            audit.forget_address(address_, tell)
            say(f"Forgotten: what was said about {address_}.")
            return
        whom = audit.organisation_named(organisation)
        audit.forget_given(address_, whom, tell)
    say(f"Forgotten: {address_} was given to {whom}.")


def _json(row: AddressRow) -> dict[str, Any]:
    return {
        "address": row.address,
        "given": [one.organisation for one in row.given],
        "senders": list(row.senders),
        "made": row.made,
        "details": [
            {
                "organisation": one.organisation,
                "only": one.only,
                "made": one.made,
                "by": one.by or None,
                "at": utc(one.at),
            }
            for one in row.given
        ],
        "conflicts": [
            {"id": one.id, "kind": one.kind, "organisations": list(one.organisations), "messages": list(one.messages)}
            for one in row.conflicts
        ],
    }


def _given(one: GivenTo) -> str:
    name = one.name if one.masked else one.organisation
    return f"{name} (made for it)" if one.made else f"{name} (only)" if one.only else name


def _disagreements(rows: Iterable[AddressRow]) -> Iterator[str]:
    return (_sentence(row.address, one) for row in rows for one in row.conflicts if not one.masked)


def _sentence(address_: str, one: ConflictRow) -> str:
    return _DISAGREE[one.kind].format(
        address=address_,
        first=one.names[0],
        second=one.names[-1],
        first_id=one.organisations[0],
        second_id=one.organisations[-1],
    )


def _told(taken: Imported) -> Iterator[str]:
    new = f"{taken.new:,} of them not known as yours before" if taken.new else "all of them known as yours"
    yield f"{taken.service}: {_addresses(taken.addresses)}{f', {new}' if taken.addresses else ''}."
    if taken.told:
        yield f"{_addresses(taken.told)} given to {counted(taken.organisations, 'organisation')}."
    if taken.untold:
        yield f"{_addresses(taken.untold)} with a label that names no organisation, or several: given to nobody known."
    if taken.without:
        yield f"{_entries(taken.without)} without a mail address left out."
    if taken.broken:
        yield f"{_entries(taken.broken)} that could not be read left out."
    if taken.conflicts:
        yield f"{counted(taken.conflicts, 'disagreement')} with what was said or what the mail shows: “address list”."
    yield "Passwords and notes were not taken. Delete the file now, if you do not need it."


def _addresses(number: int) -> str:
    return "1 address" if number == 1 else f"{number:,} addresses"


def _entries(number: int) -> str:
    return "1 entry" if number == 1 else f"{number:,} entries"


COMMANDS = (address,)
