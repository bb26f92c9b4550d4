"""Where each request of the ledger stands today, with the dates that follow: the same for pages, files and notices."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlite_utils import Database

from inboxguard.audit import deciding, profiles
from inboxguard.audit.seats import seat_of
from inboxguard.audit.views import Profile
from inboxguard.requests import ledger, regimes
from inboxguard.requests.certainty import DateKind, certainty
from inboxguard.requests.holidays_of import Calendar, calendar_for
from inboxguard.requests.ledger import Event, EventKind, State
from inboxguard.requests.request import Request
from inboxguard.senders.sender import SenderId
from inboxguard.store.decisions import Recorded

OPEN = frozenset(
    {
        State.SENT, State.ACKNOWLEDGED, State.IDENTITY_CHECK, State.EXTENDED, State.OVERDUE, State.REMINDED,
        State.ESCALATABLE, State.COMPLAINED,
    }
)  # fmt: skip
"""Somebody still owes an answer: to ask the same again would be one request too many (GDPR Art. 12(5))."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One request as it stands."""

    request: Request
    events: tuple[Event, ...]
    state: State
    due: date | None
    due_is_about: bool
    """Whether the date is shown as "about" (requests.certainty)."""
    about: str
    """Why, as a sentence; "" where it is certain."""
    may_complain: bool
    """Whether a complaint follows from the date without a look at the law by the person."""
    remind_from: date | None
    complain_from: date | None
    allowed: tuple[EventKind, ...]
    """Events that may be recorded now."""


def standings(db: Database, now: datetime) -> tuple[Standing, ...]:
    """Return every request as it stands at `now`, oldest first."""
    told = profiles.profile(db)
    return tuple(standing(one, events, now, told) for one, events in deciding.requests(db))


def standing(one: Request, events: Sequence[Recorded], now: datetime, told: Profile) -> Standing:
    """Return one request as it stands at `now` for a person who is as `told`."""
    law, zone, holidays = regimes.regime(one.law), told.timezone, calendar(one, told)
    life = events_of(events)
    sure = certainty(law, ledger.due_kind(one, life, law, zone, holidays) or DateKind.ANSWER)
    due = ledger.due(one, life, law, zone, holidays)
    return Standing(
        one,
        life,
        ledger.state(one, life, now, law, zone, holidays),
        due,
        due is not None and sure.about,
        sure.reason if due is not None else "",
        sure.may_complain,
        ledger.remind_from(one, life, law, zone, holidays),
        ledger.complain_from(one, life, law, zone, holidays),
        ledger.possible(one, life, now, law, zone, holidays),
    )


def calendar(one: Request, told: Profile) -> Calendar | None:
    """Return whose holidays count for a request: those of the organisation's seat or of the person's country."""
    return calendar_for(regimes.regime(one.law), seat_of(SenderId(one.organisation)) or "", told.country)


def recorded(one: Request, events: Sequence[Recorded], event: Event, now: datetime, told: Profile) -> tuple[Event, ...]:
    """Return the events with one more; raises Refused with a sentence where it cannot be (ledger.record)."""
    law = regimes.regime(one.law)
    return ledger.record(one, events_of(events), event, now, law, told.timezone, calendar(one, told))


def events_of(events: Sequence[Recorded]) -> tuple[Event, ...]:
    """Return recorded events as those of the machine."""
    return tuple(Event(EventKind(event.event), event.at, event.note) for event in events)
