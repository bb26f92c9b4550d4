"""Decisions reach the rooms in the shape in which they judge."""

from pathlib import Path

from inboxguard.audit.deciding import theme_decisions, trace_decisions
from inboxguard.store import decisions
from inboxguard.store.database import open_database
from tests.audit.truth import NOW


def test_organisations_and_messages_are_told_apart(tmp_path: Path) -> None:
    db = open_database(tmp_path)
    decisions.mark_theme(db, "baby", NOW)
    decisions.shelve(db, "shop.example", "aside", NOW)
    decisions.shelve(db, "mill.example", "keep", NOW)
    decisions.shelve(db, "a" * 24, "keep", NOW)
    decisions.shelve(db, "b" * 24, "aside", NOW)
    said = theme_decisions(db)
    assert said.marked == {"baby"}
    assert said.accepted == {"shop.example"}
    assert said.kept_senders == {"mill.example"}
    assert said.kept == {"a" * 24}
    assert said.hidden == {"b" * 24}
    db.close()


def test_what_was_given_to_whom(tmp_path: Path) -> None:
    db = open_database(tmp_path)
    decisions.say_mine(db, "shop.example", NOW)
    decisions.give(db, "me+mill@post.example", "mill.example", True, NOW)
    said = trace_decisions(db)
    assert said.mine == {"shop.example"}
    assert [(given.address, given.organisation, given.only) for given in said.given] == [
        ("me+mill@post.example", "mill.example", True)
    ]
    db.close()
