"""What the consent register asks of the findings: the person's opt-outs, whose ways out they took, what was read."""

from collections.abc import Collection

from sqlite_utils import Database

from inboxguard.facts.message import Shelf
from inboxguard.senders.attribution import Attribution, Kind, Role
from inboxguard.store import judgements

_COMMERCIAL = (Kind.MARKETING, Kind.TRANSACTIONAL)
MOST_ADDRESSES = 500


def written(db: Database) -> tuple[Attribution, ...]:
    """Return every mail with which the person asked to be left alone, in order of time."""
    found = [one for one in judgements.of_roles(db, [Role.OPT_OUT]) if one.outgoing]
    return tuple(sorted(found, key=lambda one: (str(one.at), one.message)))


def naming(db: Database, addresses: Collection[str]) -> tuple[Attribution, ...]:
    """Return the commercial mails of which a way out leads to one of `addresses` (lower case)."""
    found = judgements.leaving_at(db, sorted(addresses)[:MOST_ADDRESSES])
    return tuple(one for one in found if one.kind in _COMMERCIAL and not one.outgoing)


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
