"""Worlds through the real product: their mail as a file, imported into a fresh home, and the trails that it prints."""

import re
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

from inboxguard.audit.audit import Audit
from inboxguard.store import decisions
from inboxguard.store.database import open_database
from inboxguard.store.decisions import KnownBreach
from tests.worlds.truth import World

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
"""After every world's last mail."""

_CLASSES = ("Email addresses", "Passwords")
_SEPARATOR = re.compile(rb"^(>*From )", re.MULTILINE)


def mbox(world: World) -> bytes:
    """Return the mails of a world one after the other, as an mbox of the mboxrd kind."""
    parts = []
    for mail in world.mails:
        quoted = _SEPARATOR.sub(rb">\1", mail)
        parts.append(f"From - {_arrived(mail):%a %b %d %H:%M:%S %Y}\n".encode() + quoted.rstrip(b"\n") + b"\n\n")
    return b"".join(parts)


def trails(world: World, home: Path, now: datetime = NOW) -> dict[str, Any]:
    """Return the object of `trails --json` after importing a world into `home` (made when missing).

    Keys as in the contract of the command: schema, software, coverage, trails.
    """
    home.mkdir(parents=True, exist_ok=True)
    path = home / "world.mbox"
    path.write_bytes(mbox(world))
    kept = home / "home"
    _say(world, kept, now)
    with Audit.open(kept, lambda: now) as audit:
        audit.import_files([path], me=world.me, authserv=[world.server])
        return audit.json_trails()


def _say(world: World, home: Path, now: datetime) -> None:
    """Write down what the person has said of their addresses, and the breaches they loaded, before the first mail."""
    if not world.said and not world.breaches:
        return
    database = open_database(home)
    try:
        for address, organisation, only in world.said:
            decisions.give(database, address, organisation, only, now - timedelta(days=1))
        known = (KnownBreach(who, name, date.fromisoformat(day), _CLASSES) for who, name, day in world.breaches)
        decisions.set_breaches(database, known)
    finally:
        database.close()


def _arrived(mail: bytes) -> datetime:
    head = message_from_bytes(mail.partition(b"\n\n")[0])
    received = head.get("Received", "").rpartition(";")[2].strip() or head["Date"]
    return parsedate_to_datetime(received)
