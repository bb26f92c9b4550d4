"""One clock for everything, and months counted right."""

import itertools
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxguard.audit import clock
from inboxguard.errors import InboxGuardError


def test_the_clock_is_the_real_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("INBOXGUARD_NOW", raising=False)
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(minutes=1)


@pytest.mark.parametrize("told", ["2026-11-24T08:00:00Z", "2026-11-24T09:00:00+01:00", "2026-11-24T08:00:00"])
def test_another_instant_may_be_told(monkeypatch: pytest.MonkeyPatch, told: str) -> None:
    monkeypatch.setenv("INBOXGUARD_NOW", told)
    assert clock.now() == datetime(2026, 11, 24, 8, tzinfo=UTC)


@pytest.mark.parametrize("told", ["next Tuesday", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00+14:00"])
def test_nonsense_is_said_to_be_nonsense(monkeypatch: pytest.MonkeyPatch, told: str) -> None:
    monkeypatch.setenv("INBOXGUARD_NOW", told)
    with pytest.raises(InboxGuardError, match="no instant"):
        clock.now()


@given(st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2090, 1, 1)), st.integers(1, 60))
def test_months_follow_each_other_and_end_with_the_last(last: datetime, number: int) -> None:
    months = clock.months_back(last.replace(tzinfo=UTC), number)
    assert len(months) == number
    assert months[-1] == date(last.year, last.month, 1)
    assert all((after - before).days in (28, 29, 30, 31) for before, after in itertools.pairwise(months))
