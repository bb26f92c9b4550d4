"""Decisions: what only the person can make again - who they are, what they marked, what they said, what they asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlite_utils import Database

from inboxguard.requests.request import Request
from inboxguard.store.database import writing
from inboxguard.store.records import instant, moment, packed, unpacked


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction as the person said it: what, of whom or which message, and to what (senders.corrections)."""

    id: int
    what: str
    subject: str
    value: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Recorded:
    """One event in the life of a request, as the person recorded it or the mailbox showed it."""

    event: str
    at: datetime
    note: str | None


@dataclass(frozen=True, slots=True)
class HandedOut:
    """One address as it was said to have been given to an organisation."""

    address: str
    organisation: str
    only: bool
    """And to nobody else."""
    at: datetime
    made: bool = False
    """Drawn by inboxguard for this organisation."""
    by: str = ""
    """The program whose export said it; "" where the person did."""


@dataclass(frozen=True, slots=True)
class KnownBreach:
    """One row of a list of breaches that the person brought."""

    organisation: str
    name: str
    on: date
    classes: tuple[str, ...]
    """What got out, in the words of the list."""


def setting(db: Database, name: str, default: str = "") -> str:
    """Return a setting."""
    row = db.conn.execute("SELECT value FROM settings WHERE name = ?", (name,)).fetchone()
    return default if row is None else str(row[0])


def set_setting(db: Database, name: str, value: str) -> None:
    """Keep a setting."""
    with writing(db) as connection:
        connection.execute("INSERT OR REPLACE INTO settings VALUES (?, ?)", (name, value))


def forget_sample(db: Database) -> None:
    """Forget everything that belongs to a sample mailbox; accounts and settings of the person stay."""
    with writing(db) as connection:
        for table in (
            "messages", "places", "texts", "heads", "refused", "folders", "imports", "attributions", "senders",
            "trails", "findings", "own_addresses", "own_servers", "marked_themes", "shelved", "verdicts", "given",
            "request_events", "requests", "corrections", "answers", "notices", "documents", "breaches",
            "shelves", "own_themes", "own_blocks", "quiet_days", "quiet_occasions", "declined", "moved", "leanings",
            "unsubscribes", "own_contacts", "draft_locations",
        ):  # fmt: skip
            connection.execute(f"DELETE FROM {table}")  # noqa: S608 - constants
        connection.execute("DELETE FROM settings WHERE name = 'demo' OR name = 'looked_at' OR name LIKE 'sample_%'")


def own_addresses(db: Database) -> tuple[tuple[str, ...], bool]:
    """Return the person's own addresses and whether the person told them all (else some were inferred)."""
    rows = db.conn.execute("SELECT address, told FROM own_addresses ORDER BY rowid").fetchall()
    return tuple(row[0] for row in rows), any(row[1] & 1 for row in rows)


def own_servers(db: Database) -> tuple[tuple[str, ...], bool]:
    """Return the authserv-ids of the person's own receiving servers and whether the person told them."""
    rows = db.conn.execute("SELECT authserv_id, told FROM own_servers ORDER BY rowid").fetchall()
    return tuple(row[0] for row in rows), any(row[1] for row in rows)


def set_own(db: Database, addresses: Iterable[str], servers: Iterable[str], told: bool) -> None:
    """Add own addresses and servers; what was only inferred gives way to what the person told."""
    with writing(db) as connection:
        for table, column, values in (
            ("own_addresses", "address", tuple(addresses)),
            ("own_servers", "authserv_id", tuple(servers)),
        ):
            if values:
                connection.execute(f"DELETE FROM {table} WHERE told = 0")  # noqa: S608 - two constants
            for value in values:
                connection.execute(
                    f"INSERT INTO {table} VALUES (?, ?) ON CONFLICT ({column}) DO UPDATE SET told = told | ?",  # noqa: S608 - constants
                    (value, told, told),
                )


def marked_themes(db: Database) -> frozenset[str]:
    """Return the ids of the themes that the person marked."""
    return frozenset(row[0] for row in db.conn.execute("SELECT theme FROM marked_themes"))


def mark_theme(db: Database, theme: str, at: datetime) -> None:
    """Remember that a theme is to be set aside."""
    with writing(db) as connection:
        connection.execute("INSERT OR IGNORE INTO marked_themes (theme, at) VALUES (?, ?)", (theme, instant(at)))


def unmark_theme(db: Database, theme: str) -> None:
    """Forget the mark of a theme."""
    with writing(db) as connection:
        connection.execute("DELETE FROM marked_themes WHERE theme = ?", (theme,))


def shelved(db: Database) -> tuple[frozenset[str], frozenset[str]]:
    """Return (set aside, kept): organisations or message keys that the person put on or took off the shelf."""
    rows = db.conn.execute("SELECT what, decision FROM shelved").fetchall()
    return (
        frozenset(what for what, decision in rows if decision == "aside"),
        frozenset(what for what, decision in rows if decision == "keep"),
    )


def shelve(db: Database, what: str, decision: str, at: datetime) -> None:
    """Remember "aside" or "keep" for an organisation or a message key."""
    with writing(db) as connection:
        connection.execute(
            "INSERT OR REPLACE INTO shelved (what, decision, at) VALUES (?, ?, ?)", (what, decision, instant(at))
        )


def unshelve(db: Database, what: str) -> None:
    """Forget "aside" or "keep" of an organisation or a message key."""
    with writing(db) as connection:
        connection.execute("DELETE FROM shelved WHERE what = ?", (what,))


def verdicts(db: Database) -> frozenset[str]:
    """Return the organisations of which the person said: I signed up there myself."""
    return frozenset(row[0] for row in db.conn.execute("SELECT organisation FROM verdicts WHERE verdict = 'mine'"))


