"""Judgements: what each message was judged to be, on which ground, and whose findings have to be summed up since.

A ground is everything that messages are judged by besides their own facts; it has a number, and a row that was judged
on another one is judged anew. So an analysis that was stopped goes on where it was, and new mail is all that is judged
after a sync.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlite_utils import Database

from inboxguard.senders.attribution import Attribution, Role
from inboxguard.store.database import writing
from inboxguard.store.findings import outdate
from inboxguard.store.mentions import marked, of_marked
from inboxguard.store.records import instant, packed, unpacked
from inboxguard.store.search import with_set_aside
from inboxguard.themes.matching import Mention
from inboxguard.trace.said import Statement

UNKNOWN = -1
"""Of a message of which is not known yet whether trails stand on it."""
_JUDGED = """
INSERT INTO attributions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET
    at = excluded.at, organisation = excluded.organisation, kind = excluded.kind, outgoing = excluded.outgoing,
    aside = excluded.aside, role = excluded.role, telling = excluded.telling, ground = excluded.ground,
    record = excluded.record, mentions = excluded.mentions, said = excluded.said, leave_at = excluded.leave_at
"""
_TOUCH = """
INSERT OR IGNORE INTO touched SELECT DISTINCT coalesce(organisation, '') FROM attributions
WHERE key IN (SELECT value FROM json_each(?))
"""
_BEFORE = "SELECT key, record, mentions, said, aside, ground FROM attributions"
_AMONG = "key IN (SELECT value FROM json_each(?))"


@dataclass(frozen=True, slots=True)
class Judged:
    """What a message was judged to be: its findings by itself, and what it says about where the address is from."""

    attribution: Attribution
    mentions: tuple[Mention, ...]
    aside: bool
    said: tuple[Statement, ...]


class Row(NamedTuple):
    """A judged message in the columns of the table that follow from it alone; record, mentions and said are packed."""

    key: str
    at: str | None
    organisation: str | None
    kind: str
    outgoing: bool
    aside: bool
    role: str | None
    record: bytes
    mentions: bytes
    said: bytes
    leave_at: str | None
    """The addresses to which its list is left by mail, parted by blanks."""


class Heard(NamedTuple):
    """A judged message as it is stored: with what is concluded from all of its sender's mail."""

    attribution: Attribution
    mentions: tuple[Mention, ...]
    said: tuple[Statement, ...]
    aside: bool
    telling: int


def row(one: Judged) -> Row:
    """Return a judged message as it is stored; pure, for child processes."""
    attribution = one.attribution
    return Row(
        attribution.message,
        instant(attribution.at),
        attribution.organisation,
        attribution.kind.value,
        attribution.outgoing,
        one.aside,
        None if attribution.role is None else attribution.role.value,
        packed(attribution),
        packed(one.mentions),
        packed(one.said) if one.said else b"",
        " ".join(attribution.out_addresses) or None,
    )


def unjudged(db: Database, ground: int) -> list[str]:
    """Return the keys of messages that were not judged on `ground`, in order."""
    rows = db.conn.execute(
        "SELECT m.key FROM messages m LEFT JOIN attributions a USING (key) WHERE a.ground IS NOT ? ORDER BY m.key",
        (ground,),
    )
    return [one[0] for one in rows]


def judge_again(db: Database, organisations: Iterable[str], keys: Iterable[str]) -> None:
    """Note that mail of some organisations, and some messages, have to be judged anew and their senders summed up."""
    named = list(keys)
    with writing(db) as connection:
        connection.execute(_TOUCH, (json.dumps(named),))
        connection.execute(
            "UPDATE attributions SET ground = -1 WHERE organisation IN (SELECT value FROM json_each(?))",
            (json.dumps(list(organisations)),),
        )
        outdate(connection, named)
        connection.execute(f"UPDATE attributions SET telling = ? WHERE {_AMONG}", (UNKNOWN, json.dumps(named)))  # noqa: S608 - a constant


