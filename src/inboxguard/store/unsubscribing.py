"""The journal of unsubscribing: written before anything leaves, so that everybody is asked once and nobody twice.

A sync to the disk takes its time, and a program may be killed in it. So one is begun with a sync, and marked as leaving
without: what a program wrote outlives its own end, and only the end of the whole computer takes it back. What is begun
and not leaving therefore surely never left, as long as the computer runs on (BOOT); after that it may have.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from sqlite_utils import Database

from inboxguard.store.database import open_database, writing
from inboxguard.store.records import instant, packed, unpacked

BOOT = Path("/proc/sys/kernel/random/boot_id")
"""Where Linux tells which run of the computer this is (random(4)); elsewhere nobody does, and caution takes over."""


class State(StrEnum):
    """How far one unsubscribing is."""

    WAITING = "waiting"
    """Wanted by the person, and surely not left: not begun, or on the way to an encrypted connection."""
    BEGUN = "begun"
    """On the disk as leaving in a moment; it did not leave if the program ended here and the computer did not."""
    LEAVING = "leaving"
    """Its first octet leaves next, or left: what became of it is not written down yet."""
    ACCEPTED = "accepted"
    """The server said yes, or the person says that the page did; no proof that mail stops."""
    REFUSED = "refused"
    """The server answered, and it was no yes."""
    UNREACHED = "unreached"
    """Nothing left this computer."""
    UNKNOWN = "unknown"
    """It may have left, and no answer came."""


LEFT = frozenset((State.BEGUN, State.LEAVING, State.ACCEPTED, State.REFUSED, State.UNKNOWN))
"""States after which the sender may have heard."""


@dataclass(frozen=True, slots=True)
class Record:
    """What is kept of one unsubscribing."""

    method: str
    """ "one_click" or "link" (commands.md)."""
    host: str
    """Who learned of it."""
    url: str = ""
    """Where it goes; "" as soon as there is a result, because it holds the sender's name for the person."""
    message: str | None = None
    """The mail that offered it."""
    address: str | None = None
    """Which of the person's addresses it is about; None where that is not known."""
    lists: tuple[str, ...] = ()
    """List-Ids that it leaves; () where it is about all mail."""
    streams: tuple[str, ...] = ()
    """From addresses of the mail that offered it, where that names no list."""
    again: bool = False
    """The person wants it although they asked before."""
    status: int | None = None
    """Status of HTTP."""
    answer: str = ""
    """The beginning of what the server answered."""
    why: str = ""
    """What became of it: a code of mailbox.one_click."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One unsubscribing as it is kept; `at` is when it left, or was tried; as long as it waits, when it was wanted."""

    id: int
    batch: int
    organisation: str
    state: State
    at: datetime
    record: Record
    boot: str = ""
    """In which run of the computer it was begun; "" where that is not known, or it did not begin."""

    @property
    def never_left(self) -> bool:
        """Return whether it surely did not leave, provided that no program is at it now."""
        return self.state is State.WAITING or (self.state is State.BEGUN and self.boot != "" and self.boot == _boot())


def token(url: str) -> str:
    """Return the checksum by which a place is known again after its address is gone."""
    return hashlib.sha256(url.encode()).hexdigest()


def plan(db: Database, wanted: Iterable[tuple[str, Record]], at: datetime) -> int:
    """Write down what the person wants, (organisation, record) each, to be begun; return the number of the batch."""
    with writing(db) as connection:
        batch = int(connection.execute("SELECT coalesce(max(batch), 0) + 1 FROM unsubscribes").fetchone()[0])
        connection.executemany(
            "INSERT INTO unsubscribes (batch, organisation, state, token, at, record) VALUES (?, ?, ?, ?, ?, ?)",
            (
                (batch, organisation, State.WAITING, token(one.url), instant(at), packed(one))
                for organisation, one in wanted
            ),
        )
    return batch


@contextmanager
def journal(home: Path) -> Iterator[Database]:
    """Yield a connection of its own to the journal of `home`, for one thread that calls `leave`."""
    with closing(open_database(home)) as db:
        db.conn.execute("PRAGMA wal_autocheckpoint = 0")  # tidying up takes long; the other connections do it
        yield db


