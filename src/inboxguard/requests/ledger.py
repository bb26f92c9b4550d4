"""The life of a request: events -> state and date. Pure; deadlines are recomputed, never edited.

What a person records is checked: an event that cannot have happened in the state of its day is refused in a
sentence. Three states come from the calendar alone: overdue, escalatable, and the end of both.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from inboxguard.errors import Refused
from inboxguard.requests import deadlines
from inboxguard.requests.regimes import Identity, Period, Regime, margins
from inboxguard.requests.request import Request, RequestKind


class EventKind(StrEnum):
    """What may happen to a request (commands.md); DRAFTED again means a new letter to another contact."""

    DRAFTED = "drafted"
    SENT = "sent"
    BOUNCED = "bounced"
    ACKNOWLEDGED = "acknowledged"
    IDENTITY_ASKED = "identity_asked"
    EXTENDED = "extended"
    ANSWERED_FULL = "answered_full"
    ANSWERED_PARTIAL = "answered_partial"
    REFUSED = "refused"
    NO_DATA = "no_data"
    WRONG_ENTITY = "wrong_entity"
    REMINDED = "reminded"
    COMPLAINED = "complained"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


class State(StrEnum):
    """Where a request stands (commands.md)."""

    DRAFTED = "drafted"
    SENT = "sent"
    BOUNCED = "bounced"
    ACKNOWLEDGED = "acknowledged"
    IDENTITY_CHECK = "identity_check"
    EXTENDED = "extended"
    ANSWERED = "answered"
    PARTIAL = "partial"
    REFUSED = "refused"
    NO_DATA = "no_data"
    WRONG_ENTITY = "wrong_entity"
    OVERDUE = "overdue"
    REMINDED = "reminded"
    ESCALATABLE = "escalatable"
    COMPLAINED = "complained"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened, when (aware UTC), and the person's note."""

    kind: EventKind
    at: datetime
    note: str | None = None


_WAITING = frozenset({State.SENT, State.ACKNOWLEDGED, State.EXTENDED, State.OVERDUE})
_PRESSED = frozenset({State.REMINDED, State.ESCALATABLE})
_UNSATISFIED = frozenset({State.PARTIAL, State.REFUSED, State.NO_DATA})
_ANSWERS = _UNSATISFIED | {State.ANSWERED, State.WRONG_ENTITY}
_ENDED = frozenset({State.CLOSED, State.WITHDRAWN})
_ANSWERABLE = _WAITING | _PRESSED | _ANSWERS | {State.IDENTITY_CHECK, State.COMPLAINED}

_POSSIBLE: dict[EventKind, frozenset[State]] = {
    EventKind.DRAFTED: frozenset({State.DRAFTED, State.BOUNCED}),
    EventKind.SENT: frozenset({State.DRAFTED, State.BOUNCED, State.IDENTITY_CHECK}),
    EventKind.BOUNCED: frozenset({State.SENT, State.OVERDUE}) | _PRESSED,
    EventKind.ACKNOWLEDGED: _WAITING | _PRESSED | {State.COMPLAINED},
    EventKind.IDENTITY_ASKED: _WAITING | _PRESSED | {State.IDENTITY_CHECK},
    EventKind.EXTENDED: _WAITING | _PRESSED,
    EventKind.ANSWERED_FULL: _ANSWERABLE,
    EventKind.ANSWERED_PARTIAL: _ANSWERABLE,
    EventKind.REFUSED: _ANSWERABLE,
    EventKind.NO_DATA: _ANSWERABLE,
    EventKind.WRONG_ENTITY: _ANSWERABLE,
    EventKind.REMINDED: _WAITING | _UNSATISFIED | {State.IDENTITY_CHECK, State.ESCALATABLE},
    EventKind.COMPLAINED: _UNSATISFIED | {State.OVERDUE, State.ESCALATABLE},
    EventKind.WITHDRAWN: frozenset(State) - _ENDED,
    EventKind.CLOSED: frozenset(State) - _ENDED - {State.DRAFTED},
}

