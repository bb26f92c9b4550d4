"""Forecast: which days of quiet lie ahead, of marked themes and of the person's own; only ever shown on request."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta

from inboxguard.themes.lexicon import Theme
from inboxguard.themes.occasions import AFTER_DAYS, LEAD_DAYS, Occasion, yearly


@dataclass(frozen=True, slots=True)
class QuietDay:
    """A day of the person's own on which they want quiet, every year, or once where `year` is given."""

    month: int
    day: int
    year: int | None = None
    before: int = LEAD_DAYS
    """Days of quiet before it and after it."""
    after: int = AFTER_DAYS


@dataclass(frozen=True, slots=True)
class Upcoming:
    """A day ahead and its quiet days, first and last included."""

    theme: str | None
    """None for a day of the person's own."""
    name: str
    """Of the occasion, as its pack calls it ("mothers_day"); "" for a day of the person's own."""
    day: date
    first: date
    last: date


def upcoming(themes: Iterable[Theme], country: str | None, today: date) -> tuple[Upcoming, ...]:
    """Return of each occasion of `themes` the one whose quiet days are not over on `today`, the soonest first.

    Only occasions that `country` (ISO 3166-1 alpha-2) has count, and those that all countries have; without a
    country the latter alone. Occasions of one theme that fall on one day are one.
    """
    here = country.upper() if country else None
    found: dict[tuple[str, date], Upcoming] = {}
    for theme in themes:
        for occasion in theme.occasions:
            if not occasion.regions or here in occasion.regions:
                one = _next(theme.id, occasion, today)
                other = found.setdefault((theme.id, one.day), one)
                if one is not other:
                    first, last = min(one.first, other.first), max(one.last, other.last)
                    found[theme.id, one.day] = Upcoming(theme.id, other.name, one.day, first, last)
    return tuple(sorted(found.values(), key=lambda one: (one.first, one.day, one.theme or "", one.name)))


def own(days: Iterable[QuietDay], today: date) -> tuple[Upcoming, ...]:
    """Return the person's own `days` whose quiet days are not over on `today`, the soonest first.

    A 29 February is kept on the 28th in other years. A day that no calendar has is left out.
    """
    found = []
    for one in days:
        years = (today.year - 1, today.year, today.year + 1, today.year + 2) if one.year is None else (one.year,)
        for year in years:
            try:
                window = _window(None, "", yearly(year, one.month, one.day), one.before, one.after)
            except (ValueError, OverflowError):
                continue
            if window.last >= today:
                found.append(window)
                break
    return tuple(sorted(found, key=lambda one: (one.first, one.day)))


def quiet(day: date, windows: Iterable[Upcoming]) -> bool:
    """Return whether `day` is one of the quiet days of `windows`."""
    return any(window.first <= day <= window.last for window in windows)


def _next(theme: str, occasion: Occasion, today: date) -> Upcoming:
    """Return the first window of `occasion` that is not over; that of the year before may reach into this one."""
    for year in range(max(today.year - 1, 1583), MAXYEAR):
        window = _window(theme, occasion.name, occasion.on(year), occasion.lead_days, occasion.after_days)
        if window.last >= today:
            return window
    raise ValueError("no day is left in the calendar")


def _window(theme: str | None, name: str, day: date, before: int, after: int) -> Upcoming:
    return Upcoming(theme, name, day, day - timedelta(days=before), day + timedelta(days=after))
