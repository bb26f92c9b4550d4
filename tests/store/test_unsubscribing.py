"""The journal knows what left, what waits and what broke, across a restart."""

import sqlite3
from contextlib import AbstractContextManager
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


@pytest.fixture
def boot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What names the run of the computer."""
    found = tmp_path / "boot_id"
    found.write_text("first\n")
    monkeypatch.setattr(unsubscribing, "BOOT", found)
    return found


def begun(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Plan one and let the program end in the middle of writing that it leaves."""
    (waiting,) = unsubscribing.among(db, unsubscribing.plan(db, [("shop.example", one_click())], NOW))
    real, times = unsubscribing.writing, iter(range(9))

    def dying(db: Database) -> AbstractContextManager[sqlite3.Connection]:
        if next(times) == 1:
            raise SystemExit
        return real(db)

    with monkeypatch.context() as patched:
        patched.setattr(unsubscribing, "writing", dying)
        with pytest.raises(SystemExit):
            unsubscribing.leave(db, waiting.id, NOW + timedelta(minutes=1))


def test_what_was_begun_when_the_program_ended_never_left_and_waits_again(
    db: Database, boot: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun(db, monkeypatch)
    (one,) = unsubscribing.open_(db)
    assert (one.state, one.boot, one.never_left) == (State.BEGUN, "first", True)
    assert unsubscribing.has_left(db, URL)  # as long as a program may be at it
    unsubscribing.put_back(db)
    (one,) = unsubscribing.open_(db)
    assert (one.state, one.never_left) == (State.WAITING, True)
    assert not unsubscribing.has_left(db, URL)
    assert unsubscribing.leave(db, one.id, NOW + timedelta(minutes=2))
    assert not unsubscribing.entries(db)[0].never_left


@pytest.mark.parametrize("next_boot", ["second\n", "", None])
def test_what_was_begun_before_the_computer_ended_may_have_left(
    db: Database, boot: Path, monkeypatch: pytest.MonkeyPatch, next_boot: str | None
) -> None:
    begun(db, monkeypatch)
    boot.unlink() if next_boot is None else boot.write_text(next_boot)
    unsubscribing.put_back(db)
    (one,) = unsubscribing.open_(db)
    assert (one.state, one.never_left) == (State.BEGUN, False)
    assert not unsubscribing.leave(db, one.id, NOW)


def test_where_the_system_names_no_run_what_was_begun_may_have_left(
    db: Database, boot: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    boot.unlink()
    begun(db, monkeypatch)
    unsubscribing.put_back(db)
    assert not unsubscribing.open_(db)[0].never_left


def test_the_disk_is_waited_for_before_it_is_marked_and_not_in_between(
    db: Database, boot: Path, tmp_path: Path
) -> None:
    """Only the sync takes long enough to be killed in, and then nothing says leaving yet."""
    (waiting,) = unsubscribing.among(db, unsubscribing.plan(db, [("shop.example", one_click())], NOW))
    with unsubscribing.journal(tmp_path) as journal:
        said: list[str] = []
        journal.conn.set_trace_callback(said.append)
        assert unsubscribing.leave(journal, waiting.id, NOW)
        journal.conn.set_trace_callback(None)
        assert journal.conn.execute("PRAGMA wal_autocheckpoint").fetchone() == (0,)
    told = [one for one in said if one.startswith(("PRAGMA sync", "UPDATE", "COMMIT"))]
    assert [one.split(" ")[0] for one in told] == ["PRAGMA", "UPDATE", "COMMIT", "PRAGMA", "UPDATE", "COMMIT"]
    assert (told[0], told[3]) == ("PRAGMA synchronous = FULL", "PRAGMA synchronous = NORMAL")
    assert "'begun'" in told[1]
    assert "'leaving'" in told[4]


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
