"""Judged messages to senders: of those organisations of which anything changed.

Each organisation is summed up from all of its own mail, so what is found of it is the same whether the others were
summed up with it or long before.
"""

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from sqlite_utils import Database

from inboxguard.audit.clock import months_back
from inboxguard.audit.grounds import Ground
from inboxguard.audit.pace import Pace
from inboxguard.audit.progress import Tell
from inboxguard.audit.shelf_findings import Shelving, concluded, shelving
from inboxguard.audit.shown import SHOWN, THIRD_PARTY
from inboxguard.audit.sums import Sums, added, sums
from inboxguard.audit.views import SenderRow
from inboxguard.audit.watching import Watches, late_months
from inboxguard.requests.watch import telling as most_telling
from inboxguard.senders.attribution import Attribution, Kind, Role
from inboxguard.senders.grouping import Ties, as_called, as_shown, companies, imitations, proposals, sender
from inboxguard.senders.optout import Asked, opt_outs, written_to
from inboxguard.senders.sender import Sender, SenderId
from inboxguard.store import findings, judgements, shelves
from inboxguard.store.database import writing
from inboxguard.store.findings import Beside, SenderFinding
from inboxguard.store.judgements import Heard
from inboxguard.store.records import instant, moment, packed, unpacked
from inboxguard.themes.leaning import Leaning
from inboxguard.trace.telling import telling

_STEPS = (Role.OPT_OUT, Role.SIGN_UP, Role.CONFIRMED)
"""What a wish to be left alone, and its end, is seen by."""
_MONTHS = "months"


@dataclass(frozen=True, slots=True)
class _Around:
    """What counts for every sender."""

    ground: Ground
    months: tuple[date, ...]
    asked: Mapping[SenderId, tuple[Asked, ...]]
    copies: frozenset[str]
    watches: Watches
    shelving: Shelving


@dataclass(frozen=True, slots=True)
class _Summary:
    """What one organisation is, None where it is no sender, and (aside, telling, key) of messages that changed."""

    found: SenderFinding | None
    changed: tuple[tuple[bool, int, str], ...]
    sums: Sums | None
    leanings: tuple[Leaning, ...] = ()


def sum_up(db: Database, ground: Ground, now: datetime, tell: Tell) -> None:
    """Bring the findings of every sender up to date in one transaction; trails and figures follow (audit.tracing)."""
    last = findings.last(db)
    watches = Watches(db, now)
    asked = _opt_outs(db, watches.letters)
    around = _Around(
        ground,
        months_back(last, 12) if last is not None else (),
        asked,
        findings.shown_copies(db),
        watches,
        shelving(db, ground.themes, {key: every[0] for key, every in asked.items()}),
    )
    wanted = _wanted(db, around)
    if not wanted:
        return
    pace = Pace("summing_up", len(wanted), tell)
    ties = {key: unpacked(one, Ties) for key, one in findings.ties(db).items()}
    before = findings.beside(db)
    found: dict[str, SenderFinding] = {}
    gone: list[str] = []
    changed: list[tuple[bool, int, str]] = []
    figures: dict[str, bytes | None] = {}
    leaning: dict[str, bytes | None] = {}

    def take(organisation: str) -> None:
        summary = _summed_up(organisation, judgements.heard(db, organisation), around)
        changed.extend(summary.changed)
        leaning[organisation] = packed(summary.leanings) if summary.leanings else None
        figures[organisation] = None if summary.sums is None else packed(summary.sums)
        if summary.found is not None:
            found[organisation] = summary.found
            ties[organisation] = summary.found.ties
        elif ties.pop(organisation, None) is not None:
            gone.append(organisation)

    for organisation in wanted:
        take(organisation)
        pace.on(1)
    beside = _beside(ties)
    for organisation in sorted(beside.keys() - found.keys()):
        if beside[organisation].reads_like != before.get(organisation, Beside()).reads_like:
            take(organisation)  # it may be called otherwise now
    others = {key: one for key, one in beside.items() if key not in found and one != before.get(key)}
    with writing(db) as connection:
        judgements.concluded(connection, changed)
        if "" in figures:
            figures[""] = packed(added(_of_nobody(db), around.months))
        findings.write_senders(connection, (_placed(one, beside[key], ground) for key, one in found.items()), gone)
        findings.place(connection, others)
        judgements.put_sums(connection, figures)
        shelves.put_leanings(connection, leaning)
        findings.conclude(connection, {_MONTHS: around.months})


