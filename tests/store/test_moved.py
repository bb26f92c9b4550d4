"""What was moved is written down so that it can be found on either side."""

from dataclasses import replace
from datetime import UTC, datetime

from sqlite_utils import Database

from inboxguard.facts.message import Shelf
from inboxguard.store import folders, messages, moved
from inboxguard.store.moved import Batch, Item, State
from tests.store.messages import message

ANNA = "anna@post.example"
AT = datetime(2026, 11, 3, 8, tzinfo=UTC)
BATCH = Batch(0, "INBOX", "INBOX", 7, "Sp&AOQ-ter", 9, 4, (Item("k1", "<1@shop.example>", 3),), State.MOVING)


def test_a_batch_comes_back_as_it_was_noted(db: Database) -> None:
    number = moved.begin(db, ANNA, "Später", BATCH, AT)
    (one,) = moved.entries(db)
    assert (one.id, one.account, one.folder, one.batch) == (number, ANNA, "Später", BATCH)
    done = replace(BATCH, state=State.MOVED, items=(replace(BATCH.items[0], new=4),))
    moved.note(db, number, done)
    assert moved.entries(db)[0].batch == done


def test_an_act_is_its_first_batch_and_those_that_name_it(db: Database) -> None:
    first = moved.begin(db, ANNA, "Later", replace(BATCH, state=State.MOVED), AT)
    second = moved.begin(db, ANNA, "Later", replace(BATCH, act=first, state=State.MOVED), AT)
    other = moved.begin(db, ANNA, "Later", replace(BATCH, state=State.MOVED), AT)
    assert [one.id for one in moved.act(db, first)] == [first, second]
    assert [one.id for one in moved.act(db, other)] == [other]
    assert moved.act(db, 99) == ()
    assert moved.last(db) == other
    moved.note(db, other, replace(BATCH, state=State.UNDONE))
    assert moved.last(db) == first
    moved.note(db, first, replace(BATCH, state=State.UNDONE))
    assert moved.last(db) == first  # its second batch still waits
    moved.note(db, second, replace(BATCH, act=first, state=State.UNDONE))
    assert moved.last(db) is None


def test_where_mail_lies_on_servers(db: Database) -> None:
    inbox = folders.folder(db, ANNA, "INBOX", "INBOX", Shelf.PLAIN)
    junk = folders.folder(db, ANNA, "Junk", "Junk", Shelf.JUNK)
    one, two = (messages.row(message(number, file=False)) for number in (1, 2))
    folders.settle(db, inbox.id, 7, [one, two])
    folders.settle(db, junk.id, 8, [], [(5, one.key)])
    messages.add(db, [in_file := messages.row(message(3))])
    found = moved.lying(db, [one.key, in_file.key, "nothing"])
    assert [(place.key, place.wire, place.shelf, place.uidvalidity, place.uid) for place in found] == [
        (one.key, "INBOX", Shelf.PLAIN, 7, 1),
        (one.key, "Junk", Shelf.JUNK, 8, 5),
    ]
    assert moved.lying(db, []) == ()
    assert moved.folder_number(db, ANNA, "Junk") == junk.id
    assert moved.folder_number(db, ANNA, "Nowhere") is None
