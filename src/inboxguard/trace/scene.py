"""Scene: everything the signals look at, gathered once; and Arrival: one organisation's mail at one address."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from inboxguard.facts.message import MessageKey
from inboxguard.facts.person import Person
from inboxguard.senders.attribution import Attribution, Kind, Role
from inboxguard.senders.domains import of_address, organisational
from inboxguard.senders.sender import Sender, SenderId
from inboxguard.trace.addresses import Holder, Ledger, ledger
from inboxguard.trace.contacts import Contact, Contacts, contacts
from inboxguard.trace.coverage import Coverage
from inboxguard.trace.decisions import Breach, TraceDecisions
from inboxguard.trace.identity import Identity, identities
from inboxguard.trace.naming import Directory, directory
from inboxguard.trace.said import Statement

EARLIEST = 5
"""Repeated mails count once: only so many of the first are looked at (trace.md 3)."""

Mails = Mapping[SenderId, tuple[Attribution, ...]]


@dataclass(frozen=True, slots=True)
class Scene:
    """The mailbox as the tracing sees it."""

    senders: Mapping[SenderId, Sender]
    incoming: Mails
    """What each organisation sent, in order of time."""
    ledger: Ledger
    contacts: Contacts
    directory: Directory
    domains: Mapping[str, SenderId]
    """Organisational domain -> whose it is."""
    accounts: Mapping[tuple[str, str], frozenset[SenderId]]
    """(platform, account) -> who sends through it, attested mail only."""
    legal: Mapping[Identity, Mapping[SenderId, MessageKey]]
    """Legal identity -> who shows it, and in which mail; attested mail only."""
    groups: Mapping[str, frozenset[SenderId]]
    advertised: Mapping[SenderId, Mapping[SenderId, MessageKey]]
    """Advertised brand -> who mailed on its behalf, and in which mail."""
    listed: Mapping[str, datetime]
    """Address (lower case) -> when a discussion list first wrote to it."""
    people: Mapping[str, tuple[tuple[str | None, datetime], ...]]
    """Address (lower case) -> with whom letters went to and fro there: (organisation, None for people; when)."""
    firsts: Mapping[SenderId, datetime]
    """When each organisation first shows up at any address; failed mail left out."""
    statements: Mapping[MessageKey, tuple[Statement, ...]]
    decisions: TraceDecisions
    coverage: Coverage
    person: Person
    orders: Mapping[str | None, tuple[tuple[datetime, SenderId, Attribution], ...]]
    """Address (lower case) -> the dated mail to it that shows an order and did not fail authentication, by time."""
    junk: Mapping[str, frozenset[str]]
    """Address (lower case) -> domains in whose name spam, or mail whose sender is disproved, came to it."""
    guessed: Mapping[str, frozenset[str]]
    """Domain of the person's -> invented addresses on it to which nothing but junk came."""
    breaches: Mapping[SenderId, tuple[Breach, ...]]
    contact_times: tuple[float, ...]
    """When the person dealt with any organisation, as timestamps, in order."""

    def name(self, organisation: SenderId) -> str:
        """Return what an organisation is called."""
        sender = self.senders.get(organisation)
        return sender.name if sender is not None else organisation

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
    statements: Mapping[MessageKey, tuple[Statement, ...]],
    decisions: TraceDecisions,
    coverage: Coverage,
    person: Person,
) -> Scene:
    """Return the scene of a mailbox; every message goes to the sender that lists it, else to its organisation's."""
    known = {sender.id: sender for sender in senders}
    domains = _domains(known.values())
    every = tuple(attributions)
    mails = _by_sender(known.values(), domains, every)
    dealt = contacts(mails)
    junk = _junk(every)
    incoming = {owner: tuple(mail for mail in sent if not mail.outgoing) for owner, sent in mails.items()}
    names = directory(known.values())
    return Scene(
        senders=known,
        incoming=incoming,
        ledger=ledger(mails, decisions.given),
        contacts=dealt,
        directory=names,
        domains=domains,
        accounts=_accounts(incoming),
        legal=_legal(incoming),
        groups=_groups(known.values()),
        advertised=_advertised(incoming, names),
        listed=_listed(every),
        people=_people(every),
        firsts=_firsts(mails),
        statements=statements,
        decisions=decisions,
        coverage=coverage,
        person=person,
        orders=_orders(incoming),
        junk=junk,
        guessed=_guessed(every, junk, person),
        breaches=_breaches(decisions),
        contact_times=tuple(sorted(one.at.timestamp() for of_it in dealt.values() for one in of_it if one.doing)),
    )


def _orders(incoming: Mails) -> dict[str | None, tuple[tuple[datetime, SenderId, Attribution], ...]]:
    found: dict[str | None, list[tuple[datetime, SenderId, Attribution]]] = {}
    for owner, sent in incoming.items():
        for mail in sent:
            if mail.role is Role.PURCHASE and mail.at is not None and mail.authenticated is not False:
                found.setdefault((mail.recipient or "").lower(), []).append((mail.at, owner, mail))
    return {
        address: tuple(sorted(mails, key=lambda one: (one[0], one[1], one[2].message)))
        for address, mails in found.items()
    }


def contact_with(where: Scene, organisation: SenderId, address: str | None, before: datetime) -> Contact | None:
    """Return the last contact at `address` before `before` that shows the person dealing with the organisation."""
    fitting = [
        contact
        for contact in where.contacts.get(organisation, ())
        if contact.doing and contact.address == address and contact.at < before
    ]
    return fitting[-1] if fitting else None


