"""`requests` and `unsubscribe`: letters as drafts, the ledger, and the safest way out. Nothing is sent."""

from datetime import UTC, datetime
from pathlib import Path

import click

from inboxguard.audit.views import RequestDetail
from inboxguard.cli.command import Session, auditing, print_json, print_lines, telling
from inboxguard.cli.later import not_yet
from inboxguard.cli.passwords import read_password
from inboxguard.cli.tables import print_table
from inboxguard.errors import NotYet, Refused

KINDS = (
    "where_from",
    "to_whom",
    "access",
    "erasure",
    "objection",
    "withdrawal",
    "opt_out_of_sale",
    "ask_for_less",
    "correction",
    "reminder",
    "complaint",
)
EVENTS = (
    "sent",
    "bounced",
    "acknowledged",
    "identity_asked",
    "extended",
    "answered_full",
    "answered_partial",
    "refused",
    "no_data",
    "wrong_entity",
    "reminded",
    "complained",
    "withdrawn",
    "closed",
)


@click.group()
def requests() -> None:
    """Letters and the ledger of what was asked."""


@requests.command()
@click.argument("kind", type=click.Choice(KINDS))
@click.option("--sender", "organisation", required=True, metavar="ORGANISATION")
@click.option("--law", metavar="ID", help="Such as gdpr (default: from the profile).")
@click.option("--lang", metavar="CODE", help="Language of the letter.")
@click.option("--eml", type=click.Path(path_type=Path, dir_okay=False), help="Write the draft as an .eml file.")
@click.option("--to-drafts", is_flag=True, help="Put the draft into the mailbox's Drafts.")
@click.option("--print", "print_", is_flag=True, help="Print the letter.")
@click.option("--password-stdin", is_flag=True, help="With --to-drafts, where there is no keyring.")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def draft(
    session: Session,
    kind: str,
    organisation: str,
    law: str | None,
    lang: str | None,
    eml: Path | None,
    to_drafts: bool,
    print_: bool,
    password_stdin: bool,
    as_json: bool,
) -> None:
    """Write one letter into the ledger; prints its id and reference."""
    password = read_password() if password_stdin else None
    with auditing(session) as audit, telling():
        written = audit.draft(kind, organisation, law, lang)
        if eml is not None:
            audit.save_eml(written.row.id, eml)
        folder = audit.put_in_drafts(written.row.id, password) if to_drafts else None
    if as_json:
        print_json({**_json(written), "draft": _letter(written), "folder": folder, "eml": str(eml) if eml else None})
        return
    click.echo(f"{written.row.id}  reference {written.row.reference}")
    if folder is not None:
        click.echo(f"The draft is in {folder}. Nothing was sent: read it, change it, send it yourself.")
    if eml is not None:
        click.echo(f"The draft is in {eml}. Nothing was sent: open it, change it, send it yourself.")
    if written.to_is_guess:
        click.echo(f"Check the address: {written.to} is a guess. Their privacy policy names the right one.", err=True)
    if print_ or (eml is None and not to_drafts):
        click.echo(f"\nFrom: {written.from_alias}\nTo: {written.to}\nSubject: {written.subject}\n\n{written.body}")


@requests.command("list")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def list_(session: Session, as_json: bool) -> None:
    """What was asked, of whom, and by when they have to answer."""
    with auditing(session) as audit:
        details = [audit.request(row.id) for row in audit.requests()]
    if as_json:
        print_lines(_json(one) for one in details)
        return
    print_table(
        ("Id", "To", "Asked", "State", "Due"),
        (
            (one.row.id, one.row.name, one.row.kind, one.row.state, one.row.due.isoformat() if one.row.due else "")
            for one in details
        ),
    )


@requests.command()
@click.argument("id_", metavar="ID")
@click.argument("event", type=click.Choice(EVENTS))
@click.option("--at", metavar="INSTANT", help="When it happened (default: now).")
@click.option("--note", help="A word for yourself.")
@click.pass_obj
def mark(session: Session, id_: str, event: str, at: str | None, note: str | None) -> None:
    """Record what became of a request."""
    with auditing(session) as audit:
        audit.mark(id_, event, None if at is None else instant(at), note)
        click.echo(audit.request(id_).row.state)


@click.command()
@click.argument("organisation")
@click.option("--dry-run", is_flag=True, help="Only say what would be done (the default).")
@click.option("--yes", is_flag=True, help="Do it: a mailto becomes a draft, a link is printed.")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def unsubscribe(session: Session, organisation: str, dry_run: bool, yes: bool, as_json: bool) -> None:
    """The safest way out that a sender offers."""
    with auditing(session) as audit:
        way = audit.way_out(organisation)
        done = False
        written = None
        if yes and not dry_run and way.allowed and way.route == "mailto":
            written = audit.unsubscribe_draft(organisation)
            done = True
    if as_json:
        print_json(
            {
                "organisation": organisation,
                "route": way.route,
                "url": way.url,
                "host": way.host,
                "method": way.method,
                "allowed": way.allowed,
                "reason": way.reason,
                "done": done,
                "status": way.status,
            }
        )
    elif written is not None:
        click.echo(f"A draft to {written.to} is in the ledger as {written.row.id}. Nothing was sent.")
    else:
        click.echo(f"{way.route}: {way.reason}")
        if way.url:
            click.echo(way.url)
    if not way.allowed:
        raise Refused(way.reason)
    if yes and not dry_run and way.route == "one_click":
        raise NotYet("Posting a one-click request comes with a later version. The address is printed above.")


def instant(text: str) -> datetime:
    """Return an instant of the command line; raises Refused with a sentence."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise Refused(f"“{text}” is no instant. Write it like 2026-11-24T08:00:00Z.") from error
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def _json(one: RequestDetail) -> dict[str, object]:
    row = one.row
    return {
        "id": row.id,
        "reference": row.reference,
        "kind": row.kind,
        "organisation": row.organisation,
        "law": one.law,
        "language": one.language,
        "state": row.state,
        "created": _z(row.created),
        "sent": _z(row.sent),
        "due": row.due.isoformat() if row.due else None,
        "due_is_verified": row.due_is_verified,
        "history": [
            {"event": moment.what, "at": _z(moment.at), "note": moment.detail or None} for moment in one.timeline
        ],
    }


def _letter(one: RequestDetail) -> dict[str, object]:
    return {
        "from": one.from_alias,
        "to": one.to,
        "to_is_guess": one.to_is_guess,
        "subject": one.subject,
        "body": one.body,
    }


def _z(at: datetime | None) -> str | None:
    return None if at is None else f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


for _name in ("calendar", "export", "import"):
    requests.add_command(not_yet(_name, f"requests {_name}"))
COMMANDS = (requests, unsubscribe)
