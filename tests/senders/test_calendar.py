from datetime import date

import pytest

from inboxguard.senders.calendar import Written, written


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("14 december 2026", (2026, 12, 14)),
        ("14. dezember 2026", (2026, 12, 14)),
        ("14th of december 2026", (2026, 12, 14)),
        ("1er août 2026", (2026, 8, 1)),
        ("14 de março de 2026", (2026, 3, 14)),
        ("december 14th, 2026", (2026, 12, 14)),
        ("dec. 14", (None, 12, 14)),
        ("2026-12-14", (2026, 12, 14)),
        ("14.12.2026", (2026, 12, 14)),
        ("14.12.26", (2026, 12, 14)),
        ("14.12.", (None, 12, 14)),
        ("14.12", (None, 12, 14)),
        ("29 february", (None, 2, 29)),
    ],
)
def test_days_as_they_are_written(text: str, day: tuple[int | None, int, int]) -> None:
    assert written(text) == Written(*day)


def test_which_number_is_the_month() -> None:
    assert written("3/4/2026", "en") is None
    assert written("3/4/2026") is None
    assert written("4/4/2026", "en") == Written(2026, 4, 4)
    assert written("12/25/2026", "en") == written("25/12/2026", "en") == Written(2026, 12, 25)
    assert written("3/4/2026", "fr") == Written(2026, 4, 3)
    assert written("12/25/2026", "fr") is None


@pytest.mark.parametrize(
    "text",
    ["", "today", "3/4", "24-7", "14.50 €", "14.13.2026", "32 december", "30 february", "14.12%", "1.1.1888"],
)
def test_what_is_no_day(text: str) -> None:
    assert written(text) is None


def test_the_next_such_day() -> None:
    assert Written(None, 12, 14).next_from(date(2026, 12, 14)) == date(2026, 12, 14)
    assert Written(None, 12, 14).next_from(date(2026, 12, 15)) == date(2027, 12, 14)
    assert Written(None, 2, 29).next_from(date(2026, 1, 1)) == date(2028, 2, 29)
    assert Written(None, 2, 31).next_from(date(2026, 1, 1)) is None
