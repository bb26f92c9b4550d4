"""`repeated`: what was bought once and is offered ever since."""

import shlex
from typing import Any

import click

from inboxguard.audit.one_off import RepeatedView
from inboxguard.cli.command import Session, reading, telling
from inboxguard.cli.printing import print_lines, say, utc
from inboxguard.senders.offering import Source

_MOST = 5
"""Adverts that are listed for a person; --json has all."""


@click.command(short_help="What you bought once and are offered ever since.")
@click.argument("organisation", required=False)
@click.option("--json", "as_json", is_flag=True, help="JSON Lines on stdout.")
@click.pass_obj
def repeated(session: Session, organisation: str | None, as_json: bool) -> None:
    """What you bought once, or had on a list that you deleted, and are offered ever since.

    ORGANISATION is the domain or name of a sender; without it every sender of whom you bought is looked at. Set-aside
    mail takes no part.
    """
    with reading(session) as audit, telling() as tell:
        if organisation is None:
            found = audit.repeated_everywhere(tell)
        else:
            found = audit.repeated(audit.organisation_named(organisation))
    if as_json:
        print_lines(_row(one) for one in found)
        return
    if not found:
        say("Nothing was found that you bought once and that their adverts kept naming.")
    for one in found:
        say(f"{one.name} ({one.organisation})")
        say(f"  {sentence(one)}")
        for line in one.offers[:_MOST]:
            day = "" if line.at is None else f"{line.at.date().isoformat()}  "
            say(f"    {day}{line.subject or ''}".rstrip())
        what = shlex.quote(one.what)
        option = "--topic" if one.source is Source.DELETED_LIST else "--product"
        say(f"  To ask for less: inboxguard requests draft ask_for_less --sender {one.organisation} {option} {what}")


def sentence(one: RepeatedView) -> str:
    """Return what is said of one thing: what, when, and how often since."""
    day = f"{one.on.day} {one.on:%B %Y}"
    their = f"{len(one.offers)} of their adverts since then"
    if one.source is Source.DELETED_LIST:
        return f"The list that you deleted on {day} held “{one.what}”. {their} name it."
    return f"You bought “{one.what}” once, on {day}. {their} name it."


def _row(one: RepeatedView) -> dict[str, Any]:
    return {
        "organisation": one.organisation,
        "name": one.name,
        "what": one.what,
        "source": str(one.source),
        "on": one.on.isoformat(),
        "id": one.order.key,
        "offers": [line.key for line in one.offers],
        "since": utc(one.since),
        "last": utc(one.last),
    }


COMMANDS = (repeated,)
