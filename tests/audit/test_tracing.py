"""Trails stay as they are where nothing of what they stand on changed, and are traced anew where anything did."""

from datetime import UTC, datetime, timedelta

import pytest

from inboxguard.audit import grounds, tracing
from inboxguard.audit.audit import Audit
from inboxguard.audit.sums import Sums
from inboxguard.audit.tracing import trace
from inboxguard.store import decisions, findings, judgements
from inboxguard.store.database import writing
from inboxguard.store.findings import Beside
from inboxguard.store.records import packed
from tests.audit.truth import NOW


def traced(audit: Audit, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Bring trails up to date; return whether they were traced anew."""
    ground = grounds.stored(audit._db)
    assert ground is not None
    done: list[object] = []
    real = tracing.trails

    def noted(*given: object) -> object:
        done.append(given)
        return real(*given)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(tracing, "trails", noted)
        trace(audit._db, ground, NOW, (), lambda step: None)
    return bool(done)


def test_nothing_new_no_tracing(audit: Audit, monkeypatch: pytest.MonkeyPatch) -> None:
    before = findings.trails(audit._db)
    assert not traced(audit, monkeypatch)
    assert findings.trails(audit._db) == before
    assert not audit.stale()


def test_a_word_of_the_person_is_traced(audit: Audit, monkeypatch: pytest.MonkeyPatch) -> None:
    decisions.say_mine(audit._db, audit.sender_ids()[0], NOW)
    assert traced(audit, monkeypatch)
    assert not traced(audit, monkeypatch)


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
