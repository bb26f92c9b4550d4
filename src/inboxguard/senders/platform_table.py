"""The table of mail platforms, compiled so that a message is looked up by what it says and not platform by platform."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from inboxguard import resources
from inboxguard.senders.domains import under

Patterns = tuple[re.Pattern[str], ...]
Fields = tuple[tuple[str, re.Pattern[str]], ...]

_LITERAL = re.compile(r"(?:\\[^\w\s]|[\w@=/ -])+")
"""The plain text with which a regular expression begins."""
_INITIALS = "abcdefghijklmnopqrstuvwxyz0123456789"


@dataclass(frozen=True, slots=True)
class Platform:
    """One mail platform as platforms.toml describes it, with its expressions compiled."""

    id: str
    name: str
    kind: str
    aliases: tuple[str, ...]
    rides_on: tuple[str, ...]
    domains: tuple[str, ...]
    own: Patterns
    bounce: Patterns
    signed: Patterns
    selectors: Patterns
    headers: frozenset[str]
    values: Fields
    hosts: frozenset[str]
    host_links: Patterns
    """On the host of a link."""
    url_links: Patterns
    """On the whole address of a link."""
    linked: bool
    """Whether any link tells the platform."""
    hosted: Patterns
    account: Fields


@dataclass(frozen=True, slots=True)
class Table:
    """Every platform by its id, and the ways in which a message leads to one."""

    platforms: Mapping[str, Platform]
    domains: Mapping[str, str]
    """A domain -> the id of the platform that owns it."""
    suffixes: frozenset[str]
    own: tuple[tuple[re.Pattern[str], str], ...]
    bounces: Mapping[str, tuple[re.Pattern[str], tuple[tuple[re.Pattern[str], str], ...]]]
    """First character (lower case) of a bounce address -> all shapes that begin with it in one, and each."""
    bounce_hosts: tuple[tuple[str, re.Pattern[str], str], ...]
    """Shapes that stand further on: text that must be there (lower case), expression, id."""
    signed: tuple[tuple[re.Pattern[str], str], ...]
    selectors: tuple[tuple[re.Pattern[str], str], ...]
    riders: Mapping[str, tuple[Platform, ...]]
    """The id of a carrier -> those that ride on it."""
    link_hosts: Mapping[str, frozenset[str]]
    link_suffixes: frozenset[str]
    host_links: tuple[tuple[re.Pattern[str], str], ...]
    software: tuple[Platform, ...]
    software_fields: frozenset[str]
    """Names of fields without which no message comes from software on the sender's own server."""


@cache
def table() -> Table:
    """Return the shipped table."""
    entries = tomllib.loads(resources.read("senders/platforms.toml"))["platform"]
    platforms = {entry["id"]: _platform(entry) for entry in entries}
    every = tuple(platforms.values())
    domains = {domain: one.id for one in every for domain in one.domains}
    link_hosts: dict[str, frozenset[str]] = {}
    riders: dict[str, tuple[Platform, ...]] = {}
    for one in every:
        for host in one.hosts:
            link_hosts[host] = link_hosts.get(host, frozenset()) | {one.id}
        for carrier in one.rides_on:
            riders[carrier] = (*riders.get(carrier, ()), one)
    software = tuple(one for one in every if one.hosted)
    return Table(
        platforms=platforms,
        domains=domains,
        suffixes=frozenset(domains),
        own=tuple((pattern, one.id) for one in every for pattern in one.own),
        bounces=_by_initial((pattern, one.id) for one in every for pattern in one.bounce),
        bounce_hosts=tuple(
            (_literal(pattern.pattern), pattern, one.id)
            for one in every
            for pattern in one.bounce
            if not pattern.pattern.startswith("^")
        ),
        signed=tuple((pattern, one.id) for one in every for pattern in one.signed),
        selectors=tuple((pattern, one.id) for one in every for pattern in one.selectors),
        riders=riders,
        link_hosts=link_hosts,
        link_suffixes=frozenset(link_hosts),
        host_links=tuple((pattern, one.id) for one in every for pattern in one.host_links),
        software=software,
        software_fields=frozenset(
            name for one in software for name in (*one.headers, *(where for where, _ in one.values))
        ),
    )


