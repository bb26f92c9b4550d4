"""Which of the person's addresses a message was delivered to, by how far its header can be trusted."""

import json
import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TypeGuard
from urllib.parse import unquote

from inboxguard import resources
from inboxguard.facts import addresses, decoding
from inboxguard.facts.hops import Organisational, Stretch, nearest, stretch
from inboxguard.facts.message import Authentication, Message, Shelf
from inboxguard.facts.person import Person, same_mailbox, untagged

# X-Original-To first: Postfix writes the final mailbox into Delivered-To where an alias was written to.
_ABOVE = ("x-original-to", "x-envelope-to", "envelope-to", "x-delivered-to", "delivered-to")
_FINAL = _ABOVE.index("x-delivered-to")
"""From here on the fields may name the final mailbox instead of the address written to."""
_ADDRESS = re.compile(r"(?<![\w.+-])[\w+-][\w.+-]{0,63}@(?:[a-z0-9-]{1,63}\.){1,6}[a-z]{2,24}(?![\w@-])", re.I)
_RANKS = {name: rank for rank, name in enumerate(_ABOVE)}
_VERP = re.compile(r"=([a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,6})", re.I)
_SEPARATOR = re.compile(r"[-+=_.:]")


@dataclass(frozen=True, slots=True)
class _Relay:
    """An alias service: in which field the alias stands, and which passing signatures vouch for it."""

    header: str
    signers: frozenset[str]
    masks: frozenset[str]
    """Domains of its aliases, where the field (From, To) holds other addresses too."""
    marker: str
    """A field that the service adds; "" where none is asked for."""
    named: str
    """What the name in From says of mail that was passed on, in lower case; "" where nothing is asked for."""


@cache
def _relays() -> tuple[_Relay, ...]:
    data = tomllib.loads(resources.read("facts/relays.toml"))
    return tuple(
        _Relay(
            header=row["header"],
            signers=frozenset(row["domains"]),
            masks=frozenset(row.get("masks", ())),
            marker=row.get("marker", ""),
            named=row.get("named", ""),
        )
        for row in data["relay"]
    )


def _relayed(message: Message, attested: Authentication, person: Person, organisational: Organisational) -> str | None:
    """Return the alias that a relay names, if its own DKIM signature passed at the person's server."""
    passed = {domain for method, domain in attested.passed if method == "dkim"}
    if not passed:
        return None
    signed = passed | {organisational(domain) or domain for domain in passed}
    for relay in _relays():
        vouched = bool(signed & relay.signers)
        if relay.masks and not vouched:
            continue
        values = _values(message, relay)
        if len(values) != 1 or (relay.marker and not any(name == relay.marker for name, _ in message.trail)):
            continue
        alias = values.pop()
        if vouched or (person.owns(alias) and alias.rpartition("@")[2] in signed):
            return alias
    return None


def _values(message: Message, relay: _Relay) -> set[str]:
    """Return the different addresses in the field of a relay that may be its aliases."""
    if relay.header == "from":
        sender = message.sender
        passed_on = sender is not None and "two_from" not in message.defects and relay.named in sender.name.lower()
        found = [sender.address] if sender is not None and passed_on else []
    elif relay.header == "to":
        found = [address.address for address in message.to]
    else:
        found = [addresses.address_spec(value) for name, value in message.trail if name == relay.header]
    return {
        spec for spec in found if spec and (not relay.masks or under(spec.rpartition("@")[2].lower(), relay.masks))
    }


def under(host: str, domains: frozenset[str]) -> bool:
    """Return whether a host is one of the domains or lies under one."""
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)


@lru_cache(maxsize=16)  # one message is asked about twice in a row
def _above(trail: tuple[tuple[str, str], ...], reach: Stretch) -> tuple[tuple[int, int, str], ...]:
    """Return (block, rank of the field, address) of what the own servers wrote, most telling first."""
    first = next((at for at, (name, _) in enumerate(trail) if name == "received"), 0)
    ranked: list[tuple[int, int, str]] = []
    block = 0
    for name, value in trail[: max(reach.border, first)]:
        if name == "received":
            block -= 1
        elif (rank := _RANKS.get(name)) is not None and (spec := addresses.address_spec(value)):
            ranked.append((block, rank, spec))
    ranked.sort(key=_by_rank)
    return tuple(ranked)


def written_above(trail: tuple[tuple[str, str], ...], reach: Stretch) -> tuple[str, ...]:
    """Return the addresses that the own servers wrote above their Received lines, most telling first.

    The block nearest to the border comes first: where mail is forwarded between the person's mailboxes, the inner
    one is the address that the sender had.
    """
    return tuple(dict.fromkeys(spec for _, _, spec in _above(trail, reach)))


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


