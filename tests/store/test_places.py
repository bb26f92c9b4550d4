"""A message is at home in one folder, and moves with its places."""

from sqlite_utils import Database

from inboxguard.facts.message import Shelf
from inboxguard.store import folders, messages, places
from tests.store.messages import message

ANNA = "anna@post.example"


def test_a_message_moves_when_its_old_place_is_gone(db: Database) -> None:
    inbox = folders.folder(db, ANNA, "INBOX", "INBOX", Shelf.PLAIN).id
    junk = folders.folder(db, ANNA, "Junk", "Spam", Shelf.JUNK).id
    one = messages.row(message(1, file=False))
    folders.settle(db, inbox, 7, [one])
    folders.vanished(db, inbox, 7, [1])
    (left,) = messages.each(db)
    assert (left.place.folder, left.shelf) == ("INBOX", Shelf.PLAIN)
    folders.settle(db, junk, 7, [], [(4, one.key)])
    (moved,) = messages.each(db)
    assert (moved.place.folder, moved.shelf) == ("Spam", Shelf.JUNK)


def test_names_that_are_no_unicode_are_written_out() -> None:
    assert places.storable("Bücher") == "Bücher"
    assert places.storable(b"B\xfccher".decode("utf-8", "surrogateescape")) == "B\\udcfccher"
