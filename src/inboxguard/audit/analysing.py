"""Facts and decisions to findings: whole, in one breath, with no clock, network or database inside `findings`.

The first pass streams over the stored messages and keeps one light attribution for each; everything after
stands on those, so that texts never pile up in memory.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice

from sqlite_utils import Database

from inboxguard.audit.clock import months_back
from inboxguard.audit.deciding import corrections, theme_decisions, trace_decisions
from inboxguard.audit.figures import figures
from inboxguard.audit.first_pass import FirstPass, first_pass
from inboxguard.audit.objections import objections
from inboxguard.audit.pace import Pace
from inboxguard.audit.profiles import profile
from inboxguard.audit.progress import Step, Tell
from inboxguard.audit.shown import SHOWN, THIRD_PARTY
from inboxguard.audit.views import Profile, SenderRow
from inboxguard.audit.watching import watched
from inboxguard.facts.message import Message, MessageKey
from inboxguard.facts.person import Person
from inboxguard.facts.settling import Learner
from inboxguard.senders.attribution import Attribution, Kind
from inboxguard.senders.domains import organisational
from inboxguard.senders.grouping import group
from inboxguard.senders.optout import Asked, opt_outs, written_to
from inboxguard.senders.sender import Sender, SenderId
from inboxguard.store import accounts, decisions, findings, messages
from inboxguard.store.findings import SenderFinding
from inboxguard.store.records import instant, packed, unpacked
from inboxguard.store.spool import Row, spooled
from inboxguard.themes.lexicon import Lexicon, load
from inboxguard.trace.coverage import Coverage, coverage
from inboxguard.trace.sharing import trails
from inboxguard.trace.trail import Level, Trail

FINDINGS = 5
"""Raised whenever the same facts would give other findings; an older number triggers a new analysis."""

_SAMPLE = 1_000
_PAGE = 50
"""Messages that are decoded at once."""


@dataclass(frozen=True, slots=True)
class _WaysOut:
    """The part of a packed attribution that says where its ways out lead."""

    out_addresses: tuple[str, ...]


def analyse(db: Database, now: datetime, tell: Tell) -> None:
    """Recompute every finding of the database from its facts and decisions."""
    marked, told = theme_decisions(db), corrections(db)
    lexicon = load() if marked.marked else Lexicon(())
    total = messages.count(db)
    learner, assumed = _learner(db), _assumed(db)
    with spooled(db) as spool:
        stored = _told(_stored(db), total, tell)
        first = first_pass(_learnt(stored, learner), assumed, marked, lexicon, spool.add, told)
        person = _remembered(db, learner.person())
        if not _same(person, assumed):
            spool.clear()
            first = first_pass(_told(_stored(db), total, tell), person, marked, lexicon, spool.add, told)
        tell(Step("analysing", total, total))
        incoming = first.attributions
        senders = group(incoming, told)
        times = [one.at for one in incoming if one.at is not None]
        covered = coverage(times, messages.folders(db))
        found = trails(senders, incoming, first.statements, trace_decisions(db), covered, person)
        asked = opt_outs(incoming, _naming(spool, written_to(incoming)), objections(db))
        findings.replace_all(
            db,
            (row._replace(aside=row.key in first.aside) for row in spool),
            _sender_findings(senders, first, found, asked, now, profile(db)),
            ((trail, position) for position, trail in enumerate(in_order(found))),
            {
                findings.NUMBER: FINDINGS,
                "judged": now.date(),
                "coverage": covered,
                "names": first.names,
                "figures": figures(incoming, first.aside, senders, found),
            },
        )


def _stored(db: Database) -> Iterator[Message]:
    for page in messages.pages(db, texts=True, size=_PAGE):
        yield from page


def _naming(rows: Iterable[Row], addresses: frozenset[str]) -> Iterator[Attribution]:
    """Yield the attributions of which a way out leads to one of `addresses`."""
    if addresses:
        for row in rows:
            if not addresses.isdisjoint(unpacked(row.record, _WaysOut).out_addresses):
                yield unpacked(row.record, Attribution)


def _learner(db: Database) -> Learner:
    addresses, told = decisions.own_addresses(db)
    servers, servers_told = decisions.own_servers(db)
    return Learner(addresses if told else (), servers if servers_told else (), organisational)


def _assumed(db: Database) -> Person:
    """Return whose mailbox it most likely is, so that the mail need not be read twice: most often that is right.

    It is as it was the last time; the first time it is what some of the mail shows. Keys are digests, so the first of
    them are a fair sample.
    """
    known = Person(decisions.own_addresses(db)[0], decisions.own_servers(db)[0])
    if known.addresses:
        return known
    learner = _learner(db)
    for message in islice(_stored(db), _SAMPLE):
        learner.add(message)
    return _with_accounts(db, learner.person())


def _remembered(db: Database, learnt: Person) -> Person:
    """Return whose mailbox it is: what the person told, else what the mail shows; the latter is remembered."""
    person = _with_accounts(db, learnt)
    decisions.set_own(
        db,
        () if decisions.own_addresses(db)[1] else person.addresses,
        () if decisions.own_servers(db)[1] else person.authserv_ids,
        told=False,
    )
    return person


def _with_accounts(db: Database, person: Person) -> Person:
    """The address of an account is the person's own whatever else they told or the mail shows."""
    addresses = (account.address for account in accounts.accounts(db))
    return replace(person, addresses=tuple(dict.fromkeys((*person.addresses, *addresses))))


