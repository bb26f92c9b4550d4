"""Facts: the messages of the mailbox, each once, with the places where it lies."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from sqlite_utils import Database

from inboxguard.facts.message import Message, MessageKey, Place, Shelf
from inboxguard.store import findings, places
from inboxguard.store.database import writing
from inboxguard.store.records import compressed, decompressed, packed, unpacked


@dataclass(frozen=True, slots=True)
class Row:
    """A message as it is stored: what tells copies apart, and its record and text, packed and compressed."""

    key: str
    place: Place
    shelf: Shelf
    twin: str
    sha256: str | None
    message_id: str | None
    facts: bytes
    text: bytes | None


def row(message: Message, keep_text: bool = True) -> Row:
    """Return `message` ready to be stored, with or without its text; pure, for child processes."""
    place = replace(message.place, folder=places.storable(message.place.folder))
    return Row(
        message.key,
        place,
        message.shelf,
        message.twin,
        message.sha256,
        message.message_id,
        compressed(packed(replace(message, place=place, text=None))),
        compressed(message.text.encode("utf-8", "replace")) if keep_text and message.text else None,
    )


def add(db: Database, rows: Iterable[Row], also: Callable[[sqlite3.Connection], None] | None = None) -> int:
    """Store a batch with its places, and what `also` writes, in one transaction; return how many were new.

    The folder of a place is its name and account. Raises StoreError with nothing stored (see `writing`).
    """
    # In groups first: nobody else can write while a batch is being stored.
    groups: dict[tuple[str, str, int], list[Row]] = {}
    for one in rows:
        groups.setdefault((one.place.account, one.place.folder, one.place.uidvalidity), []).append(one)
    with writing(db) as connection:
        added = 0
        for (account, name, uidvalidity), group in groups.items():
            folder = places.folder_id(connection, account, name, name, Shelf.PLAIN)
            added += insert(connection, folder, uidvalidity, group)
        if also is not None:
            also(connection)
    return added


def insert(connection: sqlite3.Connection, folder: int, uidvalidity: int, rows: Sequence[Row]) -> int:
    """Store rows of one folder inside a transaction of the caller's; return how many were new.

    A message already known keeps its key: files are the same by SHA-256, a file and an IMAP copy by
    Message-ID, recipient and date (commands.md, "Copies").
    """
    copies = _Copies(connection, rows)
    new: list[tuple[object, ...]] = []
    texts: list[tuple[str, bytes]] = []
    placed: list[tuple[int, str]] = []
    again: dict[Shelf, list[str]] = {}
    for one in rows:
        known = copies.of(one)
        if known is None:
            copies.note(one)
            new.append((one.key, folder, one.shelf, _twin(one), one.sha256, one.facts))
            if one.text is not None:
                texts.append((one.key, one.text))
        else:
            again.setdefault(one.shelf, []).append(known)
        placed.append((one.place.uid, known or one.key))
    connection.executemany("INSERT INTO messages VALUES (?, ?, ?, ?, ?, ?)", new)
    if new:
        findings.outdate(connection)
    connection.executemany("INSERT OR REPLACE INTO texts VALUES (?, ?)", texts)
    connection.executemany("UPDATE messages SET sha256 = ? WHERE key = ? AND sha256 IS NULL", copies.filed)
    for shelf, keys in again.items():
        places.moved_to(connection, folder, shelf, keys)
    places.put(connection, folder, uidvalidity, placed)
    return len(new)


def _twin(one: Row) -> str | None:
    """Mail without a Message-ID is nobody's twin: only that makes a file and an IMAP copy one."""
    return None if one.message_id is None else one.twin


