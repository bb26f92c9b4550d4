"""The platform that carried a message and the account on it, only where the person's own server vouches for it.

A header alone never names a platform: spammers copy whole blocks of them. What counts is the attested DKIM domain, the
attested bounce address and the host that handed the mail over; marks in headers and links only choose among those and
tell a platform that rides on another one from its carrier.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from inboxguard import resources
from inboxguard.facts.message import Message
from inboxguard.senders.domains import of_address, organisational, under

_LONGEST = 1000
_LINKS = 60
_HOPS = 6
_PEER = re.compile(r"^from \S{1,255} \((?:\S{1,100}@)?([A-Za-z0-9._-]{1,255}?)\.? ?\[", re.IGNORECASE)
_BY = re.compile(r"\bby ([A-Za-z0-9._-]{1,255})", re.IGNORECASE)
_INSIDE = re.compile(
    r"\[(?:127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|::1|f[cd][0-9a-f]{2}:)|^from localhost\b", re.IGNORECASE
)

Patterns = tuple[re.Pattern[str], ...]
Fields = tuple[tuple[str, re.Pattern[str]], ...]


@dataclass(frozen=True, slots=True)
class Platform:
    """One mail platform as platforms.toml describes it, with its expressions compiled."""

    id: str
    name: str
    kind: str
    aliases: tuple[str, ...]
    rides_on: tuple[str, ...]
    own: Patterns
    bounce: Patterns
    selectors: Patterns
    headers: frozenset[str]
    values: Fields
    hosts: frozenset[str]
    links: Patterns
    account: Fields


@dataclass(frozen=True, slots=True)
class _Book:
    """Every platform by its id, and those that own a domain by that domain."""

    platforms: Mapping[str, Platform]
    owners: Mapping[str, str]
    suffixes: frozenset[str]
    riders: tuple[Platform, ...]
    shaped: tuple[Platform, ...]


def platform(message: Message) -> tuple[str, str | None] | None:
    """Return (name, account id or None) of the innermost platform that carried `message`, or None."""
    carrier = carried_by(message)
    return None if carrier is None else (carrier.name, _account(message, carrier))


def carried_by(message: Message) -> Platform | None:
    """Return the innermost platform that carried `message`; None where the person's own server vouches for none."""
    if message.authentication.attested is None or not message.authentication.passed:
        return None
    book = _book()
    firm = _firm(message, book)
    accepted = dict(firm)
    for one in book.shaped:
        if one.id not in accepted and _shaped(message, one) and _marks(message, one):
            accepted[one.id] = one
    for one in book.riders:
        if one.id not in accepted and not accepted.keys().isdisjoint(one.rides_on) and _marks(message, one):
            accepted[one.id] = one
    carriers = {carrier for one in accepted.values() for carrier in one.rides_on}
    inner = [one for one in accepted.values() if one.id not in carriers] or list(accepted.values())
    if len(inner) > 1:
        inner.sort(key=lambda one: (-_marks(message, one), one.id not in firm))
    return inner[0] if inner else None


def platform_names() -> tuple[str, ...]:
    """Return every name by which a platform is known, for readers of footers that must not take it for the brand."""
    return tuple(name for one in _book().platforms.values() for name in (one.name, *one.aliases))


def _firm(message: Message, book: _Book) -> dict[str, Platform]:
    """Return the platforms whose own domain the person's server attested."""
    hosts = {domain for method, domain in message.authentication.passed if method in ("dkim", "spf")}
    peer = _peer(message.trail)
    if peer:
        hosts.add(peer)
    found: dict[str, Platform] = {}
    for host in sorted(hosts):
        suffix = under(host, book.suffixes)
        if suffix is not None:
            found[book.owners[suffix]] = book.platforms[book.owners[suffix]]
    for one in book.platforms.values():
        if one.own and one.id not in found and any(pattern.search(host) for pattern in one.own for host in hosts):
            found[one.id] = one
    return found