@lru_cache(maxsize=8192)
def owners(host: str) -> frozenset[str]:
    """Return the ids of the platforms to which an attested host (lower case) belongs."""
    known = table()
    found = set(_matching(known.own, host))
    suffix = under(host, known.suffixes)
    if suffix is not None:
        found.add(known.domains[suffix])
    return frozenset(found)


@lru_cache(maxsize=8192)
def signing_as(domain: str) -> frozenset[str]:
    """Return the ids of the platforms whose customers sign with a domain of this shape."""
    return frozenset(_matching(table().signed, domain))


@lru_cache(maxsize=2048)
def selecting(selector: str) -> frozenset[str]:
    """Return the ids of the platforms that use this DKIM selector."""
    return frozenset(_matching(table().selectors, selector))


def bouncing(address: str) -> Iterator[str]:
    """Yield the ids of the platforms whose bounce addresses have this shape; `address` without brackets."""
    known, lowered = table(), address.lower()
    any_of, each = known.bounces.get(lowered[:1], (None, ()))
    if any_of is not None and any_of.match(address):
        for pattern, one in each:
            if pattern.match(address):
                yield one
    for text, pattern, one in known.bounce_hosts:
        if text in lowered and pattern.search(address):
            yield one


@lru_cache(maxsize=8192)
def linking(host: str) -> frozenset[str]:
    """Return the ids of the platforms that are known by links to this host (lower case)."""
    known = table()
    found = set(_matching(known.host_links, host))
    name = host
    while name:
        found |= known.link_hosts.get(name, frozenset())
        name = name.partition(".")[2]
    return frozenset(found)


def _matching(patterns: Iterable[tuple[re.Pattern[str], str]], text: str) -> Iterator[str]:
    return (one for pattern, one in patterns if pattern.search(text))


def _literal(expression: str) -> str:
    """Return the plain text, in lower case, that every match of an expression begins with; "" where there is none."""
    body = expression.removeprefix("^")
    plain = _LITERAL.match(body)
    if plain is None or "|" in re.sub(r"\([^()]*\)", "", body):
        return ""
    text, rest = plain[0], body[plain.end() :]
    if rest[:1] in ("?", "*", "{", "+"):
        text = text[:-2] if text[-2:-1] == "\\" else text[:-1]
    return re.sub(r"\\(?=[^\w\s])", "", text).lower()


def _by_initial(
    shapes: Iterable[tuple[re.Pattern[str], str]],
) -> dict[str, tuple[re.Pattern[str], tuple[tuple[re.Pattern[str], str], ...]]]:
    begun = [shape for shape in shapes if shape[0].pattern.startswith("^")]
    found = {}
    for initial in _INITIALS:
        each = tuple(shape for shape in begun if _may_begin(shape[0], initial))
        any_of = "|".join(f"(?:{pattern.pattern})" for pattern, _ in each)
        found[initial] = (re.compile(any_of, re.IGNORECASE), each)
    return {initial: shape for initial, shape in found.items() if shape[1]}


def _may_begin(pattern: re.Pattern[str], initial: str) -> bool:
    literal = _literal(pattern.pattern)
    return literal.startswith(initial) if literal else True


def _of_host(pattern: re.Pattern[str]) -> bool:
    return pattern.pattern.startswith("^") or pattern.pattern.endswith("$")


def _platform(entry: Mapping[str, Any]) -> Platform:
    def patterns(name: str) -> Patterns:
        return tuple(re.compile(text, re.IGNORECASE) for text in entry.get(name, ()))

    def fields(name: str) -> Fields:
        return tuple((where, re.compile(text, re.IGNORECASE)) for where, text in entry.get(name, ()))

    links = patterns("links")
    return Platform(
        id=entry["id"],
        name=entry["name"],
        kind=entry["kind"],
        aliases=tuple(entry.get("aliases", ())),
        rides_on=tuple(entry.get("rides_on", ())),
        domains=tuple(entry.get("domains", ())),
        own=patterns("own"),
        bounce=patterns("bounce"),
        signed=patterns("signed"),
        selectors=patterns("selectors"),
        headers=frozenset(entry.get("headers", ())),
        values=fields("values"),
        hosts=frozenset(entry.get("hosts", ())),
        host_links=tuple(pattern for pattern in links if _of_host(pattern)),
        url_links=tuple(pattern for pattern in links if not _of_host(pattern)),
        linked=bool(links or entry.get("hosts")),
        hosted=patterns("hosted"),
        account=fields("account"),
    )
