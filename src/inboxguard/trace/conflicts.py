"""Where the person's own words about an address disagree, with each other or with the mail that came to it."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import combinations

from inboxguard.facts.message import MessageKey
from inboxguard.senders.sender import SenderId
from inboxguard.trace.addresses import Ledger
from inboxguard.trace.contacts import Contacts
from inboxguard.trace.decisions import Given

PATIENCE = timedelta(days=60)
"""So long an address to which nobody writes yet is no reason to ask: shops do not write at once."""


class Disagreement(StrEnum):
    """How words about one address disagree."""

    ONLY_BUT_DEALT = "only_but_dealt"
    """Said to be with the first only, but a sign-up, order or account mail of the second came to it."""
    TWO_ONLY = "two_only"
    """Said to be with each of two only."""
    SOURCES_DIFFER = "sources_differ"
    """An alias service says: made for the first. A password manager says: it opens an account at the second."""
    NEVER_SEEN = "never_seen"
    """The person said that the first has it, but no mail of it came there: perhaps another address was meant."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word about an address and where it comes from."""

    given: Given
    at: datetime
    by: str = ""
    """The service whose export said so; "" for the person themselves."""
    of_aliases: bool = False
    """That service forwards mail; else it keeps passwords."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """One disagreement: at which address, between whom, and in which mail it shows."""

    kind: Disagreement
    address: str
    organisations: tuple[SenderId, ...]
    """One of a word that no mail bears out, else two."""
    messages: tuple[MessageKey, ...] = ()

    @property
    def id(self) -> str:
        """Return the same short name for the same disagreement, whenever it is found."""
        said = "\n".join((self.kind.value, self.address, *sorted(self.organisations)))
        return hashlib.sha256(said.encode()).hexdigest()[:16]


def conflicts(words: Iterable[Word], ledger: Ledger, contacts: Contacts, now: datetime) -> tuple[Conflict, ...]:
    """Return every disagreement, by address.

    `ledger` says who holds which address by its mail, `contacts` what the person did with whom. An address that
    inboxguard made is waited for in silence: until the shop writes, nothing is wrong.
    """
    by_address: dict[str, list[Word]] = {}
    for word in words:
        by_address.setdefault(word.given.address.lower(), []).append(word)
    return tuple(
        conflict
        for address, said in sorted(by_address.items())
        for conflict in _of_one(address, sorted(said, key=lambda word: word.given.organisation), ledger, contacts, now)
    )


def _of_one(
    address: str, said: list[Word], ledger: Ledger, contacts: Contacts, now: datetime
) -> Iterator[Conflict]:
    named = {word.given.organisation for word in said}
    sole = [word for word in said if word.given.only]
    for one, other in combinations(sole, 2):
        yield Conflict(Disagreement.TWO_ONLY, address, (one.given.organisation, other.given.organisation))
    holders = {holder.organisation for holder in ledger.holders(address)}
    writing = {holder.organisation for holder in ledger.holders(address) if holder.since is not None}
    for word in sole:
        for organisation, keys in _dealt(address, sorted(holders - named), contacts).items():
            pair = (word.given.organisation, organisation)
            yield Conflict(Disagreement.ONLY_BUT_DEALT, address, pair, keys)
    yield from _sources(address, said)
    for word in said:
        typed = not word.by and not word.given.made
        waited = word.given.only if writing else now - word.at > PATIENCE
        if typed and waited and word.given.organisation not in writing:
            yield Conflict(Disagreement.NEVER_SEEN, address, (word.given.organisation,))


def _sources(address: str, said: list[Word]) -> Iterator[Conflict]:
    made_for = {word.given.organisation for word in said if word.by and word.of_aliases}
    accounts = {word.given.organisation for word in said if word.by and not word.of_aliases}
    for first in sorted(made_for):
        for second in sorted(accounts - made_for):
            yield Conflict(Disagreement.SOURCES_DIFFER, address, (first, second))


def _dealt(
    address: str, organisations: Iterable[SenderId], contacts: Contacts
) -> Mapping[SenderId, tuple[MessageKey, ...]]:
    """Return with which organisations the person dealt at an address, and the mail that shows it."""
    found = {
        organisation: tuple(
            contact.message
            for contact in contacts.get(organisation, ())
            if contact.doing and contact.address == address
        )
        for organisation in organisations
    }
    return {organisation: keys[:3] for organisation, keys in found.items() if keys}
