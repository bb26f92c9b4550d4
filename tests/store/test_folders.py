"""What was read of a folder is known by its heads, places and refused messages, and by nothing else."""

from datetime import UTC, datetime

from sqlite_utils import Database

from inboxguard.facts.message import Shelf
from inboxguard.store import folders, messages
from inboxguard.store.folders import StagedHead, State
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
