"""Countdowns: lists that count weeks, days or months of a life, towards a day and past it; and mail that comes yearly.

One number says nothing. Two mails of a list whose numbers moved as far as the calendar did, in the same unit, name the
same day zero; a price, a number of pieces or a league's week hardly ever does (resources/shelves/countdown.toml holds
what counts with the calendar too: sales, trials, courses).
"""

import re
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import Any, NamedTuple

from inboxguard import resources
from inboxguard.facts.message import MessageKey
from inboxguard.senders.attribution import Attribution
from inboxguard.themes.phrases import Phrases, compile_term
from inboxguard.themes.words import words

WEEK, DAY, MONTH = "week", "day", "month"

_DAYS = {WEEK: 7.0, DAY: 1.0, MONTH: 30.44}
_TOLERANCE = {WEEK: 4, DAY: 1, MONTH: 12}
"""Days by which the zeros of two mails of one countdown may differ."""
_LEAST_LEFT = {WEEK: 3, DAY: 15, MONTH: 2}
"""A sale or a trial counts down from fewer."""
_LEAST_PAST = {WEEK: 4, DAY: 10, MONTH: 2}
_MOST_COUNTED = {WEEK: 250, DAY: 400, MONTH: 60}
_SAME_ZERO = 10
_MOVED = 0.6
"""Of the way that the numbers went, the calendar went at least so much."""
_OF_ALL = 0.6
"""Of the mails of a list with numbers of one unit, so many belong to a countdown."""
_YEARLY = 10
_LONGEST = 200
_MOST_MAILS = 400
_NUMBER = re.compile(r"(\d{1,3})(?:st|nd|rd|th|e|er|re|eme|a|o|ste|de)?\Z")


@dataclass(frozen=True, slots=True)
class Countdown:
    """A list that counts towards a day, or from it."""

    list_id: str
    """Its List-Id, else the sender's domain."""
    unit: str
    """WEEK, DAY or MONTH, as its first mails count."""
    zero: date
    """The day from which or to which it counts, as nearly as the unit tells."""
    messages: tuple[MessageKey, ...]
    """In order of time."""


@dataclass(frozen=True, slots=True)
class Yearly:
    """Mail of a list that comes in the same days of two years or more, and at no other time."""

    list_id: str
    day: date
    """When it came last."""
    messages: tuple[MessageKey, ...]


class _Count(NamedTuple):
    """A number with a unit in the subject of a mail."""

    day: date
    message: MessageKey
    unit: str
    number: int
    before: bool
    """Whether the number stands before the unit ("3 weeks"), not after it ("week 3")."""

    def zero(self, sign: int) -> date:
        """Return the day from which (sign 1) or to which (sign -1) the number counts."""
        return self.day - timedelta(days=round(sign * self.number * _DAYS[self.unit]))


def countdowns(attributions: Iterable[Attribution]) -> tuple[Countdown, ...]:
    """Return the countdowns in the subjects of a sender's mail, those with the most mails first."""
    counts: dict[str, list[_Count]] = {}
    for one in attributions:
        if one.at is not None and not one.outgoing:
            found = _counts(one)
            if found:
                counts.setdefault(_list_of(one), []).extend(found)
    made = [countdown for name, numbers in counts.items() for countdown in _of_list(name, numbers[-_MOST_MAILS:])]
    return tuple(sorted(made, key=lambda one: (-len(one.messages), one.list_id, one.zero)))


def yearly(attributions: Iterable[Attribution]) -> tuple[Yearly, ...]:
    """Return what comes back every year: whole lists, else mails of one subject, within ten days of the same day."""
    lists: dict[str, list[Attribution]] = {}
    for one in attributions:
        if one.at is not None and not one.outgoing:
            lists.setdefault(_list_of(one), []).append(one)
    found: list[Yearly] = []
    for name, mails in lists.items():
        whole = _comes_back(name, mails)
        if whole is not None:
            found.append(whole)
            continue
        alike: dict[tuple[str, ...], list[Attribution]] = {}
        for one in mails:
            alike.setdefault(tuple(word for word in words(one.subject) if not word.isdigit()), []).append(one)
        found.extend(back for subject, some in alike.items() if subject and (back := _comes_back(name, some)))
    return tuple(found)


def _list_of(one: Attribution) -> str:
    return one.list_id or one.organisation or ""


def _comes_back(name: str, mails: Sequence[Attribution]) -> Yearly | None:
    dated = sorted((one.at.date(), one.message) for one in mails if one.at is not None)
    last = dated[-1][0]
    if any(_apart(day, last) > _YEARLY for day, _ in dated):
        return None
    # December and January of one winter are not two years.
    if (last - dated[0][0]).days < 365 - 2 * _YEARLY:
        return None
    return Yearly(name, last, tuple(message for _, message in dated))


def _apart(day: date, other: date) -> int:
    """Return how many days two days of the year are apart, whatever the year."""
    apart = abs(day.timetuple().tm_yday - other.timetuple().tm_yday)
    return min(apart, 365 - apart)


