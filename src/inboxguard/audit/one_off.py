"""What was bought once, or held by a deleted list, and is named by a sender's adverts ever since.

Set-aside mail takes no part, and what speaks of a marked theme is not shown here, however it was bought.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cached_property

from sqlite_utils import Database

from inboxguard.audit import profiles
from inboxguard.audit.answers import Answers
from inboxguard.audit.deciding import theme_decisions
from inboxguard.audit.progress import Step, Tell, silent
from inboxguard.audit.sender_pages import known, line
from inboxguard.audit.views import Line
from inboxguard.facts.message import Message, MessageKey
from inboxguard.senders.advert_words import Heard
from inboxguard.senders.attribution import Attribution, Kind, Role
from inboxguard.senders.bought import about_list
from inboxguard.senders.consent import counts
from inboxguard.senders.offering import Mailing, Repeated, Source, repeated
from inboxguard.senders.product_words import tokens
from inboxguard.senders.sender import Sender, SenderId
from inboxguard.store import findings, judgements, messages
from inboxguard.store.findings import Attributed
from inboxguard.themes.matching import mentions
from inboxguard.themes.own import lexicon

MOST_ADVERTS = 500
"""The newest adverts of a sender that are read."""
MOST_ORDERS = 200
_SAMPLE = 200
"""Mails of others in which it is counted how common a word is; keys are digests, so the first are a fair sample."""


@dataclass(frozen=True, slots=True)
class RepeatedView:
    """One thing that was wanted once and is offered ever since."""

    organisation: SenderId
    name: str
    what: str
    """As the order or the list has it."""
    source: Source
    on: date
    """When it was ordered, or the list was deleted, in the person's time zone."""
    order: Line
    """The mail that shows it."""
    offers: tuple[Line, ...]
    """The adverts since then that name it, the newest first."""
    since: datetime
    last: datetime

    @property
    def products(self) -> tuple[str, ...]:
        """Return what a letter that asks for less names as bought once."""
        return (self.what,) if self.source is Source.ORDER else ()

    @property
    def topics(self) -> tuple[str, ...]:
        """Return what such a letter names as a subject: what stood on a list was not bought."""
        return (self.what,) if self.source is Source.DELETED_LIST else ()


class OneOff(Answers):
    """What one sender, or every one, offers again and again although it was wanted once."""

    def repeated(self, organisation: str) -> tuple[RepeatedView, ...]:
        """Return it of one sender, the most often named first; raises Refused where there is no such sender."""
        return _Looking(self._db, self._now()).at(known(self._db, organisation))

    def repeated_everywhere(self, tell: Tell = silent) -> tuple[RepeatedView, ...]:
        """Return it of every sender with an order or a list of wishes, the most often named first."""
        looking = _Looking(self._db, self._now())
        concerned = sorted(
            {
                one.organisation
                for one in judgements.of_roles(self._db, (Role.PURCHASE, Role.ACCOUNT))
                if one.organisation and _may_show(one)
            }
        )
        found: list[RepeatedView] = []
        for at, organisation in enumerate(concerned):
            tell(Step("reading", at, len(concerned)))
            sender = findings.sender(self._db, organisation)
            if sender is not None:
                found += looking.at(sender)
        tell(Step("reading", len(concerned), len(concerned)))
        return tuple(sorted(found, key=lambda one: (-len(one.offers), one.organisation, one.what)))


