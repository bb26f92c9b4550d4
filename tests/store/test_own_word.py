"""One word of the person's is taken back, and everything else they said stands as it did."""

from datetime import UTC, datetime, timedelta

from sqlite_utils import Database

from inboxguard.store import decisions, own_word

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
SHOP, MILL, ALIAS, OTHER = "shop.example", "mill.example", "me+shop@post.example", "me+mill@post.example"


def test_what_was_said_before_stands_again_to_the_last_column(db: Database) -> None:
    decisions.give(db, ALIAS, SHOP, False, NOW)
    rows = db.conn.execute("SELECT * FROM given").fetchall()
    before = own_word.before(db, (SHOP,), ALIAS)
    decisions.give(db, ALIAS, SHOP, True, NOW + timedelta(days=1))
    own_word.put_back(db, before)
    assert db.conn.execute("SELECT * FROM given").fetchall() == rows


def test_what_was_not_said_before_is_gone_again(db: Database) -> None:
    before = own_word.before(db, (SHOP,), "")
    decisions.say_mine(db, SHOP, NOW)
    own_word.put_back(db, before)
    assert decisions.verdicts(db) == frozenset()


def test_one_address_is_taken_back_and_the_others_stay(db: Database) -> None:
    decisions.give(db, OTHER, SHOP, False, NOW)
    before = own_word.before(db, (SHOP,), ALIAS)
    decisions.give(db, ALIAS, SHOP, True, NOW)
    decisions.give(db, ALIAS, MILL, False, NOW)
    own_word.put_back(db, before)
    assert {(row[0], row[1]) for row in db.conn.execute("SELECT address, organisation FROM given")} == {
        (OTHER, SHOP),
        (ALIAS, MILL),
    }


def test_forgetting_leaves_what_is_set_aside(db: Database) -> None:
    decisions.say_mine(db, SHOP, NOW)
    decisions.give(db, ALIAS, SHOP, True, NOW)
    decisions.shelve(db, SHOP, "aside", NOW)
    own_word.forget(db, (SHOP,))
    assert decisions.said(db, SHOP) == "aside"
    assert db.conn.execute("SELECT count(*) FROM given").fetchone() == (0,)