def _told_by_carrier(message: Message, person: Person) -> str | None:
    """Return an own address that a field or the way out of the carrier names in full."""
    found: list[str] = []
    for name, value in message.marks:
        reader = _CARRIED.get(name)
        if reader is not None:
            found.append(reader("".join(value.split())))
    if not any(person.owns(spec) for spec in found):
        urls = (*message.lists.unsubscribe_https, *message.lists.unsubscribe_http)[:5]
        likely = [unquote(url[:4_000]) for url in urls if "@" in url or "%40" in url]
        found += [match[0] for url in likely for match in _ADDRESS.finditer(url)]
    own = {spec.lower() for spec in found if person.owns(spec)}
    return own.pop() if len(own) == 1 else None


def _plain(value: str) -> str:
    """Return the address of X-ListMember (phpList)."""
    return addresses.address_spec(value)


def _mailgun(value: str) -> str:
    """Return the address in X-Mailgun-Sid: base64 of a JSON list, of which it is the second item."""
    told = _json(value)
    return addresses.address_spec(told[1]) if isinstance(told, list) and len(told) > 1 and _is_text(told[1]) else ""


def _msfbl(value: str) -> str:
    """Return the address in X-MSFBL: the "r" of base64 JSON behind a bar, or base64 of address@binding."""
    seal, bar, packed = value.partition("|")
    if bar:
        told = _json(packed)
        return addresses.address_spec(told["r"]) if isinstance(told, dict) and _is_text(told.get("r")) else ""
    parts = decoding.base64(seal[:2_000].encode("ascii", "ignore")).decode("ascii", "replace").split("@")
    return addresses.address_spec("@".join(parts[:2])) if len(parts) > 1 else ""


def _is_text(value: object) -> TypeGuard[str]:
    return isinstance(value, str)


def _json(value: str) -> object:
    """Return what base64 of JSON holds, None where it is none."""
    try:
        found: object = json.loads(decoding.base64(value[:4_000].encode("ascii", "ignore")))
    except (ValueError, RecursionError):
        return None
    return found


_CARRIED = {"x-listmember": _plain, "x-mailgun-sid": _mailgun, "x-msfbl": _msfbl}


def _fuller(spec: str, others: tuple[str, ...]) -> str:
    """Return the tagged spelling of `spec` where another trusted field has it, else `spec`."""
    if untagged(spec) != spec.lower():
        return spec
    return next((other for other in others if untagged(other) == spec.lower() and other.lower() != spec.lower()), spec)


def _behind(owned: str, message: Message, reach: Stretch, person: Person) -> str | None:
    """Return the alias to which a mail came that an own server then put into the mailbox `owned`.

    Delivered-To may name the final mailbox only. What the stranger asked for, the server that took the mail wrote
    into its own Received line, or the last one into X-Original-To; a house's own name for the mailbox is no alias.
    """
    ranked = _above(message.trail, reach)
    if untagged(owned) != owned.lower() or min((rank for _, rank, spec in ranked if spec == owned), default=0) < _FINAL:
        return None
    asked = [reach.hops[-1].recipient] if reach.hops else []
    domains = {own.rpartition("@")[2].lower() for own in person.addresses}
    asked += [spec for _, rank, spec in ranked if rank < _FINAL and spec.rpartition("@")[2] in domains]
    alias = next((spec for spec in asked if spec), None)
    return alias if alias is not None and same_mailbox(alias) != same_mailbox(owned) else None


def recipient(
    message: Message,
    authserv_ids: tuple[str, ...],
    person: Person,
    organisational: Organisational = nearest,
    attested: Authentication | None = None,
) -> str | None:
    """Return the address that a message was delivered to, in lower case; None where nothing trusted tells.

    Order of trust: a relay's field under the relay's own passing signature; X-Original-To, Envelope-To and
    Delivered-To above the own servers' Received lines; "for" in those lines; VERP and what the carrier's fields name;
    To and Cc. The last two, and fields above the Received line of an unknown server, count only for an own address.
    `attested` is what the own server attested, the message's `authentication` where not given.
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
        return (_behind(owned, message, reach, person) or _fuller(owned, trusted)).lower()
    houses = {organisational(step.by) or step.by for step in reach.hops}
    inside = tuple(spec for spec in trusted if (organisational(spec.rpartition("@")[2]) or "") in houses)
    outer = [spec for spec in trusted if spec not in inside]
    if reach.hops and outer:
        # Not a known address, but the own server says that the mail came under it: an alias not told of yet.
        return outer[0].lower()
    carried = _verp(message, person) or _told_by_carrier(message, person)
    if carried is not None:
        return carried
    named = {address.address.lower() for address in message.to if person.owns(address.address)}
    if len(named) == 1:
        return named.pop()
    # Last, because it may be the house's own name for the final mailbox ("m0666425@server17.post.example").
    return inside[0].lower() if inside and not named else None
