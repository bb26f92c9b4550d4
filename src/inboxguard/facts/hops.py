"""The way of a message through the person's own servers, read from the top of its header.

Every server writes its fields above the older ones, so only the uppermost stretch was written by the person's own
servers; everything below the line in which they took the message from a stranger is the sender's word (RFC 8601
section 5, standards page 4.1).
"""

import ipaddress
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache

from inboxguard import resources
from inboxguard.facts import addresses

Organisational = Callable[[str], str | None]
"""A host name -> its organisational (registrable) domain; None where it has none."""


@dataclass(frozen=True, slots=True)
class Hop:
    """One Received field: who took it, from whom (as the taker saw it), and for which address."""

    by: str
    peer: str
    """The sender's verified name, else its greeting where nothing contradicts it, else "unknown"; "" = no from."""
    peer_ip: str
    protocol: str
    recipient: str


_COMMENT = re.compile(r"\([^()]*\)")
_FROM = re.compile(r"\Afrom\s+(\[?[^\s;()]{1,255})\s*((?:\((?:[^()]|\([^()]{0,300}\)){0,600}\)\s*){0,3})", re.I)
_CLAUSE = re.compile(
    r"(?:^|\s)(?:by\s+\[?(?P<by>[^\s;()\[\]]{1,255})|with\s+(?P<with>[^\s;()]{1,60})"
    r"|for\s+<?(?P<for>[^\s<>;()]{1,64}@[^\s<>;()]{1,255})>?)",
    re.I,
)
_IP = re.compile(r"(?<![\w.:])(?:IPv6:)?((?:\d{1,3}\.){3}\d{1,3}|[0-9a-f]{0,4}:[0-9a-f:.]{2,45})(?![\w])", re.I)
_NAME = re.compile(r"(?<![\w.=@-])([a-z0-9_](?:[a-z0-9_-]{0,62}\.){1,10}[a-z0-9-]{2,63})\.?(?![\w=@-])", re.I)
_LOCAL = re.compile(r"\A(?:e?lmtps?a?|local|pop3?s?|imaps?|maildrop|cyrus|fetchmail|mapi|https?)\b", re.I)


@lru_cache(maxsize=512)
def hop(value: str) -> Hop:
    """Return what an unfolded Received value says; missing parts are empty."""
    value = value[:4000]
    clauses = value.rpartition(";")[0] or value
    source = _FROM.match(clauses)
    peer = peer_ip = ""
    rest = clauses
    if source is not None:
        greeting, seen = source[1], source[2] or ""
        rest = clauses[source.end() :]
        found_ip = _IP.search(seen) or _IP.search(greeting)
        peer_ip = found_ip[1] if found_ip else ""
        # Postfix, sendmail and Gmail put the name they looked up into the comment; "unknown" means there was none.
        outside = seen.replace("HELO ", "helo=").replace("EHLO ", "helo=") if "LO " in seen else seen
        outside = _IP.sub("", outside) if found_ip else outside
        verified = _NAME.search(outside) if "." in outside else None
        if verified is not None:
            peer = verified[1]
        elif "unknown" in seen.lower() or "helo=" in outside.lower() or _IP.search(greeting):
            peer = "unknown"
        else:
            peer = greeting.strip("[]")
    plain = _COMMENT.sub(" ", _COMMENT.sub(" ", rest)) if "(" in rest else rest
    by = protocol = recipient = ""
    for clause in _CLAUSE.finditer(plain):
        by, protocol, recipient = by or clause[1] or "", protocol or clause[2] or "", recipient or clause[3] or ""
    spec = addresses.address_spec(recipient) if recipient else ""
    return Hop(
        # No host holds an "@"; archives that mask addresses put some into the names of machines.
        by=addresses.domain(by.rpartition("@")[2]),
        peer=addresses.domain(peer),
        peer_ip=peer_ip,
        protocol=protocol,
        recipient=spec if "." in spec.rpartition("@")[2] else "",
    )


@cache
def _servers() -> tuple[tuple[frozenset[str], bool, bool], ...]:
    """Return the services that run under several domains, and whether they leave the id out or report once."""
    data = tomllib.loads(resources.read("facts/servers.toml"))
    return tuple(
        (frozenset(row["domains"]), bool(row.get("no_authserv_id", False)), bool(row.get("one_report", False)))
        for row in data["service"]
    )


@lru_cache(maxsize=1_024)
def kin(domain: str) -> frozenset[str]:
    """Return the domains under which one mailbox service receives mail, `domain` among them."""
    for domains, _, _ in _servers():
        if domain in domains:
            return domains
    return frozenset({domain})


