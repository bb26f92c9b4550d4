"""How to reach a mailbox is remembered; its password never is."""

from dataclasses import fields, replace
from datetime import UTC, datetime

from sqlite_utils import Database

from inboxguard.store import accounts
from inboxguard.store.accounts import StoredAccount

ANNA = StoredAccount("anna@post.example", "127.0.0.1", 993, "tls", "anna", None, None, None)


def test_an_account_comes_back_as_it_was_told(db: Database) -> None:
    accounts.add(db, ANNA)
    assert accounts.accounts(db) == (ANNA,)


def test_how_a_browser_signs_in_is_remembered_and_a_password_is_the_usual_way(db: Database) -> None:
    browser = replace(ANNA, sign_in="google", client_id="17.apps.invalid")
    accounts.add(db, browser)
    assert accounts.accounts(db) == (browser,)
    db.conn.execute("INSERT INTO accounts (address, host, port, security, user) VALUES ('b@c', 'h', 993, 'tls', 'b')")
    assert accounts.accounts(db)[1].sign_in == accounts.PASSWORD


def test_there_is_no_place_for_a_password_or_a_token() -> None:
    assert not [field.name for field in fields(StoredAccount) if "pass" in field.name or "token" in field.name]


def test_the_first_certificate_stays_pinned(db: Database) -> None:
    accounts.add(db, ANNA)
    at = datetime(2026, 11, 24, 8, tzinfo=UTC)
    accounts.was_read(db, ANNA.address, at, "aa")
    accounts.was_read(db, ANNA.address, at, "bb")
    assert accounts.accounts(db) == (replace(ANNA, pinned="aa", read_at=at),)
