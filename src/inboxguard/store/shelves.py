"""Shelves: the person's own names, words, senders and dates, and what they declined. Decisions, made by nobody else."""

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlite_utils import Database

from inboxguard.store.database import writing
from inboxguard.store.records import instant, packed, unpacked

FIRST = "a"
"""The shelf that there always is; themes and senders lie there unless the person said otherwise."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What the person put on a shelf besides senders, lists and themes."""

    words: tuple[tuple[str, str], ...] = ()
    """(term, class) as theme files have them, counted in every language."""
    exceptions: tuple[str, ...] = ()
    """Organisations or domains that never lie there by their words."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One shelf as it is kept."""

    id: str
    place: int
    label: str
    colour: str
    until: date | None
    contents: Contents


@dataclass(frozen=True, slots=True)
class Day:
    """A quiet day of the person's own; `year` None = every year."""

    id: int
    month: int
    day: int
    year: int | None
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Shelved:
    """What the person put on shelves: organisation, message key or <list-id>, each with its shelf."""

    aside: Mapping[str, str]
    kept: frozenset[str]


def shelves(db: Database) -> tuple[Kept, ...]:
    """Return the shelves in their order, the first one always."""
    rows = db.conn.execute("SELECT id, place, label, colour, until, record FROM shelves ORDER BY place, id").fetchall()
    found = tuple(
        Kept(
            name, place, label, colour, None if until is None else date.fromisoformat(until), unpacked(record, Contents)
        )
        for name, place, label, colour, until, record in rows
    )
    if any(one.id == FIRST for one in found):
        return found
    return (Kept(FIRST, 0, "", "plain", None, Contents()), *found)


def keep(db: Database, shelf: Kept, at: datetime) -> None:
    """Keep a shelf as it is now."""
    until = None if shelf.until is None else shelf.until.isoformat()
    row = (shelf.id, shelf.place, shelf.label, shelf.colour, until, packed(shelf.contents), instant(at))
    with writing(db) as connection:
        connection.execute("INSERT OR REPLACE INTO shelves VALUES (?, ?, ?, ?, ?, ?, ?)", row)


def remove(db: Database, shelf: str) -> None:
    """Forget a shelf with everything that lies there by the person's word."""
    with writing(db) as connection:
        connection.execute("DELETE FROM shelves WHERE id = ?", (shelf,))
        connection.execute("DELETE FROM marked_themes WHERE shelf = ?", (shelf,))
        connection.execute("DELETE FROM shelved WHERE shelf = ? AND decision = 'aside'", (shelf,))


def marked(db: Database) -> dict[str, str]:
    """Return the marked themes, each with the shelf on which its mail lies."""
    return dict(db.conn.execute("SELECT theme, shelf FROM marked_themes ORDER BY theme").fetchall())


def mark(db: Database, themes: Iterable[str], shelf: str, at: datetime) -> None:
    """Remember that themes are set aside, on which shelf."""
    with writing(db) as connection:
        connection.executemany(
            "INSERT INTO marked_themes VALUES (?, ?, ?) ON CONFLICT (theme) DO UPDATE SET shelf = excluded.shelf",
            [(theme, instant(at), shelf) for theme in themes],
        )


def shelved(db: Database) -> Shelved:
    """Return what the person put on shelves, and what they keep."""
    rows = db.conn.execute("SELECT what, decision, shelf FROM shelved").fetchall()
    return Shelved(
        {what: shelf for what, decision, shelf in rows if decision == "aside"},
        frozenset(what for what, decision, _ in rows if decision == "keep"),
    )


def put(db: Database, what: Iterable[str], shelf: str, at: datetime) -> None:
    """Put organisations, message keys or <list-id>s on a shelf."""
    with writing(db) as connection:
        connection.executemany(
            "INSERT OR REPLACE INTO shelved VALUES (?, 'aside', ?, ?)", [(one, instant(at), shelf) for one in what]
        )


def own_themes(db: Database) -> tuple[tuple[str, str], ...]:
    """Return (id, text) of the theme files that the person added, by id."""
    return tuple(db.conn.execute("SELECT id, text FROM own_themes ORDER BY id").fetchall())


