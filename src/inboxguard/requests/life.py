"""What the events of a request add up to, and the dates that follow: due, fair to remind, fair to complain. Pure."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from inboxguard.requests import deadlines
from inboxguard.requests.certainty import DateKind
from inboxguard.requests.events import BECOMES, UNSATISFIED, WAITING, Event, EventKind, State
from inboxguard.requests.holidays_of import Calendar
from inboxguard.requests.regimes import Identity, Period, Regime, margins
from inboxguard.requests.request import Request, RequestKind

STOPPING = frozenset(
    {
        RequestKind.ERASURE, RequestKind.OBJECTION, RequestKind.WITHDRAWAL, RequestKind.OPT_OUT_OF_SALE,
        RequestKind.ASK_FOR_LESS,
    }
)  # fmt: skip
"""What the mailbox can show to have been promised and not kept: then a full answer may be reminded of."""

BY_CALENDAR = {
    State.SENT: State.OVERDUE,
    State.ACKNOWLEDGED: State.OVERDUE,
    State.EXTENDED: State.OVERDUE,
    State.REMINDED: State.ESCALATABLE,
}
"""What a state becomes by the passing of time alone."""


@dataclass(frozen=True, slots=True)
class Life:
    """What the events so far add up to; calendar states are not in it."""

    state: State = State.DRAFTED
    since: datetime | None = None
    """When that state began."""
    received: datetime | None = None
    """When the letter is taken to have arrived: the start of the clock, moved by pauses."""
    asked: datetime | None = None
    """When identity was asked for, while that is open."""
    paused: int = 0
    """Days for which the clock stood still."""
    extended: bool = False
    pressed: datetime | None = None
    """When the last reminder or complaint went."""
    appealed: bool = False
    """Whether that reminder asked for a second look at an answer."""


@dataclass(frozen=True, slots=True)
class Rules:
    """By what a life is judged: the law, the person's time zone, and the holidays that count."""

    law: Regime
    local: ZoneInfo
    holidays: Calendar | None

    def day(self, at: datetime) -> date:
        """Return the date of `at` where the person lives."""
        return at.astimezone(self.local).date()

    def due(self, received: datetime, period: Period) -> date | None:
        """Return the last day of `period`, None where it has no number."""
        return deadlines.due(received, period, self.local, self.holidays)


def fair_to_remind(request: Request, life: Life, rules: Rules) -> date | None:
    """Return the first day of a fair reminder, None where one cannot follow (ledger.remind_from)."""
    if request.kind.right is None:
        return None
    first: date | None = None
    if life.state in WAITING and life.received is not None:
        last = awaited(request, life, rules)
        days = margins().reminder_days if last is None else margins().request_days
        first = (last or rules.day(life.received)) + timedelta(days=days)
    elif life.state is State.REMINDED:
        last = awaited(request, life, rules)
        first = None if last is None else last + timedelta(days=1)
    elif life.since is not None and (life.state in UNSATISFIED or life.state is State.IDENTITY_CHECK):
        first = rules.day(life.since)
    elif life.state is State.ANSWERED and request.kind in STOPPING and life.received and life.since:
        stopped = deadlines.honour_by(life.received, rules.law, rules.local, rules.holidays)
        first = max(stopped + timedelta(days=margins().opt_out_days + 1), rules.day(life.since))
    if first is None or life.pressed is None:
        return first
    return max(first, rules.day(life.pressed) + timedelta(days=margins().reminder_days))


def fair_to_complain(request: Request, life: Life, rules: Rules) -> date | None:
    """Return the first day of a complaint, None where none can follow (ledger.complain_from).

    Where an authority expects that the organisation was written to first, a reminder or appeal must have gone.
    """
    law = rules.law
    if request.kind.right is None or not law.regulator or (law.prior_contact_required and life.pressed is None):
        return None
    if life.state in UNSATISFIED and life.since is not None:
        return rules.day(life.since)
    last = awaited(request, life, rules)
    if last is None or life.state not in BY_CALENDAR:
        return None
    return last + timedelta(days=1 if life.state is State.REMINDED else margins().request_days + 1)