def _shaped(message: Message, one: Platform) -> bool:
    """Return whether the attested bounce address or the selector of an attested signature has the platform's shape."""
    passed = message.authentication.passed
    bounce = message.return_path
    if bounce and one.bounce:
        ours = of_address(bounce)
        if ours and any(organisational(domain) == ours for _, domain in passed):
            address = bounce.strip("<> ")[:_LONGEST]
            if any(pattern.search(address) for pattern in one.bounce):
                return True
    if not one.selectors:
        return False
    signed = {domain for method, domain in passed if method == "dkim"}
    return any(
        pattern.search(signature.selector)
        for signature in message.signatures
        if signature.domain.lower() in signed
        for pattern in one.selectors
    )


def _marks(message: Message, one: Platform) -> int:
    """Return how many of the platform's marks the message bears."""
    names = {name for name, _ in message.marks}
    count = len(names & one.headers)
    count += sum(any(pattern.search(text) for text in _texts(message, where)) for where, pattern in one.values)
    for link in message.links[:_LINKS]:
        host = _host(link.url)
        if under(host, one.hosts) or any(
            pattern.search(host if pattern.pattern.startswith("^") else link.url[:_LONGEST]) for pattern in one.links
        ):
            return count + 1
    return count


def _account(message: Message, one: Platform) -> str | None:
    for where, pattern in one.account:
        for text in _texts(message, where):
            match = pattern.search(text)
            if match:
                return match.group("account")
    return None


def _texts(message: Message, where: str) -> Iterable[str]:
    """Return the bounded texts of what a fact calls `where`: a field, "link" or "dkim_d"."""
    if where == "link":
        return [link.url[:_LONGEST] for link in message.links[:_LINKS]]
    if where == "dkim_d":
        return [domain for method, domain in message.authentication.passed if method == "dkim"]
    if where == "list-id":
        return [f"<{message.lists.list_id}>"] if message.lists.list_id else []
    if where == "message-id":
        return [f"<{message.message_id.strip('<> ')[:_LONGEST]}>"] if message.message_id else []
    if where == "return-path":
        return [message.return_path.strip("<> ")[:_LONGEST]] if message.return_path else []
    source = message.trail if where == "received" else message.marks
    return [value[:_LONGEST] for name, value in source if name == where]


def _peer(trail: tuple[tuple[str, str], ...]) -> str | None:
    """Return the looked-up name of the host that handed the mail to the person's servers, or None.

    From the top, every Received line up to the first that comes from elsewhere was written by those servers.
    """
    for value in [value for name, value in trail if name == "received"][:_HOPS]:
        line = value[:_LONGEST]
        if not line.lower().startswith("from ") or _INSIDE.search(line):
            continue
        peer, by = _PEER.search(line), _BY.search(line)
        if peer is None or by is None:
            return None
        theirs, ours = organisational(peer.group(1)), organisational(by.group(1))
        if theirs is None or theirs != ours:
            return peer.group(1).lower() if theirs else None
    return None


def _host(url: str) -> str:
    return url[:_LONGEST].partition("://")[2].partition("/")[0].rpartition("@")[2].partition(":")[0].lower()


@cache
def _book() -> _Book:
    tables = tomllib.loads(resources.read("senders/platforms.toml"))["platform"]
    platforms = {entry["id"]: _read(entry) for entry in tables}
    owners = {domain: entry["id"] for entry in tables for domain in entry.get("domains", ())}
    return _Book(
        platforms=platforms,
        owners=owners,
        suffixes=frozenset(owners),
        riders=tuple(one for one in platforms.values() if one.rides_on),
        shaped=tuple(one for one in platforms.values() if one.bounce or one.selectors),
    )


def _read(entry: dict[str, Any]) -> Platform:
    def patterns(name: str) -> Patterns:
        return tuple(re.compile(text, re.IGNORECASE) for text in entry.get(name, ()))

    def fields(name: str) -> Fields:
        return tuple((where, re.compile(text, re.IGNORECASE)) for where, text in entry.get(name, ()))

    return Platform(
        id=entry["id"],
        name=entry["name"],
        kind=entry["kind"],
        aliases=tuple(entry.get("aliases", ())),
        rides_on=tuple(entry.get("rides_on", ())),
        own=patterns("own"),
        bounce=patterns("bounce"),
        selectors=patterns("selectors"),
        headers=frozenset(entry.get("headers", ())),
        values=fields("values"),
        hosts=frozenset(entry.get("hosts", ())),
        links=patterns("links"),
        account=fields("account"),
    )
