"""Calendar arithmetic of legal periods: real months, working days, and the person's own midnight.

A month is a calendar month, never 30 days; the day of receipt does not count (Regulation 1182/71 Art. 3).
Public holidays are not known here; business-day periods get the margin that law.toml names for it.
"""

from calendar import monthrange
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from inboxguard.errors import Refused
from inboxguard.requests.regimes import Period, Regime, Unit, margins

_SATURDAY = 5


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


def add_business_days(day: date, number: int) -> date:
    """Return the `number`th day after `day` that is no Saturday or Sunday."""
    weeks, rest = divmod(number, 5)
    end = _working_day_before(day) + timedelta(weeks=weeks)
    for _ in range(rest):
        end = next_working_day(end + timedelta(days=1))
    return end


def next_working_day(day: date) -> date:
    """Return `day`, or the Monday after it where it is a Saturday or Sunday (Regulation 1182/71 Art. 3(4))."""
    return day + timedelta(days=max(0, 7 - day.weekday())) if day.weekday() >= _SATURDAY else day


def due(received: datetime, period: Period, local: ZoneInfo) -> date | None:
    """Return the last day of `period` after `received` (aware) in the person's time zone; None without a number.

    Months end on a working day; calendar days end where they end.
    """
    if not period.numbered:
        return None
    if period.unit is Unit.HOUR:
        return (received + timedelta(hours=period.value)).astimezone(local).date()
    day = received.astimezone(local).date()
    if period.unit is Unit.CALENDAR_DAY:
        return day + timedelta(days=period.value)
    if period.unit is Unit.BUSINESS_DAY:
        return add_business_days(day, period.value) + timedelta(days=margins().uncounted_holidays)
    return next_working_day(add_months(day, period.value))


def extended(first: Period, extension: Period) -> Period:
    """Return both periods as one, so that a weekend between them is not counted twice.

    Periods of different units cannot be added up; the first one then stays.
    """
    if not extension.numbered or first.unit is not extension.unit:
        return first
    return Period(first.value + extension.value, first.unit)


def honour_by(received: datetime, law: Regime | None, local: ZoneInfo) -> date:
    """Return the last day on which marketing mail may still come after an opt-out that arrived at `received`.

    Where the law has no number inboxguard's own days count, as law.toml gives them for the law or for all.
    """
    if law is not None and (day := due(received, law.honour, local)):
        return day
    today = received.astimezone(local).date()
    if law is not None and law.hard_days is not None:
        return today + timedelta(days=law.hard_days)
    immediate = law is not None and law.honour.unit is Unit.IMMEDIATE
    return today + timedelta(days=margins().immediate_days if immediate else margins().hard_days)


def _working_day_before(day: date) -> date:
    """Return `day`, or the Friday before it where it is a Saturday or Sunday."""
    return day - timedelta(days=max(0, day.weekday() - _SATURDAY + 1))
