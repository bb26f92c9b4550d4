"""Proposals stand while their theme is marked and nothing was said of the sender."""

from datetime import UTC, datetime

from sqlite_utils import Database

from inboxguard.audit import proposing
from inboxguard.store import decisions, shelves
from inboxguard.store.database import writing
from inboxguard.store.migrations import migrations
from inboxguard.store.records import packed
from inboxguard.themes.leaning import Leaning, Reason

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)


def stored(*found: tuple[str, Leaning]) -> Database:
    """Return a fresh database with what was found of senders."""
    db = Database(memory=True)
    migrations.apply(db)
    with writing(db) as connection:
        shelves.put_leanings(connection, {organisation: packed((one,)) for organisation, one in found})
    return db


def leaning(theme: str = "baby", p: float = 0.999, lists: tuple[str, ...] = ()) -> Leaning:
    return Leaning(theme, lists, p, (Reason("named", 4, 5),), ())


def test_only_sure_ones_of_marked_themes_are_proposed_the_surest_first() -> None:
    db = stored(
        ("toes.example", leaning(p=0.9995)), ("moon.example", leaning(p=0.9999)), ("store.example", leaning(p=0.2)),
        ("dogs.example", leaning("pet")),
    )  # fmt: skip
    assert proposing.proposals(db) == ()
    shelves.mark(db, ["baby"], "a", NOW)
    assert [(one.organisation, one.shelf, one.theme) for one in proposing.proposals(db)] == [
        ("moon.example", "a", "baby"),
        ("toes.example", "a", "baby"),
    ]
    db.close()


def test_who_was_kept_set_aside_or_turned_down_is_not_proposed() -> None:
    db = stored(*((f"{name}.example", leaning()) for name in ("one", "two", "three", "four")))
    shelves.mark(db, ["baby"], "a", NOW)
    decisions.shelve(db, "one.example", "keep", NOW)
    shelves.put(db, ["two.example"], "a", NOW)
    proposing.decline(db, "three.example", NOW)
    assert [one.organisation for one in proposing.proposals(db)] == ["four.example"]
    db.close()


def test_where_only_lists_are_meant_those_are_accepted() -> None:
    db = stored(("store.example", leaning(lists=("kids.store.example",))))
    shelves.mark(db, ["baby"], "a", NOW)
    assert proposing.proposals(db)[0].lists == ("kids.store.example",)
    proposing.accept(db, " Store.example", NOW)
    assert shelves.shelved(db).aside == {"<kids.store.example>": "a"}
    assert proposing.proposals(db) == ()
    db.close()