def is_copy(level: object, relation: object) -> bool:
    """Return whether a trail is shown as a copy in a stranger's hands."""
    return level in SHOWN and relation in THIRD_PARTY


def _wanted(db: Database, around: _Around) -> tuple[str, ...]:
    """Return the organisations that have to be summed up; with a new month every row shows other months."""
    if findings.value(db, _MONTHS, tuple[date, ...]) != around.months:
        return tuple(dict.fromkeys((*judgements.organisations(db), *judgements.touched(db))))
    stored = findings.opt_out_records(db)
    asked = {str(key): packed(value) for key, value in around.asked.items()}
    other = {key for key in stored.keys() | asked.keys() if stored.get(key) != asked.get(key)}
    known = findings.names(db)
    return tuple(sorted({*judgements.touched(db), *(key for key in other if key in known)}))


def _of_nobody(db: Database) -> Iterator[tuple[Kind, bool, bool, datetime | None]]:
    for kind, outgoing, hidden, at in judgements.nobody(db):
        yield Kind(kind), outgoing, hidden, moment(at)


def _opt_outs(db: Database, letters: Mapping[SenderId, Sequence[Asked]]) -> Mapping[SenderId, tuple[Asked, ...]]:
    steps = judgements.of_roles(db, _STEPS)
    return opt_outs(steps, judgements.leaving_at(db, written_to(steps)), letters)


def _summed_up(organisation: str, heard: Sequence[Heard], around: _Around) -> _Summary:
    mails = [one.attribution for one in heard]
    hidden, leaning = concluded(heard, around.shelving)
    said = {one.attribution.message: one.said for one in heard if one.said}
    tells = {one.message for one in telling(mails, said)}
    changed = tuple(
        (here, mark, one.attribution.message)
        for one, here in zip(heard, hidden, strict=True)
        if (here, mark := _mark(one) if one.attribution.message in tells else 0) != (one.aside, one.telling)
    )
    figures = sums(zip(mails, hidden, strict=True), around.months) if mails else None
    alone = sender(organisation, mails, around.ground.corrections) if organisation else None
    if alone is None:
        return _Summary(None, changed, figures)
    visible = [one for one, here in zip(mails, hidden, strict=True) if not here]
    found = as_shown(alone[0], visible, around.ground.corrections)
    return _Summary(_finding(found, alone[1], mails, visible, around), changed, figures, leaning)


def _mark(one: Heard) -> int:
    """Return a checksum, never 0, of what a message tells the tracing."""
    return zlib.crc32(packed((one.attribution, one.said))) + 1


def _finding(
    found: Sender, ties: Ties, mails: Sequence[Attribution], visible: Sequence[Attribution], around: _Around
) -> SenderFinding:
    counted = set(found.messages)
    shown = [one for one in visible if one.message in counted]
    marketing = [one for one in shown if one.kind is Kind.MARKETING]
    # What nobody confirms to be from there says nothing of what its sender does.
    proven = sum(one.proven for one in marketing)
    asked = around.asked.get(found.id)
    watch = most_telling(around.watches.judged(found.id, asked or (), mails))
    row = SenderRow(
        found.id,
        found.name,
        len(shown),
        _per_month(shown, around.months),
        late_months(watch, around.months),
        max((one.at for one in shown if one.at is not None), default=None),
        found.consent.basis,
        None if watch is None else watch.state,
        bool(marketing),
        bool(marketing) and not proven,
    )
    return SenderFinding(
        found,
        packed(row),
        row.mails,
        proven,
        instant(row.last),
        row.opt_out,
        packed(asked) if asked else None,
        found.id in around.copies,
        ties,
    )


def _beside(ties: Mapping[str, Ties]) -> dict[str, Beside]:
    """Return of each sender what it is to the others."""
    reads = imitations(ties)
    groups, same = companies(ties, reads), proposals(ties, reads)
    return {key: Beside(groups.get(key), same.get(key, ()), reads.get(key)) for key in ties}


def _placed(one: SenderFinding, beside: Beside, ground: Ground) -> SenderFinding:
    found = as_called(beside.given(one.sender), ground.corrections)
    row = one.row if found.name == one.sender.name else packed(replace(unpacked(one.row, SenderRow), name=found.name))
    return replace(one, sender=found, row=row)


def _per_month(attributions: Iterable[Attribution], months: Sequence[date]) -> tuple[int, ...]:
    counts = dict.fromkeys(months, 0)
    for one in attributions:
        if one.at is not None and (month := one.at.astimezone(UTC).date().replace(day=1)) in counts:
            counts[month] += 1
    return tuple(counts.values())