def put(db: Database, rows: Sequence[Row], ground: int, shelves: set[str] | None = None) -> None:
    """Store judged messages in one transaction, and note whose findings have to be summed up anew.

    Until that is done, mail of a sender of whom anything is set aside counts as set aside where it is new. `shelves`
    are these senders (`with_set_aside`), to which those of `rows` are added; they are for callers that store page after
    page, since to find them takes the longer the more there is.
    """
    aside = set(with_set_aside(db)) if shelves is None else shelves
    keys = json.dumps([one.key for one in rows])
    before = {found[0]: found[1:] for found in db.conn.execute(f"{_BEFORE} WHERE {_AMONG}", (keys,))}
    changed: list[Row] = []
    same: list[Row] = []
    for one in rows:
        known = before.get(one.key)
        (same if known is not None and _alike(one, known) else changed).append(one)
    columns = [_columns(one, before.get(one.key), ground, aside) for one in changed]
    with writing(db) as connection:
        if changed:
            touched = json.dumps([one.key for one in changed])
            connection.execute(_TOUCH, (touched,))  # those that lose a message
            connection.executemany(_JUDGED, columns)
            connection.execute(_TOUCH, (touched,))
            outdate(connection)
        outdated = [(ground, one.key) for one in same if before[one.key][4] != ground]
        connection.executemany("UPDATE attributions SET ground = ? WHERE key = ?", outdated)
    aside.update(one[2] for one in columns if one[2] and one[5])


def _alike(one: Row, known: tuple[Any, ...]) -> bool:
    """Return whether nothing follows anew; whether mail of nobody is set aside is concluded nowhere else."""
    return known[:3] == one[7:10] and (one.organisation is not None or bool(known[3]) == one.aside)


def _columns(one: Row, known: tuple[Any, ...] | None, ground: int, shelves: Set[str]) -> tuple[Any, ...]:
    before = bool(known[3]) if known is not None else one.organisation in shelves
    hidden = one.aside or (before and one.organisation is not None)
    return (*one[:5], hidden, one.role, UNKNOWN, ground, *one[7:11])


def drop_gone(db: Database) -> None:
    """Forget the findings of messages that are stored no longer, and note whose they were."""
    gone = "NOT EXISTS (SELECT 1 FROM messages WHERE messages.key = attributions.key)"
    if db.conn.execute(f"SELECT 1 FROM attributions WHERE {gone} LIMIT 1").fetchone() is None:  # noqa: S608 - a constant
        return
    with writing(db) as connection:
        connection.execute(
            f"INSERT OR IGNORE INTO touched SELECT DISTINCT coalesce(organisation, '') FROM attributions WHERE {gone}"  # noqa: S608 - a constant
        )
        connection.execute(f"DELETE FROM attributions WHERE {gone}")  # noqa: S608 - a constant
        # What was told by mail of nobody that is gone may be told by another that was left out for its sake.
        connection.execute(
            "UPDATE attributions SET telling = ? WHERE organisation IS NULL "
            "AND EXISTS (SELECT 1 FROM touched WHERE organisation = '')",
            (UNKNOWN,),
        )
        outdate(connection)


def touched(db: Database) -> tuple[str, ...]:
    """Return the organisations of which anything changed since they were summed up; "" for mail of none."""
    return tuple(one[0] for one in db.conn.execute("SELECT organisation FROM touched ORDER BY organisation"))


def touch(db: Database, organisations: Iterable[str]) -> None:
    """Note that some organisations have to be summed up anew."""
    with writing(db) as connection:
        connection.executemany("INSERT OR IGNORE INTO touched VALUES (?)", ((one,) for one in organisations))
        outdate(connection)


def touch_of(db: Database, keys: Sequence[str]) -> None:
    """Note that the organisations of some messages have to be summed up anew."""
    with writing(db) as connection:
        connection.execute(_TOUCH, (json.dumps(keys),))
        outdate(connection)


def touch_all(db: Database) -> None:
    """Note that everything has to be concluded anew."""
    touch(db, organisations(db))
    with writing(db) as connection:
        connection.execute("UPDATE attributions SET telling = ? WHERE organisation IS NULL", (UNKNOWN,))


def heard(db: Database, organisation: str) -> list[Heard]:
    """Return every judged message from or to one organisation, in order of time, undated mail last.

    Of mail of nobody ("") only what tells something or may: of letters nothing else is asked, and they are many.
    """
    where = "organisation IS NULL AND telling <> 0" if organisation == "" else "organisation = ?"
    rows = db.conn.execute(
        f"SELECT record, mentions, said, aside, telling FROM attributions WHERE {where} ORDER BY at IS NULL, at, key",  # noqa: S608 - two constants
        () if organisation == "" else (organisation,),
    )
    themes = marked(db)
    return [_heard(themes, *one) for one in rows]


def telling(db: Database) -> Iterator[Heard]:
    """Yield the messages on which trails stand, by organisation and in order of time, undated mail last."""
    rows = db.conn.execute(
        "SELECT record, mentions, said, aside, telling FROM attributions WHERE telling <> 0 "
        "ORDER BY organisation, at IS NULL, at, key"
    )
    themes = marked(db)
    for one in rows:
        yield _heard(themes, *one)


