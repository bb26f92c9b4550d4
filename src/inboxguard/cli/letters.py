"""What commands share that make a letter: where it is put, and how it is shown. Nothing is sent."""

from pathlib import Path
from typing import Any

import click

from inboxguard.audit.audit import Audit
from inboxguard.audit.views import RequestDetail
from inboxguard.cli.companies import known_from
from inboxguard.cli.printing import say, utc
from inboxguard.requests.ledger import EventKind
from inboxguard.requests.regimes import regime, snapshot
from inboxguard.requests.request import RequestKind

EVENTS = tuple(kind.value for kind in EventKind if kind is not EventKind.DRAFTED)
"""What a person may record of a request."""


def placed_in(
    audit: Audit, written: RequestDetail, eml: Path | None, password: str | None, to_drafts: bool
) -> dict[str, str | None]:
    """Put a draft where the person wants it; return the folder and the file it is in."""
    if eml is not None:
        audit.save_eml(written.row.id, eml)
    folder = audit.put_in_drafts(written.row.id, password) if to_drafts else None
    return {"folder": folder, "eml": None if eml is None else click.format_filename(eml)}


def say_letter(written: RequestDetail, placed: dict[str, str | None], print_: bool = False) -> None:
    """Say where a draft lies and what to check; print it where it lies nowhere or `print_`."""
    for place in filter(None, placed.values()):
        say(f"The draft is in {place}. Nothing was sent: read it, change it, send it yourself.")
    if written.row.kind == RequestKind.COMPLAINT:
        say(_authority(written), err=True)
    elif not written.to:
        say(
            "Where they are written to is not known: name an address with “sender contact”, or use their form.",
            err=True,
        )
    elif written.to_is_guess:
        say(f"Check the address: {written.to} is a guess. Their privacy policy names the right one.", err=True)
    elif written.contact_source:
        say(f"The address {written.to} is from {known_from(written.contact_source, written.contact_detail)}.", err=True)
    if print_ or not any(placed.values()):
        say(f"\nFrom: {written.from_alias}\nTo: {written.to}\nSubject: {written.subject}\n\n{written.body}")


def _authority(written: RequestDetail) -> str:
    """Say what is known of where an authority takes complaints: no address or page of one was ever tried."""
    page = f" Its page: {written.web_form}" if written.web_form else ""
    if written.to:
        return f"Check the address {written.to}: it is from public records and was not tried.{page}"
    return f"No mail address of the authority is known; copy the letter into its form, and check the page.{page}"


def letter_json(one: RequestDetail) -> dict[str, Any]:
    """Return a letter as commands print it with --json."""
    return {
        "from": one.from_alias,
        "to": one.to,
        "to_is_guess": one.to_is_guess,
        "contact_source": one.contact_source or None,
        "contact_detail": one.contact_detail or None,
        "subject": one.subject,
        "body": one.body,
    }


def request_json(one: RequestDetail) -> dict[str, Any]:
    """Return a request of the ledger as commands print it with --json (commands.md), without its letter."""
    row = one.row
    return {
        "id": row.id,
        "reference": row.reference,
        "kind": row.kind,
        "organisation": row.organisation,
        "law": one.law,
        "language": one.language,
        "state": row.state,
        "created": utc(row.created),
        "sent": utc(row.sent),
        "due": row.due.isoformat() if row.due else None,
        "due_is_verified": row.due_is_verified,
        "law_as_of": snapshot().isoformat(),
        "law_recheck": regime(one.law).recheck or None,
        "due_is_about": row.due is not None and not row.due_is_verified,
        "remind_from": row.remind_from.isoformat() if row.remind_from else None,
        "complain_from": row.complain_from.isoformat() if row.complain_from else None,
        "contact_source": one.contact_source or None,
        "identity_given": list(one.identity_given),
        "follows": one.follows,
        "excuse": one.excuse,
        "history": [
            {"event": moment.what, "at": utc(moment.at), "note": moment.detail or None}
            for moment in one.timeline
            if moment.what in EVENTS  # the writing itself is `created`
        ],
    }
