"""Following arrivals in order of time: whose copy each organisation has, known of the earlier ones for the later.

After one word of the person most arrivals stay as they were found. They are followed by what was found of them, and
judged anew only where something changed that they stand on; a test holds the result equal to that of a whole tracing.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from inboxguard.senders.sender import SenderId
from inboxguard.trace.arrivals import Copy, Derived, Place
from inboxguard.trace.decisions import Changed
from inboxguard.trace.gates import ORDER, is_third_party_share
from inboxguard.trace.judging import Verdict
from inboxguard.trace.trail import Level, Relation
from inboxguard.trace.weighing import limit

_NOTHING_SAID = Changed()
_FIRMEST = (Level.STRONG, Level.DOCUMENTED)


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of one arrival, as far as others depend on it; small enough to be kept for each."""

    organisation: SenderId
    address: str | None
    first: datetime
    own: bool
    """The person has a relation of their own with it: it was not judged."""
    source: SenderId | None = None
    level: Level = Level.NOT_SHOWN
    relation: Relation = Relation.UNKNOWN
    p_copy: float = 0.0
    copy: Copy | None = None
    """Whose copy of the address it holds, and no other."""
    pointed: tuple[SenderId, ...] = ()
    """The organisations to which anything pointed: what is known of their other shares counted."""
    crowded: bool = False
    """So many held the address before that it was not asked whose copies theirs were."""

    @property
    def place(self) -> Place:
        """Return the organisation and the address."""
        return self.organisation, self.address


Shares = dict[SenderId, int]
"""Per source, how many of its shares are already documented or strong."""
Judge = Callable[[Place, datetime, Derived, Mapping[SenderId, int]], tuple[Verdict, bool]]
"""Judges an arrival by what is known of the earlier ones; also says whether it was a crowded one."""


@dataclass(slots=True)
class _Ledger:
    """What is known of earlier arrivals at some moment."""

    derived: dict[Place, Copy] = field(default_factory=dict)
    shares: Shares = field(default_factory=dict)
    best: dict[SenderId, tuple[int, float]] = field(default_factory=dict)

    def add(self, found: Found) -> bool:
        """Take in one arrival; return whether it is the firmest finding about its organisation so far."""
        if found.own:
            return False
        if found.copy is not None:
            self.derived[found.place] = found.copy
        firmness = (ORDER.index(found.level), found.p_copy)
        if found.organisation in self.best and firmness <= self.best[found.organisation]:
            return False
        self.best[found.organisation] = firmness
        if found.source is not None and found.level in _FIRMEST and is_third_party_share(found.relation):
            self.shares[found.source] = self.shares.get(found.source, 0) + 1
        return True


@dataclass(frozen=True, slots=True)
class Followed:
    """What came of following all arrivals."""

    arrivals: tuple[Found, ...]
    verdicts: Mapping[SenderId, tuple[str | None, Verdict]]
    """Of each organisation that was judged: at which address it was found the firmest, and what."""
    judged: frozenset[SenderId]
    """Organisations that were judged, or that are not any more."""


def follow(
    places: Iterable[tuple[Place, datetime]],
    own: Callable[[SenderId], bool],
    judge: Judge,
    before: Iterable[Found] = (),
    changed: Changed = _NOTHING_SAID,
    most: int | None = None,
) -> Followed | None:
    """Return what is found of every arrival; `places` come in order of time.

    What was found `before` counts on where nothing that it stands on `changed`. None where more than `most` arrivals
    would have to be judged.
    """
    known = {found.place: found for found in before}
    order = tuple(places)
    organisations = set(changed.organisations)
    while True:
        followed, late = _once(order, own, judge, known, changed, organisations, most)
        if followed is None or not late:
            return followed
        organisations |= late  # the firmest of all their arrivals speaks, so all of them have to be judged


def _once(
    places: tuple[tuple[Place, datetime], ...],
    own: Callable[[SenderId], bool],
    judge: Judge,
    known: Mapping[Place, Found],
    changed: Changed,
    organisations: set[SenderId],
    most: int | None,
) -> tuple[Followed | None, set[SenderId]]:
    now, then = _Ledger(), _Ledger()
    shifted: set[str | None] = set()
    found: list[Found] = []
    verdicts: dict[SenderId, tuple[str | None, Verdict]] = {}
    judged: set[SenderId] = set()
    skipped: set[SenderId] = set()
    number = 0
    for place, first in places:
        organisation, address = place
        old = known.get(place)
        if old is None or organisation in organisations or _stands_otherwise(old, changed, shifted, now, then):
            judged.add(organisation)
            verdict = None
            if own(organisation):
                new = Found(organisation, address, first, own=True)
            else:
                number += 1
                if most is not None and number > most:
                    return None, set()
                verdict, crowded = judge(place, first, now.derived, now.shares)
                new = Found(
                    organisation, address, first, False, verdict.source, verdict.level, verdict.relation,
                    verdict.p_copy, verdict.copy, verdict.pointed, crowded,
                )  # fmt: skip
            if now.add(new) and verdict is not None:
                verdicts[organisation] = (address, verdict)
        else:
            new = old
            skipped.add(organisation)
            now.add(new)
        if old is not None:
            then.add(old)
        if now.derived.get(place) != then.derived.get(place):
            shifted.add(address)
        found.append(new)
    return Followed(tuple(found), verdicts, frozenset(judged)), judged & skipped


def _stands_otherwise(old: Found, changed: Changed, shifted: set[str | None], now: _Ledger, then: _Ledger) -> bool:
    """Return whether something changed on which stands what was found of an arrival."""
    if old.own:
        return False
    if old.address in changed.addresses or (old.address in shifted and not old.crowded):
        return True
    if not changed.pointed.isdisjoint(old.pointed):
        return True
    return any(_factor(now, source) != _factor(then, source) for source in old.pointed)


def _factor(ledger: _Ledger, source: SenderId) -> float:
    return min(1.0 + ledger.shares.get(source, 0), limit("known_share_factor"))