def leave(db: Database, number: int, at: datetime) -> bool:
    """Write down that one leaves now; False where it does not wait any more, and then it must not leave.

    On return it is on the disk that it may have left, also after a power cut. To be called when nothing is left to do
    but to write the request: what is leaving when a program ends does not go again by itself.
    """
    db.conn.execute("PRAGMA synchronous = FULL")
    db.conn.execute("PRAGMA fullfsync = ON")  # macOS: through the cache of the disk as well
    try:
        begun = _moved(db, number, State.WAITING, State.BEGUN, at)
    finally:
        db.conn.execute("PRAGMA fullfsync = OFF")
        db.conn.execute("PRAGMA synchronous = NORMAL")
    return begun and _moved(db, number, State.BEGUN, State.LEAVING, at)


def _moved(db: Database, number: int, before: State, after: State, at: datetime) -> bool:
    with writing(db) as connection:
        done = connection.execute(
            "UPDATE unsubscribes SET state = ?, at = ?, boot = ? WHERE id = ? AND state = ?",
            (after, instant(at), _boot(), number, before),
        )
    return done.rowcount == 1


def put_back(db: Database) -> None:
    """Let wait again what was begun and surely never left; only for who holds `locking.asking_alone`."""
    for one in open_(db):
        if one.state is State.BEGUN and one.never_left:
            _moved(db, one.id, State.BEGUN, State.WAITING, one.at)


def end(db: Database, one: Entry, state: State, status: int | None = None, answer: str = "", why: str = "") -> Entry:
    """Write down what became of one at `one.at`, and forget its address; return it as it stands now."""
    record = replace(one.record, url="", status=status, answer=answer, why=why)
    with writing(db) as connection:
        connection.execute(
            "UPDATE unsubscribes SET state = ?, at = ?, record = ?, boot = '' WHERE id = ?",
            (state, instant(one.at), packed(record), one.id),
        )
    return replace(one, state=state, record=record, boot="")


def add(db: Database, organisation: str, record: Record, at: datetime) -> int:
    """Write down what the person did elsewhere at `at`, which counts as accepted; return its number."""
    with writing(db) as connection:
        done = connection.execute(
            "INSERT INTO unsubscribes (batch, organisation, state, token, at, record) VALUES (0, ?, ?, '', ?, ?)",
            (organisation, State.ACCEPTED, instant(at), packed(replace(record, url=""))),
        )
    return int(done.lastrowid or 0)


def take_back(db: Database, number: int) -> str | None:
    """Forget what the person said they did elsewhere; return of whom, None where it is not there.

    What left from here stays.
    """
    found = _rows(db, "id = ? AND batch = 0", (number,))
    with writing(db) as connection:
        connection.execute("DELETE FROM unsubscribes WHERE id = ? AND batch = 0", (number,))
    return found[0].organisation if found else None


def entries(db: Database) -> tuple[Entry, ...]:
    """Return every unsubscribing, in the order in which they were wanted."""
    return _rows(db, "1", ())


def of(db: Database, organisation: str) -> tuple[Entry, ...]:
    """Return those of one organisation, in the order in which they were wanted."""
    return _rows(db, "organisation = ?", (organisation,))


def among(db: Database, batch: int) -> tuple[Entry, ...]:
    """Return those of one batch, in the order in which they were wanted."""
    return _rows(db, "batch = ?", (batch,))


def open_(db: Database) -> tuple[Entry, ...]:
    """Return those without a result: they wait, or something broke while they left."""
    return _rows(db, "state IN (?, ?, ?)", (State.WAITING, State.BEGUN, State.LEAVING))


def has_left(db: Database, url: str) -> bool:
    """Return whether this place may have been asked before."""
    return any(one.state in LEFT for one in _rows(db, "token = ?", (token(url),)))


def drop(db: Database, organisations: Iterable[str] | None = None) -> int:
    """Forget those that wait, of some organisations or of all; return how many did."""
    wanted = "" if organisations is None else " AND organisation IN (SELECT value FROM json_each(?))"
    values = () if organisations is None else (json.dumps(list(organisations)),)
    with writing(db) as connection:
        return connection.execute(
            f"DELETE FROM unsubscribes WHERE state = ?{wanted}",  # noqa: S608 - constants
            (State.WAITING, *values),
        ).rowcount


def _rows(db: Database, where: str, values: tuple[object, ...]) -> tuple[Entry, ...]:
    rows = db.conn.execute(
        f"SELECT id, batch, organisation, state, at, record, boot FROM unsubscribes WHERE {where} ORDER BY id",  # noqa: S608 - constants
        values,
    ).fetchall()
    return tuple(
        Entry(number, batch, organisation, State(state), datetime.fromisoformat(at), unpacked(record, Record), boot)
        for number, batch, organisation, state, at, record, boot in rows
    )


def _boot() -> str:
    try:
        return BOOT.read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return ""
