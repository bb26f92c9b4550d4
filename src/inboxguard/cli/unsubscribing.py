"""`unsubscribe`: the safest way out of a sender's mail."""

from pathlib import Path

import click

from inboxguard.cli.command import Session, reading
from inboxguard.cli.letters import letter_json, placed_in, say_letter
from inboxguard.cli.passwords import read_password
from inboxguard.cli.printing import print_json, say
from inboxguard.errors import NotYet, Refused


@click.command()
@click.argument("organisation")
@click.option("--dry-run", is_flag=True, help="Only say what would be done (the default).")
@click.option("--yes", is_flag=True, help="Do it: a mailto becomes a draft, a link is printed.")
@click.option("--third-party", is_flag=True, help="With --yes: the draft may go to an address of another company.")
@click.option("--eml", type=click.Path(path_type=Path, dir_okay=False), help="Write that draft as an .eml file.")
@click.option("--to-drafts", is_flag=True, help="Put that draft into the mailbox's Drafts.")
@click.option("--password-stdin", is_flag=True, help="With --to-drafts, where there is no keyring.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout.")
@click.pass_obj
def unsubscribe(
    session: Session,
    organisation: str,
    dry_run: bool,
    yes: bool,
    third_party: bool,
    eml: Path | None,
    to_drafts: bool,
    password_stdin: bool,
    as_json: bool,
) -> None:
    """The safest way out that a sender offers."""
    if dry_run and yes:
        raise click.UsageError("--dry-run and --yes exclude each other.")
    if (eml is not None or to_drafts) and not yes:
        raise click.UsageError("--eml and --to-drafts need --yes.")
    if third_party and not yes:
        raise click.UsageError("--third-party needs --yes.")
    password = read_password() if password_stdin else None
    written = None
    placed: dict[str, str | None] = {"folder": None, "eml": None}
    with reading(session) as audit:
        sender = audit.sender(organisation)
        way = sender.way_out
        if yes and (third_party or (way.allowed and way.route == "mailto")):
            written = audit.unsubscribe_draft(organisation, third_party)
            placed = placed_in(audit, written, eml, password, to_drafts)
    if as_json:
        print_json(
            {
                "organisation": sender.row.id,
                "route": way.route,
                "url": way.url,
                "host": way.host,
                "method": way.method,
                "allowed": way.allowed,
                "reason": way.reason,
                "done": written is not None,
                "status": way.status,
                "draft": None if written is None else letter_json(written),
                **placed,
            }
        )
    elif written is not None:
        say_letter(written, placed)
    elif way.allowed:
        say(f"{way.route}: {way.reason}")
        say(way.url or "")
    if not way.allowed and written is None:
        raise Refused(way.reason)
    if yes and written is None and way.route == "one_click":
        raise NotYet("Posting a one-click request comes with a later version. The address is printed above.")


COMMANDS = (unsubscribe,)