def _of_list(name: str, counts: Sequence[_Count]) -> list[Countdown]:
    found: list[Countdown] = []
    for unit in _DAYS:
        for before in (True, False):
            alike = [one for one in counts if one.unit == unit and one.before is before]
            for sign, least in ((-1, _LEAST_LEFT), (1, _LEAST_PAST)):
                chain = _chain(alike, sign)
                if chain and max(one.number for one in chain) >= least[unit]:
                    found.append(_made(name, chain, sign))
    joined: list[Countdown] = []
    for one in sorted(found, key=lambda each: -len(each.messages)):
        same = next((other for other in joined if abs((other.zero - one.zero).days) <= _SAME_ZERO), None)
        if same is None:
            joined.append(one)
        else:
            # Towards the day and past it, or in weeks and then in months.
            order = {one.message: one.day for one in counts}
            keys = sorted({*same.messages, *one.messages}, key=lambda key: (order[key], key))
            joined[joined.index(same)] = replace(same, messages=tuple(keys))
    return joined


def _chain(counts: Sequence[_Count], sign: int) -> list[_Count]:
    """Return the most mails whose numbers name the same zero; none where too few do, or the numbers do not move."""
    by_zero = sorted(counts, key=lambda one: (one.zero(sign), one.day))
    best: list[_Count] = []
    start = 0
    for end, one in enumerate(by_zero):
        while (one.zero(sign) - by_zero[start].zero(sign)).days > _TOLERANCE[one.unit]:
            start += 1
        if end - start >= len(best):
            best = by_zero[start : end + 1]
    if len({one.message for one in best}) < 2:
        return []
    first, last = min(best, key=lambda one: one.day), max(best, key=lambda one: one.day)
    moved = abs(last.number - first.number) * _DAYS[first.unit]
    among = {one.message for one in counts if first.day <= one.day <= last.day}
    # Mails of one day, and two of a dozen journeys whose lengths happen to fit, count nothing.
    if not moved or (last.day - first.day).days < _MOVED * moved or len(best) < _OF_ALL * len(among):
        return []
    return best if sign < 0 or first.unit != DAY or len(among) > 2 else []


def _made(name: str, chain: Sequence[_Count], sign: int) -> Countdown:
    in_time = sorted(chain, key=lambda one: (one.day, one.message))
    zeros = sorted(one.zero(sign) for one in chain)
    keys = dict.fromkeys(one.message for one in in_time)
    return Countdown(name, chain[0].unit, zeros[len(zeros) // 2], tuple(keys))


def _counts(one: Attribution) -> list[_Count]:
    """Return the numbers with units in a subject; none where its words say that they count something else."""
    assert one.at is not None
    spoken = words(one.subject[:_LONGEST])
    units, numbers, endings = _units(one.language), _numbers(one.language), _endings(one.language)
    found: list[_Count] = []
    for at, word in enumerate(spoken):
        unit = units.get(word) or (_ending(word, endings) if endings else None)
        if unit is None:
            continue
        for number, before in _beside(spoken, at, numbers):
            if 0 < number <= _MOST_COUNTED[unit]:
                found.append(_Count(one.at.date(), one.message, unit, number, before))
    if not found or "%" in one.subject or any(sign in one.subject for sign in "€$£") or _never().find(spoken):
        return []
    # The week of the calendar moves with it, and is nobody's own.
    week = one.at.isocalendar().week
    return [each for each in found if each.unit != WEEK or each.before or abs(each.number - week) > 1]


def _beside(spoken: Sequence[str], at: int, numbers: Mapping[str, int]) -> Iterator[tuple[int, bool]]:
    """Yield the number right after the unit at `at`, else the one before it, with at most one word between."""
    if at + 1 < len(spoken) and (number := _number(spoken[at + 1], numbers)) is not None:
        yield number, False
    for step in (1, 2):
        if at >= step and (number := _number(spoken[at - step], numbers)) is not None:
            yield number, True
            return


def _number(word: str, numbers: Mapping[str, int]) -> int | None:
    match = _NUMBER.match(word)
    return int(match[1]) if match else numbers.get(word)


def _ending(word: str, endings: Mapping[str, str]) -> str | None:
    """Return the unit in which a compound ends ("lebenswoche")."""
    return next((unit for ending, unit in endings.items() if word.endswith(ending)), None)


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(resources.read("shelves/countdown.toml"))


def _languages(language: str | None, known: Collection[str]) -> list[str]:
    """Return the language and English, all of those `known` where it is none of them."""
    return [language, "en"] if language is not None and language in known else list(known)


@cache
def _units(language: str | None) -> Mapping[str, str]:
    table = _table()["units"]
    return {
        word: unit for spoken in _languages(language, table) for unit in _DAYS for word in table[spoken].get(unit, ())
    }


@cache
def _endings(language: str | None) -> Mapping[str, str]:
    table = _table()["units"]
    return {
        ending: unit
        for spoken in _languages(language, table)
        for ending in table[spoken].get("ends", ())
        for unit in _DAYS
        if ending in table[spoken][unit]
    }


@cache
def _numbers(language: str | None) -> Mapping[str, int]:
    table: Mapping[str, list[str]] = _table()["numbers"]
    return {
        word: number
        for spoken in _languages(language, table)
        for number, written in enumerate(table[spoken], 1)
        for word in written.split()
    }


@cache
def _never() -> Phrases:
    return Phrases(compile_term(term, "", 1.0) for term in dict.fromkeys(_table()["never"]["words"]))
