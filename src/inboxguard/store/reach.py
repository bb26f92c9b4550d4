"""How far mail reaches: which kinds of folders were read, and who wrote to an address before a moment."""

import json
from datetime import datetime

from sqlite_utils import Database

from inboxguard.facts.message import Shelf
from inboxguard.store.records import instant


def was_read(db: Database, shelf: Shelf) -> bool:
    """Return whether a folder of this kind was read, or mail of the person's own where it is \\Sent."""
    own = "SELECT 1 FROM attributions WHERE kind = 'personal' AND outgoing = 1 LIMIT 1"
    if shelf is Shelf.SENT and db.conn.execute(own).fetchone():
        return True
    query = (
        "SELECT 1 FROM folders WHERE shelf = ? "
        "AND EXISTS (SELECT 1 FROM places WHERE places.folder = folders.id) LIMIT 1"
    )
    return db.conn.execute(query, (shelf.value,)).fetchone() is not None


def wrote_before(db: Database, address: str, moment: datetime) -> tuple[str, ...]:
    """Return the organisations whose adverts or dealings reached `address` before a moment."""
    rows = db.conn.execute(
        "SELECT organisation, CAST(record AS TEXT) FROM attributions WHERE outgoing = 0 AND at < ? "
        "AND kind IN ('marketing', 'transactional') AND organisation IS NOT NULL AND CAST(record AS TEXT) LIKE ?",
        (instant(moment), f'%"recipient":"{address}"%'),
    )
    # LIKE takes "_" for any letter, so the record itself decides.
    return tuple(dict.fromkeys(one for one, record in rows if json.loads(record).get("recipient") == address))
