"""The life of a request: events -> state and date. Pure; deadlines are recomputed, never edited.

What a person records is checked: an event that cannot have happened in the state of its day is refused in a
sentence. What stands in the ledger is read as it is: where the law's data, the time zone or the clock changed since,
no recorded event is lost. Two states come from the calendar alone: overdue and escalatable.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby, permutations

from inboxguard.errors import Refused
from inboxguard.requests import deadlines
from inboxguard.requests.certainty import DateKind
from inboxguard.requests.events import POSSIBLE, Event, EventKind, State
from inboxguard.requests.holidays_of import Calendar
from inboxguard.requests.life import (
    BY_CALENDAR,
    Life,
    Rules,
    after,
    awaited,
    basis,
    fair_to_complain,
    fair_to_remind,
    stands,
)
from inboxguard.requests.regimes import Regime, margins
from inboxguard.requests.request import Request

__all__ = (
    "Event",
    "EventKind",
    "State",
    "complain_from",
    "due",
    "due_kind",
    "possible",
    "record",
    "remind_from",
    "state",
)

_MOST_AT_ONCE = 5
"""Events of one moment whose order is tried out; more are taken as they were told."""


def state(
    request: Request,
    events: Iterable[Event],
    now: datetime,
    law: Regime,
    timezone: str,
    holidays: Calendar | None = None,
) -> State:
    """Return where `request` stands at `now` (aware UTC), as its events say.

    `holidays` are those that count for the periods of `law` (requests.holidays_of.calendar_for).
    """
    rules = Rules(law, deadlines.zone(timezone), holidays)
    return stands(request, _lived(request, events, rules)[0], now, rules)


def due(
    request: Request, events: Iterable[Event], law: Regime, timezone: str, holidays: Calendar | None = None
) -> date | None:
    """Return the date on which the next answer is due, in the person's time zone; None where nothing is awaited.

    While a letter waits it is the legal deadline, extended where that was announced in time; after a reminder
    the end of its period, or the law's time for an appeal; after a complaint the authority's time to report, where
    the law has one (GDPR Art. 78(2)).
    """
    rules = Rules(law, deadlines.zone(timezone), holidays)
    return awaited(request, _lived(request, events, rules)[0], rules)


def due_kind(
    request: Request, events: Iterable[Event], law: Regime, timezone: str, holidays: Calendar | None = None
) -> DateKind | None:
    """Return what date `due` is, by which its certainty is known; None for inboxguard's own two weeks or no date."""
    rules = Rules(law, deadlines.zone(timezone), holidays)
    found = basis(request, _lived(request, events, rules)[0], rules)
    return None if found is None else found[1]


def remind_from(
    request: Request, events: Iterable[Event], law: Regime, timezone: str, holidays: Calendar | None = None
) -> date | None:
    """Return the earliest fair day of a reminder, None where one cannot follow on what happened.

    While a letter waits that is the legal deadline and the margin of law.toml; two reminders are never nearer than
    its reminder_grace_days. A full answer may be reminded of where the mailbox can show that it was not kept, after
    the time that marketing mail may still come.
    """
    rules = Rules(law, deadlines.zone(timezone), holidays)
    return fair_to_remind(request, _lived(request, events, rules)[0], rules)


def complain_from(
    request: Request, events: Iterable[Event], law: Regime, timezone: str, holidays: Calendar | None = None
) -> date | None:
    """Return the earliest day of a complaint to the authority, None where none can follow on what happened."""
    rules = Rules(law, deadlines.zone(timezone), holidays)
    return fair_to_complain(request, _lived(request, events, rules)[0], rules)


def possible(
    request: Request,
    events: Iterable[Event],
    now: datetime,
    law: Regime,
    timezone: str,
    holidays: Calendar | None = None,
) -> tuple[EventKind, ...]:
    """Return the events that may follow at `now` on those that are told."""
    rules = Rules(law, deadlines.zone(timezone), holidays)
    life, _ = _lived(request, events, rules)
    return tuple(kind for kind in EventKind if _hindrance(request, life, Event(kind, now), rules) is None)


