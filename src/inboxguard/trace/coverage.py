"""Coverage: how much of the time the mailbox still remembers; a gap may hide the sign-up that explains a mail."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the mailbox holds: first and last mail, folders, and the weeks (their Mondays) that hold any mail."""

    first: datetime | None = None
    last: datetime | None = None
    folders: tuple[str, ...] = ()
    share: float = 0.0
    """Share of the weeks from the first mail to the last that hold any mail."""
    weeks: frozenset[date] = frozenset()

    def share_between(self, start: datetime, end: datetime) -> float:
        """Return the share of the weeks from `start` to `end`, both weeks included, that hold any mail."""
        earliest, latest = sorted((monday(start), monday(end)))
        span = (latest - earliest).days // 7 + 1
        weeks = _in_order(self.weeks)
        return (bisect_right(weeks, latest) - bisect_left(weeks, earliest)) / span


def coverage(times: Iterable[datetime], folders: Iterable[str]) -> Coverage:
    """Return the coverage of a mailbox with mail at `times` (aware UTC) in `folders`."""
    moments = sorted(times)
    names = tuple(sorted(set(folders)))
    if not moments:
        return Coverage(folders=names)
    weeks = frozenset(monday(moment) for moment in moments)
    span = (max(weeks) - min(weeks)).days // 7 + 1
    return Coverage(moments[0], moments[-1], names, len(weeks) / span, weeks)


@lru_cache(maxsize=4)
def _in_order(weeks: frozenset[date]) -> tuple[date, ...]:
    return tuple(sorted(weeks))


def monday(moment: datetime) -> date:
    """Return the Monday of the week of a moment."""
    day = moment.date()
    return date.min if day.toordinal() <= day.weekday() else day - timedelta(days=day.weekday())
