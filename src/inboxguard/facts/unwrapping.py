"""Where a wrapped link leads, as far as its own letters tell: gateways that check links, counters of clicks.

Nothing is followed, and what cannot be decoded stays as it is. The forms are those that the makers of gateways document
(resources/facts/wrappers.toml); a counter of clicks that is not listed is known by its own words.
"""

import binascii
import re
import tomllib
import zlib
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice
from typing import Any, NamedTuple
from urllib.parse import unquote

from inboxguard import resources

DEEPEST = 3
"""Wrappings inside each other that are taken off."""
LONGEST = 4_000
"""Characters of an address that are looked at."""
_MOST_PARTS = 40
_MOST_DECODED = 6_000
_FEWEST_PAYLOAD = 16
_PAYLOADS = ("aHR0c", "eyJ", "eJ")
"""How Base64 of an address, of JSON, and of what was packed (RFC 1950) begins."""
_ADDRESS = re.compile(r"(https?)://([a-z0-9](?:[a-z0-9-]{0,62}\.){1,8}[a-z0-9-]{2,62})(?=[:/?#]|\Z)", re.I)
_BEGUN = re.compile(r"https?(?::|%3a|%253a)", re.I)
_WITHIN = re.compile(r"https?:(?:\\{0,4}/){2}[^\s\"'<>\\^`{}]{4,3900}(?:\\{1,4}/[^\s\"'<>\\^`{}]{0,3900}){0,40}", re.I)
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{16,4000}={0,2}\Z")
_RUN = re.compile(r"\*(?:\*(.))?")
_LENGTHS = {sign: at for at, sign in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", 2)}
_TOKEN = re.compile(r"(?=[^\d]{0,200}\d)(?=[^a-zA-Z]{0,200}[a-zA-Z])[\w.~%=-]{12,}\Z|[\w.~%=-]{40,}\Z", re.ASCII)
"""So long a run of letters and digits tells one mail from another."""
_ONE_SLASH = re.compile(r"(https?:/)(?=[^/])", re.I)
_DASHES = str.maketrans("-_", "%/")


class Way(NamedTuple):
    """Where a link leads, and the hosts that count clicks on the way (lower case); gateways are none of them."""

    url: str
    counters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Wrapper:
    path: str
    parameters: frozenset[str]
    form: str
    gateway: bool


@dataclass(frozen=True, slots=True)
class _Counting:
    hosts: frozenset[str]
    paths: frozenset[str]
    parameters: frozenset[str]
    staying: re.Pattern[str]


def may_wrap(text: str) -> bool:
    """Return whether one of the addresses in `text`, one a line, may hold another; most mails end here."""
    begun = text.count("\nhttp") + text.startswith("http")
    return text.count("http") > begun or "aHR0c" in text or "eyJ" in text or "/eJ" in text or "=eJ" in text


def unwrapped(url: str) -> str:
    """Return where a link leads; the link itself where nothing is wrapped in it or it cannot be told."""
    return way(url).url


def way(url: str) -> Way:
    """Return where a link leads and who counts on the way; see `DEEPEST` and `LONGEST` for the bounds."""
    return _way(url, DEEPEST, False) if may_wrap(url) and len(url) <= LONGEST else Way(url, ())


def beyond_gateways(url: str) -> str:
    """Return a link as its sender wrote it, before a gateway of the reader's own side wrapped it."""
    return _way(url, DEEPEST, True).url if may_wrap(url) and len(url) <= LONGEST else url


def counts_clicks(url: str) -> bool:
    """Return whether an address shows by its own words that it counts clicks for others, and is no page to look at.

    That is so of hosts and paths named for it where nothing else stands that could be read: a random token, or the
    address that is led to. Listed wrappers (search engines, affiliate networks) are not meant.
    """
    host, path, query = _taken_apart(url[:LONGEST])
    words = _counting()
    if not host or _wrappers(host):
        return False
    parts = [part for part in _parts(path) if part]
    if not (words.hosts.intersection(host.split(".")[:-2]) or words.paths.intersection(map(str.lower, parts))):
        return False
    if not all(_says_nothing(part, words) for part in parts):
        return False
    values = (value for _, value in _parameters(query))
    return any(map(_TOKEN.match, (*parts, *values))) or unwrapped(url) != url


def _says_nothing(part: str, words: _Counting) -> bool:
    """Return whether a part of a path is no word of a page: one for counting, a number, a token, an address."""
    if len(part) < 3 or part.isdigit() or part.lower() in words.paths:
        return True
    return _TOKEN.match(part) is not None or _BEGUN.match(part) is not None


@lru_cache(maxsize=512)
def _way(url: str, deepest: int, only_gateways: bool) -> Way:
    counters: list[str] = []
    for _ in range(deepest):
        host, path, query = _taken_apart(url)
        if not host:
            break
        known = next((one for one in _wrappers(host) if path.startswith(one.path)), None)
        if only_gateways and not (known is not None and known.gateway):
            break
        inner = _inside(url, path, query, known) if known is not None else _counted(host, path, query)
        if inner is None:
            break
        if known is None or not known.gateway:
            counters.append(host)
        url = inner
    return Way(url, tuple(counters))


def _taken_apart(url: str) -> tuple[str, str, str]:
    """Return (host in lower case, path from its slash on, query with what follows); ("", "", "") of other links."""
    found = _ADDRESS.match(url)
    if found is None:
        return "", "", ""
    rest = url[found.end() :]
    if rest[:1] == ":":
        rest = rest.lstrip(":0123456789")
    path, _, query = rest.partition("?")
    return found[2].lower(), path or "/", query


def _inside(url: str, path: str, query: str, known: _Wrapper) -> str | None:
    """Return the target of an address of a known wrapper."""
    if known.form == "runs":
        return _from_runs(url)
    if known.form == "underscores":
        return _target(url.partition("___")[2].partition("___")[0])
    for name, value in _parameters(query):
        if name in known.parameters:
            inner = _target(value.translate(_DASHES)) if known.form == "dashes" else _target(value) or _payload(value)
            if inner is not None:
                return inner
    return _in_path(path, query) if known.form == "path" else None


def _counted(host: str, path: str, query: str) -> str | None:
    """Return the target of an address that by its own words counts clicks."""
    words = _counting()
    lower = path.lower()
    if words.staying.search(lower) or not (
        words.hosts.intersection(host.split(".")[:-2]) or words.paths.intersection(_parts(lower))
    ):
        return None
    for name, value in _parameters(query):
        inner = _target(value) or _payload(value) if name in words.parameters else None
        if inner is not None:
            return inner
    inner = _in_path(path, query)
    if inner is not None:
        return inner
    found = (_payload(part) for part in path.split("/")[:_MOST_PARTS])
    return next((inner for inner in found if inner is not None), None)


def _parts(path: str) -> list[str]:
    return [part.partition(".")[0] for part in path.split("/")[:_MOST_PARTS]]


def _parameters(query: str) -> Iterator[tuple[str, str]]:
    """Yield the names, in lower case, and values of a query; HTML may have left its own sign between them."""
    for part in query.partition("#")[0].split("&")[:_MOST_PARTS]:
        name, _, value = part.partition("=")
        yield name.lower().removeprefix("amp;"), value


def _in_path(path: str, query: str) -> str | None:
    """Return the address that stands in a path: encoded it is one part of it, else it is the rest of all."""
    for begun in _BEGUN.finditer(path):
        if path[begun.start() - 1] == "/":
            rest = path[begun.start() :]
            encoded = not rest[begun.end() - begun.start() :].startswith("//")
            return _target(rest.partition("/")[0] if encoded else f"{rest}?{query}" if query else rest)
    return None


def _target(value: str) -> str | None:
    """Return the address that a value is, decoded up to twice; None where it is none."""
    for _ in range(3):
        found = _ADDRESS.match(value)
        if found is not None:
            return value if len(value) <= LONGEST and value.isprintable() and " " not in value else None
        if "%" not in value:
            return None
        value = unquote(value)
    return None


def _payload(value: str) -> str | None:
    """Return the address that stands in Base64: alone, in JSON, in the claims of a JWT (RFC 7519), or packed."""
    if len(value) < _FEWEST_PAYLOAD or not any(begin in value for begin in _PAYLOADS):
        return None
    for piece in unquote(value)[:LONGEST].split(".", 3)[:3]:
        if not piece.startswith(_PAYLOADS) or _BASE64.match(piece) is None:
            continue
        found = _WITHIN.search(decoded(piece))
        if found is not None and (inner := _target(found[0].replace("\\", ""))) is not None:
            return inner
    return None


def decoded(piece: str) -> str:
    """Return what Base64 holds, unpacked where it is; "" where it is none. At most 6,000 characters."""
    bare = piece.rstrip("=").replace("+", "-").replace("/", "_")
    try:
        octets = urlsafe_b64decode(bare[: len(bare) - (len(bare) % 4 == 1)] + "==")
        if octets[:1] == b"\x78":
            octets = unquote(zlib.decompressobj().decompress(octets, _MOST_DECODED).decode("utf-8", "replace")).encode()
    except (binascii.Error, ValueError, zlib.error):
        return ""
    return octets[:_MOST_DECODED].decode("utf-8", "replace")


def _from_runs(url: str) -> str | None:
    """Return the target of Proofpoint's third form: signs that it left out stand behind, as Base64, in their order."""
    written, _, behind = url.partition("/v3/__")[2].rpartition("__;")
    left_out = iter(decoded(behind.partition("!")[0]))

    def put_back(run: re.Match[str]) -> str:
        return "".join(islice(left_out, _LENGTHS.get(run[1], 0) if run[1] else 1))

    return _target(_ONE_SLASH.sub(r"\1/", _RUN.sub(put_back, unquote(written)), count=1))


@lru_cache(maxsize=4_096)
def _wrappers(host: str) -> tuple[_Wrapper, ...]:
    """Return the known wrappers at a host."""
    found: tuple[_Wrapper, ...] = ()
    name = host
    while name and not found:
        found = _table()[0].get(name, ())
        name = name.partition(".")[2]
    return found


def _counting() -> _Counting:
    return _table()[1]


@cache
def _table() -> tuple[dict[str, tuple[_Wrapper, ...]], _Counting]:
    data = tomllib.loads(resources.read("facts/wrappers.toml"))
    known: dict[str, tuple[_Wrapper, ...]] = {}
    for entry in data["wrapper"]:
        for host in entry["hosts"]:
            known[host] = (*known.get(host, ()), _wrapper(entry))
    words = data["counting"]
    return known, _Counting(
        frozenset(words["hosts"]),
        frozenset(words["paths"]),
        frozenset(words["parameters"]),
        re.compile("|".join(map(re.escape, words["staying"]))),
    )


def _wrapper(entry: dict[str, Any]) -> _Wrapper:
    return _Wrapper(
        entry.get("path", ""),
        frozenset(entry.get("parameters", ())),
        entry.get("form", ""),
        entry.get("gateway", False),
    )