def record(
    request: Request,
    events: Sequence[Event],
    event: Event,
    now: datetime,
    law: Regime,
    timezone: str,
    holidays: Calendar | None = None,
) -> tuple[Event, ...]:
    """Return the events with `event` at its place in time; raises Refused with a sentence where it cannot be.

    An event may lie in the past, but not before the letter or in the future, and what was recorded after it
    must still hold. Events of one moment stand in the order in which they are possible, else as they were told.
    What stands there already, to the second and the word, changes nothing.
    """
    if event in events:
        return tuple(events)
    if event.at > now:
        raise Refused("That moment is still to come; please record it when it has happened.")
    rules = Rules(law, deadlines.zone(timezone), holidays)
    before = dict(_lived(request, events, rules)[1])
    told = tuple(sorted((*events, event), key=lambda item: item.at))
    for other, hindrance in _lived(request, told, rules)[1]:
        if other == event:
            raise Refused(hindrance)
        if other not in before:
            raise Refused(
                f"What was recorded of {rules.day(other.at)} could then not be: {hindrance} You can record this with a "
                "later moment."
            )
    return told


def _lived(request: Request, events: Iterable[Event], rules: Rules) -> tuple[Life, tuple[tuple[Event, str], ...]]:
    """Return the life that `events` add up to, and those that could not have been recorded so, with the reason.

    They count all the same where only a date speaks against them.
    """
    life, hindered = Life(), list[tuple[Event, str]]()
    for _, group in groupby(sorted(events, key=lambda item: item.at), key=lambda item: item.at):
        together = tuple(group)
        orders = permutations(together) if len(together) <= _MOST_AT_ONCE else iter((together,))
        first = tried = _through(request, life, next(orders), rules)
        while tried[1] and (order := next(orders, None)):
            tried = _through(request, life, order, rules)
        life, wrong = first if tried[1] else tried
        hindered += wrong
    return life, tuple(hindered)


def _through(
    request: Request, life: Life, events: Iterable[Event], rules: Rules
) -> tuple[Life, list[tuple[Event, str]]]:
    hindered = []
    for event in events:
        if hindrance := _hindrance(request, life, event, rules):
            hindered.append((event, hindrance))
            if not {life.state, BY_CALENDAR.get(life.state)} & POSSIBLE[event.kind]:
                continue
        life = after(life, event, rules)
    return life, hindered


def _hindrance(request: Request, life: Life, event: Event, rules: Rules) -> str | None:
    """Return why `event` cannot have happened then, as a sentence, or None."""
    if event.at < request.created:
        return "That moment lies before the letter was drafted; please check the date."
    there = stands(request, life, event.at, rules)
    name = event.kind.value.replace("_", " ")
    if there not in POSSIBLE[event.kind]:
        fitting = [kind.value for kind in EventKind if there in POSSIBLE[kind]]
        what = f"possible now: {', '.join(fitting)}" if fitting else "it has ended, so please draft a new letter"
        return f"“{name}” cannot follow on “{there.value.replace('_', ' ')}”; {what}."
    day = rules.day(event.at)
    if request.kind.right is None and event.kind in (EventKind.REMINDED, EventKind.COMPLAINED):
        return "This letter follows on another one; please record it there."
    if event.kind is EventKind.REMINDED:
        return _too_early(request, life, day, rules)
    if event.kind is EventKind.COMPLAINED:
        first = fair_to_complain(request, life, rules)
        if first is not None:
            return None if day >= first else f"Please give them until then; a complaint is fair from {first} on."
        if rules.law.prior_contact_required:
            return f"{rules.law.regulator} expects a reminder to the organisation first; please send one."
        return "This letter stands on no law that an authority watches over, so there is nobody to complain to."
    return None


def _too_early(request: Request, life: Life, day: date, rules: Rules) -> str | None:
    """Return why a reminder on `day` would not be fair, as a sentence, or None."""
    first = fair_to_remind(request, life, rules)
    if first is None:
        return "They answered all of it. Where something is missing, please record a partial answer first."
    if day >= first:
        return None
    if life.pressed and day < rules.day(life.pressed) + timedelta(days=margins().reminder_days):
        return f"You wrote to them less than {margins().reminder_days} days ago; please give them that time."
    if life.state is State.ANSWERED:
        return f"Mail that was on its way may still come; a reminder is fair from {first} on."
    last = awaited(request, life, rules)
    runs = "This law names no time to answer" if last is None else f"The time to answer runs until {last}"
    return f"{runs}; a reminder is fair from {first} on."