def add_theme(db: Database, theme: str, text: str, at: datetime) -> None:
    """Keep a theme file; one of the same id is replaced."""
    with writing(db) as connection:
        connection.execute("INSERT OR REPLACE INTO own_themes VALUES (?, ?, ?)", (theme, text, instant(at)))


def remove_theme(db: Database, theme: str, *, marked: bool) -> bool:
    """Forget a theme file, and its mark unless it stays `marked`; return whether there was one."""
    with writing(db) as connection:
        there = connection.execute("DELETE FROM own_themes WHERE id = ?", (theme,)).rowcount > 0
        if there and not marked:
            connection.execute("DELETE FROM marked_themes WHERE theme = ?", (theme,))
    return there


def blocks(db: Database) -> tuple[tuple[str, str], ...]:
    """Return (theme, term): words that never count for this person."""
    return tuple(db.conn.execute("SELECT theme, term FROM own_blocks ORDER BY theme, term").fetchall())


def block(db: Database, words: Iterable[tuple[str, str]], at: datetime) -> None:
    """Remember (theme, term) as words that never count for this person."""
    with writing(db) as connection:
        connection.executemany(
            "INSERT OR IGNORE INTO own_blocks VALUES (?, ?, ?)", [(theme, term, instant(at)) for theme, term in words]
        )


def days(db: Database) -> tuple[Day, ...]:
    """Return the person's quiet days in the order of the year."""
    rows = db.conn.execute(
        "SELECT id, month, day, year, before, after FROM quiet_days ORDER BY month, day, year, id"
    ).fetchall()
    return tuple(Day(*row) for row in rows)


def add_day(db: Database, month: int, day: int, year: int | None, before: int, after: int, at: datetime) -> int:
    """Keep a quiet day; return its id."""
    with writing(db) as connection:
        row = (month, day, year, before, after, instant(at))
        return int(
            connection.execute(
                "INSERT INTO quiet_days (month, day, year, before, after, at) VALUES (?, ?, ?, ?, ?, ?)", row
            ).lastrowid
            or 0
        )


def remove_day(db: Database, day: int) -> bool:
    """Forget a quiet day; return whether there was one."""
    with writing(db) as connection:
        return connection.execute("DELETE FROM quiet_days WHERE id = ?", (day,)).rowcount > 0


def occasions(db: Database) -> frozenset[str]:
    """Return the occasions ("theme/name") that the person asked to keep quiet."""
    return frozenset(row[0] for row in db.conn.execute("SELECT occasion FROM quiet_occasions"))


def keep_occasion(db: Database, occasion: str, quiet: bool, at: datetime) -> None:
    """Remember, or forget, that an occasion is kept quiet."""
    with writing(db) as connection:
        if quiet:
            connection.execute("INSERT OR IGNORE INTO quiet_occasions VALUES (?, ?)", (occasion, instant(at)))
        else:
            connection.execute("DELETE FROM quiet_occasions WHERE occasion = ?", (occasion,))


def declined(db: Database) -> frozenset[tuple[str, str]]:
    """Return (organisation, theme) of proposals that the person turned down."""
    return frozenset(db.conn.execute("SELECT organisation, theme FROM declined").fetchall())


def decline(db: Database, organisation: str, theme: str, at: datetime) -> None:
    """Remember that a proposal was turned down: it is not made again."""
    with writing(db) as connection:
        connection.execute("INSERT OR IGNORE INTO declined VALUES (?, ?, ?)", (organisation, theme, instant(at)))


def leanings(db: Database) -> dict[str, bytes]:
    """Return what was found of senders that are on a theme, packed (themes.leaning)."""
    return dict(db.conn.execute("SELECT organisation, record FROM leanings ORDER BY organisation").fetchall())


def put_leanings(connection: sqlite3.Connection, found: Mapping[str, bytes | None]) -> None:
    """Store what was found of senders, or forget it where that is nothing, inside the caller's transaction."""
    connection.executemany("DELETE FROM leanings WHERE organisation = ?", ((one,) for one in found))
    kept = [(key, record) for key, record in found.items() if record is not None]
    connection.executemany("INSERT INTO leanings VALUES (?, ?)", kept)