class _Copies:
    """What is stored already of a batch, and what the batch itself adds, row by row."""

    def __init__(self, connection: sqlite3.Connection, rows: Sequence[Row]) -> None:
        self.filed: list[tuple[str, str]] = []
        """(SHA-256, key) of IMAP copies that turned out to lie in a file too."""
        self._keys: set[str] = set()
        self._files: dict[str, str] = {}
        self._twins: dict[str, str] = {}
        self._imap_twins: dict[str, str] = {}
        digests = [one.sha256 for one in rows if one.sha256 is not None]
        twins = [one.twin for one in rows if one.message_id is not None]
        for column, values in (("key", [one.key for one in rows]), ("sha256", digests), ("twin", twins)):
            if values:
                query = f"{_COPIES} WHERE {column} IN (SELECT value FROM json_each(?)) ORDER BY rowid"  # noqa: S608 - one of three constants
                for found in connection.execute(query, (json.dumps(values),)):
                    self._note(*found)

    def of(self, one: Row) -> str | None:
        """Return the key under which this mail is stored already."""
        twin = _twin(one)
        if one.key in self._keys:
            known: str | None = one.key
        elif one.sha256 is not None:
            # Two files with one Message-ID but other bytes are two mails; only a file and an IMAP copy are one.
            known = self._files.get(one.sha256) or (None if twin is None else self._imap_twins.get(twin))
        else:
            known = None if twin is None else self._twins.get(twin)
        if known is not None and one.sha256 is not None and one.sha256 not in self._files:
            self._files[one.sha256] = known
            if twin is not None:
                self._imap_twins.pop(twin, None)
            self.filed.append((one.sha256, known))
        return known

    def note(self, one: Row) -> None:
        """Count `one` as stored."""
        self._note(one.key, _twin(one), one.sha256)

    def _note(self, key: str, twin: str | None, sha256: str | None) -> None:
        self._keys.add(key)
        if sha256 is not None:
            self._files.setdefault(sha256, key)
        if twin is not None:
            self._twins.setdefault(twin, key)
            if sha256 is None:
                self._imap_twins.setdefault(twin, key)


_COPIES = "SELECT key, twin, sha256 FROM messages"


def known(db: Database, looks: Sequence[tuple[str, str]]) -> list[str | None]:
    """Return, for each (key, twin) of mail on a server, the key under which that mail is stored already.

    Copies are found in mail files, in other folders and under other UIDs alike; None where there is none.
    """
    keys = {
        found[0]
        for found in db.conn.execute(
            "SELECT key FROM messages WHERE key IN (SELECT value FROM json_each(?))",
            (json.dumps([key for key, _ in looks]),),
        )
    }
    left = [twin for key, twin in looks if key not in keys]
    twins: dict[str, str] = {}
    if left:
        query = "SELECT twin, key FROM messages WHERE twin IN (SELECT value FROM json_each(?)) ORDER BY rowid DESC"
        twins.update(db.conn.execute(query, (json.dumps(left),)).fetchall())
    return [key if key in keys else twins.get(twin) for key, twin in looks]


def present(connection: sqlite3.Connection, keys: Sequence[str]) -> set[str]:
    """Return those of the keys under which a message is stored."""
    query = "SELECT key FROM messages WHERE key IN (SELECT value FROM json_each(?))"
    return {found[0] for found in connection.execute(query, (json.dumps(keys),))}


def folders(db: Database) -> tuple[str, ...]:
    """Return the names of every folder and import path that holds mail, sorted."""
    rows = db.conn.execute(
        "SELECT DISTINCT folder FROM folders WHERE EXISTS (SELECT 1 FROM places WHERE places.folder = folders.id) "
        "ORDER BY folder"
    )
    return tuple(one[0] for one in rows)


def each(db: Database, texts: bool = True) -> Iterator[Message]:
    """Yield every stored message in order of key, with or without its text; memory stays at one page."""
    for page in pages(db, texts):
        yield from page


def keys(db: Database) -> list[str]:
    """Return the key of every stored message, in order."""
    return [one[0] for one in db.conn.execute("SELECT key FROM messages ORDER BY key")]


def among(db: Database, keys: Sequence[str]) -> list[Message]:
    """Return the named messages that are stored, with their texts, in order of key."""
    query = (
        f"SELECT {_STORED}, t.text FROM {_HOMES} LEFT JOIN texts t USING (key) "  # noqa: S608 - constants
        "WHERE m.key IN (SELECT value FROM json_each(?)) ORDER BY m.key"
    )
    return [_message(*one) for one in db.conn.execute(query, (json.dumps(keys),))]


