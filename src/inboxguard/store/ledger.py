"""The ledger as a whole: cases of a file united with those that are there, several events at once, cases erased."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sqlite_utils import Database

from inboxguard.requests.request import Request
from inboxguard.store.database import writing
from inboxguard.store.decisions import Recorded
from inboxguard.store.records import instant, packed


@dataclass(frozen=True, slots=True)
class United:
    """What became part of the ledger."""

    cases: int
    events: int
    """Of cases that were there already; those of new cases come with them."""


def unite(db: Database, cases: Iterable[tuple[Request, Iterable[Recorded]]]) -> United:
    """Add cases and events that the ledger does not hold, whole or not at all, and never one twice.

    A letter that is there stays as it is.
    """
    new = events = 0
    with writing(db) as connection:
        for request, recorded in cases:
            added = connection.execute(
                "INSERT OR IGNORE INTO requests VALUES (?, ?, ?)",
                (request.id, instant(request.created), packed(request)),
            ).rowcount
            new += added
            for one in recorded:
                told = (request.id, one.event, instant(one.at), one.note)
                done = connection.execute(
                    "INSERT INTO request_events (request, event, at, note) SELECT ?1, ?2, ?3, ?4 WHERE NOT EXISTS "
                    "(SELECT 1 FROM request_events WHERE request = ?1 AND event = ?2 AND at = ?3 AND note IS ?4)",
                    told,
                ).rowcount
                events += 0 if added else done
    return United(new, events)


def add_events(db: Database, judge: Callable[[], Iterable[tuple[str, Recorded]]]) -> None:
    """Record what became of requests (their ids) as `judge` says, all of it or nothing.

    It judges while nobody else writes: of two programs that tell the same at once the second sees what the first told.
    """
    with writing(db) as connection:
        connection.executemany(
            "INSERT INTO request_events (request, event, at, note) VALUES (?, ?, ?, ?)",
            [(request, one.event, instant(one.at), one.note) for request, one in judge()],
        )


def erase(db: Database, requests: Iterable[str]) -> None:
    """Erase cases with all that is kept of them."""
    ids = [(one,) for one in requests]
    with writing(db) as connection:
        for table, column in (("request_events", "request"), ("draft_locations", "request"), ("requests", "id")):
            connection.executemany(f"DELETE FROM {table} WHERE {column} = ?", ids)  # noqa: S608 - constants
