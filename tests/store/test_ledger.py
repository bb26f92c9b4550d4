"""Cases are united whole or not at all, and erased with everything that is kept of them."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from inboxguard.store import decisions
from inboxguard.store.database import open_database
from inboxguard.store.decisions import Recorded
from inboxguard.store.ledger import United, add_events, erase, unite
from tests.requests.town import request

AT = datetime(2026, 6, 1, 9, tzinfo=UTC)
DRAFTED = Recorded("drafted", AT, None)
SENT = Recorded("sent", AT + timedelta(days=1), "by post")


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    with closing(open_database(tmp_path)) as opened:
        yield opened


def test_what_is_new_is_added_and_what_is_there_is_not(db: Database) -> None:
    assert unite(db, [(request(), (DRAFTED, SENT))]) == United(1, 0)
    assert unite(db, [(request(), (DRAFTED, SENT))]) == United(0, 0)
    later = Recorded("acknowledged", AT + timedelta(days=2), None)
    assert unite(db, [(request(), (DRAFTED, SENT, later))]) == United(0, 1)
    ((_, events),) = decisions.requests(db)
    assert events == (DRAFTED, SENT, later)


def test_the_same_moment_with_another_word_is_another_event(db: Database) -> None:
    unite(db, [(request(), (DRAFTED, SENT))])
    assert unite(db, [(request(), (replace(SENT, note=None), replace(SENT, note="")))]).events == 2


def test_a_letter_that_is_there_stays(db: Database) -> None:
    unite(db, [(request(), (DRAFTED,))])
    unite(db, [(replace(request(), language="de"), (DRAFTED,))])
    ((one, _),) = decisions.requests(db)
    assert one.language == request().language


def test_all_or_nothing(db: Database) -> None:
    broken = Recorded("sent", AT, "a lone surrogate \ud800")
    with pytest.raises(UnicodeEncodeError):
        unite(db, [(request(), (DRAFTED,)), (replace(request(), id="r2"), (broken,))])
    assert decisions.requests(db) == ()
    unite(db, [(request(), (DRAFTED,))])
    with pytest.raises((UnicodeEncodeError, sqlite3.Error)):
        add_events(db, lambda: [("r1", SENT), ("r1", broken)])
    assert decisions.requests(db)[0][1] == (DRAFTED,)


def test_several_events_at_once(db: Database) -> None:
    unite(db, [(request(), (DRAFTED,)), (replace(request(), id="r2"), (DRAFTED,))])
    add_events(db, lambda: [("r1", SENT), ("r2", SENT)])
    assert [events for _, events in decisions.requests(db)] == [(DRAFTED, SENT)] * 2


def test_what_is_erased_leaves_nothing_and_nobody_else(db: Database) -> None:
    unite(db, [(request(), (DRAFTED, SENT)), (replace(request(), id="r2"), (DRAFTED,))])
    erase(db, ["r1"])
    assert [one.id for one, _ in decisions.requests(db)] == ["r2"]
    assert db.conn.execute("SELECT count(*) FROM request_events WHERE request = 'r1'").fetchone() == (0,)
