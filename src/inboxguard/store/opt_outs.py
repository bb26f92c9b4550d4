"""What the consent register asks of the findings: the person's opt-outs, whose ways out they took, what was read."""

from collections.abc import Collection, Iterator

from sqlite_utils import Database

from inboxguard.facts.message import Shelf
from inboxguard.senders.attribution import Attribution, Role
from inboxguard.store.records import unpacked

MOST_ADDRESSES = 500
_ROLE = f'"role":"{Role.OPT_OUT.value}"'.encode()


def written(db: Database) -> tuple[Attribution, ...]:
    """Return every mail with which the person asked to be left alone, in order of time."""
    rows = db.conn.execute(
        "SELECT record FROM attributions WHERE kind = 'personal' AND outgoing = 1 AND instr(record, ?) > 0 "
        "ORDER BY at, key",
        (_ROLE,),
    )
    return tuple(one for row in rows if (one := unpacked(row[0], Attribution)).role is Role.OPT_OUT)


def naming(db: Database, addresses: Collection[str]) -> Iterator[Attribution]:
    """Yield the mails of which a way out leads to one of `addresses` (lower case); all mail is looked through once."""
    wanted = frozenset(sorted(addresses)[:MOST_ADDRESSES])
    if not wanted:
        return
    pieces = [address.encode() for address in wanted]
    query = "SELECT record FROM attributions WHERE kind IN ('marketing', 'transactional') AND outgoing = 0"
    for (record,) in db.conn.execute(query):
        if any(piece in record for piece in pieces):
            one = unpacked(record, Attribution)
            if not wanted.isdisjoint(one.out_addresses):
                yield one


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
