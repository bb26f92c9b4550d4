"""Every mail is kept once, whichever way it came, and reading goes on where it stopped."""

import pickle
import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlite_utils import Database

from inboxguard.facts.message import Message, Place, Shelf
from inboxguard.store import folders, imports, messages
from inboxguard.store.folders import StagedHead
from inboxguard.store.imports import ImportedFile
from tests.store.messages import message


def home(db: Database) -> Path:
    return Path(db.conn.execute("PRAGMA database_list").fetchone()[2]).parent


def add(db: Database, batch: Iterable[Message], keep_text: bool = True) -> int:
    return messages.add(db, (messages.row(one, keep_text) for one in batch))


def test_importing_the_same_mail_again_adds_nothing(db: Database) -> None:
    batch = [message(number) for number in range(1, 4)]
    assert add(db, batch) == 3
    assert add(db, batch) == 0
    assert messages.count(db) == 3


def test_a_file_and_an_imap_copy_of_one_mail_are_one(db: Database) -> None:
    add(db, [message(1, file=False)])
    before = next(iter(messages.each(db))).key
    assert add(db, [message(1)]) == 0
    (kept,) = messages.each(db)
    assert kept.key == before
    assert kept.sha256 == message(1).sha256


def test_the_other_way_round_too(db: Database) -> None:
    add(db, [message(1)])
    assert add(db, [message(1, file=False)]) == 0
    assert messages.folders(db) == ("INBOX", "town.mbox")


def test_two_files_with_one_message_id_but_other_bytes_are_two_mails(db: Database) -> None:
    assert add(db, [message(1), message(1, subject="Another sale")]) == 2


def test_the_text_comes_back_with_the_facts(db: Database) -> None:
    add(db, [message(1)])
    (kept,) = messages.each(db)
    assert kept.text is not None
    assert "cheaper" in kept.text
    (bare,) = messages.each(db, texts=False)
    assert bare.text is None
    assert messages.get(db, kept.key) == kept


def test_a_person_may_keep_no_texts(db: Database) -> None:
    add(db, [message(1)], keep_text=False)
    (kept,) = messages.each(db)
    assert kept.text is None


def test_a_batch_and_what_is_noted_with_it_stand_or_fall_together(db: Database) -> None:
    def broken(connection: sqlite3.Connection) -> None:
        imports.note(connection, ImportedFile("town.mbox", 9, 1, 5, 1))
        raise OSError("the disk is gone")

    rows = [messages.row(message(1))]
    with pytest.raises(OSError, match="the disk is gone"):
        messages.add(db, rows, broken)
    assert messages.count(db) == 0
    assert imports.imported(db, "town.mbox") is None
    whole = ImportedFile("town.mbox", 9, 1, 9, 1)
    assert messages.add(db, rows, lambda connection: imports.note(connection, whole)) == 1
    assert imports.imported(db, "town.mbox") == whole


def test_forgetting_an_account_keeps_what_a_file_holds_too(db: Database) -> None:
    add(db, [message(1), message(2)])
    add(db, [message(2, file=False), message(3, file=False)])
    messages.forget_account(db, "anna@post.example")
    assert messages.count(db) == 2
    assert messages.count(db, "anna@post.example") == 0


def test_forgetting_an_account_forgets_what_it_held_alone_and_only_that(db: Database) -> None:
    """One mail vanished from another account, one was cut out of its mail file: neither is this account's to take."""
    anna = folders.folder(db, "anna@post.example", "INBOX", "INBOX", Shelf.PLAIN).id
    work = folders.folder(db, "anna@work.example", "Sent", "Sent", Shelf.SENT).id
    shared = messages.row(message(3, file=False))
    folders.settle(db, work, 1, [replace(messages.row(message(1, file=False)), shelf=Shelf.SENT)])
    folders.vanished(db, work, 1, [1])
    add(db, [message(2), replace(message(6), place=Place("import", "town.mbox", 0, 2))])
    folders.settle(db, anna, 7, [shared, messages.row(message(4, file=False)), messages.row(message(5, file=False))])
    folders.vanished(db, anna, 7, [5])
    folders.settle(db, work, 1, [], [(3, shared.key)])
    folders.stage(db, anna, 7, [StagedHead(9, None, 1, b"", b"", b"")])
    folders.add_traffic(db, "anna@post.example", date(2026, 11, 3), 5)
    messages.forget_account(db, "anna@post.example")
    left = {one.message_id: (one.place.account, one.place.folder, one.shelf) for one in messages.each(db)}
    assert left == {
        "<1@shop.example>": ("anna@work.example", "Sent", Shelf.SENT),
        "<2@shop.example>": ("import", "town.mbox", Shelf.PLAIN),
        "<3@shop.example>": ("anna@work.example", "Sent", Shelf.SENT),
        "<6@shop.example>": ("import", "town.mbox", Shelf.PLAIN),
    }
    assert db.conn.execute("SELECT count(*) FROM texts").fetchone() == (4,)
    db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    remains = b"".join(file.read_bytes() for file in home(db).iterdir() if file.suffix != ".db-shm")
    assert b"anna@post.example" not in remains


