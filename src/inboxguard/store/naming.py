"""Naming terms: which terms of any shipped theme stand in a message (themes.naming)."""

import sqlite3
from collections.abc import Iterable, Iterator

from sqlite_utils import Database

_READ = "kind IN ('marketing', 'transactional') AND outgoing = 0"
"""Of other mail nothing is ever matched."""


def put(connection: sqlite3.Connection, edition: str, told: Iterable[tuple[str, str]]) -> None:
    """Store (key, terms a line each) as told by an edition of the packs, in a transaction of the caller's."""
    connection.executemany(
        "INSERT OR REPLACE INTO naming_terms VALUES (?, ?, ?)", ((key, edition, terms) for key, terms in told)
    )


def terms(db: Database, edition: str) -> Iterator[tuple[str, str]]:
    """Yield (key, terms) of the messages of which an edition told any."""
    yield from db.conn.execute("SELECT key, terms FROM naming_terms WHERE terms <> '' AND lexicon = ?", (edition,))


def untold(db: Database, edition: str) -> list[str]:
    """Return the messages that may be matched and of which an edition told nothing yet."""
    rows = db.conn.execute(
        f"SELECT key FROM attributions LEFT JOIN naming_terms USING (key) WHERE {_READ} AND lexicon IS NOT ?",  # noqa: S608 - a constant
        (edition,),
    )
    return [row[0] for row in rows]


def keys(db: Database) -> list[str]:
    """Return all messages that may be matched."""
    return [row[0] for row in db.conn.execute(f"SELECT key FROM attributions WHERE {_READ} ORDER BY key")]  # noqa: S608 - a constant


def drop_gone(connection: sqlite3.Connection) -> None:
    """Forget the terms of messages that are stored no longer, in a transaction of the caller's."""
    connection.execute("DELETE FROM naming_terms WHERE key NOT IN (SELECT key FROM messages)")
