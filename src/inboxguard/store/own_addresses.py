"""Own addresses that an export or this program brought, and many words about addresses at once.

In own_addresses.told, 1 says that the person named an address, 2 that an export or this program did: an address of the
second kind is theirs whatever else is told or learnt, and does not end the learning of the others.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from inboxguard.senders.attribution import Attribution
from inboxguard.senders.sender import SenderId
from inboxguard.store import decisions
from inboxguard.store.database import writing
from inboxguard.store.decisions import HandedOut
from inboxguard.store.records import instant, unpacked

_BROUGHT = 2
_LEFT = "address_conflict."
"""Begins the names of the settings that remember which disagreements stay as they are."""


@dataclass(frozen=True, slots=True)
class Writer:
    """A sender, as far as the addresses are concerned to which it writes."""

    id: SenderId
    name: str
    first: datetime | None
    recipients: tuple[str, ...]


def brought(db: Database) -> tuple[str, ...]:
    """Return the own addresses that an export or this program brought."""
    rows = db.conn.execute("SELECT address FROM own_addresses WHERE told & ? ORDER BY rowid", (_BROUGHT,))
    return tuple(row[0] for row in rows)


def bring(
    db: Database, addresses: Iterable[str], given: Iterable[tuple[str, str]], only: bool, at: datetime, by: str
) -> tuple[int, int]:
    """Keep own addresses, and pairs of an address and the organisation that has it; return how many of each are new.

    A word that is there already stays as it is: what the person said counts more than a file. What only a file said
    becomes `only` where the person says so now.
    """
    with writing(db) as connection:
        before = connection.total_changes
        connection.executemany(
            "INSERT INTO own_addresses VALUES (?, ?) ON CONFLICT (address) DO UPDATE SET told = told | ? "
            "WHERE told & ? = 0",
            ((address, _BROUGHT, _BROUGHT, _BROUGHT) for address in addresses),
        )
        between = connection.total_changes
        connection.executemany(
            'INSERT INTO given (address, organisation, only_there, at, made, "by") VALUES (?, ?, ?, ?, 0, ?) '
            "ON CONFLICT (address, organisation) DO UPDATE SET only_there = 1 "
            "WHERE \"by\" <> '' AND excluded.only_there > only_there",
            ((address, organisation, only, instant(at), by) for address, organisation in given),
        )
        return between - before, connection.total_changes - between


def given_to(db: Database, organisations: Iterable[str]) -> tuple[HandedOut, ...]:
    """Return the words about addresses that these organisations have, as decisions.given."""
    return _given(db, "organisation IN (SELECT value FROM json_each(?))", json.dumps(list(organisations)))


def given_beside_own_words(db: Database) -> tuple[HandedOut, ...]:
    """Return, as decisions.given, every word about those addresses of which the person said anything themselves."""
    return _given(db, "address IN (SELECT address FROM given WHERE \"by\" = '' AND NOT made)")


def ungive(db: Database, address: str, organisations: Sequence[str]) -> bool:
    """Forget that an address was given to these organisations; return whether anything was said of it."""
    marks = ", ".join("?" * len(organisations))
    with writing(db) as connection:
        done = connection.execute(
            f"DELETE FROM given WHERE address = ? AND organisation IN ({marks})",  # noqa: S608 - marks only
            (address, *organisations),
        )
    return done.rowcount > 0


def forget(db: Database, address: str) -> bool:
    """Forget an address that was brought, and all words about it; return whether there was anything."""
    with writing(db) as connection:
        gone = connection.execute("DELETE FROM given WHERE address = ?", (address,)).rowcount
        gone += connection.execute(
            "DELETE FROM own_addresses WHERE address = ? AND told = ?", (address, _BROUGHT)
        ).rowcount
        connection.execute("UPDATE own_addresses SET told = told & ~? WHERE address = ?", (_BROUGHT, address))
    return gone > 0


def with_roles(db: Database, organisations: Iterable[str]) -> dict[str, list[Attribution]]:
    """Return, by organisation, the mail from and to these that shows a sign-up, an order or the like."""
    found: dict[str, list[Attribution]] = {}
    rows = db.conn.execute(
        "SELECT organisation, record FROM attributions WHERE role IS NOT NULL "
        "AND organisation IN (SELECT value FROM json_each(?))",
        (json.dumps(list(organisations)),),
    )
    for organisation, record in rows:
        found.setdefault(organisation, []).append(unpacked(record, Attribution))
    return found


def writers(db: Database) -> tuple[Writer, ...]:
    """Return who writes to which addresses; a tenth of the work of reading all that is known of every sender."""
    rows = db.conn.execute("SELECT record FROM senders ORDER BY id").fetchall()
    return tuple(unpacked(row[0], Writer) for row in rows)


def left(db: Database) -> frozenset[str]:
    """Return the ids of the disagreements that the person leaves as they are."""
    rows = db.conn.execute("SELECT name FROM settings WHERE substr(name, 1, ?) = ?", (len(_LEFT), _LEFT))
    return frozenset(row[0][len(_LEFT) :] for row in rows)


def leave(db: Database, conflict: str) -> None:
    """Remember that the person leaves a disagreement as it is."""
    decisions.set_setting(db, _LEFT + conflict, "left")


def _given(db: Database, where: str, *values: str) -> tuple[HandedOut, ...]:
    rows = db.conn.execute(
        f'SELECT address, organisation, only_there, at, made, "by" FROM given WHERE {where} ORDER BY at',  # noqa: S608 - written above
        values,
    ).fetchall()
    return tuple(
        HandedOut(address, organisation, bool(only), datetime.fromisoformat(at), bool(made), by)
        for address, organisation, only, at, made, by in rows
    )
