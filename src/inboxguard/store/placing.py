"""Where the drafts of letters lie in mailboxes, so that it can be noticed what became of them."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from inboxguard.store.database import writing
from inboxguard.store.records import instant, moment


@dataclass(frozen=True, slots=True)
class Location:
    """Where the draft of one request lies, and what was found there the last time."""

    request: str
    account: str
    folder: str
    uidvalidity: int | None
    uid: int | None
    """None where the server did not tell, and it was not found again."""
    message_id: str
    """In angle brackets, as it stands in the draft."""
    at: datetime
    """When it was put there."""
    found: str = "there"
    """ "there", "changed" or "gone" (mailbox.drafting.Found)."""


def keep(db: Database, location: Location) -> None:
    """Remember where a draft lies; of each request the last one counts."""
    with writing(db) as connection:
        connection.execute(
            "INSERT OR REPLACE INTO draft_locations "
            "(request, account, folder, uidvalidity, uid, message_id, at, found) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                location.request,
                location.account,
                location.folder,
                location.uidvalidity,
                location.uid,
                location.message_id,
                instant(location.at),
                location.found,
            ),
        )


def locations(db: Database) -> dict[str, Location]:
    """Return where drafts lie, by the id of the request, in the order in which they were put there."""
    rows = db.conn.execute(
        "SELECT request, account, folder, uidvalidity, uid, message_id, at, found FROM draft_locations "
        "ORDER BY at, request"
    )
    found: dict[str, Location] = {}
    for request, account, folder, uidvalidity, uid, message_id, at, seen in rows:
        when = moment(at)
        assert when is not None
        found[request] = Location(request, account, folder, uidvalidity, uid, message_id, when, seen)
    return found
