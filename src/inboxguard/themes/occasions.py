"""Occasions: days that come back every year, as packs write them, and on which date a year has them.

A pack says `rule = "nth_weekday(5,sun,2)"`. Rules may stand inside each other: the French Mother's Day is
`unless(nth_weekday(5,sun,-1), easter(49), nth_weekday(6,sun,1))`.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta
from functools import lru_cache
from typing import Any

from inboxguard.errors import Refused

LEAD_DAYS = 45
"""Days before an occasion from which mail about it comes, where a pack says nothing else (themes.md section 6)."""
AFTER_DAYS = 7

_MOST = 40
_LONGEST = 200
_LONGEST_LEAD = 120
_WEEKDAYS = {"mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6}
_PART = re.compile(r"[a-z_]+|-?\d+|[(),]")
_REGION = re.compile(r"[A-Z]{2}\Z")
_KNOWN = frozenset({"name", "rule", "regions", "lead_days", "after_days"})

Rule = Callable[[int], date]
"""A year to the date that the rule names in it."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """A day of the year on which senders write about a theme."""

    name: str
    rule: str
    """As the pack writes it."""
    regions: tuple[str, ...] = ()
    """Countries (ISO 3166-1 alpha-2) that have it on this day; () = everywhere."""
    lead_days: int = LEAD_DAYS
    after_days: int = AFTER_DAYS

    def on(self, year: int) -> date:
        """Return its date in `year`."""
        return compiled(self.rule)(year)

    def holds(self, day: date) -> bool:
        """Return whether mail about it is to be expected on `day`."""
        return near(day, (self,))


def parse(tables: object) -> tuple[Occasion, ...]:
    """Return the occasions of a pack's [[occasion]] tables; raises Refused with a sentence when they cannot be used."""
    if not isinstance(tables, list) or len(tables) > _MOST or not all(isinstance(one, dict) for one in tables):
        raise Refused(f"Occasions are written as [[occasion]], at most {_MOST}; please correct the theme file.")
    return tuple(map(_occasion, tables))


def _occasion(table: dict[str, Any]) -> Occasion:
    rule, name, regions = table.get("rule"), table.get("name", ""), table.get("regions", [])
    days = [table.get("lead_days", LEAD_DAYS), table.get("after_days", AFTER_DAYS)]
    if set(table) - _KNOWN or not isinstance(rule, str) or not isinstance(name, str):
        raise Refused(
            'Every [[occasion]] needs a line rule = "..." and may have a name; please correct the theme file.'
        )
    if not isinstance(regions, list) or not all(isinstance(one, str) and _REGION.match(one) for one in regions):
        raise Refused('Regions of an occasion are countries of two letters, ["DE", "AT"]; please correct them.')
    if not all(type(one) is int and 0 <= one <= _LONGEST_LEAD for one in days):
        raise Refused(f"lead_days and after_days are numbers from 0 to {_LONGEST_LEAD}; please correct the theme file.")
    compiled(rule)
    return Occasion(name[:80], rule, tuple(regions), *days)


@lru_cache(maxsize=1024)
def compiled(rule: str) -> Rule:
    """Return written `rule` ready for use; raises Refused when it is none.

    fixed(month,day), nth_weekday(month,sun,n) with n < 0 counted from the end, easter(days after Easter Sunday),
    advent(days after the first Sunday in Advent), unless(rule, clash, otherwise): `rule`, but `otherwise` in years in
    which it falls on the day of `clash`. The 29 February of other years is the 28th.
    """
    parts = _PART.findall(rule[:_LONGEST])
    if len(rule) > _LONGEST or "".join(parts) != "".join(rule.split()):
        raise _unknown(rule)
    made, end = _compile(parts, 0, rule)
    if end != len(parts):
        raise _unknown(rule)
    return made


def near(day: date, occasions: tuple[Occasion, ...]) -> bool:
    """Return whether mail about one of `occasions` is to be expected on `day`."""
    return any(first <= day <= last for first, last in _windows(occasions, day.year))


def easter(year: int) -> date:
    """Return Easter Sunday of `year` in the Gregorian calendar (the anonymous algorithm of 1876)."""
    golden, (century, rest) = year % 19, divmod(year, 100)
    leap_centuries, odd_centuries = divmod(century, 4)
    moon = (19 * golden + century - leap_centuries - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    leaps, odd = divmod(rest, 4)
    weekday = (32 + 2 * odd_centuries + 2 * leaps - moon - odd) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def advent(year: int) -> date:
    """Return the first Sunday in Advent: the fourth before Christmas Day."""
    eve = date(year, 12, 24)
    return eve - timedelta(days=(eve.weekday() + 1) % 7 + 21)


def yearly(year: int, month: int, day: int) -> date:
    """Return that day of `year`; the 29 February of a year without one is the 28th."""
    if (month, day) == (2, 29) and not (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)):
        day = 28
    return date(year, month, day)


@lru_cache(maxsize=256)
def _windows(occasions: tuple[Occasion, ...], year: int) -> frozenset[tuple[date, date]]:
    """Return the days around `occasions` of `year` and its neighbours, first and last included."""
    years = [each for each in (year - 1, year, year + 1) if MINYEAR < each < MAXYEAR]
    dated = ((one, one.on(each)) for each in years for one in occasions)
    return frozenset((day - timedelta(one.lead_days), day + timedelta(one.after_days)) for one, day in dated)


def _compile(parts: Sequence[str], at: int, rule: str) -> tuple[Rule, int]:
    """Return the rule that begins at part `at`, and the part after it."""
    name, given, at = parts[at] if at < len(parts) else "", list[Any](), at + 1
    if parts[at : at + 1] != ["("]:
        raise _unknown(rule)
    while parts[at : at + 1] in (["("], [","]):
        following = parts[at + 1] if at + 1 < len(parts) else ""
        if following in _WEEKDAYS or following.lstrip("-").isdigit():
            given.append(following if following in _WEEKDAYS else int(following))
            at += 2
        else:
            inner, at = _compile(parts, at + 1, rule)
            given.append(inner)
        if parts[at : at + 1] == ["("]:
            raise _unknown(rule)
    if parts[at : at + 1] != [")"]:
        raise _unknown(rule)
    return _made(name, given, rule), at + 1


def _made(name: str, given: Sequence[Any], rule: str) -> Rule:
    match name, given:
        case "fixed", [int(month), int(day)] if _exists(month, day):
            return lambda year: yearly(year, month, day)
        case "nth_weekday", [int(month), str(weekday), int(number)] if 1 <= month <= 12 and 1 <= abs(number) <= 4:
            return lambda year: _nth_weekday(year, month, _WEEKDAYS[weekday], number)
        case "easter", [int(offset)] if abs(offset) <= 80:
            return lambda year: easter(year) + timedelta(days=offset)
        case "advent", [int(offset)] if abs(offset) <= 60:
            return lambda year: advent(year) + timedelta(days=offset)
        case "unless", [first, clash, otherwise] if all(map(callable, given)):
            return lambda year: otherwise(year) if first(year) == clash(year) else first(year)
    raise _unknown(rule)


def _exists(month: int, day: int) -> bool:
    try:
        date(2024, month, day)
    except ValueError:
        return False
    return True


def _nth_weekday(year: int, month: int, weekday: int, number: int) -> date:
    if number > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return last - timedelta(days=(last.weekday() - weekday) % 7 - 7 * (number + 1))


def _unknown(rule: str) -> Refused:
    return Refused(f"“{rule[:60]}” is no rule for a day; please write one such as fixed(2,14) or nth_weekday(5,sun,2).")
