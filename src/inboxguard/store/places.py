"""Where mail lies: folders by number, places in them, and the home that a message reports.

A message is at home in one folder. It moves when its last place there is gone and it still has, or gets, one
elsewhere; a message that has vanished everywhere keeps its last home.
"""

import json
import sqlite3
from collections.abc import Sequence

from inboxguard.facts.message import Shelf
from inboxguard.store import findings

_LYING = "SELECT uid, key FROM places WHERE folder = ? AND uidvalidity = ? AND uid IN (SELECT value FROM json_each(?))"
_AT_HOME = "SELECT 1 FROM places WHERE places.key = messages.key AND places.folder = messages.folder"
_HERE = f"""
UPDATE messages SET folder = ?1, shelf = ?2
WHERE key IN (SELECT value FROM json_each(?3)) AND folder <> ?1 AND NOT EXISTS ({_AT_HOME})
"""  # noqa: S608 - a constant
_ANOTHER = """
UPDATE messages SET (folder, shelf) = (
    SELECT f.id, CASE f.account WHEN 'import' THEN messages.shelf ELSE f.shelf END
    FROM places p JOIN folders f ON f.id = p.folder JOIN folders home ON home.id = messages.folder
    WHERE p.key = messages.key ORDER BY f.account <> home.account, f.account = 'import', f.id LIMIT 1
) WHERE EXISTS (SELECT 1 FROM places WHERE places.key = messages.key)
"""
"""Only labels tell the shelf of mail in files, so there it stays what it was."""


def storable(text: str) -> str:
    """Return `text` as SQLite takes it: octets of a file name that are no UTF-8 are written out as escapes."""
    return text.encode("utf-8", "backslashreplace").decode()


def folder_id(connection: sqlite3.Connection, account: str, wire: str, name: str, shelf: Shelf) -> int:
    """Return the number of a folder, made when missing."""
    row = connection.execute(
        "SELECT id FROM folders WHERE account = ? AND wire = ?", (account, storable(wire))
    ).fetchone()
    if row is None:
        row = connection.execute(
            "INSERT INTO folders (account, folder, wire, shelf) VALUES (?, ?, ?, ?) RETURNING id",
            (account, storable(name), storable(wire), shelf),
        ).fetchone()
    return int(row[0])


def put(connection: sqlite3.Connection, folder: int, uidvalidity: int, placed: Sequence[tuple[int, str]]) -> None:
    """Write the places (uid, key) of a folder; mail that lay under one of these UIDs before lies there no more."""
    uids = json.dumps([uid for uid, _ in placed])
    before = set(connection.execute(_LYING, (folder, uidvalidity, uids)))
    connection.executemany(
        "INSERT OR REPLACE INTO places VALUES (?, ?, ?, ?)", ((folder, uidvalidity, uid, key) for uid, key in placed)
    )
    moved_away(connection, [key for _, key in before.difference(placed)])


def moved_to(connection: sqlite3.Connection, folder: int, shelf: Shelf, keys: Sequence[str]) -> None:
    """Make `folder` the home of those named messages whose home holds none of their places any more."""
    if keys:
        _said(connection, connection.execute(f"{_HERE} RETURNING key", (folder, shelf, json.dumps(keys))))


def moved_away(connection: sqlite3.Connection, keys: Sequence[str]) -> None:
    """Give those named messages that lost their last place at home the home of a place they still have.

    A place in the same account comes first, a mail file last.
    """
    if keys:
        query = f"{_ANOTHER} AND key IN (SELECT value FROM json_each(?)) AND NOT EXISTS ({_AT_HOME})"  # noqa: S608 - constants
        _said(connection, connection.execute(f"{query} RETURNING key", (json.dumps(keys),)))


def rehome(connection: sqlite3.Connection, account: str) -> None:
    """Give the messages at home in `account` the home of a place elsewhere, where they have one."""
    query = f"{_ANOTHER} AND messages.folder IN (SELECT id FROM folders WHERE account = ?)"  # noqa: S608 - a constant
    _said(connection, connection.execute(f"{query} RETURNING key", (account,)))


def _said(connection: sqlite3.Connection, moved: sqlite3.Cursor) -> None:
    """Take note that messages moved, since their shelf may decide what is found."""
    keys = [one[0] for one in moved]
    if keys:
        findings.outdate(connection, keys)
