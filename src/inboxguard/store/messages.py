"""Facts: the messages of the mailbox, each once, and how far each folder was read."""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from sqlite_utils import Database

from inboxguard.facts.message import Message, MessageKey, Place, Shelf
from inboxguard.store.database import writing
from inboxguard.store.records import compressed, decompressed, instant, packed, unpacked


@dataclass(frozen=True, slots=True)
class Position:
    """How far a folder was read: every UID up to `last_uid` of this UIDVALIDITY is stored."""

    account: str
    folder: str
    shelf: Shelf
    uidvalidity: int
    last_uid: int


def position(db: Database, account: str, folder: str) -> Position | None:
    """Return how far `folder` was read, None when never."""
    row = db.conn.execute(
        "SELECT account, folder, shelf, uidvalidity, last_uid FROM folders WHERE account = ? AND folder = ?",
        (account, folder),
    ).fetchone()
    return None if row is None else Position(row[0], row[1], Shelf(row[2]), row[3], row[4])


def folders(db: Database) -> tuple[str, ...]:
    """Return the names of every folder and import path that holds mail, sorted."""
    return tuple(row[0] for row in db.conn.execute("SELECT DISTINCT folder FROM places ORDER BY folder"))


def add(db: Database, batch: Iterable[Message], reached: Position | None, keep_text: bool = True) -> int:
    """Store a batch and how far it reached in one transaction; return how many messages were new.

    A message already known keeps its key: files are the same by SHA-256, a file and an IMAP copy by
    Message-ID, recipient and date (commands.md, "Copies").
    """
    added = 0
    with writing(db) as connection:
        for message in batch:
            known = _known(connection, message)
            if known is None:
                _insert(connection, message, keep_text)
                added += 1
            elif message.sha256 is not None:
                connection.execute(
                    "UPDATE messages SET sha256 = ? WHERE key = ? AND sha256 IS NULL", (message.sha256, known)
                )
            _place(connection, message.place, known or message.key)
        if reached is not None:
            connection.execute(
                "INSERT OR REPLACE INTO folders VALUES (?, ?, ?, ?, ?)",
                (reached.account, reached.folder, reached.shelf, reached.uidvalidity, reached.last_uid),
            )
    return added


def each(db: Database, texts: bool = True) -> Iterator[Message]:
    """Yield every stored message in order of key, with or without its text; memory stays at one page."""
    for page in pages(db, texts):
        yield from page


def pages(db: Database, texts: bool = False, size: int = 500) -> Iterator[list[Message]]:
    """Yield every stored message in order of key, a page at a time, with or without its text."""
    after = ""
    column, join = ("t.text", "LEFT JOIN texts t USING (key)") if texts else ("NULL", "")
    while True:
        query = f"SELECT key, facts, {column}, sha256 FROM messages {join} WHERE key > ? ORDER BY key LIMIT ?"  # noqa: S608 - constants
        rows = db.conn.execute(query, (after, size)).fetchall()
        if not rows:
            return
        yield [
            replace(_facts(facts), key=MessageKey(key), text=_text(text), sha256=sha256)
            for key, facts, text, sha256 in rows
        ]
        after = rows[-1][0]


def get(db: Database, key: str) -> Message | None:
    """Return one stored message with its text, None when there is none."""
    row = db.conn.execute(
        "SELECT m.facts, t.text FROM messages m LEFT JOIN texts t ON t.key = m.key WHERE m.key = ?", (key,)
    ).fetchone()
    return None if row is None else replace(_facts(row[0]), text=_text(row[1]))


def count(db: Database, account: str | None = None) -> int:
    """Return how many messages are stored, of one account or in all."""
    if account is None:
        row = db.conn.execute("SELECT count(*) FROM messages").fetchone()
    else:
        row = db.conn.execute("SELECT count(DISTINCT key) FROM places WHERE account = ?", (account,)).fetchone()
    return int(row[0])


def _facts(data: bytes) -> Message:
    return unpacked(decompressed(data), Message)


def _text(data: bytes | None) -> str | None:
    return None if data is None else decompressed(data).decode()


def _known(connection: sqlite3.Connection, message: Message) -> str | None:
    """The key under which this mail is stored already."""
    row = connection.execute("SELECT key FROM messages WHERE key = ?", (message.key,)).fetchone()
    if row is None and message.sha256 is not None:
        row = connection.execute("SELECT key FROM messages WHERE sha256 = ?", (message.sha256,)).fetchone()
    if row is None and message.message_id is not None:
        # Two files with one Message-ID but other bytes are two mails; only a file and an IMAP copy are one.
        other = "IS NULL" if message.sha256 is not None else "IS NOT NULL"
        query = f"SELECT key FROM messages WHERE twin = ? AND sha256 {other}"  # noqa: S608 - one of two constants
        row = connection.execute(query, (message.twin,)).fetchone()
    return None if row is None else str(row[0])


def _insert(connection: sqlite3.Connection, message: Message, keep_text: bool) -> None:
    connection.execute(
        "INSERT INTO messages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            message.key,
            message.place.account,
            message.place.folder,
            message.twin,
            message.sha256,
            message.message_id,
            instant(message.at),
            message.bulk,
            message.opened,
            compressed(packed(replace(message, text=None))),
        ),
    )
    if keep_text and message.text:
        text = compressed(message.text.encode("utf-8", "replace"))
        connection.execute("INSERT OR REPLACE INTO texts VALUES (?, ?)", (message.key, text))


def _place(connection: sqlite3.Connection, place: Place, key: str) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO places VALUES (?, ?, ?, ?, ?)",
        (place.account, place.folder, place.uidvalidity, place.uid, key),
    )


def forget_account(db: Database, account: str) -> None:
    """Remove an account, how far it was read, and the mail that came from nowhere else."""
    with writing(db) as connection:
        connection.execute("DELETE FROM places WHERE account = ?", (account,))
        connection.execute("DELETE FROM messages WHERE key NOT IN (SELECT key FROM places)")
        connection.execute("DELETE FROM texts WHERE key NOT IN (SELECT key FROM messages)")
        connection.execute("DELETE FROM folders WHERE account = ?", (account,))
        connection.execute("DELETE FROM accounts WHERE address = ?", (account,))