def telling_of(db: Database, organisations: Iterable[str]) -> list[Heard]:
    """Return the messages of some organisations on which trails stand, in order of time, undated mail last."""
    rows = db.conn.execute(
        "SELECT record, mentions, said, aside, telling FROM attributions WHERE telling <> 0 "
        "AND organisation IN (SELECT value FROM json_each(?)) ORDER BY at IS NULL, at, key",
        (json.dumps(list(organisations)),),
    )
    themes = marked(db)
    return [_heard(themes, *one) for one in rows]


def of_roles(db: Database, roles: Iterable[Role]) -> list[Attribution]:
    """Return the messages that show one of `roles`, in order of key."""
    wanted = json.dumps([one.value for one in roles])
    rows = db.conn.execute(
        "SELECT record FROM attributions WHERE role IN (SELECT value FROM json_each(?)) ORDER BY key", (wanted,)
    )
    return [unpacked(one[0], Attribution) for one in rows]


def leaving_at(db: Database, addresses: Iterable[str]) -> list[Attribution]:
    """Return the messages that name one of `addresses` (lower case) as one to which their list is left by mail."""
    wanted = frozenset(addresses)
    if not wanted:
        return []
    rows = db.conn.execute(
        "SELECT record FROM attributions WHERE leave_at IN (SELECT value FROM json_each(?)) "
        "UNION ALL SELECT record FROM attributions WHERE instr(leave_at, ' ') > 0",
        (json.dumps(sorted(wanted)),),
    )
    found = (unpacked(one[0], Attribution) for one in rows)
    return [one for one in found if not wanted.isdisjoint(one.out_addresses)]


def concluded(connection: sqlite3.Connection, changed: Iterable[tuple[bool, int, str]]) -> None:
    """Store (aside, telling, key) of messages for which that changed, inside a transaction of the caller's."""
    connection.executemany("UPDATE attributions SET aside = ?, telling = ? WHERE key = ?", changed)


def _heard(themes: Set[str], record: bytes, mentions: bytes, said: bytes, aside: int, telling: int) -> Heard:
    return Heard(
        unpacked(record, Attribution),
        of_marked(mentions, themes),
        unpacked(said, tuple[Statement, ...]) if said else (),
        bool(aside),
        telling,
    )


def of_list(db: Database, list_id: str) -> frozenset[str]:
    """Return the organisations whose mail bears a List-Id (RFC 2919: without regard to case)."""
    named = f'"list_id":{packed(list_id.lower()).decode()}'
    rows = db.conn.execute(
        "SELECT DISTINCT organisation FROM attributions "
        "WHERE organisation IS NOT NULL AND outgoing = 0 AND instr(lower(CAST(record AS TEXT)), ?)",
        (named,),
    )
    return frozenset(row[0] for row in rows)


def organisations(db: Database) -> tuple[str, ...]:
    """Return every organisation of which there is any message, in order; "" where there are messages of none."""
    rows = db.conn.execute("SELECT DISTINCT coalesce(organisation, '') FROM attributions ORDER BY 1")
    return tuple(one[0] for one in rows)


def told(db: Database) -> tuple[int, int]:
    """Return how many messages tell the tracing something, and the sum of their checksums."""
    return tuple(
        db.conn.execute("SELECT count(*), coalesce(sum(telling), 0) FROM attributions WHERE telling <> 0").fetchone()
    )


def nobody(db: Database) -> Iterator[tuple[str, bool, bool, str | None]]:
    """Yield (kind, outgoing, aside, instant) of every message of no organisation."""
    rows = db.conn.execute("SELECT kind, outgoing, aside, at FROM attributions WHERE organisation IS NULL")
    for kind, outgoing, aside, at in rows:
        yield kind, bool(outgoing), bool(aside), at


def put_sums(connection: sqlite3.Connection, sums: Mapping[str, bytes | None]) -> None:
    """Store the figures of organisations, or forget them where there are none, inside the caller's transaction."""
    connection.executemany("DELETE FROM sums WHERE organisation = ?", ((one,) for one in sums))
    kept = [(key, record) for key, record in sums.items() if record is not None]
    connection.executemany("INSERT INTO sums VALUES (?, ?)", kept)


def sums(db: Database) -> dict[str, bytes]:
    """Return the figures of every organisation's mail, packed."""
    return dict(db.conn.execute("SELECT organisation, record FROM sums").fetchall())