def octets(db: Database, keys: Sequence[str]) -> Iterator[tuple[str, bytes, bytes]]:
    """Yield (key, facts, text) of the named messages as they are stored, text empty where there is none."""
    query = (
        "SELECT m.key, m.facts, t.text FROM messages m LEFT JOIN texts t USING (key) "
        "WHERE m.key IN (SELECT value FROM json_each(?))"
    )
    for key, facts, text in db.conn.execute(query, (json.dumps(keys),)):
        yield key, decompressed(facts), b"" if text is None else decompressed(text)


def pages(db: Database, texts: bool = False, size: int = 500) -> Iterator[list[Message]]:
    """Yield every stored message in order of key, a page at a time, with or without its text.

    Folder, account and shelf are those of its present home, whatever was true when it was read.
    """
    after = ""
    column, join = ("t.text", "LEFT JOIN texts t USING (key)") if texts else ("NULL", "")
    while True:
        query = f"SELECT {_STORED}, {column} FROM {_HOMES} {join} WHERE m.key > ? ORDER BY m.key LIMIT ?"  # noqa: S608 - constants
        rows = db.conn.execute(query, (after, size)).fetchall()
        if not rows:
            return
        yield [_message(*one) for one in rows]
        after = rows[-1][0]


def get(db: Database, key: str) -> Message | None:
    """Return one stored message with its text, None when there is none."""
    query = f"SELECT {_STORED}, t.text FROM {_HOMES} LEFT JOIN texts t USING (key) WHERE m.key = ?"  # noqa: S608 - constants
    one = db.conn.execute(query, (key,)).fetchone()
    return None if one is None else _message(*one)


_STORED = "m.key, m.facts, m.sha256, f.account, f.folder, m.shelf"
_HOMES = "messages m JOIN folders f ON f.id = m.folder"


def _message(
    key: str, facts: bytes, sha256: str | None, account: str, folder: str, shelf: str, text: bytes | None
) -> Message:
    message = unpacked(decompressed(facts), Message)
    place = message.place
    if (place.account, place.folder) != (account, folder):
        place = Place(account, folder)
    words = None if text is None else decompressed(text).decode()
    return replace(message, key=MessageKey(key), place=place, sha256=sha256, shelf=Shelf(shelf), text=words)


def count(db: Database, account: str | None = None) -> int:
    """Return how many messages are stored, in all or of those that lie in one account."""
    if account is None:
        one = db.conn.execute("SELECT count(*) FROM messages").fetchone()
    else:
        # In the order of the index, so that no table of all keys has to be built: a tenth of the time.
        one = db.conn.execute(
            "SELECT count(*) FROM (SELECT DISTINCT key FROM places INDEXED BY places_key "
            "WHERE folder IN (SELECT id FROM folders WHERE account = ?))",
            (account,),
        ).fetchone()
    return int(one[0])


def forget_account(db: Database, account: str) -> None:
    """Remove an account, how far it was read, and its mail; what lies elsewhere too is at home there from now on."""
    own = "(SELECT id FROM folders WHERE account = ?)"
    with writing(db) as connection:
        connection.execute(f"DELETE FROM places WHERE folder IN {own}", (account,))  # noqa: S608 - a constant
        places.rehome(connection, account)
        connection.execute(
            f"DELETE FROM texts WHERE key IN (SELECT key FROM messages WHERE folder IN {own})",  # noqa: S608 - a constant
            (account,),
        )
        for table in ("messages", "heads", "refused"):
            connection.execute(f"DELETE FROM {table} WHERE folder IN {own}", (account,))  # noqa: S608 - constants
        connection.execute("DELETE FROM folders WHERE account = ?", (account,))
        connection.execute("DELETE FROM traffic WHERE account = ?", (account,))
        connection.execute("DELETE FROM accounts WHERE address = ?", (account,))
        findings.outdate(connection)
