"""What the mail of all organisations shows together, so that one trail can be traced without all of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from inboxguard.facts.message import MessageKey
from inboxguard.facts.person import Person
from inboxguard.senders.attribution import Attribution, Kind, Role
from inboxguard.senders.domains import of_address, organisational
from inboxguard.senders.sender import Sender, SenderId
from inboxguard.trace.addresses import Holder, held
from inboxguard.trace.contacts import Contact, contacts
from inboxguard.trace.identity import identities
from inboxguard.trace.listings import Listing, listings
from inboxguard.trace.naming import Directory
from inboxguard.trace.said import Statement
from inboxguard.trace.services import served
from inboxguard.trace.tellings import Tellings, tellings

Mails = Mapping[SenderId, tuple[Attribution, ...]]


@dataclass(frozen=True, slots=True)
class Order:
    """A dated mail that shows an order and did not fail authentication."""

    at: datetime
    organisation: SenderId
    subject: str
    message: MessageKey


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known of all organisations and addresses at once, from mail alone; small beside the mail itself.

    Addresses are in lower case. It can be packed and unpacked.
    """

    holdings: Mapping[str, tuple[Holder, ...]]
    """Address -> who is seen with it, in order."""
    contacts: Mapping[SenderId, tuple[Contact, ...]]
    accounts: Mapping[str, Mapping[str, frozenset[SenderId]]]
    """Platform -> account -> who sends through it, attested mail only."""
    legal: Mapping[str, Mapping[str, Mapping[SenderId, MessageKey]]]
    """Kind and value of a legal identity -> who shows it, and in which mail; attested mail only."""
    advertised: Mapping[SenderId, Mapping[SenderId, MessageKey]]
    """Advertised brand -> who mailed on its behalf, and in which mail."""
    listed: Mapping[str, datetime]
    """Address -> when a discussion list first wrote to it."""
    people: Mapping[str, tuple[tuple[str | None, datetime], ...]]
    """Address -> with whom letters went to and fro there: (organisation, None for people; when)."""
    firsts: Mapping[SenderId, datetime]
    """When each organisation first shows up at any address; failed mail left out."""
    orders: Mapping[str, tuple[Order, ...]]
    """Address -> the orders that came to it, by time."""
    junk: Mapping[str, frozenset[str]]
    """Address -> domains in whose name spam, or mail whose sender is disproved, came to it."""
    guessed: Mapping[str, frozenset[str]]
    """Domain of the person's -> invented addresses on it to which nothing but junk came."""
    served: Mapping[SenderId, tuple[Contact, ...]] = field(default_factory=dict)
    """Whose orders a mere service wrote about, by time."""
    relayed: frozenset[str] = frozenset()
    """Addresses of an alias service through which mail came."""
    told: Tellings = field(default_factory=Tellings)
    """Who told which names and days of the reader."""
    partners: Mapping[SenderId, tuple[Listing, ...]] = field(default_factory=dict)
    """Partner -> who lists it as one that may write or gets addresses."""


def by_sender(senders: Iterable[Sender], attributions: Iterable[Attribution]) -> Mails:
    """Return the mail of each organisation, in order of time; what it wrote and what the person wrote to it.

    Every message goes to the sender that lists it, else to its organisation's.
    """
    known = tuple(senders)
    homes = domains(known)
    owner = {key: sender.id for sender in known for key in sender.messages}
    found: dict[SenderId, list[Attribution]] = {}
    for mail in attributions:
        who = owner.get(mail.message)
        if who is None and mail.organisation is not None:
            who = homes.get(mail.organisation, SenderId(mail.organisation))
        if who is not None:
            found.setdefault(who, []).append(mail)
    return {who: tuple(sorted(sent, key=_order)) for who, sent in found.items()}


def domains(senders: Iterable[Sender]) -> dict[str, SenderId]:
    """Return whose each organisational domain is: a host under it may be of a customer, or of a part split off."""
    known = tuple(senders)
    owners: dict[str, SenderId] = {sender.id: sender.id for sender in known}
    for sender in known:
        for domain in sender.domains:
            if organisational(domain) == domain:
                owners.setdefault(domain, sender.id)
    return owners


