"""Watch worlds through the real product: imported, told, and what `senders --json` says of each opt-out."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from inboxguard.audit.audit import Audit
from inboxguard.audit.views import Profile
from inboxguard.requests.request import Draft, Request, RequestKind
from inboxguard.senders.sender import SenderId
from inboxguard.store import decisions, unsubscribing
from inboxguard.store.database import open_database
from inboxguard.store.unsubscribing import Record
from tests.worlds.running import mbox
from tests.worlds.truth import World
from tests.worlds_watch.truth import Told, WatchWorld

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)


def said(world: WatchWorld, home: Path, now: datetime = NOW) -> dict[str, dict[str, Any]]:
    """Return the rows of `senders --json` by organisation after importing a world into `home`."""
    with opened(world, home, now) as audit:
        return {row["organisation"]: row for row in audit.json_senders()}


def opened(world: WatchWorld, home: Path, now: datetime = NOW) -> Audit:
    """Return the audit of a world that was imported into `home` (made when missing)."""
    home.mkdir(parents=True, exist_ok=True)
    path = home / "world.mbox"
    path.write_bytes(mbox(World(world.name, 0, world.me, world.server, world.mails, (), (), (), ())))
    kept = home / "home"
    database = open_database(kept)
    for number, one in enumerate(world.told):
        _tell(database, number, one)
    database.close()
    audit = Audit.open(kept, lambda: now)
    place = world.place
    audit.set_profile(Profile(country=place.country, region=place.region, timezone=place.timezone))
    audit.import_files([path], me=world.me, authserv=[world.server])
    return audit


def _tell(database: Any, number: int, one: Told) -> None:
    if one.method != "letter":
        record = Record(one.method, one.organisation, "", None, one.address, one.lists, one.streams)
        unsubscribing.add(database, one.organisation, record, one.at)
        return
    draft = Draft(f"privacy@{one.organisation}", one.address, "Objection", "I object.")
    request = Request(
        f"r{number}", RequestKind.OBJECTION, SenderId(one.organisation), "gdpr", "en", draft, (), f"2026-{number:07d}",
        one.at,
    )  # fmt: skip
    decisions.add_request(database, request)
    decisions.add_event(database, request.id, "sent", one.at, None)
