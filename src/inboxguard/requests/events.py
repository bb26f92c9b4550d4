"""What may happen to a request, where it may stand, and what can follow on what (commands.md)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


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


WAITING = frozenset({State.SENT, State.ACKNOWLEDGED, State.EXTENDED, State.OVERDUE})
PRESSED = frozenset({State.REMINDED, State.ESCALATABLE})
UNSATISFIED = frozenset({State.PARTIAL, State.REFUSED, State.NO_DATA})
ANSWERS = UNSATISFIED | {State.ANSWERED, State.WRONG_ENTITY}
ENDED = frozenset({State.CLOSED, State.WITHDRAWN})
_ANSWERABLE = WAITING | PRESSED | ANSWERS | {State.IDENTITY_CHECK, State.COMPLAINED}

POSSIBLE: dict[EventKind, frozenset[State]] = {
    EventKind.DRAFTED: frozenset({State.DRAFTED, State.BOUNCED}),
    EventKind.SENT: frozenset({State.DRAFTED, State.BOUNCED, State.IDENTITY_CHECK}),
    EventKind.BOUNCED: frozenset({State.SENT, State.OVERDUE}) | PRESSED,
    EventKind.ACKNOWLEDGED: WAITING | PRESSED | {State.COMPLAINED},
    EventKind.IDENTITY_ASKED: WAITING | PRESSED | {State.IDENTITY_CHECK},
    EventKind.EXTENDED: WAITING | PRESSED | {State.IDENTITY_CHECK},
    EventKind.ANSWERED_FULL: _ANSWERABLE,
    EventKind.ANSWERED_PARTIAL: _ANSWERABLE,
    EventKind.REFUSED: _ANSWERABLE,
    EventKind.NO_DATA: _ANSWERABLE,
    EventKind.WRONG_ENTITY: _ANSWERABLE,
    EventKind.REMINDED: WAITING | UNSATISFIED | {State.IDENTITY_CHECK, State.ESCALATABLE, State.ANSWERED},
    EventKind.COMPLAINED: UNSATISFIED | {State.OVERDUE, State.ESCALATABLE},
    EventKind.WITHDRAWN: frozenset(State) - ENDED,
    EventKind.CLOSED: frozenset(State) - ENDED - {State.DRAFTED},
}
"""In which states an event may happen, as far as no date speaks against it."""

BECOMES: dict[EventKind, State] = {
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
"""The state that an event leads to; a receipt and an extension depend on what was before."""


def sent_at(events: Iterable[Event]) -> datetime | None:
    """Return when the letter went out that waits for its answer, None where none did.

    Of a letter that bounced and went out again it is the second time: the first reached nobody.
    """
    sent = None
    for event in sorted(events, key=lambda one: one.at):
        if event.kind is EventKind.SENT:
            sent = sent or event.at
        elif event.kind is EventKind.BOUNCED:
            sent = None
    return sent