@lru_cache(maxsize=256)
def leaves_out_id(domain: str) -> bool:
    """Return whether the service behind `domain` writes Authentication-Results without an authserv-id."""
    return any(bare and domain in domains for domains, bare, _ in _servers())


@lru_cache(maxsize=256)
def writes_one_report(domain: str) -> bool:
    """Return whether the service behind `domain` never writes more than one Authentication-Results."""
    return any(once and domain in domains for domains, _, once in _servers())


@lru_cache(maxsize=4096)
def nearest(host: str) -> str | None:
    """Return a rough registrable domain without a list: two labels, three below short second levels (shop.co.uk)."""
    labels = [label for label in host.split(".") if label]
    if len(labels) < 2 or labels[-1].isdigit():
        return None
    short = len(labels) > 2 and len(labels[-1]) == 2 and len(labels[-2]) <= 3
    return ".".join(labels[-3:] if short else labels[-2:])


# Not ip.is_private: that also holds for the ranges that examples and tests are written with.
_HOUSES = tuple(
    ipaddress.ip_network(block)
    for block in (
        "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "169.254.0.0/16", "100.64.0.0/10",
        "::1/128", "fc00::/7", "fe80::/10",
    )
)  # fmt: skip
_HOUSE_NAMES = ("internal", "local", "localdomain", "lan", "intern", "priv")


@lru_cache(maxsize=2048)
def private(host: str) -> bool:
    """Return whether `host` names a machine inside a house: single label, .internal and the like, or a private IP."""
    if not host or host == "unknown":
        return False
    try:
        ip = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return "." not in host or host.rpartition(".")[2] in _HOUSE_NAMES
    return any(ip.version == house.version and ip in house for house in _HOUSES)


def _hidden(by: str) -> bool:
    """Return whether the taker names itself so that it says nothing; Gmail's inner machines use 6to4 addresses."""
    return not by or private(by) or by.startswith("2002:")


def _inner(step: Hop, own: frozenset[str], organisational: Organisational) -> bool:
    """Return whether the hop took the message from another machine of the person's own service."""
    if not step.peer or _LOCAL.match(step.protocol):
        return True
    if (organisational(step.peer) or "") in own:
        return True
    return private(step.peer_ip or step.peer)


@lru_cache(maxsize=16)  # one message is asked about several times in a row
def delivering_host(trail: tuple[tuple[str, str], ...]) -> str:
    """Return the name of the machine that took the message last, leaving out inner names; "" where none tells."""
    takers = (hop(value).by for name, value in trail if name == "received")
    return next((by for by in takers if not _hidden(by)), "")


@dataclass(frozen=True, slots=True)
class Stretch:
    """What the person's own servers wrote: positions in the trail and their Received fields, from the top.

    `border` is the position just past the last own Received (the one that took the message from outside); fields of
    `trail[:border]` are the own servers' word. `end` is where the next, foreign Received stands: between `border` and
    `end` lie the fields of servers that write below their own Received (Gmail) and then the sender's.
    """

    hops: tuple[Hop, ...]
    border: int
    end: int


@lru_cache(maxsize=64)
def _houses(servers: tuple[str, ...], organisational: Organisational) -> tuple[frozenset[str], bool]:
    """Return the domains of the person's service, and whether one of the servers names no domain."""
    own = frozenset[str]().union(*(kin(organisational(server) or server) for server in servers))
    return own, any("." not in server for server in servers)


@lru_cache(maxsize=16)
def stretch(
    trail: tuple[tuple[str, str], ...], servers: tuple[str, ...], organisational: Organisational = nearest
) -> Stretch:
    """Return the uppermost stretch of a header trail that the servers (host names) of the person's service wrote.

    Walks Received fields from the top, through machines with inner names, and stops at the first that is not the
    service's own or that follows the one which took the message from outside.
    """
    places = [position for position, (name, _) in enumerate(trail) if name == "received"]
    own, nameless = _houses(servers, organisational)
    if nameless:
        # An id such as "mailserver" names no domain: then the machine that delivered is the own one.
        named = delivering_host(trail)
        own |= kin(organisational(named) or named)
    mine: list[Hop] = []
    border = 0
    passed: list[Hop] = []
    for number, position in enumerate(places):
        step = hop(trail[position][1])
        passed.append(step)
        if _hidden(step.by):
            continue
        if (organisational(step.by) or step.by) not in own:
            return Stretch(tuple(mine), border, position)
        mine = list(passed)
        border = position + 1
        if not _inner(step, own, organisational):
            following = places[number + 1] if number + 1 < len(places) else len(trail)
            return Stretch(tuple(mine), border, following)
    return Stretch(tuple(mine), border, len(trail) if mine else 0)
