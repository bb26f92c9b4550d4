"""Calendar arithmetic of legal periods: real months, working days, and the person's own midnight.

A month is a calendar month, never 30 days; the day of receipt does not count (Regulation 1182/71 Art. 3). Whose
public holidays count is said by the caller: `holidays=calendar_for(law, seat, person)` of requests.holidays_of.
"""

from calendar import monthrange
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from inboxguard.errors import Refused
from inboxguard.requests.holidays_of import Calendar, calendar_for, working
from inboxguard.requests.regimes import Period, Regime, Unit, margins

_DAY = timedelta(days=1)
_ROLLING = frozenset({Unit.BUSINESS_DAY, Unit.CALENDAR_MONTH})


def zone(name: str) -> ZoneInfo:
    """Return the time zone `name` ("Europe/Berlin"); raises Refused when there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Refused(f"“{name[:40]}” is not a time zone; please give one such as Europe/Berlin.") from None


def receipt(sent: datetime) -> datetime:
    """Return when a letter sent at `sent` (aware UTC) is taken to have arrived: a day later, unless it bounced."""
    return sent + margins().receipt


def add_months(day: date, months: int) -> date:
    """Return the same day `months` later, or that month's last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def add_business_days(day: date, number: int, holidays: Calendar | None = None) -> date:
    """Return the `number`th working day after `day`: no Saturday or Sunday and no holiday of `holidays`."""
    for _ in range(number):
        day = next_working_day(day + _DAY, holidays)
    return day


def next_working_day(day: date, holidays: Calendar | None = None) -> date:
    """Return `day`, or the first working day after it where it is none (Regulation 1182/71 Art. 3(4))."""
    while not working(day, holidays):
        day += _DAY
    return day


def due(
    received: datetime,
    period: Period,
    local: ZoneInfo,
    holidays: Calendar | None = None,
    paused: int = 0,
) -> date | None:
    """Return the last day of `period` after `received` (aware) in the person's time zone; None without a number.

    Months and business days end on a working day, calendar days where they end; hours are counted in UTC. `holidays`
    are the public holidays that count (requests.holidays_of.calendar_for): without them a period of business days gets
    the days that law.toml adds for an unknown calendar, and months roll over weekends alone. `paused` is the number of
    days for which the clock stood still (`pause_days`).
    """
    return _last_day(received, (period,), local, holidays, paused)


def due_extended(
    received: datetime,
    first: Period,
    extension: Period,
    local: ZoneInfo,
    holidays: Calendar | None = None,
    paused: int = 0,
) -> date | None:
    """Return the last day of `first` and its `extension`, counted as `due` counts.

    Periods of one unit are one longer period, so that no weekend counts twice; of two units the second begins where
    the first one ends before it rolls. An extension without a number changes nothing.
    """
    if not extension.numbered or not first.numbered:
        return due(received, first, local, holidays, paused)
    both = (extended(first, extension),) if first.unit is extension.unit else (first, extension)
    return _last_day(received, both, local, holidays, paused)


def extended(first: Period, extension: Period) -> Period:
    """Return both periods as one, so that a weekend between them is not counted twice.

    Periods of different units cannot be added up and the first one stays; `due_extended` counts those.
    """
    if not extension.numbered or first.unit is not extension.unit:
        return first
    return Period(first.value + extension.value, first.unit)


def in_time(
    announced: datetime, received: datetime, within: Period, local: ZoneInfo, holidays: Calendar | None = None
) -> bool:
    """Return whether an extension `announced` then came `within` its period; always where the law sets none."""
    last = due(received, within, local, holidays)
    return last is None or announced.astimezone(local).date() <= last


def pause_days(asked: datetime, given: datetime, local: ZoneInfo) -> int:
    """Return for how many days a clock stood still that stopped when proof was `asked` and went on when `given`.

    Days are the person's own: of two moments on one day none, from one day to the next one.
    """
    return max(0, (given.astimezone(local).date() - asked.astimezone(local).date()).days)


def honour_by(received: datetime, law: Regime | None, local: ZoneInfo, holidays: Calendar | None = None) -> date:
    """Return the last day on which marketing mail may still come after an opt-out that arrived at `received`.

    Where the law has no number inboxguard's own days count, as law.toml gives them for the law or for all. Without
    `holidays` the calendar counts that the law itself names, if any.
    """
    if law is not None and (day := due(received, law.honour, local, holidays or calendar_for(law))):
        return day
    today = received.astimezone(local).date()
    if law is not None and law.hard_days is not None:
        return today + timedelta(days=law.hard_days)
    immediate = law is not None and law.honour.unit is Unit.IMMEDIATE
    return today + timedelta(days=margins().immediate_days if immediate else margins().hard_days)


def _last_day(
    received: datetime, periods: tuple[Period, ...], local: ZoneInfo, holidays: Calendar | None, paused: int
) -> date | None:
    """Return the last day of `periods` one after the other; only the end of the last one rolls."""
    start = day = received.astimezone(local).date()
    for period in periods:
        if not period.numbered:
            return None
        if period.unit is Unit.HOUR:
            day = (received + (day - start) + timedelta(hours=period.value)).astimezone(local).date()
        elif period.unit is Unit.CALENDAR_DAY:
            day += timedelta(days=period.value)
        elif period.unit is Unit.BUSINESS_DAY:
            day = add_business_days(day, period.value, holidays)
            day += timedelta(days=0 if holidays else margins().uncounted_holidays)
        else:
            day = add_months(day, period.value)
    day += timedelta(days=paused)
    return next_working_day(day, holidays) if periods[-1].unit in _ROLLING else day
