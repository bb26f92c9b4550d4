"""Trails and figures from what is judged and summed up; trails only where something of what they stand on changed."""

import zlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time

from sqlite_utils import Database

from inboxguard.audit import scenes
from inboxguard.audit.deciding import trace_decisions
from inboxguard.audit.figures import figures
from inboxguard.audit.grounds import Ground
from inboxguard.audit.progress import Step, Tell
from inboxguard.audit.summing_up import is_copy
from inboxguard.audit.sums import Sums, Times
from inboxguard.senders.sender import SenderId
from inboxguard.store import findings, judgements, messages
from inboxguard.store.database import writing
from inboxguard.store.records import packed, unpacked
from inboxguard.trace.coverage import Coverage, coverage
from inboxguard.trace.decisions import TraceDecisions
from inboxguard.trace.following import Found
from inboxguard.trace.sharing import Traced, retraced, traced
from inboxguard.trace.surroundings import Surroundings
from inboxguard.trace.trail import Level, Trail

_NAME, _AROUND, _ARRIVALS = "trails_on", "surroundings", "arrivals"


@dataclass(frozen=True, slots=True)
class _Traced:
    """On what trails stand: where it is equal they are the same."""

    findings: int
    told: tuple[int, int]
    senders: tuple[int, int]
    addresses: tuple[str, ...]
    first: datetime | None
    weeks: int
    until: date | None
    """The last week that was covered: later ones explain nothing that came before."""
    said: TraceDecisions


def trace(db: Database, ground: Ground, now: datetime, names: tuple[str, ...] | None, tell: Tell) -> None:
    """Bring trails and figures up to date; after it the findings follow from facts and decisions.

    After a word of the person only what it touches is traced. `names` are those by which the person is called, None
    where they are as they were.
    """
    sums = {key: unpacked(one, Sums) for key, one in judgements.sums(db).items()}
    covered = _covered(db, sums.values())
    said = trace_decisions(db)
    before = findings.value(db, _NAME, _Traced)
    stands = _traced(db, ground, covered, said, None if before is None else before.until)
    every, found = findings.trails(db), dict[str, object]()
    if stands != before:
        tell(Step("tracing"))
        again = None
        if before is not None and stands == replace(before, said=said):
            again = _again(db, ground, covered, said, before.said)
        if again is not None:
            trails = {trail.recipient: trail for trail in every} | {trail.recipient: trail for trail in again.trails}
            every, found = tuple(in_order(trails.values())), {_ARRIVALS: again.arrivals}
        else:
            where = scenes.whole(db, said, covered, ground.person)
            all_of_it = traced(where)
            stands = _traced(db, ground, covered, said, None)
            every = tuple(in_order(all_of_it.trails))
            found = {_AROUND: where.around, _ARRIVALS: all_of_it.arrivals}
    values = found | {
        findings.NUMBER: ground.findings,
        "judged": now.date(),
        "coverage": covered,
        "coverage_seen": _covered(db, [one.open or one for one in sums.values()]),
        "figures": figures(db, sums, every),
        _NAME: stands,
    }
    if names is not None:
        values["names"] = names
    with writing(db) as connection:
        if found:
            copies = {trail.recipient for trail in every if is_copy(trail.level, trail.relation)}
            findings.write_trails(connection, ((trail, place) for place, trail in enumerate(every)), copies)
        findings.conclude(connection, values)


def forget(db: Database) -> None:
    """Forget on what the stored trails stand, so that the next `trace` traces all of them."""
    findings.drop(db, _NAME)


def _again(
    db: Database, ground: Ground, covered: Coverage, said: TraceDecisions, before: TraceDecisions
) -> Traced | None:
    """Return the trails that are others since something else is said; None where all have to be traced."""
    around = findings.value(db, _AROUND, Surroundings)
    arrivals = findings.value(db, _ARRIVALS, tuple[Found, ...])
    if around is None or arrivals is None:
        return None
    return retraced(scenes.fetching(db, around, said, covered, ground.person), arrivals, before)


def in_order(found: Iterable[Trail]) -> list[Trail]:
    """Return trails as they are shown: by source, the surest source and trail first, then what is not claimed."""
    every = list(found)
    order = list(Level)
    surest: dict[SenderId | None, int] = {}
    for trail in every:
        surest[trail.source] = min(order.index(trail.level), surest.get(trail.source, len(order)))
    return sorted(
        every,
        key=lambda trail: (
            trail.source is None,
            surest[trail.source],
            trail.source or "",
            order.index(trail.level),
            trail.recipient,
        ),
    )


def _traced(db: Database, ground: Ground, covered: Coverage, said: TraceDecisions, until: date | None) -> _Traced:
    weeks = sorted(week for week in covered.weeks if until is None or week <= until)
    return _Traced(
        ground.findings,
        judgements.told(db),
        findings.seen(db),
        tuple(sorted(ground.person.addresses)),
        covered.first,
        zlib.crc32(packed(weeks)),
        until or max(weeks, default=None),
        said,
    )


def _covered(db: Database, every: Collection[Sums | Times]) -> Coverage:
    first = min((one.first for one in every if one.first is not None), default=None)
    last = max((one.last for one in every if one.last is not None), default=None)
    if first is None or last is None:
        return coverage((), messages.folders(db))
    weeks = {week for one in every for week in one.weeks}
    begun = (max(first, datetime.combine(week, time(), UTC)) for week in weeks)
    return coverage([first, last, *begun], messages.folders(db))
