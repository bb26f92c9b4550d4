"""`requests proposals` and `requests accept`: what replies seem to say, and the person's word on it."""

import click

from inboxguard.audit.replying import ReplyRow
from inboxguard.cli.command import Session, reading
from inboxguard.cli.printing import print_lines, say, utc
from inboxguard.requests.ledger import EventKind

_EVENTS = tuple(kind.value for kind in EventKind if kind not in (EventKind.DRAFTED, EventKind.SENT))


@click.command(short_help="What replies seem to say, for you to judge.")
@click.argument("id_", metavar="[ID]", required=False)
@click.option("--json", "as_json", is_flag=True, help="JSON Lines on stdout.")
@click.pass_obj
def proposals(session: Session, id_: str | None, as_json: bool) -> None:
    """Show which events replies propose, for one request or all. Nothing is recorded."""
    with reading(session) as audit:
        rows = audit.reply_proposals(id_)
    if as_json:
        print_lines(
            {
                "request": one.request,
                "event": one.proposed,
                "cue": one.cue,
                "quote": one.quote,
                "message": one.message_id or one.line.key,
                "received": utc(one.line.at),
                "sign": one.sign,
                "authenticated": one.authenticated,
                "from_them": one.theirs,
                "excuse": one.excuse,
            }
            for one in rows
        )
        return
    for one in rows:
        say(f"{one.request}  {(one.proposed or '').replace('_', ' ')}?  {_whose(one)}")
        if one.quote:
            say(f"    “{one.quote}”")
        say(f"    If so: inboxguard requests accept {one.request} '{one.message_id or one.line.key}'")


@click.command(short_help="Record what a reply says.")
@click.argument("id_", metavar="ID")
@click.argument("message", metavar="MAIL")
@click.option("--event", type=click.Choice(_EVENTS), help="What it says, where that is not what is proposed.")
@click.pass_obj
def accept(session: Session, id_: str, message: str, event: str | None) -> None:
    """Record what the reply MAIL (its Message-ID) to the request ID says, on the day on which it came."""
    with reading(session) as audit:
        done = audit.accept(id_, message, event)
        named = audit.named_in_answer(id_, message)
    say(f"{id_}: {done.replace('_', ' ')}")
    if named is None:
        return
    for one in named.candidates:
        say(f"It names {one.name} ({one.organisation}): “{one.quote}”")
    if not named.opened:
        say("It is a personal letter, which is never opened here: whom it names only you can read.")


def _whose(one: ReplyRow) -> str:
    if one.line.aside:
        return "a mail that is set aside"
    words = "your mail server says nothing of the sender"
    if one.authenticated is not None:
        words = f"your mail server {'confirms' if one.authenticated else 'does not confirm'} the sender"
    return f"from {one.address}{'' if one.theirs else ', another domain than the one you asked'}; {words}"


COMMANDS = (proposals, accept)
"""Of the group `requests`."""
