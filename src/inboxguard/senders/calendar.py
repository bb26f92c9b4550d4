"""Days as mails write them: "14 December 2026", "14. Dezember", "December 14th, 2026", "14/12/2026", "2026-12-14"."""

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import NamedTuple

from inboxguard import resources

_EARLIEST, _LATEST = 1900, 2100
_NUMBERS = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)|(\d{1,2})([./-])\s?(\d{1,2})(?:\5\s?(\d{4}|\d{2}))?(?![\d%])")
_DAY_FIRST = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|er|\.|º|ª)?\s{1,3}(?:de\s|of\s|d['’])?([^\W\d_]{3,10})\.?,?(?:\s{1,3}(?:de\s|del\s)?(\d{4})(?!\d))?"
)
_MONTH_FIRST = re.compile(r"([^\W\d_]{3,10})\.?\s{1,3}(\d{1,2})(?:st|nd|rd|th)?(?!\d)(?:,?\s{1,3}(\d{4})(?!\d))?")


class Written(NamedTuple):
    """A day as it is written; the year may be missing."""

    year: int | None
    month: int
    day: int

    def next_from(self, at: date) -> date | None:
        """Return the first such day that is not before `at`; None where the calendar has none."""
        for year in range(at.year, at.year + 9):
            try:
                found = date(year, self.month, self.day)
            except ValueError:
                continue
            if found >= at:
                return found
        return None


def written(text: str, language: str | None = None) -> Written | None:
    """Return the day with which a text in lower case begins, else None.

    Two numbers that may each be the month tell nothing in English ("3/4"), nor where the language is not known;
    elsewhere the day stands first. Years of two figures are of this century.
    """
    numbers = _NUMBERS.match(text)
    if numbers is not None:
        return _from_numbers(numbers, language)
    for pattern, day_at, month_at in ((_DAY_FIRST, 1, 2), (_MONTH_FIRST, 2, 1)):
        found = pattern.match(text)
        if found is not None and (month := _months().get(found[month_at])) is not None:
            return _sound(int(found[3]) if found[3] else None, month, int(found[day_at]))
    return None


def _from_numbers(found: re.Match[str], language: str | None) -> Written | None:
    if found[1]:
        return _sound(int(found[1]), int(found[2]), int(found[3]))
    first, second, sign = int(found[4]), int(found[6]), found[5]
    year = None if not found[7] else int(found[7]) if len(found[7]) == 4 else 2000 + int(found[7])
    if year is None and sign != ".":
        return None  # "3/4" and "24-7" may be anything
    if sign != "." and language in (None, "en") and first != second:
        if first <= 12 and second <= 12:
            return None
        if second > 12:
            first, second = second, first
    return _sound(year, second, first)


def _sound(year: int | None, month: int, day: int) -> Written | None:
    try:
        date(year or 2000, month, day)
    except ValueError:
        return None
    return Written(year, month, day) if year is None or _EARLIEST <= year <= _LATEST else None


@cache
def _months() -> Mapping[str, int]:
    table = tomllib.loads(resources.read("senders/told.toml"))["months"]["names"]
    return {name: number for number, names in enumerate(table, 1) for name in names}
