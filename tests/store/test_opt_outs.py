"""The opt-outs among what the person sent, and whose ways out they took."""

from dataclasses import replace

from sqlite_utils import Database

from inboxguard.facts.message import Shelf
from inboxguard.senders.attribution import Kind, Role
from inboxguard.store import opt_outs
from inboxguard.store.findings import Attributed
from tests.store.findings import advert, keep

TOKEN = "leave-77@mailfern.example"


def wrote(key: str, role: Role = Role.OPT_OUT) -> Attributed:
    mail = advert(key, "mailfern.example").attribution
    return Attributed(replace(mail, outgoing=True, kind=Kind.PERSONAL, role=role, address=TOKEN), (), False)


def named(key: str, organisation: str, *addresses: str, kind: Kind = Kind.MARKETING) -> Attributed:
    mail = advert(key, organisation).attribution
    return Attributed(replace(mail, out_addresses=addresses, kind=kind), (), False)


def test_only_the_persons_own_opt_outs_are_found(db: Database) -> None:
    quoting = replace(advert("3", "shop.example").attribution, subject='"role":"opt_out"')
    mails = [wrote("1"), wrote("2", Role.WROTE), Attributed(quoting, (), False)]
    keep(db, mails)
    assert [one.message for one in opt_outs.written(db)] == ["1"]


def test_whose_ways_out_were_taken(db: Database) -> None:
    mails = [
        named("1", "shop.example", TOKEN),
        named("2", "mill.example", "leave@mill.example"),
        named("3", "fern.example", f"x{TOKEN}"),
        named("4", "evil.example", TOKEN, kind=Kind.SPAM),
        wrote("5"),
    ]
    keep(db, mails)
    assert [one.organisation for one in opt_outs.naming(db, {TOKEN})] == ["shop.example"]
    assert list(opt_outs.naming(db, ())) == []


def test_what_was_read(db: Database) -> None:
    assert not opt_outs.was_read(db, Shelf.SENT)
    keep(db, [wrote("1", Role.WROTE)])
    assert opt_outs.was_read(db, Shelf.SENT)
    assert not opt_outs.was_read(db, Shelf.TRASH)


def test_a_folder_counts_as_read_once_mail_lies_in_it(db: Database) -> None:
    with db.conn:
        db.conn.execute("INSERT INTO folders (account, folder, wire, shelf) VALUES ('a', 'Bin', 'Bin', 'trash')")
    assert not opt_outs.was_read(db, Shelf.TRASH)
    with db.conn:
        db.conn.execute("INSERT INTO places (folder, uidvalidity, uid, key) SELECT id, 1, 1, 'k' FROM folders")
    assert opt_outs.was_read(db, Shelf.TRASH)
