"""Dates of the standard, dates of real programs, and nonsense."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxguard.facts.dates import instant

TEN = datetime(2026, 11, 2, 10, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "value",
    [
        "Mon, 2 Nov 2026 10:00:00 +0000",
        "Mon, 02 Nov 2026 11:00:00 +0100 (CET)",
        "2 Nov 2026 05:00:00 EST",
        "Mon, 2 Nov 2026 10:00:00",
        "Mon, 2 Nov 2026 10:00",
        "Mon, 2 Nov 2026 10:00:00 GMT",
        "Mon,2-Nov-26 10.00.00 Z",
        "Monday, 2 November 2026 10:00:00 -0000",
        "Mon Nov  2 10:00:00 2026",
        "Mon Nov 2 10:00:00 +0000 2026",
        "2026-11-02T10:00:00Z",
        "2026-11-02 11:00:00.123 +01:00",
        "Mon, 2 Nov 2026 10:00:00 UTC+00:00",
        "Nov 2, 2026 10:00:00 AM",
        "Mon, 2 Nov 2026 10:00:00 XYZT",
        "Mon, 2 Nov 2026 10:00:00 +9999",
    ],
)
def test_one_moment_in_many_spellings(value: str) -> None:
    assert instant(value) == TEN


@pytest.mark.parametrize(
    "value",
    [None, "", "yesterday", "Mon, 32 Nov 2026 10:00:00 +0000", "Mon, 2 Foo 2026 10:00:00", "2 Nov 1901 10:00:00",
     "2 Nov 2999 10:00:00", "Mon, 2 Nov 2026 99:00:00", "31 Dec 2100 23:59:59 -1200", "1 Jan 1970 00:00:00"],
)  # fmt: skip
def test_nonsense_is_nothing(value: str | None) -> None:
    assert instant(value) is None


def test_two_digit_years_and_leap_seconds() -> None:
    assert instant("2 Nov 99 10:00:00 +0000") == datetime(1999, 11, 2, 10, tzinfo=UTC)
    assert instant("31 Dec 2016 23:59:60 +0000") == datetime(2016, 12, 31, 23, 59, 59, tzinfo=UTC)


@given(st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2090, 1, 1)), st.integers(-720, 840))
def test_whatever_a_program_writes_by_the_book_comes_back(moment: datetime, offset: int) -> None:
    moment = moment.replace(microsecond=0)
    sign, minutes = ("-" if offset < 0 else "+"), abs(offset)
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    zone = f"{sign}{minutes // 60:02}{minutes % 60:02}"
    value = f"{moment.day} {months[moment.month - 1]} {moment.year} {moment:%H:%M:%S} {zone}"
    found = instant(value)
    assert found is not None
    assert (moment.replace(tzinfo=UTC) - found).total_seconds() == offset * 60


@given(st.text(max_size=200))
def test_any_text_is_an_instant_or_nothing(value: str) -> None:
    found = instant(value)
    assert found is None or (found.tzinfo == UTC and 1980 <= found.year <= 2100)
