"""Trails stay as they are where nothing of what they stand on changed, and are traced anew where anything did."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from inboxguard.audit import grounds, scenes, tracing
from inboxguard.audit.audit import Audit
from inboxguard.audit.sums import Sums
from inboxguard.audit.tracing import trace
from inboxguard.store import decisions, findings, judgements
from inboxguard.store.database import writing
from inboxguard.store.findings import Beside
from inboxguard.store.records import packed
from tests.audit.truth import NOW


def traced(audit: Audit, monkeypatch: pytest.MonkeyPatch) -> str:
    """Bring trails up to date; return how much was traced anew: "", "again" (what a word touched) or "whole"."""
    ground = grounds.stored(audit._db)
    assert ground is not None
    done: list[str] = []
    with monkeypatch.context() as patched:
        for name, how in (("fetching", "again"), ("whole", "whole")):
            real = getattr(scenes, name)

            def noted(*given: object, real: Any = real, how: str = how) -> object:
                done.append(how)
                return real(*given)

            patched.setattr(scenes, name, noted)
        trace(audit._db, ground, NOW, (), lambda step: None)
    return " ".join(done)


def test_nothing_new_no_tracing(audit: Audit, monkeypatch: pytest.MonkeyPatch) -> None:
    before = findings.trails(audit._db)
    assert not traced(audit, monkeypatch)
    assert findings.trails(audit._db) == before
    assert not audit.stale()


def test_a_word_of_the_person_is_traced(audit: Audit, monkeypatch: pytest.MonkeyPatch) -> None:
    decisions.say_mine(audit._db, audit.sender_ids()[0], NOW)
    assert traced(audit, monkeypatch) == "again"
    assert not traced(audit, monkeypatch)


def test_after_each_word_the_trails_are_those_of_a_whole_tracing(
    audit: Audit, monkeypatch: pytest.MonkeyPatch
) -> None:
    trails = [trail for trail in findings.trails(audit._db) if trail.source is not None]
    assert trails
    for trail in trails[:4]:
        assert trail.source is not None
        for say in (
            lambda one=trail: decisions.say_mine(audit._db, one.recipient, NOW),
            lambda one=trail: decisions.unsay_mine(audit._db, one.recipient),
            lambda one=trail: decisions.give(audit._db, one.addresses[0], one.source or "", True, NOW),
            lambda one=trail: decisions.give(audit._db, one.addresses[0], "elsewhere.example", False, NOW),
        ):
            say()
            assert traced(audit, monkeypatch) in ("", "again")  # the same may have been said before
            found = findings.trails(audit._db)
            tracing.forget(audit._db)
            assert traced(audit, monkeypatch) == "whole"
            assert findings.trails(audit._db) == found


def test_mail_that_tells_something_is_traced(audit: Audit, monkeypatch: pytest.MonkeyPatch) -> None:
    with writing(audit._db) as connection:
        key = next(judgements.telling(audit._db)).attribution.message
        judgements.concluded(connection, [(False, 7, key)])
    assert traced(audit, monkeypatch)


def test_a_name_that_trails_speak_of_is_traced(audit: Audit, monkeypatch: pytest.MonkeyPatch) -> None:
    with writing(audit._db) as connection:
        findings.place(connection, {audit.sender_ids()[0]: Beside("Anchor Holding")})
    assert traced(audit, monkeypatch)


def test_a_later_week_explains_nothing_that_came_before_but_an_earlier_one_may(
    audit: Audit, monkeypatch: pytest.MonkeyPatch
) -> None:
    def comes(at: datetime) -> None:
        monday = at.date() - timedelta(days=at.weekday())
        with writing(audit._db) as connection:
            judgements.put_sums(connection, {"more.example": packed(Sums(at, at, (monday,)))})

    comes(NOW + timedelta(days=20))
    assert not traced(audit, monkeypatch)
    comes(datetime(2001, 2, 3, tzinfo=UTC))
    assert traced(audit, monkeypatch)
