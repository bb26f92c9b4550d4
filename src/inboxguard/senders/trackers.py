"""Who else learns of a mail: measuring hosts, invisible images, and where the address itself stands in a web address.

Nothing is fetched and no link is followed. The sender and the platform that carries its mail are left out: they know
already. In doubt nobody is named: a link of a stranger's, or a visible image, is no tracker.
"""

import hashlib
import re
import tomllib
from base64 import b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from urllib.parse import quote

from inboxguard import resources
from inboxguard.facts.message import Message
from inboxguard.facts.person import Person
from inboxguard.senders.domains import organisational, under

MOST = 12
"""Domains that are named of one message."""
_LONGEST = 1_000
_MOST_URLS = 160
_MOST_ADDRESSES = 2
_SHORTEST_ADDRESS = 6
_SHORTEST_NAME = 4
_HOST = re.compile(r"https?://([a-z0-9.-]{1,255})(?:[:/?#]|$)")
_INNER = re.compile(r"https?(?::|%3a|%253a)(?://|%2f%2f|%252f%252f)([a-z0-9.-]{1,255})")
_TOKEN = re.compile(r"(?=[a-z]*\d)(?=\d*[a-z])[a-z0-9]{12,}|\d{9,}")
"""So long a run of letters and digits in a path tells one mail from another."""


@dataclass(frozen=True, slots=True)
class _Forms:
    """How an address stands in web addresses: whole words in lower case, digests in lower case, and Base64."""

    hints: tuple[str, ...]
    plain: re.Pattern[str]
    digests: tuple[str, ...]
    base64: tuple[str, ...]


