"""Every mail is kept once, whichever way it came, and reading goes on where it stopped."""

import sqlite3
from collections.abc import Iterable
from dataclasses import replace

import pytest
from sqlite_utils import Database

from inboxguard.facts.message import Message
from inboxguard.store import imports, messages
from inboxguard.store.imports import ImportedFile
from tests.store.messages import message


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


def test_pages_hold_every_message_once(db: Database) -> None:
    add(db, [replace(message(number)) for number in range(23)])
    keys = [one.key for page in messages.pages(db, size=5) for one in page]
    assert len(keys) == len(set(keys)) == 23


def test_texts_in_any_script_come_back_and_take_little_room(db: Database) -> None:
    text = "Größer, weiter, 最新 🎁, и дальше.\n" * 200
    add(db, [replace(message(1), text=text)])
    assert [one.text for one in messages.each(db)] == [text]
    assert db.conn.execute("SELECT sum(length(text)) FROM texts").fetchone()[0] * 10 < len(text)
