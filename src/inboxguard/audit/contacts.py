"""To whom a letter goes: the person's entry, a company record, and what the mail of the sender names.

Addresses are taken only from mail that the person's own server vouches for; nothing is looked up anywhere.
"""

from collections.abc import Iterator
from dataclasses import replace

from sqlite_utils import Database

from inboxguard.audit import deciding, profiles
from inboxguard.facts.authentication import valid_signers
from inboxguard.facts.message import Message, MessageKey, Shelf
from inboxguard.facts.person import Person
from inboxguard.facts.settling import settle
from inboxguard.requests.companies import matching
from inboxguard.requests.contacts import Contact, contact
from inboxguard.requests.privacy_addresses import Named, named_in
from inboxguard.requests.request import Draft
from inboxguard.senders.attribution import Kind
from inboxguard.senders.domains import of_address, organisational
from inboxguard.senders.lending import claimed
from inboxguard.senders.names import likeness
from inboxguard.senders.sender import Sender, SenderId
from inboxguard.store import companies, decisions, findings, messages, search
from inboxguard.store.companies import Kept

NEWEST = 60
"""Mails of a sender that are looked at for a privacy address."""


def contact_for(db: Database, organisation: str) -> Contact | None:
    """Return to whom a letter to a sender goes and where that is known from; None where nothing may be guessed."""
    sender = findings.sender(db, organisation)
    own = person(db)
    members = _members(db, organisation, sender)
    entries = companies.own_contacts(db, members)
    entry = entries.get(organisation) or next((entries[one] for one in members if one in entries), None)
    kept = _record(db, organisation, sender)
    family = _family(db, organisation, sender)
    named = () if entry is not None or sender is None else _named(db, sender, family, own)
    record, file = (kept.company, kept.file) if kept is not None else (None, "")
    return contact(organisation, entry, record, file, named, family, own)


def addressed(draft: Draft, to: Contact | None) -> Draft:
    """Return a letter with its recipient and where that is known from; without one its To stays empty."""
    if to is None:
        return replace(draft, to="", to_is_guess=True)
    return replace(
        draft,
        to=to.address,
        to_is_guess=to.is_guess or not to.address,
        contact_source=to.source.value,
        contact_detail=to.detail,
    )


def _members(db: Database, organisation: str, sender: Sender | None) -> tuple[str, ...]:
    """Return an organisation and those merged into it, without any of which all mail is set aside."""
    apart = sender.apart if sender is not None else ()
    return tuple(one for one in deciding.members(db, organisation) if one not in apart)


def _record(db: Database, organisation: str, sender: Sender | None) -> Kept | None:
    """Return the company record that is about a sender: by its domain, or by the company that its footer names."""
    entities = _entities(db, organisation)
    members = _members(db, organisation, sender)
    looked_up = [*members, *(f"name:{likeness(one)}" for one in entities)]
    near = {kept.company.slug: kept for kept in companies.under(db, looked_up)}
    if not near:
        return None
    names = (sender.name,) if sender is not None else ()
    country = profiles.profile(db).country.lower()
    records = [kept.company for kept in near.values()]
    for domain in members:
        one = matching(records, domain, names, entities, country)
        if one is not None:
            return near[one.slug]
    return None


def _entities(db: Database, organisation: str) -> tuple[str, ...]:
    """Return the companies that the newest mails of a sender name in their footers as the one that speaks."""
    keys = _newest(db, organisation)
    found = findings.attributed_among(db, keys)
    told = (found[key].attribution for key in keys if key in found)
    return tuple(
        dict.fromkeys(
            one.legal.entity
            for one in told
            if one.legal.entity and one.authenticated is True and one.kind is not Kind.SPAM
        )
    )


def _named(db: Database, sender: Sender, family: frozenset[str], person: Person) -> tuple[Named, ...]:
    """Return the privacy addresses in a sender's trusted mail, best first: on its own domain before its group's."""
    found: dict[str, Named] = {}
    for message in _trusted(db, sender.id, person):
        for one in named_in(message):
            if of_address(one.address) in family:
                found.setdefault(one.address.lower(), one)
    # Sorting keeps the order of equals: the newest mail first.
    return tuple(sorted(found.values(), key=lambda one: (of_address(one.address) != sender.id, not one.by_itself)))


def _trusted(db: Database, organisation: SenderId, person: Person) -> Iterator[Message]:
    """Yield the newest mails that surely come from a sender, newest first.

    Not spam or Junk, vouched for by the person's own server (or by a signature that was checked), not forwarded by an
    alias service at its own word, nor of somebody on a lent domain who only says to be the sender.
    """
    keys = _newest(db, organisation)
    judged = findings.attributed_among(db, keys)
    for key in keys:
        about = judged[key].attribution
        if about.kind is Kind.SPAM or about.outgoing or about.relayed:
            continue
        stored = messages.get(db, key)
        if stored is None or stored.shelf is Shelf.JUNK:
            continue
        message = settle(stored, person, organisational)
        if claimed(message) or not _vouched(message):
            continue
        yield message


def _newest(db: Database, organisation: str) -> tuple[MessageKey, ...]:
    """Return the newest mails of a sender that are not set aside; the set-aside ones only where there are no others."""
    return search.mail_keys(db, organisation, NEWEST) or search.mail_keys(db, organisation, NEWEST, aside=True)


def _vouched(message: Message) -> bool:
    aligned = message.authentication.aligned
    return bool(aligned or (aligned is None and message.verified and valid_signers(message, organisational)))


def _family(db: Database, organisation: str, sender: Sender | None) -> frozenset[str]:
    """Return the organisational domains of a sender and of the company group that its mail shows."""
    hosts = [organisation, *(sender.shown_domains if sender is not None else ())]
    if sender is not None and sender.group is not None:
        hidden = search.wholly_set_aside(db)
        company = [one for one, _ in findings.company(db, sender.group)]
        hosts += [one for one in company if organisation in hidden or one not in hidden]
    return frozenset(house for host in hosts if (house := organisational(host)))


def person(db: Database) -> Person:
    """Return the person's own addresses and servers."""
    return Person(decisions.own_addresses(db)[0], decisions.own_servers(db)[0])
