"""What the relation with one organisation gives and takes: orders, mails, trackers, and what it knows of the person."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from statistics import median

from inboxguard.facts.message import MessageKey
from inboxguard.senders.attribution import Attribution, Kind, Role
from inboxguard.senders.consent import counts
from inboxguard.senders.personal import CODES, PURCHASE
from inboxguard.senders.register import Reach

MONTH = timedelta(days=30)
MOST_MONTHS = 12
MOST_DOMAINS = 20
MOST_SHOWN = 5
_EVER = datetime.max.replace(tzinfo=UTC)
_ONE_ORDER = timedelta(days=7)
"""Mails about orders that follow each other sooner may be about one and the same."""
_DIGITS = re.compile(r"\d+")
_FEWEST_MONTHS = 6
_FEWEST_MAILS = 8
_CHANGED = 1.5
_ERRORS = 2.0
"""Standard errors of a count by which two halves must differ."""
_SILENCE = timedelta(days=60)
_USUAL_GAPS = 3
_BEGINNING = timedelta(days=30)
_COVERED = 0.6
_DOINGS = frozenset((Role.SIGN_UP, Role.CONFIRMED, Role.PURCHASE, Role.ACCOUNT))
"""What only happens at the person's doing, where they may have told anything."""


class Trend(StrEnum):
    """How the number of mails a month has changed over a year."""

    RISING = "rising"
    STEADY = "steady"
    FALLING = "falling"
    STOPPED = "stopped"
    UNCLEAR = "unclear"
    """Too few mails, or too short a time."""


@dataclass(frozen=True, slots=True)
class Known:
    """One thing that the sender's mails show of the person (a code of senders.personal)."""

    code: str
    told: bool | None
    """Whether it was told to the sender in this mailbox before; None where that cannot be said."""
    by: MessageKey | None
    """The mail of a sign-up or an order that shows that it was told."""
    mails: int
    messages: tuple[MessageKey, ...]
    """The first mails that show it."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """What one relation gives and takes."""

    orders: int
    """At least so many: mails close together count as one order unless their numbers tell two apart."""
    order_mails: tuple[MessageKey, ...]
    adverts: int
    mails: int
    months: tuple[int, ...]
    """Mails in each of the last months of thirty days up to the mailbox's last mail, oldest first, at most twelve."""
    mails_a_month: float
    trend: Trend
    last: datetime | None
    trackers: tuple[tuple[str, int], ...]
    """Organisational domains and in how many mails each stands, the most frequent first."""
    address_to: tuple[tuple[str, int], ...]
    known: tuple[Known, ...]


def exchange(
    attributions: Sequence[Attribution], until: datetime | None, reach: Reach, alone: bool = True
) -> Exchange:
    """Return what passed between the person and one organisation, as far as its authenticated or unjudged mail shows.

    `until` is when the mailbox ends (aware UTC): a sender that is silent up to then has stopped. `alone` is False where
    others may have been told in its place: its company, a brand that looks the same, a platform and its customers.
    """
    every = sorted(attributions, key=lambda one: (one.at or _EVER, one.message))
    heard = [one for one in every if counts(one)]
    ordered = [one for one in heard if one.role is Role.PURCHASE]
    times = [one.at for one in heard if one.at is not None]
    months = _months(times, until)
    return Exchange(
        orders=_orders(ordered),
        order_mails=tuple(one.message for one in ordered[:MOST_SHOWN]),
        adverts=sum(one.kind is Kind.MARKETING for one in heard),
        mails=len(heard),
        months=months,
        mails_a_month=round(sum(months) / len(months), 1) if months else 0.0,
        trend=_trend(times, months, until),
        last=max(times, default=None),
        trackers=_frequent(domain for one in heard for domain in one.trackers),
        address_to=_frequent(domain for one in heard for domain in one.address_to),
        known=_known(every, heard, reach, alone),
    )


def _orders(ordered: Sequence[Attribution]) -> int:
    """Return how many orders the mails tell apart: by time, and by numbers in subjects that are else the same."""
    found = 0
    last: datetime | None = None
    numbers: dict[str, set[str]] = {}
    for one in ordered:
        if last is None or one.at is None or one.at - last > _ONE_ORDER:
            found += _told_apart(numbers)
            numbers = {}
        last = one.at or last
        subject = one.subject.casefold()
        numbers.setdefault(_DIGITS.sub("#", subject), set()).add(" ".join(_DIGITS.findall(subject)))
    return found + _told_apart(numbers)


