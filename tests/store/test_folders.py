"""What was read of a folder is known by its heads, places and refused messages, and by nothing else."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from sqlite_utils import Database

from inboxguard.facts.message import Shelf
from inboxguard.store import findings, folders, messages
from inboxguard.store.folders import StagedHead, State
from tests.store.findings import keep
from tests.store.messages import message

ANNA = "anna@post.example"
AT = datetime(2026, 11, 3, 8, tzinfo=UTC)


def head(uid: int) -> StagedHead:
    return StagedHead(uid, AT, 900, b"(structure)", b"", b"From: shop\r\n")


def inbox(db: Database) -> int:
    return folders.folder(db, ANNA, "INBOX", "INBOX", Shelf.PLAIN).id


def test_what_is_staged_comes_back_newest_first(db: Database) -> None:
    number = inbox(db)
    folders.stage(db, number, 7, [head(uid) for uid in (3, 1, 2)])
    assert folders.staged(db, number, 2) == [head(3), head(2)]
    assert folders.staged(db, number, 2, below=2) == [head(1)]
    assert folders.staged_count(db, number) == folders.staged_count(db) == 3


def test_what_is_settled_waits_no_longer_and_stays_known(db: Database) -> None:
    number = inbox(db)
    folders.stage(db, number, 7, [head(uid) for uid in (1, 2, 3, 4)])
    one = messages.row(message(1, file=False))
    assert folders.settle(db, number, 7, [one], [(2, one.key)], [3]) == 1
    assert [waits.uid for waits in folders.staged(db, number, 9)] == [4]
    assert folders.known_uids(db, number, 7) == {1, 2, 3, 4}
    assert messages.count(db, ANNA) == 1


def test_a_folder_remembers_the_state_of_its_last_complete_pass(db: Database) -> None:
    number = inbox(db)
    assert folders.folder(db, ANNA, "INBOX", "INBOX", Shelf.PLAIN).state is None
    folders.complete(db, number, State(7, 5, 4, 0))
    assert folders.folder(db, ANNA, "INBOX", "INBOX", Shelf.PLAIN).state == State(7, 5, 4, 0)


def test_a_head_without_a_date_and_one_from_another_zone(db: Database) -> None:
    number = inbox(db)
    west = datetime(1969, 12, 31, 20, 0, 5, tzinfo=timezone(timedelta(hours=-2)))
    folders.stage(db, number, 7, [replace(head(1), received=None), replace(head(2), received=west)])
    assert [one.received for one in folders.staged(db, number, 9)] == [west, None]


def test_numbers_that_no_honest_server_says(db: Database) -> None:
    number = inbox(db)
    folders.stage(db, number, 7, [replace(head(1), size=10**30)])
    assert folders.staged(db, number, 1)[0].size == 2**63 - 1
    folders.complete(db, number, State(7, 10**30, 10**30, 10**30))
    state = folders.folder(db, ANNA, "INBOX", "INBOX", Shelf.PLAIN).state
    assert state == State(7, 2**63 - 1, 2**63 - 1, 2**63 - 1)


def test_staging_the_same_set_again_changes_nothing(db: Database) -> None:
    number = inbox(db)
    for _ in range(2):
        folders.stage(db, number, 7, [head(1), head(2)])
    assert folders.staged(db, number, 9) == [head(2), head(1)]


def test_a_set_whose_reader_fails_stages_nothing(db: Database) -> None:
    def broken() -> object:
        yield head(1)
        raise OSError("the line broke")

    with pytest.raises(OSError, match="the line broke"):
        folders.stage(db, inbox(db), 7, broken())  # type: ignore[arg-type]  # a generator that fails half way
    assert folders.staged_count(db) == 0


def test_heads_of_a_folder_that_was_numbered_anew_are_dropped_its_mail_stays(db: Database) -> None:
    number = inbox(db)
    one = messages.row(message(1, file=False))
    folders.settle(db, number, 7, [one])
    folders.stage(db, number, 7, [head(2)])
    folders.stage(db, number, 8, [head(5)])
    assert folders.staged(db, number, 9) == [head(5)]
    folders.settle(db, number, 8, [], [(5, one.key)])
    assert folders.known_uids(db, number, 7) == {1}
    folders.complete(db, number, State(8, 6, 1, 0))
    assert folders.known_uids(db, number, 7) == set()
    assert folders.known_uids(db, number, 8) == {5}
    assert messages.count(db) == messages.count(db, ANNA) == 1


def test_mail_that_a_file_holds_already_is_stored_once(db: Database) -> None:
    messages.add(db, [messages.row(message(1))])
    number = inbox(db)
    imap = messages.row(message(1, file=False))
    assert imap.key != messages.row(message(1)).key
    assert folders.settle(db, number, 7, [imap]) == 0
    assert messages.count(db) == 1
    assert messages.known(db, [(imap.key, imap.twin)]) == [messages.row(message(1)).key]


def test_one_mail_twice_in_one_set_is_one_mail_in_two_places(db: Database) -> None:
    number = inbox(db)
    one = messages.row(message(1, file=False))
    again = replace(one, place=replace(one.place, uid=2))
    assert folders.settle(db, number, 7, [one, again]) == 1
    assert folders.known_uids(db, number, 7) == {1, 2}


def test_a_message_that_was_refused_may_be_given_later(db: Database) -> None:
    number = inbox(db)
    folders.settle(db, number, 7, [], [], [1])
    assert folders.known_uids(db, number, 7) == {1}
    folders.settle(db, number, 7, [messages.row(message(1, file=False))])
    assert db.conn.execute("SELECT count(*) FROM refused").fetchone() == (0,)
    assert folders.known_uids(db, number, 7) == {1}


def test_known_mail_that_was_forgotten_meanwhile_is_read_again(db: Database) -> None:
    number = inbox(db)
    folders.stage(db, number, 7, [head(1), head(2)])
    one = messages.row(message(1, file=False))
    folders.settle(db, number, 7, [one])
    folders.settle(db, number, 7, [], [(2, "forgotten")])
    assert folders.staged(db, number, 9) == [head(2)]
    assert folders.known_uids(db, number, 7) == {1, 2}


def test_mail_that_vanished_stays_with_its_last_folder(db: Database) -> None:
    number = inbox(db)
    folders.settle(db, number, 7, [messages.row(message(1, file=False))])
    folders.stage(db, number, 7, [head(2)])
    assert folders.vanished(db, number, 7, [1, 2, 3]) == 2
    assert folders.vanished(db, number, 7, [1, 2, 3]) == 0
    (kept,) = messages.each(db)
    assert (kept.place.account, kept.place.folder) == (ANNA, "INBOX")
    assert folders.known_uids(db, number, 7) == set()


def test_a_folder_that_is_listed_no_longer_begins_anew_when_it_comes_back(db: Database) -> None:
    number = inbox(db)
    lists = folders.folder(db, ANNA, "Lists", "Lists", Shelf.PLAIN).id
    folders.settle(db, number, 7, [messages.row(message(1, file=False))])
    folders.settle(db, lists, 7, [messages.row(message(2, file=False))], [], [9])
    folders.stage(db, lists, 7, [head(5)])
    folders.complete(db, lists, State(7, 6, 2, 0))
    folders.drop_folders(db, ANNA, {"INBOX"})
    assert folders.known_uids(db, lists, 7) == set()
    assert folders.known_uids(db, number, 7) == {1}
    assert {one.place.folder for one in messages.each(db)} == {"INBOX", "Lists"}
    assert messages.folders(db) == ("INBOX",)
    assert folders.folder(db, ANNA, "Lists", "Lists", Shelf.PLAIN).state is None


def test_a_folder_of_another_account_is_left_alone(db: Database) -> None:
    other = folders.folder(db, "anna@work.example", "Lists", "Lists", Shelf.PLAIN).id
    folders.settle(db, other, 7, [messages.row(message(2, file=False))])
    folders.drop_folders(db, ANNA, set())
    assert folders.known_uids(db, other, 7) == {2}


def test_mail_goes_with_its_folder_when_that_gets_another_name_and_shelf(db: Database) -> None:
    wire = "Entw&APw-rfe"
    number = folders.folder(db, ANNA, wire, wire, Shelf.PLAIN).id
    own = replace(messages.row(message(2, file=False)), shelf=Shelf.SENT)
    folders.settle(db, number, 7, [messages.row(message(1, file=False)), own])
    again = folders.folder(db, ANNA, wire, "Entwürfe", Shelf.JUNK)
    assert (again.id, again.name, again.wire, again.shelf) == (number, "Entwürfe", wire, Shelf.JUNK)
    assert {(one.place.folder, one.shelf) for one in messages.each(db)} == {
        ("Entwürfe", Shelf.JUNK),
        ("Entwürfe", Shelf.SENT),
    }


def test_octets_count_by_day_and_account(db: Database) -> None:
    day = date(2026, 11, 24)
    assert folders.traffic(db, ANNA, day) == 0
    assert folders.add_traffic(db, ANNA, day, 1_000) == 1_000
    assert folders.add_traffic(db, ANNA, day, 500) == 1_500
    assert folders.add_traffic(db, ANNA, date(2026, 11, 25), 7) == 7
    assert folders.add_traffic(db, "anna@work.example", day, 3) == 3
    assert folders.traffic(db, ANNA, day) == 1_500


def test_a_folder_that_becomes_junk_makes_the_findings_old(db: Database) -> None:
    number = inbox(db)
    folders.settle(db, number, 7, [messages.row(message(1, file=False))])
    keep(db, values={findings.NUMBER: 7, "judged": AT.date()})
    folders.folder(db, ANNA, "INBOX", "INBOX", Shelf.PLAIN)
    assert findings.value(db, findings.NUMBER, int) == 7
    folders.folder(db, ANNA, "INBOX", "INBOX", Shelf.JUNK)
    assert findings.value(db, findings.NUMBER, int) is None


def test_a_page_of_long_heads_ends_early_and_the_next_goes_on(db: Database) -> None:
    number = inbox(db)
    folders.stage(db, number, 7, [replace(head(uid), head=b"x" * 250_000) for uid in range(1, 101)])
    first = folders.staged(db, number, 1000)
    assert 30 < len(first) < 40
    found = [one.uid for one in first]
    while page := folders.staged(db, number, 1000, below=found[-1]):
        found += [one.uid for one in page]
    assert found == list(range(100, 0, -1))