def say_mine(db: Database, organisation: str, at: datetime) -> None:
    """Remember that the person signed up with `organisation` themselves."""
    with writing(db) as connection:
        connection.execute("INSERT OR REPLACE INTO verdicts VALUES (?, 'mine', ?)", (organisation, instant(at)))


def unsay_mine(db: Database, organisation: str) -> bool:
    """Forget that the person signed up with `organisation` themselves; return whether they had said so."""
    with writing(db) as connection:
        return connection.execute("DELETE FROM verdicts WHERE organisation = ?", (organisation,)).rowcount > 0


def said(db: Database, organisation: str) -> str:
    """Return what the person said about an organisation: "mine", "aside", "keep" or ""."""
    row = db.conn.execute(
        "SELECT verdict FROM verdicts WHERE organisation = ? UNION ALL SELECT decision FROM shelved WHERE what = ?",
        (organisation, organisation),
    ).fetchone()
    return "" if row is None else str(row[0])


def unsay(db: Database, organisation: str) -> None:
    """Forget what the person said about one organisation."""
    with writing(db) as connection:
        connection.execute("DELETE FROM verdicts WHERE organisation = ?", (organisation,))
        connection.execute("DELETE FROM given WHERE organisation = ?", (organisation,))
        connection.execute("DELETE FROM shelved WHERE what = ?", (organisation,))


def given(db: Database) -> tuple[HandedOut, ...]:
    """Return every address that was said to have been given out, in the order in which it was said."""
    rows = db.conn.execute('SELECT address, organisation, only_there, at, made, "by" FROM given ORDER BY at').fetchall()
    return tuple(
        HandedOut(address, organisation, bool(only), datetime.fromisoformat(at), bool(made), by)
        for address, organisation, only, at, made, by in rows
    )


def give(
    db: Database, address: str, organisation: str, only: bool, at: datetime, made: bool = False, by: str = ""
) -> None:
    """Remember to whom an address was given; one that was drawn for an organisation remains so."""
    with writing(db) as connection:
        connection.execute(
            'INSERT INTO given (address, organisation, only_there, at, made, "by") VALUES (?, ?, ?, ?, ?, ?) '
            "ON CONFLICT (address, organisation) DO UPDATE SET only_there = excluded.only_there, at = excluded.at, "
            'made = max(made, excluded.made), "by" = excluded."by"',
            (address, organisation, only, instant(at), made, by),
        )


def breaches(db: Database) -> tuple[KnownBreach, ...]:
    """Return the known breaches that the person brought, the oldest first."""
    rows = db.conn.execute("SELECT organisation, name, day, classes FROM breaches ORDER BY day, organisation, name")
    return tuple(
        KnownBreach(organisation, name, date.fromisoformat(day), unpacked(classes.encode(), tuple[str, ...]))
        for organisation, name, day, classes in rows
    )


def set_breaches(db: Database, known: Iterable[KnownBreach]) -> None:
    """Keep these known breaches, and no others."""
    with writing(db) as connection:
        connection.execute("DELETE FROM breaches")
        connection.executemany(
            "INSERT OR REPLACE INTO breaches VALUES (?, ?, ?, ?)",
            ((one.organisation, one.name, one.on.isoformat(), packed(one.classes).decode()) for one in known),
        )


def corrections(db: Database) -> tuple[Correction, ...]:
    """Return every correction in the order in which it was said."""
    rows = db.conn.execute("SELECT id, what, subject, value, at FROM corrections ORDER BY id").fetchall()
    return tuple(
        Correction(key, what, subject, value, datetime.fromisoformat(at)) for key, what, subject, value, at in rows
    )


def correct(db: Database, what: str, subject: str, value: str, at: datetime) -> int:
    """Remember a correction; return its id, which no other ever has."""
    with writing(db) as connection:
        done = connection.execute(
            "INSERT INTO corrections (what, subject, value, at) VALUES (?, ?, ?, ?)",
            (what, subject, value, instant(at)),
        )
    assert done.lastrowid is not None
    return done.lastrowid


def take_back(db: Database, correction: int) -> bool:
    """Forget one correction, whatever came after it; return whether there was one of this id."""
    with writing(db) as connection:
        return connection.execute("DELETE FROM corrections WHERE id = ?", (correction,)).rowcount > 0


def add_request(db: Database, request: Request) -> None:
    """Write a request into the ledger, with its first event."""
    with writing(db) as connection:
        connection.execute(
            "INSERT INTO requests VALUES (?, ?, ?)", (request.id, instant(request.created), packed(request))
        )
        connection.execute(
            "INSERT INTO request_events (request, event, at, note) VALUES (?, 'drafted', ?, NULL)",
            (request.id, instant(request.created)),
        )


def add_event(db: Database, request: str, event: str, at: datetime, note: str | None) -> None:
    """Record what became of a request; events are only ever added."""
    with writing(db) as connection:
        connection.execute(
            "INSERT INTO request_events (request, event, at, note) VALUES (?, ?, ?, ?)",
            (request, event, instant(at), note),
        )


def requests(db: Database) -> tuple[tuple[Request, tuple[Recorded, ...]], ...]:
    """Return every request with its events, oldest first."""
    events: dict[str, list[Recorded]] = {}
    every = db.conn.execute("SELECT request, event, at, note FROM request_events ORDER BY at, id")
    for request, event, at, note in every:
        when = moment(at)
        assert when is not None
        events.setdefault(request, []).append(Recorded(event, when, note))
    rows = db.conn.execute("SELECT id, record FROM requests ORDER BY created, id").fetchall()
    return tuple((unpacked(record, Request), tuple(events.get(key, ()))) for key, record in rows)
