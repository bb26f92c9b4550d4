"""How far each folder was read: heads that wait, places that are settled, messages that the server cannot give.

Nothing else is a checkpoint: what is known of a folder are its heads, places and refused messages, and what is
left to read is what the server lists beyond them. Heads of an older UIDVALIDITY (RFC 9051 section 2.3.1.1) are
dropped as soon as one of another comes; places of it stay until the folder was read to its end.
"""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlite_utils import Database

from inboxguard.facts.message import Shelf
from inboxguard.store import findings, messages, places
from inboxguard.store.database import writing
from inboxguard.store.messages import Row

_MOST = (1 << 63) - 1
"""The largest number SQLite takes; RFC 9051 section 9 ends at 2^63 - 1 too, but servers may say anything."""
_LONG = 8 * 1024 * 1024
"""Octets after which a page of heads ends; a thousand usual ones have a fifth of it."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class State:
    """What the server said of a folder when the last complete pass began (RFC 9051 section 7; RFC 7162 modseq)."""

    uidvalidity: int
    uidnext: int
    messages: int
    modseq: int
    """0 where the server keeps none."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of an account, by its name as shown and as on the wire (octets as latin-1).

    `state` is None until it was read whole.
    """

    id: int
    account: str
    name: str
    wire: str
    shelf: Shelf
    state: State | None


@dataclass(frozen=True, slots=True)
class StagedHead:
    """Header fields, BODYSTRUCTURE and labels of a message as the server sent them; they wait to be read."""

    uid: int
    received: datetime | None
    """INTERNALDATE, to the second."""
    size: int
    structure: bytes
    labels: bytes
    head: bytes


def folder(db: Database, account: str, wire: str, name: str, shelf: Shelf) -> Folder:
    """Return a folder, made when missing; a new name or shelf is kept, and its mail goes with it."""
    with writing(db) as connection:
        number = places.folder_id(connection, account, wire, name, shelf)
        name = places.storable(name)
        _, known_name, before, uidvalidity, uidnext, held, modseq = connection.execute(
            "SELECT id, folder, shelf, uidvalidity, uidnext, messages, modseq FROM folders WHERE id = ?", (number,)
        ).fetchone()
        if (known_name, before) != (name, shelf):
            connection.execute("UPDATE folders SET folder = ?, shelf = ? WHERE id = ?", (name, shelf, number))
        if before != shelf:
            moved = connection.execute(
                "UPDATE messages SET shelf = ? WHERE folder = ? AND shelf = ? RETURNING key", (shelf, number, before)
            )
            if keys := [one[0] for one in moved]:
                findings.outdate(connection, keys)
    state = None if uidvalidity is None else State(uidvalidity, uidnext, held, modseq)
    return Folder(number, account, name, places.storable(wire), shelf, state)


def known_uids(db: Database, folder_id: int, uidvalidity: int) -> set[int]:
    """Return the UIDs that need not be asked for any more: staged, settled or refused."""
    found: set[int] = set()
    for table in ("heads", "places", "refused"):
        query = f"SELECT uid FROM {table} WHERE folder = ? AND uidvalidity = ?"  # noqa: S608 - constants
        found.update(uid for (uid,) in db.conn.execute(query, (folder_id, uidvalidity)))
    return found


def stage(db: Database, folder_id: int, uidvalidity: int, heads: Iterable[StagedHead]) -> None:
    """Keep heads until they are settled, in one transaction; the same UID again replaces the head it had.

    Raises StoreError with nothing stored (see `writing`).
    """
    rows = [
        (
            folder_id,
            uidvalidity,
            one.uid,
            _seconds(one.received),
            min(one.size, _MOST),
            one.structure,
            one.labels,
            one.head,
        )
        for one in heads
    ]
    with writing(db) as connection:
        # Two ranges, since the index leads to neither of them by <>.
        connection.execute("DELETE FROM heads WHERE folder = ? AND uidvalidity < ?", (folder_id, uidvalidity))
        connection.execute("DELETE FROM heads WHERE folder = ? AND uidvalidity > ?", (folder_id, uidvalidity))
        connection.executemany("INSERT OR REPLACE INTO heads VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)


def staged(db: Database, folder_id: int, size: int, below: int | None = None) -> list[StagedHead]:
    """Return up to `size` heads that wait, the highest UID first, all of them below `below` where it is given.

    Fewer where they are long, so that a page of them never fills the memory.
    """
    rows = db.conn.execute(
        "SELECT uid, received, size, structure, labels, head FROM heads WHERE folder = ?1 "
        "AND uidvalidity = (SELECT uidvalidity FROM heads WHERE folder = ?1 LIMIT 1) AND uid < ?2 "
        "ORDER BY uid DESC LIMIT ?3",
        (folder_id, (1 << 62) if below is None else below, size),
    )
    page: list[StagedHead] = []
    octets = 0
    for uid, received, length, structure, labels, head in rows:
        page.append(StagedHead(uid, _instant(received), length, structure, labels, head))
        octets += len(structure) + len(labels) + len(head)
        if octets > _LONG:
            break
    return page


def staged_count(db: Database, folder_id: int | None = None) -> int:
    """Return how many heads wait, of one folder or in all."""
    if folder_id is None:
        row = db.conn.execute("SELECT count(*) FROM heads").fetchone()
    else:
        row = db.conn.execute("SELECT count(*) FROM heads WHERE folder = ?", (folder_id,)).fetchone()
    return int(row[0])


def settle(
    db: Database,
    folder_id: int,
    uidvalidity: int,
    rows: Iterable[Row],
    known: Iterable[tuple[int, str]] = (),
    refused: Iterable[int] = (),
) -> int:
    """Store messages that were read, places (uid, key) of mail known already, and UIDs the server cannot give.

    Their heads are dropped in the same transaction. A known key that is no longer stored is passed over: its head
    stays and can be read again. Returns how many messages were new. Raises StoreError with nothing stored.
    """
    read, again, lost = list(rows), list(known), list(refused)
    with writing(db) as connection:
        added = messages.insert(connection, folder_id, uidvalidity, read)
        stored = messages.present(connection, [key for _, key in again]) if again else set()
        again = [(uid, key) for uid, key in again if key in stored]
        if again:
            (shelf,) = connection.execute("SELECT shelf FROM folders WHERE id = ?", (folder_id,)).fetchone()
            places.moved_to(connection, folder_id, Shelf(shelf), [key for _, key in again])
            places.put(connection, folder_id, uidvalidity, again)
        connection.executemany(
            "INSERT OR IGNORE INTO refused VALUES (?, ?, ?)", ((folder_id, uidvalidity, uid) for uid in lost)
        )
        settled = [one.place.uid for one in read] + [uid for uid, _ in again]
        _drop(connection, "heads", folder_id, uidvalidity, settled + lost)
        _drop(connection, "refused", folder_id, uidvalidity, settled)
    return added


def complete(db: Database, folder_id: int, state: State) -> None:
    """Note that all of a folder was read as it was in `state`; what is known of other UIDVALIDITYs is dropped.

    Messages stay: those that were found again have a place of this UIDVALIDITY, the others have vanished.
    """
    with writing(db) as connection:
        connection.execute(
            "UPDATE folders SET uidvalidity = ?, uidnext = ?, messages = ?, modseq = ? WHERE id = ?",
            (
                state.uidvalidity,
                min(state.uidnext, _MOST),
                min(state.messages, _MOST),
                min(state.modseq, _MOST),
                folder_id,
            ),
        )
        _forget(connection, [folder_id], "uidvalidity <> ?", (state.uidvalidity,))


def vanished(db: Database, folder_id: int, uidvalidity: int, uids: Iterable[int]) -> int:
    """Drop places and heads of mail that lies there no more; messages and findings stay.

    Returns how many places and heads were dropped.
    """
    with writing(db) as connection:
        return _forget(
            connection,
            [folder_id],
            "uidvalidity = ? AND uid IN (SELECT value FROM json_each(?))",
            (uidvalidity, json.dumps(list(uids))),
        )


def drop_folders(db: Database, account: str, keep: set[str]) -> None:
    """Drop what is known of the folders whose wire names are not in `keep`; messages stay."""
    kept = {places.storable(wire) for wire in keep}
    with writing(db) as connection:
        rows = connection.execute("SELECT id, wire FROM folders WHERE account = ?", (account,)).fetchall()
        gone = [number for number, wire in rows if wire not in kept]
        _forget(connection, gone, "TRUE", ())
        # The rows stay for the messages that were last at home there.
        connection.executemany(
            "UPDATE folders SET uidvalidity = NULL, uidnext = NULL, messages = NULL, modseq = NULL WHERE id = ?",
            ((number,) for number in gone),
        )


def add_traffic(db: Database, account: str, day: date, octets: int) -> int:
    """Count octets that an account sent on a day; return the total of that day."""
    with writing(db) as connection:
        connection.execute(
            "INSERT INTO traffic VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET octets = octets + excluded.octets",
            (account, day.isoformat(), octets),
        )
    return traffic(db, account, day)


def traffic(db: Database, account: str, day: date) -> int:
    """Return how many octets an account sent on a day."""
    query = "SELECT octets FROM traffic WHERE account = ? AND day = ?"
    row = db.conn.execute(query, (account, day.isoformat())).fetchone()
    return 0 if row is None else int(row[0])


def _forget(connection: sqlite3.Connection, gone: Sequence[int], which: str, values: tuple[object, ...]) -> int:
    """Drop places, heads and refused messages of folders; their messages get the home of a place they still have."""
    # S608: the conditions are constants of this module.
    where = f"folder IN (SELECT value FROM json_each(?)) AND {which}"  # noqa: S608
    given = (json.dumps(gone), *values)
    keys = [row[0] for row in connection.execute(f"DELETE FROM places WHERE {where} RETURNING key", given).fetchall()]  # noqa: S608
    heads = connection.execute(f"DELETE FROM heads WHERE {where}", given).rowcount  # noqa: S608
    connection.execute(f"DELETE FROM refused WHERE {where}", given)  # noqa: S608
    places.moved_away(connection, keys)
    return len(keys) + heads


def _drop(connection: sqlite3.Connection, table: str, folder_id: int, uidvalidity: int, uids: Sequence[int]) -> None:
    connection.execute(
        f"DELETE FROM {table} WHERE folder = ? AND uidvalidity = ? AND uid IN (SELECT value FROM json_each(?))",  # noqa: S608 - a constant
        (folder_id, uidvalidity, json.dumps(uids)),
    )


def _seconds(at: datetime | None) -> int | None:
    return None if at is None else int(at.timestamp())


def _instant(seconds: int | None) -> datetime | None:
    return None if seconds is None else _EPOCH + timedelta(seconds=seconds)
