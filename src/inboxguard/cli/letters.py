"""What commands share that make a letter: where it is put, and how it is shown. Nothing is sent."""

from pathlib import Path
from typing import Any

import click

from inboxguard.audit.audit import Audit
from inboxguard.audit.views import RequestDetail
from inboxguard.cli.printing import say


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
    if written.to_is_guess:
        say(f"Check the address: {written.to} is a guess. Their privacy policy names the right one.", err=True)
    if print_ or not any(placed.values()):
        say(f"\nFrom: {written.from_alias}\nTo: {written.to}\nSubject: {written.subject}\n\n{written.body}")


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
