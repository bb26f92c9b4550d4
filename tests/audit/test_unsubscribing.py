"""Unsubscribing with one click: what is asked, what is recorded, and what begins a watch."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from inboxguard.audit.unsubscribing import asked, failed
from inboxguard.senders.optout import Asked
from inboxguard.senders.sender import SenderId
from inboxguard.store import unsubscribing
from inboxguard.store.database import open_database
from inboxguard.store.unsubscribing import Record, State

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
SHOP = SenderId("shop.example")


@pytest.fixture
def db(tmp_path: Path) -> Database:
    """An empty database."""
    return open_database(tmp_path)


def ended(db: Database, state: State, at: datetime) -> None:
    """One unsubscribing that came to this."""
    record = Record("one_click", "shop.example", f"https://shop.example/{at}", "m1", "me@example.org", ("news",))
    batch = unsubscribing.plan(db, [(SHOP, record)], at)
    (one,) = unsubscribing.among(db, batch)
    unsubscribing.leave(db, one.id, at)
    unsubscribing.end(db, one, state)


def test_what_was_accepted_begins_a_watch_in_order_of_time(db: Database) -> None:
    ended(db, State.ACCEPTED, NOW)
    ended(db, State.ACCEPTED, NOW - timedelta(days=3))
    assert asked(db)[SHOP] == tuple(
        Asked(at, "one_click", "me@example.org", None, ("news",)) for at in (NOW - timedelta(days=3), NOW)
    )
    assert failed(db) == {}


@pytest.mark.parametrize("state", [State.UNKNOWN, State.UNREACHED, State.REFUSED])
def test_nothing_else_does(db: Database, state: State) -> None:
    ended(db, state, NOW)
    assert asked(db) == {}
    assert (SHOP in failed(db)) == (state is State.REFUSED)
