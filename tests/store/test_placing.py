"""Where a draft lies is remembered with the numbers by which it is found again."""

from dataclasses import replace
from datetime import UTC, datetime

from sqlite_utils import Database

from inboxguard.store import placing
from inboxguard.store.placing import Location

ONE = Location(
    "2026-K7Q2M4A", "anna@post.example", "Entwürfe", 9, 42, "<inboxguard-2026-k7q2m4a@post.example>",
    datetime(2026, 11, 24, 8, tzinfo=UTC),
)  # fmt: skip


def test_nothing_is_known_of_drafts_that_were_put_nowhere(db: Database) -> None:
    assert placing.locations(db) == {}


def test_a_place_comes_back_as_it_was_kept(db: Database) -> None:
    unknown = replace(ONE, request="2026-OTHER00", uidvalidity=None, uid=None)
    placing.keep(db, ONE)
    placing.keep(db, unknown)
    assert placing.locations(db) == {ONE.request: ONE, unknown.request: unknown}


def test_of_each_request_the_last_place_counts(db: Database) -> None:
    placing.keep(db, ONE)
    placing.keep(db, replace(ONE, uid=43, found="changed"))
    assert placing.locations(db) == {ONE.request: replace(ONE, uid=43, found="changed")}