def trackers(
    message: Message, person: Person, organisation: str | None, known: Iterable[str] = ()
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return (who learns that the mail is opened or clicked, who of them gets the address), as organisational domains.

    The address counts in plain letters, percent-encoded, in hexadecimal, in Base64, and as MD5, SHA-1 or SHA-256 of
    itself in lower case (Englehardt et al., PoPETs 2018). `known` are domains that the sender mails with itself.
    """
    urls = [link.url[:_LONGEST] for link in message.links if link.url[:4] == "http"][:_MOST_URLS]
    urls += [remote.url for remote in message.remote]
    urls = [url for url in urls if not _rewritten(url)]
    if not urls:
        return (), ()
    joined = "\n".join(urls)
    lower = joined.lower()
    own = frozenset((*known, organisation or ""))
    hosts = {url.partition("//")[2].partition("/")[0] for url in lower.split("\n")}
    watching = {domain for host in hosts if (domain := _measures(host))}
    watching.update(_domains(remote.url for remote in message.remote if remote.pixel and tells(remote.url)))
    getting: set[str] = set()
    for address in _addresses(message, person):
        forms = _forms(address)
        if any(hint in lower for hint in forms.hints) or any(code in joined for code in forms.base64):
            getting.update(host for url in urls for host in _getting(url, forms))
    strangers = {domain for domain in (*watching, *getting) if not of_sender(domain, own)}
    return tuple(sorted(strangers))[:MOST], tuple(sorted(strangers & getting))[:MOST]


def _addresses(message: Message, person: Person) -> tuple[str, ...]:
    """Return the addresses that the sender used, or may know where the mail does not tell."""
    if message.delivered_to:
        return (message.delivered_to.lower(),)
    named = [one.address.lower() for one in message.to[:20] if person.owns(one.address)]
    return tuple(dict.fromkeys(named or person.addresses))[:_MOST_ADDRESSES]


@lru_cache(maxsize=256)
def _forms(address: str) -> _Forms:
    local, _, domain = address.rpartition("@")
    if not local or len(address) < _SHORTEST_ADDRESS or len(address) > _LONGEST:
        return _Forms((), re.compile(r"(?!)"), (), ())
    octets = address.encode()
    digests = (
        octets.hex(),
        hashlib.md5(octets, usedforsecurity=False).hexdigest(),
        hashlib.sha1(octets, usedforsecurity=False).hexdigest(),
        hashlib.sha256(octets).hexdigest(),
    )
    spelt = [form.lower() for form in dict.fromkeys((local, quote(local, safe=""), quote(quote(local, safe=""))))]
    whole = "|".join(re.escape(form) for form in spelt)
    # Not the end of a longer name, though it may follow an encoded sign ("%3Danna@...").
    begin = r"(?:(?<![a-z0-9._+~-])|(?<=%[0-9a-f]{2})|(?<=%25[0-9a-f]{2}))"
    plain = re.compile(rf"{begin}(?:{whole})(?:@|%40|%2540){re.escape(domain)}(?![a-z0-9-]|\.[a-z0-9])")
    return _Forms((domain, *digests), plain, digests, tuple(_base64(octets)))


def _base64(octets: bytes) -> Iterator[str]:
    """Yield what stands in Base64 of a text that holds `octets`, for each place at which they may begin."""
    for before, cut in ((0, 0), (1, 2), (2, 3)):
        whole = (before + len(octets)) // 3 * 4
        standard = b64encode(b"\0" * before + octets).decode()[cut:whole]
        yield standard
        if (safe := standard.replace("+", "-").replace("/", "_")) != standard:
            yield safe


def _getting(url: str, forms: _Forms) -> Iterator[str]:
    """Yield the domains that get the address when `url` is fetched, the one that it redirects to included."""
    lower = url.lower()
    places = [found.start() for found in forms.plain.finditer(lower)]
    places += [lower.find(digest) for digest in forms.digests]
    places += [url.find(code) for code in forms.base64]
    last = max(places, default=-1)
    if last < 0:
        return
    yield from _domains((url,))
    inner = [found[1] for found in _INNER.finditer(lower[:last], 8)]
    if inner and (domain := organisational(inner[-1])):
        yield domain


def _rewritten(url: str) -> bool:
    """Return whether somebody between sender and reader wrote an address anew."""
    return _gateway(url.partition("//")[2].partition("/")[0])


@lru_cache(maxsize=4_096)
def _gateway(host: str) -> bool:
    return under(host.lower().partition("?")[0].partition(":")[0], _listed("gateways")) is not None


@lru_cache(maxsize=4_096)
def _measures(host: str) -> str | None:
    """Return the domain of a host that measures for many companies, else None."""
    return under(host.partition("?")[0].partition(":")[0], _listed("measuring"))


def tells(url: str) -> bool:
    """Return whether the address of an invisible image tells one mail from another; spacers do not."""
    path, _, query = url.lower().partition("://")[2].partition("/")[2].partition("?")
    name = path.rpartition("/")[2].partition(".")[0]
    if _listed("spacers").intersection(re.split(r"[^a-z]+", name)):
        return False
    return "=" in query or _TOKEN.search(f"{path}/{query}") is not None


def _domains(urls: Iterable[str]) -> Iterator[str]:
    for url in urls:
        found = _HOST.match(url.lower())
        if found and (domain := organisational(found[1])):
            yield domain


def of_sender(domain: str, own: frozenset[str]) -> bool:
    """Return whether a domain is the sender's own, one much like it ("shop-mail" of "shop"), or a mail platform's."""
    if domain in own or domain in _listed("gateways") or under(domain, _platforms()) or domain in _platform_domains():
        return True
    label = domain.partition(".")[0]
    names = {name.partition(".")[0] for name in own} - {""}
    return label in names or any(
        min(len(name), len(label)) >= _SHORTEST_NAME and (name in label or label in name) for name in names
    )


@cache
def _listed(kind: str) -> frozenset[str]:
    return frozenset(tomllib.loads(resources.read("senders/trackers.toml"))[kind])


@cache
def _platforms() -> frozenset[str]:
    tables = tomllib.loads(resources.read("senders/platforms.toml"))["platform"]
    return frozenset(host for one in tables for name in ("domains", "hosts") for host in one.get(name, ()))


@cache
def _platform_domains() -> frozenset[str]:
    """Return the organisational domains of mail platforms whose hosts are parts of larger houses too."""
    return frozenset(domain for host in _platforms() if (domain := organisational(host)))
