"""Requests go in turn, a service at a time, and the journal is written before each of them."""

import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from inboxguard.audit import one_clicks
from inboxguard.audit.progress import Step, silent
from inboxguard.errors import Cancelled, StoreError
from inboxguard.mailbox.one_click import local_web
from inboxguard.mailbox.web import Web
from inboxguard.store import unsubscribing
from inboxguard.store.database import open_database
from inboxguard.store.unsubscribing import Entry, Record, State
from tests.servers.high_street import Overlap, Street, domain, place
from tests.servers.https import page

NOW = datetime(2026, 10, 20, 8, tzinfo=UTC)


@pytest.fixture
def street(tmp_path: Path) -> Iterator[Street]:
    """The server of four shops."""
    found = Street(tmp_path, 4)
    yield found
    found.close()


@pytest.fixture
def db(tmp_path: Path) -> Database:
    """An empty database."""
    return open_database(tmp_path)


def home(db: Database) -> Path:
    """The folder of a database."""
    return Path(db.execute("PRAGMA database_list").fetchone()[2]).parent


def wanted(db: Database, *urls: str, again: bool = False) -> tuple[Entry, ...]:
    """What waits to be sent to these addresses."""
    records = [
        (f"sender{number}.example", Record("one_click", url.split("/")[2], url, again=again))
        for number, url in enumerate(urls)
    ]
    return unsubscribing.among(db, unsubscribing.plan(db, records, NOW))


def web(street: Street) -> Web:
    """The street as the whole web."""
    return local_web(street.https.port, street.authority.where / "ca.pem", 3)


def test_one_service_is_asked_one_at_a_time_with_a_pause(db: Database, street: Street) -> None:
    counting = Overlap(page(b""))
    places = [f"out.{domain(0)}/u/{number}" for number in range(4)]
    street.https.pages = dict.fromkeys(places, counting)
    begun = time.monotonic()
    ended = one_clicks.run(
        db, home(db), wanted(db, *(f"https://{one}" for one in places)), web(street), lambda: NOW, silent, pause=0.2
    )
    assert [one.state for one in ended] == [State.ACCEPTED] * 4
    assert counting.most == 1
    assert time.monotonic() - begun >= 0.6


def test_the_journal_says_leaving_before_the_server_hears(db: Database, street: Street, tmp_path: Path) -> None:
    seen: list[list[State]] = []

    def looking(wire: object) -> None:
        other = open_database(tmp_path)
        seen.append([one.state for one in unsubscribing.entries(other)])
        other.close()
        page(b"")(wire)  # type: ignore[arg-type]  # a socket

    street.https.pages[place(0)] = looking
    one_clicks.run(db, home(db), wanted(db, f"https://{place(0)}"), web(street), lambda: NOW, silent)
    assert seen == [[State.LEAVING]]


def test_one_address_of_two_senders_is_asked_once(db: Database, street: Street) -> None:
    ended = one_clicks.run(
        db,
        home(db),
        wanted(db, f"https://{place(0)}", f"https://{place(0)}"),
        web(street),
        lambda: NOW,
        silent,
        pause=0,
    )
    assert [(one.state, one.record.why) for one in ended] == [(State.ACCEPTED, "done"), (State.UNREACHED, "asked")]
    assert street.asked == {place(0): 1}


def test_what_waits_no_more_is_not_sent(db: Database, street: Street) -> None:
    waiting = wanted(db, f"https://{place(0)}", f"https://{place(1)}")
    unsubscribing.drop(db, ["sender0.example"])
    ended = one_clicks.run(db, home(db), waiting, web(street), lambda: NOW, silent)
    assert [one.organisation for one in ended] == ["sender1.example"]
    assert street.asked == {place(1): 1}


