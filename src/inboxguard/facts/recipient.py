"""Which of the person's addresses a message was delivered to, by how far its header can be trusted."""

import re
import tomllib
from functools import cache, lru_cache

from inboxguard import resources
from inboxguard.facts import addresses
from inboxguard.facts.hops import Organisational, Stretch, nearest, stretch
from inboxguard.facts.message import Authentication, Message, Shelf
from inboxguard.facts.person import Person, untagged

# X-Original-To first: Postfix writes the final mailbox into Delivered-To where an alias was written to.
_ABOVE = ("x-original-to", "x-envelope-to", "envelope-to", "x-delivered-to", "delivered-to")
_RANKS = {name: rank for rank, name in enumerate(_ABOVE)}
_VERP = re.compile(r"=([a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,6})", re.I)
_SEPARATOR = re.compile(r"[-+=_.:]")


@cache
def _relays() -> tuple[tuple[str, frozenset[str]], ...]:
    """Return (field name, signing domains) of the known alias relays."""
    data = tomllib.loads(resources.read("facts/relays.toml"))
    return tuple((row["header"], frozenset(row["domains"])) for row in data["relay"])


def _relayed(message: Message, attested: Authentication, person: Person, organisational: Organisational) -> str | None:
    """Return the alias that a relay names, if its own DKIM signature passed at the person's server."""
    passed = {domain for method, domain in attested.passed if method == "dkim"}
    if not passed:
        return None
    signed = passed | {organisational(domain) or domain for domain in passed}
    for header, domains in _relays():
        values = {addresses.address_spec(value) for name, value in message.trail if name == header} - {""}
        if len(values) != 1:
            continue
        alias = values.pop()
        host = alias.rpartition("@")[2]
        if signed & domains or (person.owns(alias) and host in signed):
            return alias
    return None


@lru_cache(maxsize=16)  # one message is asked about twice in a row
def written_above(trail: tuple[tuple[str, str], ...], reach: Stretch) -> tuple[str, ...]:
    """Return the addresses that the own servers wrote above their Received lines, most telling first.

    The block nearest to the border comes first: where mail is forwarded between the person's mailboxes, the inner
    one is the address that the sender had.
    """
    first = next((at for at, (name, _) in enumerate(trail) if name == "received"), 0)
    top = trail[: max(reach.border, first)]
    ranked: list[tuple[int, int, str]] = []
    block = 0
    for name, value in top:
        if name == "received":
            block -= 1
        elif (rank := _RANKS.get(name)) is not None:
            ranked.append((block, rank, addresses.address_spec(value)))
    ranked.sort(key=_by_rank)
    return tuple(dict.fromkeys(spec for _, _, spec in ranked if spec))


def _by_rank(found: tuple[int, int, str]) -> tuple[int, int]:
    return found[:2]


@lru_cache(maxsize=16)
def _named(addresses: tuple[str, ...]) -> Person:
    """Return the person as far as addresses were named, without a catch-all."""
    return Person(tuple(own for own in addresses if not own.startswith("@")))


def _verp(message: Message, person: Person) -> str | None:
    """Return an own address that the Return-Path or the mailto: of List-Unsubscribe carries encoded (VERP).

    Where the tag in front ends cannot be told by form ("bounce-12-me=post.example"), so only addresses that the person
    named count, never a catch-all.
    """
    named = _named(person.addresses)
    for value in (message.return_path or "", *message.lists.unsubscribe_mailto):
        local = value.rpartition("@")[0][-400:]
        if "=" not in local:
            continue
        for match in _VERP.finditer(local):
            before = local[max(0, match.start() - 64) : match.start()]
            for start in (0, *(cut.end() for cut in _SEPARATOR.finditer(before))):
                spec = f"{before[start:]}@{match[1]}"
                if before[start:] and named.owns(spec):
                    return spec.lower()
    return None


def _fuller(spec: str, others: tuple[str, ...]) -> str:
    """Return the tagged spelling of `spec` where another trusted field has it, else `spec`."""
    if untagged(spec) != spec.lower():
        return spec
    return next((other for other in others if untagged(other) == spec.lower() and other.lower() != spec.lower()), spec)


def recipient(
    message: Message,
    authserv_ids: tuple[str, ...],
    person: Person,
    organisational: Organisational = nearest,
    attested: Authentication | None = None,
) -> str | None:
    """Return the address that a message was delivered to, in lower case; None where nothing trusted tells.

    Order of trust: a relay's field under the relay's own passing signature; X-Original-To, Envelope-To and
    Delivered-To above the own servers' Received lines; "for" in those lines; VERP; To and Cc. The last two, and
    fields above the Received line of an unknown server, count only for an own address. `attested` is what the own
    server attested, the message's `authentication` where not given.
    """
    if message.shelf in (Shelf.SENT, Shelf.DRAFTS):
        return None
    relayed = _relayed(message, attested or message.authentication, person, organisational)
    if relayed is not None:
        return relayed.lower()
    reach = stretch(message.trail, authserv_ids, organisational)
    above = written_above(message.trail, reach)
    by_servers = tuple(dict.fromkeys(step.recipient for step in reversed(reach.hops) if step.recipient))
    trusted = above + by_servers
    owned = next((spec for spec in trusted if person.owns(spec)), None)
    if owned is not None:
        return _fuller(owned, trusted).lower()
    houses = {organisational(step.by) or step.by for step in reach.hops}
    inside = tuple(spec for spec in trusted if (organisational(spec.rpartition("@")[2]) or "") in houses)
    outer = [spec for spec in trusted if spec not in inside]
    if reach.hops and outer:
        # Not a known address, but the own server says that the mail came under it: an alias not told of yet.
        return outer[0].lower()
    verp = _verp(message, person)
    if verp is not None:
        return verp
    named = {address.address.lower() for address in message.to if person.owns(address.address)}
    if len(named) == 1:
        return named.pop()
    # Last, because it may be the house's own name for the final mailbox ("m0666425@server17.post.example").
    return inside[0].lower() if inside and not named else None
