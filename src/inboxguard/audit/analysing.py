"""Facts and decisions to findings, without clock or network: messages are judged, senders summed up, trails traced.

What was judged on the present ground is not judged again, nor is a sender summed up of whom nothing changed; a test
holds the result equal to that of a whole analysis.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from enum import Enum
from functools import partial

from sqlite_utils import Database

from inboxguard.audit import grounds, profiles, sent_letters
from inboxguard.audit.deciding import theme_decisions
from inboxguard.audit.grounds import Ground
from inboxguard.audit.judging import Asking, Judgement, Judging, asked, judged
from inboxguard.audit.looking import Helped, home, looked, pages
from inboxguard.audit.pace import Pace
from inboxguard.audit.progress import Tell
from inboxguard.audit.summing_up import sum_up
from inboxguard.audit.tracing import forget, trace
from inboxguard.facts.person import Person
from inboxguard.facts.settling import Learner
from inboxguard.senders.domains import organisational
from inboxguard.store import decisions, findings, judgements, messages, search, speaking
from inboxguard.trace.coverage import Coverage

FINDINGS = 13
"""Raised whenever the same facts would give other findings; an older number triggers a new analysis."""

_SAMPLE = 1_000
_MANY = 1_500
"""Messages that are worth child processes, which take a second to begin."""
_MANY_ASKED = 4_000
"""Asking is less work than judging."""
_GROWTH = 1.25
"""Where the mail has grown so much it is asked anew whose mailbox it is."""
_CALLED, _LEARNT = "called", "learnt"
_MOST_NAMES, _REMEMBERED_NAMES = 10, 200


class Depth(Enum):
    """How much an analysis does anew; what it leaves stands on the same facts, decisions and code."""

    NEW = "new"
    """Judge what is new or concerned by what was said since, and conclude what follows from that."""
    CONCLUSIONS = "conclusions"
    """Judge what is new or concerned, and conclude everything anew: senders, consent, trails, figures."""
    ALL = "all"
    """Judge every message anew, and conclude everything."""


def analyse(db: Database, now: datetime, tell: Tell, helped: Helped | None = None, depth: Depth = Depth.NEW) -> None:
    """Bring every finding up to date; `helped` begins child processes where they are worth it."""
    before, assumed, today = grounds.stored(db), _assumed(db), profiles.today(db, now)
    look = partial(looked, db, tell, helped)
    ground = grounds.taken(db, FINDINGS, assumed, today, look)
    if depth is Depth.NEW and ground == before and not needed(db):
        trace(db, ground, now, None, tell)  # all that may have changed is what the person says of trails
        return
    judgements.drop_gone(db)
    called = Counter(findings.value(db, _CALLED, dict[str, int]) or {})
    # Other code may learn otherwise, too, whose mailbox it is.
    other = before is None or before.findings != FINDINGS or not _same(before.person, assumed)
    every = other or depth is Depth.ALL
    if not every:
        _ask(db, ground, tell, helped)
    seen = _judge(db, ground, messages.keys(db) if every else judgements.unjudged(db, ground.number), tell, helped)
    if not every and _may_be_of_another(db, ground.person, seen):
        seen, every = _judge(db, ground, messages.keys(db), tell, helped), True
    if every:
        called.clear()
        person = _remembered(db, seen.learner.person())
        if not _same(person, ground.person):
            ground = grounds.taken(db, FINDINGS, person, today, look)
            seen = _judge(db, ground, messages.keys(db), tell, helped)
        findings.keep(db, _LEARNT, messages.count(db))
    if every or depth is Depth.CONCLUSIONS:
        judgements.touch_all(db)
        forget(db)
    called.update(seen.called)
    findings.keep(db, _CALLED, dict(called.most_common(_REMEMBERED_NAMES)))
    judgements.touch(db, sent_letters.record(db, now))
    sum_up(db, ground, now, tell)
    trace(db, ground, now, tuple(name for name, _ in called.most_common(_MOST_NAMES) if name and "@" not in name), tell)


def _judge(db: Database, ground: Ground, keys: Sequence[str], tell: Tell, helped: Helped | None) -> Judgement:
    """Judge the named messages and store what changed; return what else they show."""
    called, learner, shelves = Counter[str](), _learner(db), set(search.with_set_aside(db))
    pace = Pace("analysing", len(keys), tell)

    def settle(page: Judgement) -> None:
        judgements.put(db, page.rows, ground.number, shelves)
        called.update(page.called)
        learner.merge(page.learner)
        pace.on(len(page.rows))

    if helped is not None and len(keys) >= _MANY:
        with helped() as mapped:
            for page in mapped(Judging(home(db), ground, *_told(db)), pages(keys)):
                settle(page)
    else:
        for names in pages(keys):
            settle(judged(messages.among(db, names), ground, _learner(db)))
    return Judgement((), called, learner)


def _ask(db: Database, ground: Ground, tell: Tell, helped: Helped | None) -> None:
    """Ask the messages again of which it is not known any more what they say of themes."""
    keys = speaking.to_ask(db)
    if not keys:
        return
    pace = Pace("analysing", len(keys), tell)
    if helped is not None and len(keys) >= _MANY_ASKED:
        with helped() as mapped:
            for page in mapped(Asking(home(db), ground.themes), pages(keys)):
                speaking.put(db, page, ground.number)
                pace.on(len(page))
    else:
        for names in pages(keys):
            page = asked(messages.among(db, names), ground.themes)
            speaking.put(db, page, ground.number)
            pace.on(len(page))


def _told(db: Database) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the addresses and servers that the person told; () where those are learnt."""
    addresses, addresses_told = decisions.own_addresses(db)
    servers, servers_told = decisions.own_servers(db)
    return addresses if addresses_told else (), servers if servers_told else ()


