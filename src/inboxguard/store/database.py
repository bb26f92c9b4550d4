"""Opens the one database file and lets writers in through one door."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path

from sqlite_utils import Database

from inboxguard.errors import Damaged, DatabaseFromTheFuture, StoreError
from inboxguard.store.migrations import migrations

FILE = "inboxguard.db"


def open_database(home: Path) -> Database:
    """Return the database of `home`, made when missing and brought up to date; one per thread.

    Raises DatabaseFromTheFuture for a file of a newer version, Damaged for one that is not a sound database
    (the file is left as it is), StoreError where the folder cannot be used.
    """
    path = home / FILE
    try:
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not path.exists():
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        connection = sqlite3.connect(path, timeout=10)
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
        connection.execute("PRAGMA cache_size = -8000")
    except sqlite3.DatabaseError as error:
        raise Damaged(
            f"The database {path} is broken ({error}). It is left as it is: move it away to begin anew, "
            "or put back a backup."
        ) from error
    return db


@cache
def _known() -> frozenset[str]:
    """The names of every migration of this version, as an empty database still wants them."""
    with closing(Database(memory=True)) as empty:
        return frozenset(migration.name for migration in migrations.pending(empty))


@contextmanager
def writing(db: Database) -> Iterator[sqlite3.Connection]:
    """Yield the connection inside BEGIN IMMEDIATE ... COMMIT; rolled back when the block raises.

    A deferred transaction would fail at once with "database is locked" when two threads write; an
    immediate one waits for its turn.
    """
    connection = db.conn
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
    except BaseException:
        connection.rollback()
        raise
    else:
        connection.commit()
