"""The figures of one organisation's mail, added up to those of the whole mailbox."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from inboxguard.senders.attribution import Attribution, Kind
from inboxguard.trace.coverage import monday


@dataclass(frozen=True, slots=True)
class Times:
    """When anything came or went: the first, the last, and the Mondays of the weeks."""

    first: datetime | None = None
    last: datetime | None = None
    weeks: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Sums:
    """What came from one organisation, or from nobody, in figures; `seen` leaves set-aside and own mail out."""

    first: datetime | None = None
    last: datetime | None = None
    weeks: tuple[date, ...] = ()
    """The Mondays of the weeks in which anything came or went."""
    seen: Mapping[Kind, int] = field(default_factory=dict)
    seen_first: datetime | None = None
    seen_last: datetime | None = None
    adverts: Mapping[date, int] = field(default_factory=dict)
    """Adverts of the months of which it was asked, by their first day."""
    open: Times | None = None
    """`first`, `last` and `weeks` without set-aside mail; None where none is."""


def sums(mails: Iterable[tuple[Attribution, bool]], months: Iterable[date]) -> Sums:
    """Return the figures of (message, whether it is set aside); adverts are counted in `months`."""
    return added(((one.kind, one.outgoing, aside, one.at) for one, aside in mails), months)


def added(mails: Iterable[tuple[Kind, bool, bool, datetime | None]], months: Iterable[date]) -> Sums:
    """Return the figures of (kind, outgoing, set aside, when)."""
    times: list[datetime] = []
    left: list[datetime] = []
    some = False
    shown: list[datetime] = []
    kinds: Counter[Kind] = Counter()
    adverts = dict.fromkeys(months, 0)
    for kind, outgoing, aside, at in mails:
        if at is not None:
            times.append(at)
        some = some or aside
        if at is not None and not aside:
            left.append(at)
        if outgoing or aside:
            continue
        kinds[kind] += 1
        if at is not None:
            shown.append(at)
            if kind is Kind.MARKETING and (month := at.astimezone(UTC).date().replace(day=1)) in adverts:
                adverts[month] += 1
    whole = _times(times)
    return Sums(
        whole.first,
        whole.last,
        whole.weeks,
        dict(kinds),
        min(shown, default=None),
        max(shown, default=None),
        {month: number for month, number in adverts.items() if number},
        _times(left) if some else None,
    )


def _times(every: Collection[datetime]) -> Times:
    return Times(min(every, default=None), max(every, default=None), tuple(sorted({monday(at) for at in every})))