class _Looking:
    """Looks at one sender after another; what is common to all is read once."""

    def __init__(self, db: Database, now: datetime) -> None:
        self._db = db
        self._zone = profiles.zone(db)
        self._decisions = theme_decisions(db, profiles.today(db, now))

    def at(self, sender: Sender) -> tuple[RepeatedView, ...]:
        """Return what one sender offers again and again."""
        every = [one for one in findings.attributed_to(self._db, sender.id) if counts(one.attribution)]
        orders = [one for one in every if _may_show(one.attribution)][-MOST_ORDERS:]
        adverts = [one for one in every if one.attribution.kind is Kind.MARKETING][-MOST_ADVERTS:]
        if not orders or not adverts:
            return ()
        shown = {one.attribution.message: one for one in (*orders, *adverts) if not _hidden(one)}
        mail = self._read([*orders, *adverts])
        visible = _mailing(sender, mail, {key: one.attribution for key, one in shown.items()})
        found = repeated(visible, lambda: self._elsewhere(sender))
        if found and len(shown) < len(orders) + len(adverts):
            whole = {one.attribution.message: one.attribution for one in (*orders, *adverts)}
            found = _open_subjects(found, repeated(_mailing(sender, mail, whole), lambda: self._elsewhere(sender)))
        return tuple(self._view(sender, one, shown) for one in found if not self._on_a_theme(one, mail))

    def _read(self, every: Sequence[Attributed]) -> dict[MessageKey, Message]:
        return {one.key: one for one in messages.among(self._db, [one.attribution.message for one in every])}

    def _elsewhere(self, sender: Sender) -> list[frozenset[str]]:
        """Return the words of a sample of the other senders' adverts."""
        return [words for organisation, words in self._sample if organisation != sender.id]

    @cached_property
    def _sample(self) -> tuple[tuple[str | None, frozenset[str]], ...]:
        keys = messages.keys(self._db)[:_SAMPLE]
        said = findings.attributed_among(self._db, keys)
        return tuple(
            (said[one.key].attribution.organisation, frozenset(tokens(f"{one.subject}\n{one.text}")))
            for one in messages.among(self._db, keys)
            if one.opened and one.key in said and said[one.key].attribution.kind is Kind.MARKETING
        )

    def _on_a_theme(self, one: Repeated, mail: dict[MessageKey, Message]) -> bool:
        """Return whether the thing by itself speaks of a marked theme, even faintly."""
        if not self._decisions.marked:
            return False
        bare = replace(
            mail[one.message], subject=one.what, text=one.what, preheader="", images=(), links=(), sender=None
        )
        return bool(mentions(bare, lexicon(self._decisions.own), self._decisions.marked))

    def _view(self, sender: Sender, one: Repeated, shown: dict[MessageKey, Attributed]) -> RepeatedView:
        return RepeatedView(
            organisation=sender.id,
            name=sender.name,
            what=one.what,
            source=one.source,
            on=one.at.astimezone(self._zone).date(),
            order=line(shown[one.message]),
            offers=tuple(line(shown[key]) for key in reversed(one.offers)),
            since=one.since,
            last=one.last,
        )


def _may_show(one: Attribution) -> bool:
    """Return whether a mail may show what was bought, or what a list held."""
    if one.role is Role.PURCHASE:
        return True
    return one.role is Role.ACCOUNT and about_list(one.subject, one.language)


def _hidden(one: Attributed) -> bool:
    return one.aside or bool(one.mentions)


def _open_subjects(found: Sequence[Repeated], whole: Sequence[Repeated]) -> tuple[Repeated, ...]:
    """Return what is named by more adverts that are shown than by set-aside ones: else it is what was set aside."""
    counted = {(one.message, one.what): len(one.offers) for one in whole}
    return tuple(one for one in found if counted.get((one.message, one.what), 0) < 2 * len(one.offers))


def _mailing(sender: Sender, mail: dict[MessageKey, Message], concerned: dict[MessageKey, Attribution]) -> Mailing:
    def heard(fits: Callable[[Attribution], bool]) -> tuple[Heard, ...]:
        among = [
            Heard(mail[key], one.at.astimezone(UTC))
            for key, one in concerned.items()
            if key in mail and one.at is not None and fits(one)
        ]
        return tuple(sorted(among, key=lambda one: one.at))

    return Mailing(
        orders=heard(lambda one: one.role is Role.PURCHASE),
        lists=heard(lambda one: one.role is Role.ACCOUNT),
        adverts=heard(lambda one: one.kind is Kind.MARKETING),
        own=frozenset((*tokens(sender.name), *tokens(sender.id.partition(".")[0]))),
    )
