"""What each message is judged to be, by itself: pages of stored messages, here or in child processes."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from inboxguard.audit.grounds import Ground
from inboxguard.audit.looking import opened
from inboxguard.facts.message import Message, MessageKey
from inboxguard.facts.settling import Learner, settle
from inboxguard.senders.attribution import Attribution, Kind, Legal, Role
from inboxguard.senders.corrections import corrected
from inboxguard.senders.domains import organisational
from inboxguard.senders.speaker import attribute
from inboxguard.store import judgements, messages
from inboxguard.store.judgements import Judged, Row
from inboxguard.store.records import packed
from inboxguard.themes import naming
from inboxguard.themes.matching import Mention, mentions
from inboxguard.themes.own import lexicon
from inboxguard.themes.setting_aside import ThemeDecisions, aside
from inboxguard.trace.said import Statement, Wording
from inboxguard.trace.signals.statement import statements

_LONGEST_NAME = 80
MATCHED = frozenset({Kind.MARKETING, Kind.TRANSACTIONAL})
"""Mail of which it is asked what it speaks of; only marketing is ever set aside by that."""

_JOINING = frozenset({Role.SIGN_UP, Role.CONFIRMED, Role.WELCOME, Role.ACCOUNT})
"""What a mail about a beginning shows: such mail lists the partners that may write."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A page of judged messages, and what else was seen on the way."""

    rows: tuple[Row, ...]
    called: Counter[str]
    """What senders call the person."""
    learner: Learner
    """What the messages show of whose mailbox it is."""


@dataclass(frozen=True, slots=True)
class Judging:
    """Judges a page of messages, named by their keys; picklable, so that child processes share the work."""

    home: Path
    ground: Ground
    me: tuple[str, ...]
    authserv: tuple[str, ...]
    """Addresses and servers that the person told; where there are any, none are learnt."""

    def __call__(self, keys: tuple[str, ...]) -> Judgement:
        """Return what the messages are judged to be."""
        return judged(messages.among(opened(self.home), keys), self.ground, self._learner())

    def unreadable(self, keys: tuple[str, ...]) -> Judgement:
        """Return what stands for a page that broke its child: mail that nobody reads."""
        rows = tuple(judgements.row(Judged(_closed(key), (), False, ())) for key in keys)
        return Judgement(rows, Counter(), self._learner())

    def _learner(self) -> Learner:
        return Learner(self.me, self.authserv, organisational)


@dataclass(frozen=True, slots=True)
class Asking:
    """Asks a page of messages, named by their keys, what they say of themes; picklable as `Judging`."""

    home: Path
    decisions: ThemeDecisions

    def __call__(self, keys: tuple[str, ...]) -> tuple[tuple[str, bytes], ...]:
        """Return (key, packed mentions) of the messages."""
        return asked(messages.among(opened(self.home), keys), self.decisions)

    def unreadable(self, keys: tuple[str, ...]) -> tuple[tuple[str, bytes], ...]:
        """Return what stands for a page that broke its child: mail that says nothing."""
        return tuple((key, packed(())) for key in keys)


def asked(stored: Iterable[Message], decisions: ThemeDecisions) -> tuple[tuple[str, bytes], ...]:
    """Return (key, packed mentions) of messages that may be matched."""
    spoken, themes = lexicon(decisions.own), naming.asked(decisions.marked)
    return tuple((one.key, packed(mentions(one, spoken, themes))) for one in stored)


def judged(stored: Iterable[Message], ground: Ground, learner: Learner) -> Judgement:
    """Return what messages are judged to be; `learner` takes each into account."""
    rows: list[Row] = []
    called: Counter[str] = Counter()
    for message in stored:
        learner.add(message)
        settled = settle(message, ground.person, organisational)
        attribution = corrected(attribute(settled, ground.person), ground.corrections)
        named = _named(settled, attribution, ground.themes)
        hidden = aside(attribution, named, ground.themes)
        rows.append(judgements.row(Judged(attribution, named, hidden, _said(settled, attribution))))
        called.update(_names(settled, attribution, ground))
    return Judgement(tuple(rows), called, learner)


def _named(message: Message, attribution: Attribution, decisions: ThemeDecisions) -> tuple[Mention, ...]:
    """Return what a mail says of themes, marked or not; letters are not asked."""
    if attribution.outgoing or attribution.kind not in MATCHED:
        return ()
    return mentions(message, lexicon(decisions.own), naming.asked(decisions.marked))


def _said(message: Message, attribution: Attribution) -> tuple[Statement, ...]:
    """Return where a mail says it has the address from; of a sign-up's mails, whom they list as partners."""
    if attribution.outgoing:
        return ()
    if attribution.kind is Kind.MARKETING:
        return statements(message)
    if attribution.role not in _JOINING:
        return ()
    return tuple(one for one in statements(message) if one.wording is Wording.PARTNERS)


def _names(message: Message, attribution: Attribution, ground: Ground) -> Iterable[str]:
    for one in message.to:
        if one.name and ground.person.owns(one.address):
            yield one.name[:_LONGEST_NAME]
    if attribution.outgoing and message.sender is not None:
        yield message.sender.name[:_LONGEST_NAME]


def _closed(key: str) -> Attribution:
    return Attribution(
        message=MessageKey(key), message_id=None, at=None, subject="", kind=Kind.PERSONAL,
        reasons=("unreadable",), organisation=None, name="", address=None, authenticated=None, attested=None,
        recipient=None, outgoing=False, platform=None, account=None, list_id=None, sending_domains=(), out_domains=(),
        way_out=False, role=None, legal=Legal(), language=None,
    )  # fmt: skip