def _domains(senders: Iterable[Sender]) -> dict[str, SenderId]:
    """Return whose each organisational domain is: a host under it may be of a customer, or of a part split off."""
    known = tuple(senders)
    owners: dict[str, SenderId] = {sender.id: sender.id for sender in known}
    for sender in known:
        for domain in sender.domains:
            if organisational(domain) == domain:
                owners.setdefault(domain, sender.id)
    return owners


def _by_sender(
    senders: Iterable[Sender], domains: Mapping[str, SenderId], attributions: Iterable[Attribution]
) -> dict[SenderId, tuple[Attribution, ...]]:
    owner = {key: sender.id for sender in senders for key in sender.messages}
    found: dict[SenderId, list[Attribution]] = {}
    for mail in attributions:
        who = owner.get(mail.message)
        if who is None and mail.organisation is not None:
            who = domains.get(mail.organisation, SenderId(mail.organisation))
        if who is not None:
            found.setdefault(who, []).append(mail)
    return {who: tuple(sorted(sent, key=_order)) for who, sent in found.items()}


def _order(mail: Attribution) -> tuple[float, str]:
    return (mail.at.timestamp() if mail.at else float("inf"), mail.message)


def _accounts(incoming: Mails) -> dict[tuple[str, str], frozenset[SenderId]]:
    users: dict[tuple[str, str], set[SenderId]] = {}
    for who, sent in incoming.items():
        for mail in sent:
            if mail.platform and mail.account and mail.authenticated:
                users.setdefault((mail.platform, mail.account), set()).add(who)
    return {account: frozenset(who) for account, who in users.items()}


def _legal(incoming: Mails) -> dict[Identity, dict[SenderId, MessageKey]]:
    shown: dict[Identity, dict[SenderId, MessageKey]] = {}
    for who, sent in incoming.items():
        for mail in sent:
            if mail.authenticated:
                for identity in identities(mail):
                    shown.setdefault(identity, {}).setdefault(who, mail.message)
    return shown


def _groups(senders: Iterable[Sender]) -> dict[str, frozenset[SenderId]]:
    members: dict[str, set[SenderId]] = {}
    for sender in senders:
        if sender.group is not None:
            members.setdefault(sender.group, set()).add(sender.id)
    return {group: frozenset(who) for group, who in members.items()}


def _advertised(incoming: Mails, names: Directory) -> dict[SenderId, dict[SenderId, MessageKey]]:
    found: dict[SenderId, dict[SenderId, MessageKey]] = {}
    for host, sent in incoming.items():
        for mail in sent:
            brand = names.resolve(mail.hosted_for) if mail.hosted_for and mail.authenticated else None
            if brand is not None and brand != host:
                found.setdefault(brand, {}).setdefault(host, mail.message)
    return found


def _listed(mails: Iterable[Attribution]) -> dict[str, datetime]:
    times: dict[str, datetime] = {}
    for mail in mails:
        if mail.kind is Kind.DISCUSSION and mail.recipient and mail.at is not None:
            address = mail.recipient.lower()
            times[address] = min(times.get(address, mail.at), mail.at)
    return times


def _people(mails: Iterable[Attribution]) -> dict[str, tuple[tuple[str | None, datetime], ...]]:
    letters: dict[str, dict[str | None, datetime]] = {}
    for mail in mails:
        somebody = mail.address is not None and mail.authenticated is not False  # no note to oneself, no lure
        if mail.kind is Kind.PERSONAL and somebody and mail.recipient and mail.at is not None:
            known = letters.setdefault(mail.recipient.lower(), {})
            known[mail.organisation] = min(known.get(mail.organisation, mail.at), mail.at)
    return {address: tuple(known.items()) for address, known in letters.items()}


def _junk(mails: Iterable[Attribution]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for mail in mails:
        if mail.recipient and not mail.outgoing and _is_junk(mail):
            found.setdefault(mail.recipient.lower(), set()).add(of_address(mail.address) or "")
    return {address: frozenset(domains) for address, domains in found.items()}


def _is_junk(mail: Attribution) -> bool:
    return mail.kind is Kind.SPAM or (mail.authenticated is False and mail.kind is not Kind.PERSONAL)


def _guessed(mails: Iterable[Attribution], junk: Iterable[str], person: Person) -> dict[str, frozenset[str]]:
    """Return the addresses on domains of which the person has all, to which nobody but senders of junk ever wrote."""
    own = {address.lower() for address in person.addresses}
    catching = {address[1:] for address in own if address.startswith("@")}
    if not catching:
        return {}
    used = {mail.recipient.lower() for mail in mails if mail.recipient and not _is_junk(mail)}
    found: dict[str, set[str]] = {}
    for address in junk:
        domain = address.rpartition("@")[2]
        if domain in catching and address not in used and address not in own:
            found.setdefault(domain, set()).add(address)
    return {domain: frozenset(addresses) for domain, addresses in found.items()}


def _breaches(decisions: TraceDecisions) -> dict[SenderId, tuple[Breach, ...]]:
    found: dict[SenderId, list[Breach]] = {}
    for breach in decisions.breaches:
        found.setdefault(breach.organisation, []).append(breach)
    return {who: tuple(sorted(of_it, key=lambda one: one.on)) for who, of_it in found.items()}


def _firsts(mails: Mails) -> dict[SenderId, datetime]:
    times = {
        who: [mail.at for mail in sent if mail.at and mail.authenticated is not False] for who, sent in mails.items()
    }
    return {who: min(moments) for who, moments in times.items() if moments}
