"""The figures of the Overview, computed once by the analysis so that the page opens at once."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlite_utils import Database

from inboxguard.audit.clock import months_back
from inboxguard.audit.shown import SHOWN, THIRD_PARTY
from inboxguard.audit.sums import Sums
from inboxguard.audit.views import MonthBar
from inboxguard.senders.attribution import Attribution, Kind
from inboxguard.senders.sender import Basis
from inboxguard.store import findings
from inboxguard.trace.trail import Trail

_BAR = {Basis.CONFIRMED: 0, Basis.SIGNED_UP: 0, Basis.STATED: 2, Basis.PURCHASE: 1, Basis.NONE_FOUND: 2}
"""Which part of a month's bar a footing belongs to; their own word that one signed up is no sign-up found."""


@dataclass(frozen=True, slots=True)
class Exclusive:
    """Mails that came to an address which, as far as known, only one source had."""

    source: str
    mails: int
    senders: int
    since: datetime | None


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures over incoming mail that is not set aside."""

    mails: int
    kinds: tuple[tuple[Kind, int], ...]
    first: datetime | None
    last: datetime | None
    months: tuple[MonthBar, ...]
    exclusive: Exclusive | None


def figures(db: Database, sums: Mapping[str, Sums], trails: Iterable[Trail]) -> Figures:
    """Return the figures of what is judged and summed up: `sums` of each organisation, and the trails of now."""
    kinds: Counter[Kind] = Counter()
    for one in sums.values():
        kinds.update(one.seen)
    last = max((one.last for one in sums.values() if one.last is not None), default=None)
    return Figures(
        kinds.total(),
        tuple((kind, kinds[kind]) for kind in Kind),
        min((one.seen_first for one in sums.values() if one.seen_first is not None), default=None),
        max((one.seen_last for one in sums.values() if one.seen_last is not None), default=None),
        _months(db, sums, last),
        _exclusive(db, trails),
    )


def _months(db: Database, sums: Mapping[str, Sums], last: datetime | None) -> tuple[MonthBar, ...]:
    if last is None:
        return ()
    bars: dict[date, list[int]] = {month: [0, 0, 0] for month in months_back(last, 12)}
    for organisation, basis in findings.bases(db).items():
        for month, number in sums[organisation].adverts.items():
            if month in bars:
                bars[month][_BAR[Basis(basis)]] += number
    return tuple(MonthBar(month, *bar) for month, bar in bars.items())


def _exclusive(db: Database, trails: Iterable[Trail]) -> Exclusive | None:
    """The source whose own address most other senders use: shown trails that rest on the recipient address."""
    by_source: dict[str, list[Trail]] = {}
    seen = findings.visible(db)
    for trail in trails:
        if (
            trail.source is not None
            and trail.level in SHOWN
            and trail.relation in THIRD_PARTY
            and any(evidence.group == "A" for evidence in trail.evidence)
            and trail.recipient in seen
        ):
            by_source.setdefault(trail.source, []).append(trail)
    if not by_source:
        return None
    source, found = max(by_source.items(), key=lambda item: (len(item[1]), item[0]))
    addresses = {address for trail in found for address in trail.addresses}
    mails = [
        one.at
        for trail in found
        for one in _visible(db, trail.recipient)
        if one.recipient in addresses and one.kind is Kind.MARKETING
    ]
    return Exclusive(source, len(mails), len(found), min((at for at in mails if at is not None), default=None))


def _visible(db: Database, organisation: str) -> list[Attribution]:
    every = findings.attributed_to(db, organisation)
    return [one.attribution for one in every if not one.aside and not one.attribution.outgoing]