def test_a_journal_that_cannot_be_written_stops_everything(
    db: Database, street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> bool:
        raise StoreError("The disk is full.")

    monkeypatch.setattr(unsubscribing, "leave", full)
    with pytest.raises(StoreError):
        one_clicks.run(db, home(db), wanted(db, f"https://{place(0)}"), web(street), lambda: NOW, silent)
    assert street.asked == {}


def test_a_result_that_cannot_be_written_at_once_is_written_later_and_no_other_begins(
    db: Database, street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = unsubscribing.end
    failed: list[Entry] = []

    def once_full(db: Database, one: Entry, *rest: object, **named: object) -> Entry:
        if not failed:
            failed.append(one)
            raise StoreError("The disk is full.")
        return real(db, one, *rest, **named)  # type: ignore[arg-type]  # passed on as they came

    monkeypatch.setattr(unsubscribing, "end", once_full)
    same = [f"https://out.{domain(0)}/u/{number}" for number in range(3)]
    with pytest.raises(StoreError):
        one_clicks.run(db, home(db), wanted(db, *same), web(street), lambda: NOW, silent, pause=0)
    assert [one.state for one in unsubscribing.entries(db)] == [State.REFUSED, State.WAITING, State.WAITING]


def state_of(folder: Path) -> list[State]:
    """The journal, as another program sees it."""
    other = open_database(folder)
    found = [one.state for one in unsubscribing.entries(other)]
    other.close()
    return found


def test_the_journal_says_waiting_until_the_handshake_is_done(db: Database, street: Street, tmp_path: Path) -> None:
    seen: list[list[State]] = []

    def looking() -> None:
        time.sleep(0.2)
        seen.append(state_of(tmp_path))

    street.https.handshakes[f"out.{domain(0)}"] = looking
    (ended,) = one_clicks.run(
        db, tmp_path, wanted(db, f"https://{place(0)}"), web(street), lambda: NOW + timedelta(hours=1), silent
    )
    assert seen == [[State.WAITING]]
    assert (ended.state, ended.at) == (State.ACCEPTED, NOW + timedelta(hours=1))
    assert unsubscribing.entries(db) == (ended,)


def test_who_did_not_leave_before_stop_does_not_leave(db: Database, street: Street, tmp_path: Path) -> None:
    shaking = threading.Event()

    def slow() -> None:
        shaking.set()
        time.sleep(0.5)

    def tell(step: Step) -> None:
        if shaking.is_set():
            raise Cancelled("Stopped.")

    street.https.handshakes[f"out.{domain(0)}"] = slow
    waiting = wanted(db, f"https://{place(0)}")
    with pytest.raises(Cancelled):
        one_clicks.run(db, tmp_path, waiting, web(street), lambda: NOW, tell)
    assert street.asked == {}
    assert state_of(tmp_path) == [State.WAITING]
    street.https.handshakes.clear()
    (ended,) = one_clicks.run(db, tmp_path, waiting, web(street), lambda: NOW, silent)
    assert ended.state is State.ACCEPTED
    assert street.asked == {place(0): 1}


def test_a_disk_that_is_full_at_one_stops_all_and_keeps_what_left(
    db: Database, street: Street, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, calls = unsubscribing.leave, iter(range(99))

    def full_from_the_third_on(*given: object) -> bool:
        if next(calls) >= 2:
            raise StoreError("The disk is full.")
        return real(*given)  # type: ignore[arg-type]  # passed on as they came

    monkeypatch.setattr(unsubscribing, "leave", full_from_the_third_on)
    waiting = wanted(db, *(f"https://{place(at)}" for at in range(4)))
    with pytest.raises(StoreError):
        one_clicks.run(db, tmp_path, waiting, web(street), lambda: NOW, silent)
    assert sorted(state_of(tmp_path)) == [State.ACCEPTED] * 2 + [State.WAITING] * 2
    assert sum(street.asked.values()) == 2
    monkeypatch.setattr(unsubscribing, "leave", real)
    one_clicks.run(db, tmp_path, unsubscribing.open_(db), web(street), lambda: NOW, silent)
    assert street.asked == {place(at): 1 for at in range(4)}


def test_what_broke_is_settled_as_unknown(db: Database) -> None:
    first, _ = wanted(db, "https://a.example/1", "https://b.example/1")
    unsubscribing.leave(db, first.id, NOW)
    (broken,) = one_clicks.settle(db)
    assert (broken.organisation, broken.state, broken.record.why) == ("sender0.example", State.UNKNOWN, "interrupted")
    assert one_clicks.settle(db) == ()
    assert [one.state for one in unsubscribing.entries(db)] == [State.UNKNOWN, State.WAITING]
