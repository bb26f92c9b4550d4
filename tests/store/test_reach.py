"""Which kinds of folders were read."""

from dataclasses import replace

from sqlite_utils import Database

from inboxguard.facts.message import Shelf
from inboxguard.senders.attribution import Kind
from inboxguard.store import reach
from inboxguard.store.findings import Attributed
from tests.store.findings import advert, keep


def test_what_was_read(db: Database) -> None:
    assert not reach.was_read(db, Shelf.SENT)
    keep(db, [advert("1", "shop.example")])
    assert not reach.was_read(db, Shelf.SENT)
    own = replace(advert("2", "shop.example").attribution, outgoing=True, kind=Kind.PERSONAL)
    keep(db, [Attributed(own, (), False)])
    assert reach.was_read(db, Shelf.SENT)
    assert not reach.was_read(db, Shelf.TRASH)


def test_a_folder_counts_as_read_once_mail_lies_in_it(db: Database) -> None:
    with db.conn:
        db.conn.execute("INSERT INTO folders (account, folder, wire, shelf) VALUES ('a', 'Bin', 'Bin', 'trash')")
    assert not reach.was_read(db, Shelf.TRASH)
    with db.conn:
        db.conn.execute("INSERT INTO places (folder, uidvalidity, uid, key) SELECT id, 1, 1, 'k' FROM folders")
    assert reach.was_read(db, Shelf.TRASH)
