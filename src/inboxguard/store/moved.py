"""What was moved on servers: written before it happens, so that whatever breaks can be settled and undone."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlite_utils import Database

from inboxguard.facts.message import Shelf
from inboxguard.store.database import writing
from inboxguard.store.places import storable
from inboxguard.store.records import instant, packed, unpacked


class State(StrEnum):
    """How far a batch is. Where it is under way, only the server knows which of its messages have moved."""

    MOVING = "moving"
    MOVED = "moved"
    UNDOING = "undoing"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class Item:
    """One message of a batch: its key, its Message-ID, where it lay, and its UID in the other folder (0 = not told)."""

    key: str
    message_id: str
    uid: int
    new: int = 0


@dataclass(frozen=True, slots=True)
class Batch:
    """Messages of one folder that move together, with all that is needed to find them again on either side.

    Folders are named as on the wire (octets as latin-1). `uidnext` is the UID that the target gave next when the move
    began, `uidvalidity` and `target_uidvalidity` the generations of both.
    """

    act: int
    """The id of the first batch of the same act; 0 for the first itself."""
    source: str
    source_name: str
    uidvalidity: int
    target: str
    target_uidvalidity: int
    uidnext: int
    items: tuple[Item, ...]
    state: State


@dataclass(frozen=True, slots=True)
class Entry:
    """A batch as it is kept."""

    id: int
    account: str
    folder: str
    """The target, for people."""
    batch: Batch


@dataclass(frozen=True, slots=True)
class Lying:
    """Where a message lies on a server."""

    key: str
    account: str
    folder: int
    wire: str
    name: str
    shelf: Shelf
    uidvalidity: int
    uid: int


def begin(db: Database, account: str, folder: str, batch: Batch, at: datetime) -> int:
    """Write down what is about to be moved; return the id of the batch."""
    with writing(db) as connection:
        row = (instant(at), account, folder, packed(batch))
        done = connection.execute("INSERT INTO moved (at, account, folder, record) VALUES (?, ?, ?, ?)", row)
    assert done.lastrowid is not None
    return done.lastrowid


def note(db: Database, batch_id: int, batch: Batch) -> None:
    """Write down how far a batch is."""
    with writing(db) as connection:
        connection.execute("UPDATE moved SET record = ? WHERE id = ?", (packed(batch), batch_id))


def entries(db: Database) -> tuple[Entry, ...]:
    """Return every batch, in the order in which they were begun."""
    rows = db.conn.execute("SELECT id, account, folder, record FROM moved ORDER BY id").fetchall()
    return tuple(Entry(number, account, folder, unpacked(record, Batch)) for number, account, folder, record in rows)


def act(db: Database, number: int) -> tuple[Entry, ...]:
    """Return the batches of one act, in the order in which they were begun."""
    return tuple(one for one in entries(db) if number in (one.id, one.batch.act))


def last(db: Database) -> int | None:
    """Return the id of the last act of which anything can be undone, None where there is none."""
    open_ = [one.batch.act or one.id for one in entries(db) if one.batch.state is not State.UNDONE]
    return max(open_, default=None)


def lying(db: Database, keys: Sequence[str]) -> tuple[Lying, ...]:
    """Return every place on a server where the named messages lie; what is in mail files only has none."""
    rows = db.conn.execute(
        "SELECT p.key, f.account, f.id, f.wire, f.folder, f.shelf, p.uidvalidity, p.uid FROM places p "
        "JOIN folders f ON f.id = p.folder WHERE p.key IN (SELECT value FROM json_each(?)) AND f.account <> 'import' "
        "ORDER BY f.account, f.id, p.uid",
        (json.dumps(list(keys)),),
    ).fetchall()
    return tuple(
        Lying(key, account, folder, wire, name, Shelf(shelf), uidvalidity, uid)
        for key, account, folder, wire, name, shelf, uidvalidity, uid in rows
    )


def folder_number(db: Database, account: str, wire: str) -> int | None:
    """Return the number of a folder, None where it is not known."""
    row = db.conn.execute("SELECT id FROM folders WHERE account = ? AND wire = ?", (account, storable(wire))).fetchone()
    return None if row is None else int(row[0])
