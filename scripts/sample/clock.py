"""Dates as mail writes them; the clock of this computer is never read."""

from datetime import UTC, datetime, timedelta, timezone

from .seeds import number

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def instant(text: str, key: str) -> datetime:
    """`2024-06-03` or `2024-06-03 09:15` (UTC); without a time one between 06:00 and 17:59 is drawn from the key."""
    day, _, time = text.strip().partition(" ")
    second = number(60, key, "second")
    if not time:
        time = f"{6 + number(12, key, 'hour'):02}:{number(60, key, 'minute'):02}"
    return datetime.fromisoformat(f"{day}T{time}:{second:02}+00:00").astimezone(UTC)


def _last_sunday(year: int, month: int) -> datetime:
    last = datetime(year, month, 31, 1, tzinfo=UTC)
    return last - timedelta(days=(last.weekday() + 1) % 7)


def at_home(moment: datetime) -> datetime:
    """The instant on the clock of central Europe, by its rule since 1996."""
    summer = _last_sunday(moment.year, 3) <= moment < _last_sunday(moment.year, 10)
    return moment.astimezone(timezone(timedelta(hours=2 if summer else 1)))


def mail_date(moment: datetime) -> str:
    """`Mon, 3 Jun 2024 09:15:02 +0200` (RFC 5322), whatever the locale."""
    day, month = DAYS[moment.weekday()], MONTHS[moment.month - 1]
    return f"{day}, {moment.day} {month} {moment.year} {moment:%H:%M:%S %z}"


def mbox_date(moment: datetime) -> str:
    """`Mon Jun  3 09:15:02 2024` in UTC (RFC 4155)."""
    moment = moment.astimezone(UTC)
    return f"{DAYS[moment.weekday()]} {MONTHS[moment.month - 1]} {moment.day:2} {moment:%H:%M:%S} {moment.year}"
