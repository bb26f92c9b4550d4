"""Trails and figures from what is judged and summed up; trails only where something of what they stand on changed."""

import zlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from sqlite_utils import Database

from inboxguard.audit.deciding import trace_decisions
from inboxguard.audit.figures import figures
from inboxguard.audit.grounds import Ground
from inboxguard.audit.progress import Step, Tell
from inboxguard.audit.summing_up import is_copy
from inboxguard.audit.sums import Sums
from inboxguard.facts.message import MessageKey
from inboxguard.senders.attribution import Attribution
from inboxguard.senders.sender import SenderId
from inboxguard.store import findings, judgements, messages
from inboxguard.store.database import writing
from inboxguard.store.records import packed, unpacked
from inboxguard.trace.coverage import Coverage, coverage
from inboxguard.trace.said import Statement
from inboxguard.trace.sharing import trails
from inboxguard.trace.trail import Level, Trail

_NAME = "traced"


@dataclass(frozen=True, slots=True)
class _Traced:
    """On what trails stand: where it is equal they are the same."""

    findings: int
    told: tuple[int, int]
    senders: tuple[int, int]
    decisions: int
    addresses: tuple[str, ...]
    first: datetime | None
    weeks: int
    until: date | None
    """The last week that was covered: later ones explain nothing that came before."""


def trace(db: Database, ground: Ground, now: datetime, names: tuple[str, ...], tell: Tell) -> None:
    """Bring trails and figures up to date; after it the findings follow from facts and decisions."""
    sums = {key: unpacked(one, Sums) for key, one in judgements.sums(db).items()}
    covered = _covered(db, sums.values())
    before = findings.value(db, _NAME, _Traced)
    stands = _traced(db, ground, covered, None if before is None else before.until)
    found: list[Trail] | None = None
    if stands != before:
        tell(Step("tracing"))
        found = _trails(db, ground, covered)
        stands = _traced(db, ground, covered, None)
    every = findings.trails(db) if found is None else found
    values = {
        findings.NUMBER: ground.findings,
        "judged": now.date(),
        "coverage": covered,
        "names": names,
        "figures": figures(db, sums, every),
        _NAME: stands,
    }
    with writing(db) as connection:
        if found is not None:
            copies = {trail.recipient for trail in found if is_copy(trail.level, trail.relation)}
            findings.write_trails(connection, ((trail, place) for place, trail in enumerate(found)), copies)
        findings.conclude(connection, values)


def forget(db: Database) -> None:
    """Forget on what the stored trails stand, so that the next `trace` traces all of them."""
    findings.drop(db, _NAME)


def _trails(db: Database, ground: Ground, covered: Coverage) -> list[Trail]:
    mails: list[Attribution] = []
    said: dict[MessageKey, tuple[Statement, ...]] = {}
    for one in judgements.telling(db):
        mails.append(one.attribution)
        if one.said:
            said[one.attribution.message] = one.said
    return in_order(trails(findings.senders(db), mails, said, trace_decisions(db), covered, ground.person))


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


def _traced(db: Database, ground: Ground, covered: Coverage, until: date | None) -> _Traced:
    weeks = sorted(week for week in covered.weeks if until is None or week <= until)
    return _Traced(
        ground.findings,
        judgements.told(db),
        findings.seen(db),
        zlib.crc32(packed(trace_decisions(db))),
        tuple(sorted(ground.person.addresses)),
        covered.first,
        zlib.crc32(packed(weeks)),
        until or max(weeks, default=None),
    )


def _covered(db: Database, every: Collection[Sums]) -> Coverage:
    first = min((one.first for one in every if one.first is not None), default=None)
    last = max((one.last for one in every if one.last is not None), default=None)
    if first is None or last is None:
        return coverage((), messages.folders(db))
    weeks = {week for one in every for week in one.weeks}
    begun = (max(first, datetime.combine(week, time(), UTC)) for week in weeks)
    return coverage([first, last, *begun], messages.folders(db))
