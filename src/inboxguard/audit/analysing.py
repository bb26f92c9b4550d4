"""Facts and decisions to findings: whole, in one breath, with no clock, network or database inside `findings`.

The first pass streams over the stored messages and keeps one light attribution for each; everything after
stands on those, so that texts never pile up in memory.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlite_utils import Database

from inboxguard.audit.clock import months_back
from inboxguard.audit.deciding import theme_decisions, trace_decisions
from inboxguard.audit.figures import figures
from inboxguard.audit.profiles import profile
from inboxguard.audit.progress import Step, Tell
from inboxguard.audit.shown import SHOWN, THIRD_PARTY
from inboxguard.audit.views import Profile, SenderRow
from inboxguard.audit.watching import OptOutAsked, watched
from inboxguard.facts.message import Message, MessageKey
from inboxguard.facts.person import Person
from inboxguard.facts.settling import learn_person, settle
from inboxguard.senders.attribution import Attribution, Kind
from inboxguard.senders.domains import organisational
from inboxguard.senders.grouping import group
from inboxguard.senders.optout import opt_outs
from inboxguard.senders.sender import Sender, SenderId
from inboxguard.senders.speaker import attribute
from inboxguard.store import accounts as stored
from inboxguard.store import decisions, findings, messages
from inboxguard.store.findings import Attributed, SenderFinding
from inboxguard.store.records import instant, packed
from inboxguard.themes.history import wholly
from inboxguard.themes.lexicon import Lexicon, load
from inboxguard.themes.matching import mentions
from inboxguard.themes.setting_aside import ThemeDecisions, aside
from inboxguard.trace.coverage import Coverage, coverage
from inboxguard.trace.said import Statement
from inboxguard.trace.sharing import trails
from inboxguard.trace.signals.statement import statements
from inboxguard.trace.trail import Level, Trail

FINDINGS = 5
"""Raised whenever the same facts would give other findings; an older number triggers a new analysis."""


LONGEST_NAME = 80
MOST_NAMES = 10


@dataclass(frozen=True, slots=True)
class FirstPass:
    """What one stream over the messages leaves behind."""

    attributed: tuple[Attributed, ...]
    statements: dict[MessageKey, tuple[Statement, ...]]
    names: tuple[str, ...]
    """What senders call the person, the most frequent first; hidden in reports."""


def analyse(db: Database, now: datetime, tell: Tell) -> None:
    """Recompute every finding of the database from its facts and decisions."""
    person = learn(db)
    marked = theme_decisions(db)
    total = messages.count(db)
    first = first_pass(_told(messages.each(db), total, tell), person, marked, load())
    tell(Step("analysing", total, total))
    incoming = [one.attribution for one in first.attributed]
    senders = group(incoming)
    times = [one.at for one in incoming if one.at is not None]
    covered = coverage(times, messages.folders(db))
    found = trails(senders, incoming, first.statements, trace_decisions(db), covered, person)
    asked = {key: OptOutAsked(*value) for key, value in opt_outs(incoming).items()}
    findings.replace_all(
        db,
        first.attributed,
        _sender_findings(senders, first.attributed, found, asked, now, profile(db)),
        ((trail, position) for position, trail in enumerate(in_order(found))),
        {
            findings.NUMBER: FINDINGS,
            "judged": now.date(),
            "coverage": covered,
            "names": first.names,
            "figures": figures(first.attributed, senders, found),
        },
    )


def learn(db: Database) -> Person:
    """Return whose mailbox it is: what the person told, else what the mail shows; the latter is remembered."""
    addresses, told = decisions.own_addresses(db)
    servers, servers_told = decisions.own_servers(db)
    person = learn_person(
        messages.each(db, texts=False), addresses if told else (), servers if servers_told else (), organisational
    )
    # The address of an account is the person's own whatever else they told or the mail shows.
    accounts = (account.address for account in stored.accounts(db))
    person = replace(person, addresses=tuple(dict.fromkeys((*person.addresses, *accounts))))
    decisions.set_own(
        db,
        () if told else person.addresses,
        () if servers_told else person.authserv_ids,
        told=False,
    )
    return person


def first_pass(stored: Iterable[Message], person: Person, themes: ThemeDecisions, lexicon: Lexicon) -> FirstPass:
    """Return what each message is taken to be; pure."""
    attributed: list[Attributed] = []
    said: dict[MessageKey, tuple[Statement, ...]] = {}
    names: Counter[str] = Counter()
    for message in stored:
        settled = settle(message, person, organisational)
        attribution = attribute(settled, person)
        named = mentions(settled, lexicon, themes.marked) if themes.marked else ()
        attributed.append(Attributed(attribution, named, aside(attribution, named, themes)))
        names.update(one.name[:LONGEST_NAME] for one in settled.to if one.name and person.owns(one.address))
        if attribution.outgoing and settled.sender is not None:
            names[settled.sender.name[:LONGEST_NAME]] += 1
        if attribution.kind is Kind.MARKETING and not attribution.outgoing and (stated := statements(settled)):
            said[settled.key] = stated
    attributed.sort(key=lambda one: (instant(one.attribution.at) or "", one.attribution.message))
    called = tuple(name for name, _ in names.most_common(MOST_NAMES) if name and "@" not in name)
    return FirstPass(_with_whole_senders(attributed, themes), said, called)


def _with_whole_senders(attributed: Sequence[Attributed], themes: ThemeDecisions) -> tuple[Attributed, ...]:
    """The same, with all marketing set aside of senders of whom the greater part is."""
    whole = wholly((one.attribution, one.aside) for one in attributed)
    if not whole:
        return tuple(attributed)
    wider = replace(themes, accepted=themes.accepted | whole)
    return tuple(replace(one, aside=aside(one.attribution, one.mentions, wider)) for one in attributed)


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
    for number, message in enumerate(stored):
        if number % 200 == 0:
            tell(Step("analysing", number, total))
        yield message


def _sender_findings(
    senders: Sequence[Sender],
    attributed: Sequence[Attributed],
    found: Iterable[Trail],
    asked: dict[SenderId, OptOutAsked],
    now: datetime,
    told: Profile,
) -> Iterator[SenderFinding]:
    by_key = {one.attribution.message: one for one in attributed}
    copies = {trail.recipient for trail in found if trail.level in SHOWN and trail.relation in THIRD_PARTY}
    last = max((one.attribution.at for one in attributed if one.attribution.at is not None), default=None)
    months = months_back(last, 12) if last is not None else ()
    for sender in senders:
        seen = [by_key[key] for key in sender.messages]
        visible = [one.attribution for one in seen if not one.aside]
        watch = watched(asked.get(sender.id), [one.attribution for one in seen], now, told)
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
