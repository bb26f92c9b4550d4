"""Scene: everything the signals look at, gathered once; and Arrival: one organisation's mail at one address."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from inboxguard.facts.message import MessageKey
from inboxguard.facts.person import Person
from inboxguard.senders.attribution import Attribution
from inboxguard.senders.sender import Sender, SenderId
from inboxguard.trace.addresses import Holder, Ledger, ledger
from inboxguard.trace.contacts import Contact, Contacts
from inboxguard.trace.coverage import Coverage
from inboxguard.trace.decisions import Breach, TraceDecisions
from inboxguard.trace.drawing import Drawn, drawn
from inboxguard.trace.identity import Identity
from inboxguard.trace.naming import Directory, directory
from inboxguard.trace.said import Statement
from inboxguard.trace.surroundings import Mails, Order, Surroundings, by_sender, domains, surroundings

EARLIEST = 5
"""Repeated mails count once: only so many of the first are looked at (trace.md 3)."""

Statements = Mapping[MessageKey, tuple[Statement, ...]]


@dataclass(frozen=True, slots=True)
class Scene:
    """The mailbox as the tracing sees it."""

    senders: Mapping[SenderId, Sender]
    incoming: Mails
    """What each organisation sent, in order of time; it may be fetched only when it is asked for."""
    statements: Statements
    around: Surroundings
    ledger: Ledger
    directory: Directory
    domains: Mapping[str, SenderId]
    """Organisational domain -> whose it is."""
    groups: Mapping[str, frozenset[SenderId]]
    breaches: Mapping[SenderId, tuple[Breach, ...]]
    drawn: Drawn
    """How addresses of the person's are drawn."""
    contact_times: tuple[float, ...]
    """When the person dealt with any organisation, as timestamps, in order."""
    decisions: TraceDecisions
    coverage: Coverage
    person: Person

    @property
    def contacts(self) -> Contacts:
        """Return each organisation's contacts in order of time."""
        return self.around.contacts

    @property
    def firsts(self) -> Mapping[SenderId, datetime]:
        """Return when each organisation first shows up at any address."""
        return self.around.firsts

    def users(self, platform: str, account: str) -> frozenset[SenderId]:
        """Return who sends through an account of a mail platform."""
        return self.around.accounts.get(platform, {}).get(account, frozenset())

    def showing(self, identity: Identity) -> Mapping[SenderId, MessageKey]:
        """Return who shows a legal identity, and in which mail."""
        return self.around.legal.get(identity[0], {}).get(identity[1], {})

    def orders(self, address: str | None) -> tuple[Order, ...]:
        """Return the orders that came to an address, by time."""
        return self.around.orders.get(address or "", ())

    def name(self, organisation: SenderId) -> str:
        """Return what an organisation is called."""
        sender = self.senders.get(organisation)
        return sender.name if sender is not None else organisation

    def reads_like_another(self, organisation: SenderId) -> bool:
        """Return whether an organisation's domain reads as that of another sender."""
        sender = self.senders.get(organisation)
        return sender is not None and sender.reads_like is not None

    def contacts_between(self, start: datetime, end: datetime) -> int:
        """Return how often the person dealt with any organisation from `start` until before `end`."""
        times = self.contact_times
        return bisect_left(times, end.timestamp()) - bisect_left(times, start.timestamp())


@dataclass(frozen=True, slots=True)
class Arrival:
    """One organisation's mail at one of the person's addresses (None: which one is not known)."""

    recipient: SenderId
    address: str | None
    first: datetime
    mails: tuple[Attribution, ...]
    """All of it, in order of time; attested mail only where there is any."""
    authenticated: bool
    holders: tuple[Holder, ...]
    """Who held the address before, in order; those whose own copy was traced to another holder are left out."""
    guessable: bool
    held: frozenset[SenderId] = frozenset()
    """The organisations of `holders`."""
    behind_probable: bool = False
    """Another stranger was left out of `holders` whose copy is the source's only in all likelihood."""
    relayed: bool = False
    """Not attested, but an alias service that is says who sent it."""

    def holding(self, organisation: SenderId) -> Holder | None:
        """Return since when an organisation held the address, None where it did not."""
        if organisation not in self.held:
            return None
        return next(holder for holder in self.holders if holder.organisation == organisation)

    @property
    def earliest(self) -> tuple[Attribution, ...]:
        """Return the first five mails."""
        return self.mails[:EARLIEST]

    @property
    def keys(self) -> tuple[MessageKey, ...]:
        """Return the messages that show the arrival."""
        return tuple(mail.message for mail in self.earliest[:1])


def scene(
    senders: Iterable[Sender],
    attributions: Iterable[Attribution],
    statements: Statements,
    decisions: TraceDecisions,
    coverage: Coverage,
    person: Person,
) -> Scene:
    """Return the scene of a whole mailbox."""
    known = tuple(senders)
    every = tuple(attributions)
    mails = by_sender(known, every)
    names = directory(known)
    around = surroundings(mails, every, names, person, statements)
    incoming = {owner: tuple(mail for mail in sent if not mail.outgoing) for owner, sent in mails.items()}
    return staged(known, incoming, statements, around, names, decisions, coverage, person)


def staged(
    senders: Iterable[Sender],
    incoming: Mails,
    statements: Statements,
    around: Surroundings,
    names: Directory,
    decisions: TraceDecisions,
    coverage: Coverage,
    person: Person,
) -> Scene:
    """Return the scene of mail of which the surroundings are known; `incoming` may be fetched as it is asked for."""
    known = {sender.id: sender for sender in senders}
    times = (one.at.timestamp() for of_it in around.contacts.values() for one in of_it if one.doing)
    return Scene(
        senders=known,
        incoming=incoming,
        statements=statements,
        around=around,
        ledger=ledger(around.holdings, decisions.given),
        directory=names,
        domains=domains(known.values()),
        groups=_groups(known.values()),
        breaches=_breaches(decisions),
        drawn=drawn((*around.holdings, *person.addresses), around.relayed),
        contact_times=tuple(sorted(times)),
        decisions=decisions,
        coverage=coverage,
        person=person,
    )


def contact_with(where: Scene, organisation: SenderId, address: str | None, before: datetime) -> Contact | None:
    """Return the last contact at `address` before `before` that shows the person dealing with the organisation."""
    fitting = [
        contact
        for contact in where.contacts.get(organisation, ())
        if contact.doing and contact.address == address and contact.at < before
    ]
    return fitting[-1] if fitting else None


def _groups(senders: Iterable[Sender]) -> dict[str, frozenset[SenderId]]:
    members: dict[str, set[SenderId]] = {}
    for sender in senders:
        if sender.group is not None:
            members.setdefault(sender.group, set()).add(sender.id)
    return {group: frozenset(who) for group, who in members.items()}


def _breaches(decisions: TraceDecisions) -> dict[SenderId, tuple[Breach, ...]]:
    found: dict[SenderId, list[Breach]] = {}
    for breach in decisions.breaches:
        found.setdefault(breach.organisation, []).append(breach)
    return {who: tuple(sorted(of_it, key=lambda one: one.on)) for who, of_it in found.items()}
