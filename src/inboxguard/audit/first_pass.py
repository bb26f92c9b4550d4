"""The first pass over the stored messages: what each is taken to be, packed for the store, and what is held of it.

Everything after stands on what is held, so a mailbox of 100,000 messages must fit in memory: no text, no record of the
store, and nothing twice that is the same for many messages.
"""

import math
from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeVar, cast

from inboxguard.facts.message import Message, MessageKey
from inboxguard.facts.person import Person
from inboxguard.facts.settling import settle
from inboxguard.senders.attribution import Attribution, Kind
from inboxguard.senders.corrections import NONE, Corrections, corrected
from inboxguard.senders.domains import organisational
from inboxguard.senders.speaker import attribute
from inboxguard.store import findings
from inboxguard.store.findings import Attributed
from inboxguard.store.spool import Row
from inboxguard.themes.history import wholly
from inboxguard.themes.lexicon import Lexicon
from inboxguard.themes.matching import mentions
from inboxguard.themes.setting_aside import ThemeDecisions, aside
from inboxguard.trace.said import Statement
from inboxguard.trace.signals.role import of_service
from inboxguard.trace.signals.statement import statements

LONGEST_NAME = 80
MOST_NAMES = 10

Value = TypeVar("Value", bound=Hashable)


@dataclass(frozen=True, slots=True)
class FirstPass:
    """What one stream over the messages leaves behind."""

    attributions: tuple[Attribution, ...]
    """In order of time, as `held` leaves them."""
    aside: frozenset[MessageKey]
    statements: dict[MessageKey, tuple[Statement, ...]]
    names: tuple[str, ...]
    """What senders call the person, the most frequent first; hidden in reports."""


def first_pass(
    stored: Iterable[Message],
    person: Person,
    themes: ThemeDecisions,
    lexicon: Lexicon,
    keep: Callable[[Row], None],
    corrections: Corrections = NONE,
) -> FirstPass:
    """Return what each message is taken to be, and hand each to `keep` as it is stored; pure.

    Whether a row is set aside is known of the single mail only; the final word is `FirstPass.aside`.
    """
    attributions: list[Attribution] = []
    set_aside: set[MessageKey] = set()
    said: dict[MessageKey, tuple[Statement, ...]] = {}
    names: Counter[str] = Counter()
    for message in stored:
        settled = settle(message, person, organisational)
        attribution = corrected(attribute(settled, person), corrections)
        named = mentions(settled, lexicon, themes.marked) if themes.marked else ()
        is_aside = aside(attribution, named, themes)
        keep(findings.row(Attributed(attribution, named, is_aside)))
        one = held(attribution)
        attributions.append(one)
        if is_aside:
            set_aside.add(one.message)
        names.update(one.name[:LONGEST_NAME] for one in settled.to if one.name and person.owns(one.address))
        if attribution.outgoing and settled.sender is not None:
            names[settled.sender.name[:LONGEST_NAME]] += 1
        if attribution.kind is Kind.MARKETING and not attribution.outgoing and (stated := statements(settled)):
            said[one.message] = _shared(stated)
    _same.cache_clear()
    # By time and message, in two steps of which the first finds its work done where the store gave the messages:
    # one sort of pairs would hold up every thread of the program for a tenth of a second.
    attributions.sort(key=lambda one: one.message)
    attributions.sort(key=lambda one: -math.inf if one.at is None else one.at.timestamp() // 1)
    called = tuple(name for name, _ in names.most_common(MOST_NAMES) if name and "@" not in name)
    return FirstPass(tuple(attributions), _with_whole_senders(attributions, set_aside, themes), said, called)


def held(one: Attribution) -> Attribution:
    """Return what everything after the first pass needs of an attribution, sharing what is equal in many.

    The Message-ID and the addresses of ways out are left out, and the subject where nobody asks for it: it is read
    where a mail shows the person's doings or may be about an order elsewhere.
    """
    return Attribution(
        message=one.message,
        message_id=None,
        at=one.at,
        subject=one.subject if one.role is not None or of_service(one) else "",
        kind=one.kind,
        reasons=_shared(one.reasons),
        organisation=_shared(one.organisation),
        name=_shared(one.name),
        address=_shared(one.address),
        authenticated=one.authenticated,
        attested=_shared(one.attested),
        recipient=_shared(one.recipient),
        outgoing=one.outgoing,
        platform=_shared(one.platform),
        account=_shared(one.account),
        list_id=_shared(one.list_id),
        sending_domains=_shared(one.sending_domains),
        out_domains=_shared(one.out_domains),
        way_out=one.way_out,
        role=one.role,
        legal=_shared(one.legal),
        language=_shared(one.language),
        hosted_for=_shared(one.hosted_for),
        reply_domain=_shared(one.reply_domain),
    )


def _shared(value: Value) -> Value:
    return cast(Value, _same(value))


@lru_cache(maxsize=16_384)
def _same(value: Hashable) -> Hashable:
    """Return the first of all equal values that were given lately."""
    return value


def _with_whole_senders(
    attributions: Iterable[Attribution], set_aside: set[MessageKey], themes: ThemeDecisions
) -> frozenset[MessageKey]:
    """Return what is set aside, with all marketing of senders of whom the greater part is."""
    every = tuple(attributions)
    whole = wholly((one, one.message in set_aside) for one in every)
    if not whole:
        return frozenset(set_aside)
    wider = replace(themes, accepted=themes.accepted | whole)
    # Words that set a mail aside do so whatever else is decided, so only what is not aside is asked about.
    return frozenset(set_aside).union(
        one.message for one in every if one.message not in set_aside and aside(one, (), wider)
    )
