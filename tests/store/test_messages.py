"""Every mail is kept once, whichever way it came, and reading goes on where it stopped."""

from dataclasses import replace

import pytest
from sqlite_utils import Database

from inboxguard.facts.message import Shelf
from inboxguard.store import messages
from inboxguard.store.messages import Position
from tests.store.messages import message

INBOX = Position("anna@post.example", "INBOX", Shelf.PLAIN, 7, 3)


def test_importing_the_same_mail_again_adds_nothing(db: Database) -> None:
    batch = [message(number) for number in range(1, 4)]
    assert messages.add(db, batch, None) == 3
    assert messages.add(db, batch, None) == 0
    assert messages.count(db) == 3


def test_a_file_and_an_imap_copy_of_one_mail_are_one(db: Database) -> None:
    messages.add(db, [message(1, file=False)], INBOX)
    before = next(iter(messages.each(db))).key
    assert messages.add(db, [message(1)], None) == 0
    (kept,) = messages.each(db)
    assert kept.key == before
    assert kept.sha256 == message(1).sha256


def test_the_other_way_round_too(db: Database) -> None:
    messages.add(db, [message(1)], None)
    assert messages.add(db, [message(1, file=False)], INBOX) == 0
    assert messages.folders(db) == ("INBOX", "town.mbox")


def test_two_files_with_one_message_id_but_other_bytes_are_two_mails(db: Database) -> None:
    assert messages.add(db, [message(1), message(1, subject="Another sale")], None) == 2


def test_the_text_comes_back_with_the_facts(db: Database) -> None:
    messages.add(db, [message(1)], None)
    (kept,) = messages.each(db)
    assert kept.text is not None
    assert "cheaper" in kept.text
    (bare,) = messages.each(db, texts=False)
    assert bare.text is None
    assert messages.get(db, kept.key) == kept


def test_a_person_may_keep_no_texts(db: Database) -> None:
    messages.add(db, [message(1)], None, keep_text=False)
    (kept,) = messages.each(db)
    assert kept.text is None


def test_a_batch_and_its_checkpoint_stand_or_fall_together(db: Database) -> None:
    def broken() -> object:
        yield message(1, file=False)
        raise OSError("the line broke")

    with pytest.raises(OSError, match="the line broke"):
        messages.add(db, broken(), INBOX)  # type: ignore[arg-type]  # a generator that fails half way
    assert messages.count(db) == 0
    assert messages.position(db, "anna@post.example", "INBOX") is None
    messages.add(db, [message(1, file=False)], INBOX)
    assert messages.position(db, "anna@post.example", "INBOX") == INBOX


def test_forgetting_an_account_keeps_what_a_file_holds_too(db: Database) -> None:
    messages.add(db, [message(1), message(2)], None)
    messages.add(db, [message(2, file=False), message(3, file=False)], INBOX)
    messages.forget_account(db, "anna@post.example")
    assert messages.count(db) == 2
    assert messages.count(db, "anna@post.example") == 0
    assert messages.position(db, "anna@post.example", "INBOX") is None


def test_pages_hold_every_message_once(db: Database) -> None:
    messages.add(db, [replace(message(number)) for number in range(23)], None)
    keys = [one.key for page in messages.pages(db, size=5) for one in page]
    assert len(keys) == len(set(keys)) == 23


def test_texts_in_any_script_come_back_and_take_little_room(db: Database) -> None:
    text = "Größer, weiter, 最新 🎁, и дальше.\n" * 200
    messages.add(db, [replace(message(1), text=text)], None)
    assert [one.text for one in messages.each(db)] == [text]
    assert db.conn.execute("SELECT sum(length(text)) FROM texts").fetchone()[0] * 10 < len(text)