def _learner(db: Database) -> Learner:
    return Learner(*_told(db), organisational)


def _assumed(db: Database) -> Person:
    """Return whose mailbox it most likely is, so that the mail need not be judged twice: most often that is right.

    It is as it was the last time; the first time it is what some of the mail shows. Keys are digests, so the first of
    them are a fair sample.
    """
    known = Person(decisions.own_addresses(db)[0], decisions.own_servers(db)[0])
    if not known.addresses:
        learner = _learner(db)
        for names in pages(messages.keys(db)[:_SAMPLE]):
            for message in messages.among(db, names):
                learner.add(message)
        known = learner.person()
    return grounds.with_accounts(db, known)


def _may_be_of_another(db: Database, person: Person, seen: Judgement) -> bool:
    """Return whether it has to be asked anew, of all mail, whose mailbox it is.

    That is so where much is new, and where new mail was received by a server of which nothing is known yet.
    """
    if all(_told(db)):
        return False
    learnt = findings.value(db, _LEARNT, int)
    if learnt is None or messages.count(db) > learnt * _GROWTH:
        return True
    new = set(seen.learner.servers()) - set(person.authserv_ids)
    return bool(new) and not decisions.own_servers(db)[1]


def _remembered(db: Database, learnt: Person) -> Person:
    """Return whose mailbox it is: what the person told, else what the mail shows; the latter is remembered."""
    person = grounds.with_accounts(db, learnt)
    decisions.set_own(
        db,
        () if decisions.own_addresses(db)[1] else person.addresses,
        () if decisions.own_servers(db)[1] else person.authserv_ids,
        told=False,
    )
    return person


def _same(one: Person, other: Person) -> bool:
    """Return whether two are the same person: in which order addresses and servers are named does not matter."""
    return set(one.addresses) == set(other.addresses) and set(one.authserv_ids) == set(other.authserv_ids)


def needed(db: Database) -> bool:
    """Return whether the stored findings come from other code, or no longer follow from the facts."""
    stored = messages.count(db)
    return stored > 0 and (findings.value(db, findings.NUMBER, int) != FINDINGS or findings.count(db) != stored)


def outlived(db: Database, now: datetime) -> bool:
    """Return whether a shelf or a rest has ended since the last analysis, or begun."""
    ground = grounds.stored(db)
    return ground is not None and ground.themes != theme_decisions(db, profiles.today(db, now))


def covered(db: Database) -> Coverage | None:
    """Return which part of the period the mailbox covers, None before the first analysis."""
    return findings.value(db, "coverage", Coverage)


def covered_seen(db: Database) -> Coverage | None:
    """Return what `covered` does, of the mail that is not set aside: what screens and files for others tell."""
    return findings.value(db, "coverage_seen", Coverage)