def test_own_sent_mail_stays_own_when_only_a_file_is_left_of_it(db: Database) -> None:
    sent = folders.folder(db, "anna@post.example", "Sent", "Sent", Shelf.SENT).id
    folders.settle(db, sent, 7, [replace(messages.row(message(1, file=False)), shelf=Shelf.SENT)])
    add(db, [message(1)])
    messages.forget_account(db, "anna@post.example")
    (kept,) = messages.each(db)
    assert (kept.place.account, kept.shelf) == ("import", Shelf.SENT)


def test_a_thousand_looks_take_two_questions(db: Database) -> None:
    add(db, [message(1, file=False), message(2)])
    there, filed = messages.row(message(1, file=False)), messages.row(message(2, file=False))
    looks = [(f"{number:024x}", f"{number:024x}") for number in range(1000)]
    looks += [(there.key, there.twin), (filed.key, filed.twin)]
    asked: list[str] = []
    db.conn.set_trace_callback(asked.append)
    found = messages.known(db, looks)
    db.conn.set_trace_callback(None)
    assert found == [None] * 1000 + [there.key, messages.row(message(2)).key]
    assert len([one for one in asked if one.startswith("SELECT")]) <= 2


def test_mail_without_a_message_id_is_nobody_s_twin(db: Database) -> None:
    file, imap = (replace(messages.row(message(1, file=file)), message_id=None) for file in (True, False))
    assert messages.add(db, [file, imap]) == 2
    assert messages.add(db, [file, imap]) == 0


def test_a_row_is_made_in_a_child_and_comes_back_small() -> None:
    row = messages.row(message(1))
    assert pickle.loads(pickle.dumps(row)) == row
    assert len(pickle.dumps(row)) < 1800
    assert messages.row(message(1), keep_text=False).text is None


def test_a_place_in_a_file_that_holds_another_mail_now(db: Database) -> None:
    """The file was written anew: what lay there is kept, and is at home where it still lies."""
    add(db, [message(1)])
    add(db, [replace(message(1), place=Place("import", "copy.mbox", 0, 1))])
    add(db, [replace(message(2), place=message(1).place)])
    homes = {one.message_id: one.place.folder for one in messages.each(db)}
    assert homes == {"<1@shop.example>": "copy.mbox", "<2@shop.example>": "town.mbox"}


def test_a_folder_whose_name_is_no_unicode(db: Database) -> None:
    name = b"B\xfccher.mbox".decode("utf-8", "surrogateescape")
    for _ in range(2):
        add(db, [replace(message(1), place=Place("import", name, 0, 1))])
    assert messages.folders(db) == ("B\\udcfccher.mbox",)


def test_pages_hold_every_message_once(db: Database) -> None:
    add(db, [replace(message(number)) for number in range(23)])
    keys = [one.key for page in messages.pages(db, size=5) for one in page]
    assert len(keys) == len(set(keys)) == 23


def test_texts_in_any_script_come_back_and_take_little_room(db: Database) -> None:
    text = "Größer, weiter, 最新 🎁, и дальше.\n" * 200
    add(db, [replace(message(1), text=text)])
    assert [one.text for one in messages.each(db)] == [text]
    assert db.conn.execute("SELECT sum(length(text)) FROM texts").fetchone()[0] * 10 < len(text)
