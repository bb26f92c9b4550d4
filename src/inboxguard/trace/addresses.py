"""Which of the person's addresses went to whom, and which of them a stranger could have guessed."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from inboxguard.facts.person import Person
from inboxguard.senders.attribution import Attribution, Kind
from inboxguard.senders.sender import SenderId
from inboxguard.trace.decisions import Given
from inboxguard.trace.drawing import NONE, TOKEN, Drawn, hexadecimal, number, random
from inboxguard.trace.naming import words

_INVENTED = 3
"""So many own addresses on one domain look like aliases made up one by one."""


@dataclass(frozen=True, slots=True)
class Holder:
    """An organisation that holds an address: since its first mail to it, or None where only the person said so."""

    organisation: SenderId
    since: datetime | None


@dataclass(frozen=True, slots=True)
class Ledger:
    """Address (lower case) -> who holds it, in the order in which they are first seen with it."""

    entries: Mapping[str, tuple[Holder, ...]]
    _times: Mapping[str, list[float]] = field(init=False)
    _places: Mapping[str, Mapping[SenderId, int]] = field(init=False)

    def __post_init__(self) -> None:
        """Note when and where each holder stands, so that thousands of them need not be gone through each time."""
        times = {address: [_order(holder)[0] for holder in held] for address, held in self.entries.items()}
        places = {
            address: {holder.organisation: place for place, holder in enumerate(held)}
            for address, held in self.entries.items()
        }
        object.__setattr__(self, "_times", times)
        object.__setattr__(self, "_places", places)

    def holders(
        self, address: str | None, before: datetime | None = None, without: SenderId | None = None
    ) -> tuple[Holder, ...]:
        """Return who held `address`, only those seen with it earlier than `before` where that is given.

        One organisation may be left out.
        """
        key = address.lower() if address else ""
        held = self.entries.get(key, ())
        if before is not None and held:
            held = held[: bisect_left(self._times[key], before.timestamp())]
        place = self._places.get(key, {}).get(without, len(held)) if without is not None else len(held)
        return held if place >= len(held) else (*held[:place], *held[place + 1 :])


def held(mails: Mapping[SenderId, Iterable[Attribution]]) -> dict[str, tuple[Holder, ...]]:
    """Return who is seen with which address (lower case), in order, by the mail that came to it or was sent from it.

    Mail whose authentication failed may be anybody's and counts for nobody; letters and spam do not count either.
    """
    since: dict[str, dict[SenderId, datetime]] = {}
    for organisation, sent in mails.items():
        for mail in sent:
            address = own_address(mail)
            if address is None or mail.at is None or not _shows_holding(mail):
                continue
            seen = since.setdefault(address, {})
            if organisation not in seen or mail.at < seen[organisation]:
                seen[organisation] = mail.at
    return {address: _in_order(Holder(who, when) for who, when in seen.items()) for address, seen in since.items()}


def ledger(holdings: Mapping[str, tuple[Holder, ...]], given: Iterable[Given]) -> Ledger:
    """Return who holds which address: who is seen with it, and who has it by the person's own word."""
    told: dict[str, dict[SenderId, Holder]] = {}
    for item in given:
        told.setdefault(item.address.lower(), {})[item.organisation] = Holder(item.organisation, None)
    entries = dict(holdings)
    for address, said in told.items():
        seen = (holder for holder in holdings.get(address, ()) if holder.organisation not in said)
        entries[address] = _in_order((*said.values(), *seen))
    return Ledger(entries)


def _in_order(holders: Iterable[Holder]) -> tuple[Holder, ...]:
    return tuple(sorted(holders, key=_order))


def own_address(mail: Attribution) -> str | None:
    """Return which of the person's addresses a mail came to or, for their own mail, was written from."""
    return mail.recipient.lower() if mail.recipient else None


def guessable(
    address: str, person: Person, organisations: Iterable[str] = (), known: Drawn = NONE
) -> bool:
    """Return whether somebody who never was given `address` could have hit it: no part of it looks drawn at random.

    The name of an organisation in it is no secret, however odd it looks, and for a plus-tag the tag alone counts
    (trace.md 2, signals 1 to 3). What has the shape in which the person's aliases are drawn was drawn, too, even where
    chance made it look like a word or a number. In doubt an address is guessable: that only ever makes claims weaker.
    """
    local = address.lower().rpartition("@")[0]
    base, plus, tag = local.partition("+")
    names = {"".join(words(name)) for name in organisations}
    own = _own(person.addresses)
    # The address that is asked about may be in the list of own addresses, tag and all; that gives nothing away.
    itself = [frozenset(TOKEN.findall(name)) for name in {base, local} & own.locals]
    tokens = TOKEN.findall(tag if plus else base)
    found = {token for token in tokens if random(token)} - names
    if tokens and (known.has(address) or (len(tokens) > 1 and (hexadecimal(tokens[-1]) or number(tokens[-1])))):
        found |= {tokens[-1]} - names
    return not any(own.tokens[token] == sum(token in tokens for tokens in itself) for token in found)


def tag(address: str, person: Person) -> tuple[str, bool] | None:
    """Return (the telling part of `address`, whether it is a plus-tag), or None for a plain own address.

    A whole local part tells something only where the person invents them: on a catch-all domain, or on a domain
    where they have several addresses.
    """
    local, _, domain = address.lower().rpartition("@")
    _, plus, written = local.partition("+")
    if plus:
        return (written, True) if written else None
    own = _own(person.addresses)
    if f"@{domain}" in own.whole and f"{local}@{domain}" not in own.whole:
        return local, False
    return (local, False) if own.domains[domain] >= _INVENTED else None


@dataclass(frozen=True, slots=True)
class _Own:
    """The own addresses in pieces: there may be thousands, which are not to be gone through for each question."""

    whole: frozenset[str]
    locals: frozenset[str]
    tokens: Counter[str]
    """In how many local parts each stands."""
    domains: Counter[str]


@lru_cache(maxsize=8)
def _own(addresses: tuple[str, ...]) -> _Own:
    whole = frozenset(item.lower() for item in addresses)
    local = frozenset(item.rpartition("@")[0] for item in whole)
    tokens = Counter(token for name in local for token in set(TOKEN.findall(name)))
    return _Own(whole, local, tokens, Counter(item.rpartition("@")[2] for item in whole))


def _shows_holding(mail: Attribution) -> bool:
    if mail.outgoing:
        return True
    return mail.kind in (Kind.MARKETING, Kind.TRANSACTIONAL) and mail.authenticated is not False


def _order(holder: Holder) -> tuple[float, SenderId]:
    return (holder.since.timestamp() if holder.since is not None else float("-inf"), holder.organisation)
