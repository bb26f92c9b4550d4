"""How far each mail file was read, so that an import that was interrupted goes on where it stopped."""

import sqlite3
from dataclasses import dataclass

from sqlite_utils import Database

from inboxguard.store.places import storable


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """A mail file as it was (octets, mtime in nanoseconds), how many octets were read, and how many messages."""

    path: str
    size: int
    modified: int
    reached: int
    messages: int


def imported(db: Database, path: str) -> ImportedFile | None:
    """Return how far a file was read, None when never."""
    row = db.conn.execute(
        "SELECT path, size, modified, reached, messages FROM imports WHERE path = ?", (storable(path),)
    ).fetchone()
    return None if row is None else ImportedFile(*row)


def note(connection: sqlite3.Connection, file: ImportedFile) -> None:
    """Keep how far a file was read, inside the transaction that stores its messages (`messages.add(..., also)`)."""
    connection.execute(
        "INSERT OR REPLACE INTO imports VALUES (?, ?, ?, ?, ?)",
        (storable(file.path), file.size, file.modified, file.reached, file.messages),
    )
