"""Dates and numbers in words."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale

from inboxguard.ui import figures

TODAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def english() -> None:
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))


@pytest.mark.parametrize(
    ("ago", "words"),
    [(0, "today"), (1, "yesterday"), (3, "3 days ago"), (6, "6 days ago"), (9, "15 Nov"), (400, "20 Oct 2025")],
)
def test_a_date_in_a_list_is_relative_when_near(ago: int, words: str) -> None:
    assert figures.day(TODAY - timedelta(days=ago), TODAY) == words


def test_a_date_to_come_is_never_called_past() -> None:
    assert figures.day(date(2026, 11, 26), TODAY) == "26 Nov"


def test_no_date_is_said_so() -> None:
    assert figures.day(None, TODAY) == figures.full(None) == figures.exact(None) == "no date"


def test_the_tooltip_is_exact() -> None:
    at = datetime(2026, 11, 24, 8, 40, tzinfo=UTC)
    assert figures.exact(at).startswith("Tuesday, 24 November 2026, ")
    assert figures.exact(date(2026, 3, 1)) == "Sunday, 1 March 2026"
    assert figures.clock(at) == figures.local(at).strftime("%H:%M")


def test_months_and_numbers_read_well() -> None:
    assert figures.number(41280) == "41,280"
    assert figures.month(date(2014, 3, 1)) == "March 2014"
    assert figures.short_month(date(2014, 3, 1)) == "Mar"
    assert figures.months(date(2025, 12, 1), date(2026, 11, 1)) == "Dec 2025 to Nov 2026"
    assert figures.full(date(2026, 3, 28)) == "28 Mar 2026"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (5, "less than a minute left"),
        (70, "about a minute left"),
        (180, "about 3 minutes left"),
        (7200, "about 2 hours left"),
    ],
)
def test_what_is_left_is_said_roughly(seconds: float, words: str) -> None:
    assert figures.left(seconds) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.2, "goes on in a moment"), (20, "goes on in 20 seconds"), (600, "goes on in about 10 minutes")],
)
def test_a_pause_says_when_it_goes_on(seconds: float, words: str) -> None:
    assert figures.pause(seconds) == words


@pytest.mark.parametrize(
    ("size", "words"), [(0, "0 kB"), (2_400, "2 kB"), (2_400_000, "2.4 MB"), (340e6, "340 MB"), (12.3e9, "12.3 GB")]
)
def test_a_size_is_rounded_as_people_say_it(size: float, words: str) -> None:
    assert figures.octets(size) == words


@given(st.floats(0.0, 1.0, exclude_min=True, exclude_max=True))
def test_what_is_neither_nothing_nor_all_is_never_called_so(share: float) -> None:
    assert figures.percent(share) not in ("0\N{NO-BREAK SPACE}%", "100\N{NO-BREAK SPACE}%")


def test_the_ends_of_a_share_are_themselves() -> None:
    said = figures.percent(0.0), figures.percent(1.0), figures.percent(0.62)
    assert said == tuple(f"{n}\N{NO-BREAK SPACE}%" for n in (0, 100, 62))
