"""Dates and numbers in words: short in the line, exact in the tooltip."""

from datetime import date, datetime

from PySide6.QtCore import QDate, QLocale, QObject, QTime


class _Words(QObject):
    """The translatable words of this module."""

    def day(self, days_ago: int) -> str:
        if days_ago == 0:
            return self.tr("today")
        if days_ago == 1:
            return self.tr("yesterday")
        return self.tr("{n} days ago").format(n=number(days_ago))

    def left(self, minutes: int) -> str:
        if minutes < 1:
            return self.tr("less than a minute left")
        if minutes == 1:
            return self.tr("about a minute left")
        if minutes < 90:
            return self.tr("about {n} minutes left").format(n=minutes)
        return self.tr("about {n} hours left").format(n=round(minutes / 60))

    def pause(self, seconds: int) -> str:
        if seconds < 2:
            return self.tr("goes on in a moment")
        if seconds < 90:
            return self.tr("goes on in {n} seconds").format(n=seconds)
        return self.tr("goes on in about {n} minutes").format(n=round(seconds / 60))

    def octets(self, value: float) -> str:
        for size, words in ((1e9, self.tr("{n} GB")), (1e6, self.tr("{n} MB"))):
            if value >= size:
                return words.format(n=QLocale().toString(value / size, "f", 1 if value < 100 * size else 0))
        return self.tr("{n} kB").format(n=number(round(value / 1e3)))

    def never(self) -> str:
        return self.tr("no date")

    def span(self, first: str, last: str) -> str:
        return self.tr("{first} to {last}").format(first=first, last=last)


_words = _Words()


def number(value: int) -> str:
    """Return `value` with the grouping of the person's locale."""
    return QLocale().toString(value)


def percent(share: float) -> str:
    """Return a share of 0 to 1 as a whole percentage; what is not quite nothing or all never rounds to it."""
    whole = round(share * 100)
    if 0.0 < share < 1.0:
        whole = min(99, max(1, whole))
    return f"{whole}\N{NO-BREAK SPACE}%"


def local(at: datetime) -> datetime:
    """Return `at` on the clock of this computer."""
    return at.astimezone()


def day(value: date | datetime | None, today: date) -> str:
    """Return a date for a list: "today", "3 days ago", "15 Nov", or with its year once that differs."""
    if value is None:
        return _words.never()
    when = local(value).date() if isinstance(value, datetime) else value
    age = (today - when).days
    if 0 <= age < 7:
        return _words.day(age)
    return _form(when, "d MMM" if when.year == today.year else "d MMM yyyy")


def full(value: date | datetime | None) -> str:
    """Return a date with its year: "28 Mar 2026"."""
    if value is None:
        return _words.never()
    return _form(local(value).date() if isinstance(value, datetime) else value, "d MMM yyyy")


def short(value: date, today: date) -> str:
    """Return a date without counting: "14 Nov", or with its year where that is another: "14 Nov 2025"."""
    return _form(value, "d MMM" if value.year == today.year else "d MMM yyyy")


def exact(value: date | datetime | None) -> str:
    """Return a date as exactly as it is known, for a tooltip."""
    if value is None:
        return _words.never()
    if not isinstance(value, datetime):
        return _form(value, "dddd, d MMMM yyyy")
    when = local(value)
    return f"{_form(when.date(), 'dddd, d MMMM yyyy')}, {clock(value)}"


def clock(value: datetime) -> str:
    """Return the time of day: "08:40"."""
    when = local(value)
    return QLocale().toString(QTime(when.hour, when.minute), "HH:mm")


def month(value: date | datetime) -> str:
    """Return a month with its year: "March 2014"."""
    return _form(value, "MMMM yyyy")


def short_month(value: date) -> str:
    """Return a month's short name: "Mar"."""
    return _form(value, "MMM")


def months(first: date, last: date) -> str:
    """Return a span of months: "Dec 2025 to Nov 2026"."""
    return _words.span(_form(first, "MMM yyyy"), _form(last, "MMM yyyy"))


def left(seconds: float) -> str:
    """Return how long work still takes, roughly."""
    return _words.left(round(max(0.0, seconds) / 60))


def pause(seconds: float) -> str:
    """Return after how long work goes on that has to wait."""
    return _words.pause(round(max(0.0, seconds)))


def octets(value: float) -> str:
    """Return a size: "3.4 GB"."""
    return _words.octets(value)


def _form(value: date | datetime, pattern: str) -> str:
    return QLocale().toString(QDate(value.year, value.month, value.day), pattern)