_BECOMES: dict[EventKind, State] = {
    EventKind.DRAFTED: State.DRAFTED,
    EventKind.SENT: State.SENT,
    EventKind.BOUNCED: State.BOUNCED,
    EventKind.IDENTITY_ASKED: State.IDENTITY_CHECK,
    EventKind.ANSWERED_FULL: State.ANSWERED,
    EventKind.ANSWERED_PARTIAL: State.PARTIAL,
    EventKind.REFUSED: State.REFUSED,
    EventKind.NO_DATA: State.NO_DATA,
    EventKind.WRONG_ENTITY: State.WRONG_ENTITY,
    EventKind.REMINDED: State.REMINDED,
    EventKind.COMPLAINED: State.COMPLAINED,
    EventKind.WITHDRAWN: State.WITHDRAWN,
    EventKind.CLOSED: State.CLOSED,
}


@dataclass(frozen=True, slots=True)
class _Life:
    """What the events so far add up to; calendar states are not in it."""

    state: State = State.DRAFTED
    received: datetime | None = None
    """When the letter is taken to have arrived: the start of the clock, moved by pauses."""
    asked: datetime | None = None
    """When identity was asked for, while that is open."""
    extended: bool = False
    pressed: datetime | None = None
    """When the last reminder or complaint went."""


def state(request: Request, events: Iterable[Event], now: datetime, law: Regime, timezone: str) -> State:
    """Return where `request` stands at `now` (aware UTC); raises Refused where `events` cannot have happened so."""
    local = deadlines.zone(timezone)
    return _at(request, _lived(request, events, law, local), now, law, local)


def due(request: Request, events: Iterable[Event], law: Regime, timezone: str) -> date | None:
    """Return the date on which the next answer is due, in the person's time zone; None where nothing is awaited.

    While a letter waits it is the legal deadline, extended where that was announced in time; after a reminder
    the end of its period; after a complaint the authority's time to report, where the law has one.
    """
    local = deadlines.zone(timezone)
    return _due(request, _lived(request, events, law, local), law, local)


def possible(
    request: Request, events: Iterable[Event], now: datetime, law: Regime, timezone: str
) -> tuple[EventKind, ...]:
    """Return the events that may be recorded at `now`."""
    local = deadlines.zone(timezone)
    life = _lived(request, events, law, local)
    return tuple(kind for kind in EventKind if _hindrance(request, life, Event(kind, now), law, local) is None)


def record(
    request: Request, events: Iterable[Event], event: Event, now: datetime, law: Regime, timezone: str
) -> tuple[Event, ...]:
    """Return the events with `event` at its place in time; raises Refused with a sentence where it cannot be.

    An event may lie in the past, but not before the letter or in the future, and what was recorded after it
    must still hold.
    """
    if event.at > now:
        raise Refused("That moment is still to come; please record it when it has happened.")
    told = tuple(sorted((*events, event), key=lambda item: item.at))
    _lived(request, told, law, deadlines.zone(timezone))
    return told


def _lived(request: Request, events: Iterable[Event], law: Regime, local: ZoneInfo) -> _Life:
    life = _Life()
    for event in sorted(events, key=lambda item: item.at):
        if hindrance := _hindrance(request, life, event, law, local):
            raise Refused(hindrance)
        life = _after(life, event, law, local)
    return life