def _same(one: Person, other: Person) -> bool:
    """Return whether two are the same person: in which order addresses and servers are named does not matter."""
    return set(one.addresses) == set(other.addresses) and set(one.authserv_ids) == set(other.authserv_ids)


def _learnt(stored: Iterable[Message], learner: Learner) -> Iterator[Message]:
    for message in stored:
        learner.add(message)
        yield message


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


def _told(stored: Iterator[Message], total: int, tell: Tell) -> Iterator[Message]:
    pace = Pace("analysing", total, tell)
    for number, message in enumerate(stored):
        if number % 200 == 0:
            pace.at(number, total)
        yield message


def _sender_findings(
    senders: Sequence[Sender],
    first: FirstPass,
    found: Iterable[Trail],
    asked: Mapping[SenderId, Asked],
    now: datetime,
    told: Profile,
) -> Iterator[SenderFinding]:
    of_organisation: dict[str, dict[MessageKey, Attribution]] = {}
    for one in first.attributions:
        if one.organisation is not None:
            of_organisation.setdefault(one.organisation, {})[one.message] = one
    copies = {trail.recipient for trail in found if trail.level in SHOWN and trail.relation in THIRD_PARTY}
    last = max((one.at for one in first.attributions if one.at is not None), default=None)
    months = months_back(last, 12) if last is not None else ()
    for sender in senders:
        sent = of_organisation[sender.id]
        seen = [sent[key] for key in sender.messages]
        visible = [one for one in seen if one.message not in first.aside]
        watch = watched(asked.get(sender.id), seen, now, told)
        row = SenderRow(
            sender.id,
            sender.name,
            len(visible),
            _per_month(visible, months),
            tuple(
                watch is not None and watch.state == "not_honoured" and month >= watch.honour_by.replace(day=1)
                for month in months
            ),
            max((one.at for one in visible if one.at is not None), default=None),
            sender.consent.basis,
            None if watch is None else watch.state,
        )
        yield SenderFinding(
            sender,
            packed(row),
            row.mails,
            sum(one.kind is Kind.MARKETING for one in visible),
            instant(row.last),
            row.opt_out,
            packed(asked[sender.id]) if sender.id in asked else None,
            sender.id in copies,
        )


def _per_month(attributions: Iterable[Attribution], months: Sequence[date]) -> tuple[int, ...]:
    counts = dict.fromkeys(months, 0)
    for one in attributions:
        if one.at is not None and (month := one.at.date().replace(day=1)) in counts:
            counts[month] += 1
    return tuple(counts.values())


def needed(db: Database) -> bool:
    """Return whether the stored findings come from other code, or from before messages came that were not analysed."""
    stored = messages.count(db)
    return stored > 0 and (findings.value(db, "number", int) != FINDINGS or findings.count(db) != stored)


def covered(db: Database) -> Coverage | None:
    """Return which part of the period the mailbox covers, None before the first analysis."""
    return findings.value(db, "coverage", Coverage)