def surroundings(
    mails: Mails,
    attributions: Iterable[Attribution],
    names: Directory,
    person: Person,
    statements: Mapping[MessageKey, tuple[Statement, ...]] | None = None,
) -> Surroundings:
    """Return what the mail shows: `mails` by organisation as `by_sender` gives it, `attributions` all of it."""
    every = tuple(attributions)
    incoming = {owner: tuple(mail for mail in sent if not mail.outgoing) for owner, sent in mails.items()}
    junk = _junk(every)
    return Surroundings(
        holdings=held(mails),
        contacts=contacts(mails),
        accounts=_accounts(incoming),
        legal=_legal(incoming),
        advertised=_advertised(incoming, names),
        listed=_listed(every),
        people=_people(every),
        firsts=_firsts(mails),
        orders=_orders(incoming),
        junk=junk,
        guessed=_guessed(every, junk, person),
        served=served(incoming, names),
        relayed=frozenset(mail.recipient.lower() for mail in every if mail.relayed and mail.recipient),
        told=tellings(incoming),
        partners=listings(incoming, statements or {}, names),
    )


def _order(mail: Attribution) -> tuple[float, str]:
    return (mail.at.timestamp() if mail.at else float("inf"), mail.message)


def _accounts(incoming: Mails) -> dict[str, dict[str, frozenset[SenderId]]]:
    users: dict[str, dict[str, set[SenderId]]] = {}
    for who, sent in incoming.items():
        for mail in sent:
            if mail.platform and mail.account and mail.authenticated:
                users.setdefault(mail.platform, {}).setdefault(mail.account, set()).add(who)
    return {
        platform: {account: frozenset(who) for account, who in accounts.items()}
        for platform, accounts in users.items()
    }


def _legal(incoming: Mails) -> dict[str, dict[str, dict[SenderId, MessageKey]]]:
    shown: dict[str, dict[str, dict[SenderId, MessageKey]]] = {}
    for who, sent in incoming.items():
        for mail in sent:
            if mail.authenticated:
                for kind, value in identities(mail):
                    shown.setdefault(kind, {}).setdefault(value, {}).setdefault(who, mail.message)
    return shown


def _advertised(incoming: Mails, names: Directory) -> dict[SenderId, dict[SenderId, MessageKey]]:
    found: dict[SenderId, dict[SenderId, MessageKey]] = {}
    for host, sent in incoming.items():
        for mail in sent:
            brand = names.resolve(mail.hosted_for) if mail.hosted_for and (mail.authenticated or mail.relayed) else None
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


def _firsts(mails: Mails) -> dict[SenderId, datetime]:
    times = {
        who: [mail.at for mail in sent if mail.at and mail.authenticated is not False] for who, sent in mails.items()
    }
    return {who: min(moments) for who, moments in times.items() if moments}


def _orders(incoming: Mails) -> dict[str, tuple[Order, ...]]:
    found: dict[str, list[Order]] = {}
    for owner, sent in incoming.items():
        for mail in sent:
            if mail.role is Role.PURCHASE and mail.at is not None and mail.authenticated is not False:
                order = Order(mail.at, owner, mail.subject, mail.message)
                found.setdefault((mail.recipient or "").lower(), []).append(order)
    return {
        address: tuple(sorted(orders, key=lambda one: (one.at, one.organisation, one.message)))
        for address, orders in found.items()
    }


def _junk(mails: Iterable[Attribution]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for mail in mails:
        if mail.recipient and not mail.outgoing and _is_junk(mail):
            found.setdefault(mail.recipient.lower(), set()).add(of_address(mail.address) or "")
    return {address: frozenset(of_it) for address, of_it in found.items()}


def _is_junk(mail: Attribution) -> bool:
    disproved = mail.authenticated is False and not mail.sending_domains  # who signs for another is no forger
    return mail.kind is Kind.SPAM or (disproved and mail.kind is not Kind.PERSONAL)


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