def _hindrance(request: Request, life: _Life, event: Event, law: Regime, local: ZoneInfo) -> str | None:
    """Return why `event` cannot have happened then, as a sentence, or None."""
    if event.at < request.created:
        return "That moment lies before the letter was drafted; please check the date."
    there = _at(request, life, event.at, law, local)
    name = event.kind.value.replace("_", " ")
    if there not in _POSSIBLE[event.kind]:
        fitting = [kind.value for kind in EventKind if there in _POSSIBLE[kind]]
        what = f"possible now: {', '.join(fitting)}" if fitting else "it has ended, so please draft a new letter"
        return f"“{name}” cannot follow on “{there.value.replace('_', ' ')}”; {what}."
    day = event.at.astimezone(local).date()
    if event.kind is EventKind.REMINDED and there in _WAITING:
        last = _due(request, life, law, local)
        if last is not None and day <= last:
            return f"The time to answer runs until {last}; please remind them after that day."
    if (
        event.kind is EventKind.REMINDED
        and life.pressed
        and event.at < life.pressed + timedelta(days=margins().reminder_days)
    ):
        return f"You wrote to them less than {margins().reminder_days} days ago; please give them that time."
    if event.kind is EventKind.COMPLAINED and there is State.OVERDUE and law.prior_contact_required:
        return f"{law.regulator} expects a reminder to the organisation first; please send one."
    return None


def _after(life: _Life, event: Event, law: Regime, local: ZoneInfo) -> _Life:
    """Return the life after `event`, which is known to be possible."""
    if event.kind is EventKind.ACKNOWLEDGED:
        return replace(life, state=State.ACKNOWLEDGED) if life.state is State.SENT else life
    if event.kind is EventKind.EXTENDED:
        in_time = life.state in _WAITING and not life.extended and _announced_in_time(life, event, law, local)
        return replace(life, state=State.EXTENDED, extended=True) if in_time else life
    life = replace(life, state=_BECOMES[event.kind])
    if event.kind is EventKind.SENT:
        return _clock(life, event.at, law)
    if event.kind is EventKind.BOUNCED:
        return replace(life, received=None, extended=False)
    if event.kind is EventKind.IDENTITY_ASKED:
        return replace(life, asked=life.asked or event.at)
    if event.kind in (EventKind.REMINDED, EventKind.COMPLAINED):
        return replace(life, pressed=event.at)
    return life


def _clock(life: _Life, at: datetime, law: Regime) -> _Life:
    """Return `life` with the clock as it runs after sending at `at`: a first letter, or proof of identity."""
    arrived = deadlines.receipt(at)
    if life.received is None or (life.asked and law.identity is Identity.RESTARTS):
        return replace(life, received=arrived, asked=None, extended=False)
    if life.asked and law.identity is Identity.PAUSES:
        return replace(life, received=life.received + (arrived - life.asked), asked=None)
    return replace(life, asked=None)


def _announced_in_time(life: _Life, event: Event, law: Regime, local: ZoneInfo) -> bool:
    """Return whether an extension exists in this law and was announced within its period."""
    if life.received is None or not law.extension.numbered:
        return False
    limit = deadlines.due(life.received, law.extension_notice, local)
    return limit is None or event.at.astimezone(local).date() <= limit


def _period(request: Request, law: Regime) -> Period:
    """Return the time that the law gives for this kind of request."""
    if request.kind is RequestKind.OPT_OUT_OF_SALE and law.honour.numbered:
        return law.honour
    return law.response


def _due(request: Request, life: _Life, law: Regime, local: ZoneInfo) -> date | None:
    if life.state is State.REMINDED and life.pressed:
        return life.pressed.astimezone(local).date() + timedelta(days=margins().reminder_days)
    if life.state is State.COMPLAINED and life.pressed:
        return deadlines.due(deadlines.receipt(life.pressed), law.regulator_progress, local)
    waits = life.state in _WAITING or (life.state is State.IDENTITY_CHECK and law.identity is Identity.RUNS)
    if life.received is None or not waits:
        return None
    period = _period(request, law)
    return deadlines.due(life.received, deadlines.extended(period, law.extension) if life.extended else period, local)


def _at(request: Request, life: _Life, now: datetime, law: Regime, local: ZoneInfo) -> State:
    """Return the state at `now`, with what the calendar adds."""
    day = _due(request, life, law, local)
    today = now.astimezone(local).date()
    if day is not None and life.state in _WAITING and today > day + timedelta(days=margins().request_days):
        return State.OVERDUE
    if day is not None and life.state is State.REMINDED and today > day:
        return State.ESCALATABLE
    return life.state