def after(life: Life, event: Event, rules: Rules) -> Life:
    """Return the life after `event`."""
    if event.kind is EventKind.ACKNOWLEDGED:
        return replace(life, state=State.ACKNOWLEDGED, since=event.at) if life.state is State.SENT else life
    if event.kind is EventKind.EXTENDED:
        if life.extended or not _announced_in_time(life, event, rules):
            return life
        now = life.state if life.state is State.IDENTITY_CHECK else State.EXTENDED
        return replace(life, state=now, since=event.at, extended=True)
    to, at = BECOMES[event.kind], event.at
    if event.kind is EventKind.SENT:
        return _clock(life, at, rules)
    if event.kind is EventKind.BOUNCED:  # it reached nobody, and neither did what was written to the same address
        return Life(to, at)
    if event.kind is EventKind.IDENTITY_ASKED:
        return replace(life, state=to, since=at, asked=life.asked or at)
    if event.kind in (EventKind.REMINDED, EventKind.COMPLAINED):
        appealed = life.state in UNSATISFIED
        return replace(life, state=to, since=at, asked=None, pressed=at, appealed=appealed)
    return replace(life, state=to, since=at, asked=None)


def _clock(life: Life, at: datetime, rules: Rules) -> Life:
    """Return `life` with the clock as it runs after sending at `at`: a first letter, or proof of identity."""
    arrived, paused = deadlines.receipt(at), life.paused
    if life.received is None or (life.asked and rules.law.identity is Identity.RESTARTS):
        return replace(life, state=State.SENT, since=at, received=arrived, asked=None, paused=0, extended=False)
    if life.asked and rules.law.identity is Identity.PAUSES:
        paused += deadlines.pause_days(life.asked, arrived, rules.local)
    return replace(life, state=State.SENT, since=at, asked=None, paused=paused)


def _announced_in_time(life: Life, event: Event, rules: Rules) -> bool:
    """Return whether an extension exists in this law and was announced within its period."""
    law = rules.law
    if life.received is None or life.state not in WAITING | {State.IDENTITY_CHECK} or not law.extension.numbered:
        return False
    if life.asked and law.identity is not Identity.RUNS:
        return True  # the clock stands still
    within = law.extension_notice if law.extension_notice.numbered else law.response
    limit = deadlines.due(life.received, within, rules.local, rules.holidays, life.paused)
    return limit is None or rules.day(event.at) <= limit


def _period(request: Request, law: Regime) -> Period:
    """Return the time that the law gives for this kind of request."""
    if request.kind is RequestKind.OPT_OUT_OF_SALE and law.honour.numbered:
        return law.honour
    return law.response


def awaited(request: Request, life: Life, rules: Rules) -> date | None:
    """Return when the next answer is due, None where nothing is awaited (ledger.due)."""
    return None if (found := basis(request, life, rules)) is None else found[0]


def basis(request: Request, life: Life, rules: Rules) -> tuple[date, DateKind | None] | None:
    """Return when the next answer is due and what date that is, for None inboxguard's own; None for no date.

    What a reminder or a complaint waits for is awaited by the letter that it follows.
    """
    law = rules.law
    if request.kind.right is None:
        return None
    if life.state is State.REMINDED and life.pressed:
        fair = rules.day(life.pressed) + timedelta(days=margins().reminder_days)
        appeal = rules.due(deadlines.receipt(life.pressed), law.appeal) if life.appealed else None
        return (fair, None) if appeal is None or appeal <= fair else (appeal, DateKind.APPEAL)
    if life.state is State.COMPLAINED and life.pressed:
        return _dated(rules.due(deadlines.receipt(life.pressed), law.regulator_progress), DateKind.REGULATOR)
    waits = life.state in WAITING or (life.state is State.IDENTITY_CHECK and law.identity is Identity.RUNS)
    if life.received is None or not waits:
        return None
    period = _period(request, law)
    more = law.extension if period is law.response else law.opt_out_extension
    if life.extended and more.numbered:
        longer = deadlines.due_extended(life.received, period, more, rules.local, rules.holidays, life.paused)
        return _dated(longer, DateKind.EXTENSION)
    day = deadlines.due(life.received, period, rules.local, rules.holidays, life.paused)
    return _dated(day, DateKind.ANSWER if period is law.response else DateKind.OPT_OUT)


def _dated(day: date | None, kind: DateKind) -> tuple[date, DateKind] | None:
    return None if day is None else (day, kind)


def stands(request: Request, life: Life, now: datetime, rules: Rules) -> State:
    """Return the state at `now`, with what the calendar adds."""
    day = awaited(request, life, rules)
    today = rules.day(now)
    if day is not None and life.state in WAITING and today > day + timedelta(days=margins().request_days):
        return State.OVERDUE
    if day is not None and life.state is State.REMINDED and today > day:
        return State.ESCALATABLE
    return life.state
