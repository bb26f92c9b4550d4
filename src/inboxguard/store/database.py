"""Opens the one database file and lets writers in through one door."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from functools import cache
from pathlib import Path

from sqlite_utils import Database

from inboxguard.errors import Damaged, DatabaseFromTheFuture, StoreError
from inboxguard.store.migrations import migrations

FILE = "inboxguard.db"
PATIENCE = 10.0
"""Seconds for which a writer waits for another one."""

_TELLING = {
    sqlite3.SQLITE_BUSY: (
        "Another program is using the database and did not let go of it, so nothing was stored this time. "
        "Close the other program, or wait until it has finished, and try again."
    ),
    sqlite3.SQLITE_FULL: (
        "The disk is full, so nothing was stored this time; what was stored before is kept. "
        "Make room on the disk and try again."
    ),
    sqlite3.SQLITE_IOERR: (
        "The disk could not read or write the database, so nothing was stored this time; what was stored before is "
        "kept. Check the disk and the room on it, and try again."
    ),
    sqlite3.SQLITE_READONLY: (
        "The database may only be read, so nothing was stored. Allow writing to its file and folder, or choose "
        "another folder with --home."
    ),
    sqlite3.SQLITE_CANTOPEN: (
        "The database could not be opened, because its folder is missing or may not be used. Make the folder "
        "available again, or choose another one with --home."
    ),
}
_TELLING[sqlite3.SQLITE_LOCKED] = _TELLING[sqlite3.SQLITE_PROTOCOL] = _TELLING[sqlite3.SQLITE_BUSY]


def open_database(home: Path, patience: float = PATIENCE) -> Database:
    """Return the database of `home`, made when missing and brought up to date; one per thread.

    Its writers wait `patience` seconds for others. Raises DatabaseFromTheFuture for a file of a newer version,
    Damaged for one that is not a sound database (the file is left as it is), StoreError where the folder or the
    file cannot be used: no room, only to be read, held by another program.
    """
    path = home / FILE
    try:
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not path.exists():
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        connection = sqlite3.connect(path, timeout=patience)
    except (OSError, sqlite3.OperationalError) as error:
        raise StoreError(
            f"The folder {home} cannot be used for the database ({error}). Choose another one with --home."
        ) from error
    try:
        return _ready(connection, path)
    except BaseException:
        connection.close()
        raise


def _ready(connection: sqlite3.Connection, path: Path) -> Database:
    try:
        # The pragma reads the header, so a file that is no database is found before anything is written.
        connection.execute("PRAGMA schema_version").fetchone()
        db = Database(connection, execute_plugins=False)
        known = _known()
        applied = {migration.name for migration in migrations.applied(db)}
        if applied - known:
            raise DatabaseFromTheFuture(
                f"The database {path} was written by a newer version of inboxguard. "
                "Install that version, or choose another folder with --home."
            )
        if known - applied:
            # Whole or not at all, so that an interruption leaves nothing half made and another process waits.
            with writing(db):
                if db.table_names() and not migrations.applied(db):
                    raise Damaged(
                        f"The file {path} is a database of another program. Move it away, or choose another "
                        "folder with --home."
                    )
                migrations.apply(db)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA secure_delete = ON")
        # Small, since every process that reads mail counts; mail is written once and read by its key.
        connection.execute("PRAGMA cache_size = -8000")
        # A sync writes the same pages of its indexes again and again: 16 MB of them are worth one fsync.
        connection.execute("PRAGMA wal_autocheckpoint = 4000")
        connection.execute("PRAGMA journal_size_limit = 33554432")
    except sqlite3.DatabaseError as error:
        raise told(error) or Damaged(
            f"The database {path} is broken ({error}). It is left as it is: move it away to begin anew, "
            "or put back a backup."
        ) from error
    return db


def told(error: sqlite3.Error) -> StoreError | None:
    """Return the sentence for a database that is busy, or whose disk is full, failing, gone or only to be read.

    None for everything else, which is a bug or a broken file.
    """
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the low octet is the primary code
    return StoreError(_TELLING[code]) if code in _TELLING else None


@cache
def _known() -> frozenset[str]:
    """The names of every migration of this version, as an empty database still wants them."""
    with closing(Database(memory=True)) as empty:
        return frozenset(migration.name for migration in migrations.pending(empty))


@contextmanager
def writing(db: Database) -> Iterator[sqlite3.Connection]:
    """Yield the connection inside BEGIN IMMEDIATE ... COMMIT; rolled back when the block raises.

    A deferred transaction would fail at once with "database is locked" when two threads write; an
    immediate one waits for its turn. Raises StoreError where the turn does not come or the disk does not take it
    (see `told`); then nothing of the block is stored.
    """
    connection = db.conn
    try:
        connection.execute("BEGIN IMMEDIATE")
        yield connection
        connection.commit()
    except sqlite3.Error as error:
        _undo(connection)
        if sentence := told(error):
            raise sentence from error
        raise
    except BaseException:
        _undo(connection)
        raise


def _undo(connection: sqlite3.Connection) -> None:
    # SQLite rolls back by itself after some failures, and a broken disk may refuse even that; the next opening does.
    with suppress(sqlite3.Error):
        connection.rollback()
