"""Shelves are kept as the person made them, and forgotten with all that lies there by their word."""

from datetime import UTC, date, datetime

from sqlite_utils import Database

from inboxguard.store import decisions, shelves
from inboxguard.store.shelves import Contents, Kept

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
LATER = Kept("b", 1, "Later", "green", date(2027, 3, 1), Contents((("rose bed*", "strong"),), ("hospital.example",)))


def test_there_is_always_a_first_shelf(db: Database) -> None:
    (first,) = shelves.shelves(db)
    assert (first.id, first.place, first.label, first.until) == (shelves.FIRST, 0, "", None)
    shelves.keep(db, LATER, NOW)
    assert [one.id for one in shelves.shelves(db)] == ["a", "b"]
    assert shelves.shelves(db)[1] == LATER


def test_what_was_marked_before_there_were_shelves_lies_on_the_first(db: Database) -> None:
    decisions.mark_theme(db, "baby", NOW)
    decisions.shelve(db, "shop.example", "aside", NOW)
    assert shelves.marked(db) == {"baby": "a"}
    assert shelves.shelved(db).aside == {"shop.example": "a"}
    shelves.mark(db, ["baby"], "b", NOW)
    shelves.put(db, ["shop.example", "<news.shop.example>"], "b", NOW)
    assert shelves.marked(db) == {"baby": "b"}
    assert shelves.shelved(db).aside == {"shop.example": "b", "<news.shop.example>": "b"}


def test_a_shelf_goes_with_what_lies_there_and_with_nothing_else(db: Database) -> None:
    shelves.keep(db, LATER, NOW)
    shelves.mark(db, ["baby"], "b", NOW)
    shelves.mark(db, ["pet"], "a", NOW)
    shelves.put(db, ["shop.example"], "b", NOW)
    decisions.shelve(db, "bank.example", "keep", NOW)
    shelves.remove(db, "b")
    assert [one.id for one in shelves.shelves(db)] == ["a"]
    assert shelves.marked(db) == {"pet": "a"}
    assert shelves.shelved(db) == shelves.Shelved({}, frozenset({"bank.example"}))


def test_own_themes_come_and_go_with_their_mark(db: Database) -> None:
    shelves.add_theme(db, "garden", "text", NOW)
    shelves.mark(db, ["garden"], "a", NOW)
    assert shelves.own_themes(db) == (("garden", "text"),)
    assert shelves.remove_theme(db, "garden", marked=False)
    assert not shelves.remove_theme(db, "garden", marked=False)
    assert shelves.own_themes(db) == ()
    assert shelves.marked(db) == {}


def test_a_mark_may_outlive_the_file_of_its_theme(db: Database) -> None:
    shelves.add_theme(db, "garden", "text", NOW)
    shelves.mark(db, ["garden"], "a", NOW)
    assert shelves.remove_theme(db, "garden", marked=True)
    assert shelves.marked(db) == {"garden": "a"}


def test_days_words_occasions_and_refusals_are_remembered_until_taken_back(db: Database) -> None:
    own = shelves.add_day(db, 5, 5, None, 3, 3, NOW)
    once = shelves.add_day(db, 3, 3, 2027, 0, 0, NOW)
    assert [(one.id, one.month, one.year) for one in shelves.days(db)] == [(once, 3, 2027), (own, 5, None)]
    assert shelves.remove_day(db, own)
    assert not shelves.remove_day(db, own)
    shelves.block(db, [("baby", "little one")], NOW)
    assert shelves.blocks(db) == (("baby", "little one"),)
    shelves.keep_occasion(db, "mothers_day/mothers_day", True, NOW)
    assert shelves.occasions(db) == {"mothers_day/mothers_day"}
    shelves.keep_occasion(db, "mothers_day/mothers_day", False, NOW)
    assert shelves.occasions(db) == frozenset()
    shelves.decline(db, "shop.example", "baby", NOW)
    assert shelves.declined(db) == {("shop.example", "baby")}
    assert shelves.leanings(db) == {}
