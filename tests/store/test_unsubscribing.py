"""The journal knows what left, what waits and what broke, across a restart."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from inboxguard.store import unsubscribing
from inboxguard.store.database import open_database
from inboxguard.store.unsubscribing import Record, State

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
URL = "https://click.shop.example/u/secret-token"


@pytest.fixture
def db(tmp_path: Path) -> Database:
    """An empty database."""
    return open_database(tmp_path)


def one_click(url: str = URL) -> Record:
    """A wish to leave with one click."""
    return Record("one_click", "click.shop.example", url, "m1", "me@example.org", ("news.shop.example",))


def test_what_is_wanted_waits_and_leaves_once(db: Database) -> None:
    batch = unsubscribing.plan(db, [("shop.example", one_click())], NOW)
    (waiting,) = unsubscribing.among(db, batch)
    assert (waiting.state, waiting.organisation, waiting.at, waiting.record.url) == (
        State.WAITING, "shop.example", NOW, URL,
    )  # fmt: skip
    assert not unsubscribing.has_left(db, URL)
    assert unsubscribing.leave(db, waiting.id, NOW + timedelta(minutes=1))
    assert not unsubscribing.leave(db, waiting.id, NOW + timedelta(minutes=2))
    assert unsubscribing.has_left(db, URL)
    assert not unsubscribing.has_left(db, URL + "x")
    (leaving,) = unsubscribing.open_(db)
    assert (leaving.state, leaving.at) == (State.LEAVING, NOW + timedelta(minutes=1))


def test_a_result_forgets_the_address_and_keeps_what_was_answered(db: Database, tmp_path: Path) -> None:
    batch = unsubscribing.plan(db, [("shop.example", one_click())], NOW)
    (waiting,) = unsubscribing.among(db, batch)
    unsubscribing.leave(db, waiting.id, NOW)
    ended = unsubscribing.end(db, waiting, State.ACCEPTED, 200, "Bye", "done")
    again = open_database(tmp_path)
    (kept,) = unsubscribing.of(again, "shop.example")
    assert kept == ended
    assert (kept.record.status, kept.record.answer, kept.record.url) == (200, "Bye", "")
    assert unsubscribing.has_left(again, URL)
    assert unsubscribing.open_(again) == ()


def test_what_never_left_may_leave_later(db: Database) -> None:
    batch = unsubscribing.plan(db, [("shop.example", one_click())], NOW)
    (waiting,) = unsubscribing.among(db, batch)
    unsubscribing.leave(db, waiting.id, NOW)
    unsubscribing.end(db, waiting, State.UNREACHED, why="no_name")
    assert not unsubscribing.has_left(db, URL)


def test_batches_are_told_apart_and_what_waits_can_be_dropped(db: Database) -> None:
    first = unsubscribing.plan(db, [("a.example", one_click("https://a.example/1"))], NOW)
    second = unsubscribing.plan(
        db, [("b.example", one_click("https://b.example/1")), ("c.example", one_click("https://c.example/1"))], NOW
    )
    assert first != second
    assert [one.organisation for one in unsubscribing.among(db, second)] == ["b.example", "c.example"]
    (waiting,) = unsubscribing.among(db, first)
    unsubscribing.leave(db, waiting.id, NOW)
    assert unsubscribing.drop(db, ["a.example", "b.example"]) == 1
    assert unsubscribing.drop(db) == 1
    assert [one.state for one in unsubscribing.entries(db)] == [State.LEAVING]


def test_the_persons_word_for_a_page(db: Database) -> None:
    number = unsubscribing.add(db, "shop.example", Record("link", "shop.example", URL), NOW)
    (one,) = unsubscribing.of(db, "shop.example")
    assert (one.id, one.state, one.batch, one.record.url) == (number, State.ACCEPTED, 0, "")
    assert not unsubscribing.has_left(db, URL)


def test_only_the_persons_word_is_taken_back(db: Database) -> None:
    number = unsubscribing.add(db, "shop.example", Record("link", "shop.example"), NOW)
    assert unsubscribing.take_back(db, number) == "shop.example"
    assert unsubscribing.take_back(db, number) is None
    batch = unsubscribing.plan(db, [("shop.example", one_click(URL))], NOW)
    (sent,) = unsubscribing.among(db, batch)
    assert unsubscribing.take_back(db, sent.id) is None
    assert unsubscribing.of(db, "shop.example") == (sent,)