def _told_apart(numbers: dict[str, set[str]]) -> int:
    return max(map(len, numbers.values()), default=0)


def _months(times: Sequence[datetime], until: datetime | None) -> tuple[int, ...]:
    if not times or until is None:
        return ()
    end = max(until, times[-1])
    number = min(MOST_MONTHS, max(1, math.ceil((end - times[0]) / MONTH)))
    found = [0] * number
    for at in times:
        back = int((end - at) / MONTH)
        if back < number:
            found[number - 1 - back] += 1
        elif back == number and (end - at) == number * MONTH:
            found[0] += 1
    return tuple(found)


def _trend(times: Sequence[datetime], months: Sequence[int], until: datetime | None) -> Trend:
    """Return the trend: a half must have one and a half times as many mails in its middle month as the other half.

    One rush (Christmas) moves the middle of neither half; what chance alone may do is no change either.
    """
    if until is None or len(times) < 2:
        return Trend.UNCLEAR
    gaps = [later - earlier for earlier, later in pairwise(times)]
    usual = timedelta(seconds=median(gap.total_seconds() for gap in gaps))
    if until - times[-1] >= max(_SILENCE, _USUAL_GAPS * usual):
        return Trend.STOPPED
    if len(months) < _FEWEST_MONTHS or sum(months) < _FEWEST_MAILS:
        return Trend.UNCLEAR
    half = len(months) // 2
    earlier, later = months[:half], months[-half:]
    before, after = sum(earlier), sum(later)
    if abs(after - before) <= _ERRORS * math.sqrt(before + after):
        return Trend.STEADY
    if after > before and median(later) >= _CHANGED * median(earlier):
        return Trend.RISING
    if after < before and median(earlier) >= _CHANGED * median(later):
        return Trend.FALLING
    return Trend.STEADY


def _frequent(domains: Iterable[str]) -> tuple[tuple[str, int], ...]:
    counted = Counter(domains)
    return tuple(sorted(counted.items(), key=lambda one: (-one[1], one[0]))[:MOST_DOMAINS])


def _known(
    every: Sequence[Attribution], heard: Sequence[Attribution], reach: Reach, alone: bool
) -> tuple[Known, ...]:
    found: list[Known] = []
    for code in CODES:
        showing = [one for one in heard if code in one.personal]
        if showing:
            told, by = _told(code, showing[0].at, every, reach)
            told = told or (told if alone else None)
            keys = tuple(one.message for one in showing[:MOST_SHOWN])
            found.append(Known(code, told, by, len(showing), keys))
    return tuple(found)


def _told(
    code: str, shown: datetime | None, every: Sequence[Attribution], reach: Reach
) -> tuple[bool | None, MessageKey | None]:
    """Return whether what was `shown` first at a moment had been told, and the mail that shows it.

    A sign-up, an order or a letter may have told anything; its mail need not repeat it, and letters are never opened.
    Any mail that is no advert shows that the two have dealt with each other somewhere. So that it was not told is said
    only where there is none of these and the mailbox reaches far enough back.
    """
    if shown is None:
        return None, None
    before = [one for one in every if one.at is not None and one.at <= shown]
    doings = [one for one in before if one.role in _DOINGS and counts(one)]
    for one in doings:
        if code in one.personal or (code == PURCHASE and one.role is Role.PURCHASE):
            return True, one.message
    begun = next((one.at for one in every if counts(one)), None)
    if doings or begun is None or reach.first is None or begun - reach.first < _BEGINNING:
        return None, None
    if any(_deals(one) for one in before) or not (reach.sent and reach.trash):
        return None, None
    return (False if reach.share_between(reach.first, shown) >= _COVERED else None), None


def _deals(one: Attribution) -> bool:
    """Return whether a mail shows that the person and the sender dealt with each other."""
    return one.outgoing or one.kind is Kind.PERSONAL or (one.kind is Kind.TRANSACTIONAL and counts(one))
