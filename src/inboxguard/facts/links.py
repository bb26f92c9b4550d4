"""Links and what they are for, judged by the words they stand on and by their own address, never by following them."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from inboxguard import resources
from inboxguard.facts import decoding
from inboxguard.facts.message import Link, LinkKind

MOST = 2_000
"""Links of one message that are looked at: the way out stands at the very end."""
MOST_WAYS = 100
"""Ways out and preference links of one message that are kept."""
MOST_PLAIN = 100
"""Other links of one message that are kept."""
_WHOLE = 2
"""Of each host so many plain links are kept as they are, with what tells a platform and an account on it."""
_LONGEST_PLAIN = 1_000
_LONGEST_PATH = 300
LONGEST_URL = 4_000
LONGEST_TEXT = 200
_SCHEMES = ("http://", "https://", "mailto:")
_IN_TEXT = re.compile(r"(?:https?://|mailto:)[^\s<>\"'|\\^`{}]{3,3900}", re.I)
_NEAR = 160
_TOKEN = re.compile(r"[^/.%-]{40,}")
"""So long without a break is no word but a random token of somebody who counts clicks."""
_SENTENCE = re.compile(r"[.!?](?=\s)|[|•·\n]")


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of resources/facts/links.toml. Plain substrings: many times faster than one great pattern."""

    unsubscribe: tuple[str, ...]
    preferences: tuple[str, ...]
    unsubscribe_address: tuple[str, ...]
    preferences_address: tuple[str, ...]
    pointing: frozenset[str]
    subjects: tuple[str, ...]


@cache
def _words() -> _Words:
    data = tomllib.loads(resources.read("facts/links.toml"))
    return _Words(
        unsubscribe=tuple(word for words in data["unsubscribe"].values() for word in words),
        preferences=tuple(word for words in data["preferences"].values() for word in words),
        unsubscribe_address=tuple(data["unsubscribe_address"]["pieces"]),
        preferences_address=tuple(data["preferences_address"]["pieces"]),
        pointing=frozenset(data["pointing"]["words"]),
        subjects=tuple(data["unsubscribe_address"]["subjects"]),
    )


def url(value: str) -> str:
    """Return a link's address without white space and control characters; "" unless http, https or mailto."""
    address = re.sub(r"\s+", "", decoding.clean(value[: LONGEST_URL + 100]))
    return address if address.lower().startswith(_SCHEMES) and len(address) <= LONGEST_URL else ""


def _sentence_before(text: str) -> str:
    """Return the part of the sentence that stands before a link, or the line above where the link begins its line."""
    near = text[-_NEAR:].rstrip()
    return "" if near.endswith((".", "!", "?")) else _SENTENCE.split(near)[-1]


def _sentence_after(text: str) -> str:
    """Return the rest of the sentence after a link, on the same line."""
    return _SENTENCE.split(text[:_NEAR], maxsplit=1)[0]


@lru_cache(maxsize=4_096)
def _kind_by_words(said: str) -> LinkKind:
    """Return what the words of a link say; cached because newsletters say the same again and again."""
    words = _words()
    if any(word in said for word in words.unsubscribe):
        return LinkKind.UNSUBSCRIBE
    if any(word in said for word in words.preferences):
        return LinkKind.PREFERENCES
    return LinkKind.PLAIN


def kind(address: str, text: str, before: str = "", after: str = "") -> LinkKind:
    """Return what a link is for: by its words, by its sentence where it only says "here", else by its address."""
    words = _words()
    said = " ".join(text.lower().split())
    if not said or said.strip(" .!:>»<«[]()→*") in words.pointing or said.startswith(_SCHEMES):
        said = " ".join(f"{_sentence_before(before)} {said} {_sentence_after(after)}".lower().split())
    by_words = _kind_by_words(said)
    if by_words is not LinkKind.PLAIN:
        return by_words
    path = address[:700].lower()
    if path.startswith("mailto:") and any(f"subject={word}" in path for word in words.subjects):
        return LinkKind.UNSUBSCRIBE
    if "://" in path:
        path = path.partition("://")[2].partition("/")[2]
    if any(piece in path for piece in words.unsubscribe_address):
        return LinkKind.UNSUBSCRIBE
    if any(piece in path for piece in words.preferences_address):
        return LinkKind.PREFERENCES
    return LinkKind.PLAIN


def link(address: str, text: str, before: str = "", after: str = "") -> Link:
    """Return a link with its words, bounded, and what it is for."""
    shown = " ".join(decoding.clean(text[:1000]).split())[:LONGEST_TEXT]
    return Link(address, shown, kind(address, shown, before, after))


def in_text(text: str) -> tuple[Link, ...]:
    """Return the links that stand in a plain text, each with the words before it on its line and the line above."""
    found: list[Link] = []
    for match in _IN_TEXT.finditer(text):
        address = url(match[0].rstrip(".,;:!?)]*_"))
        if not address:
            continue
        before = text[max(0, match.start() - 300) : match.start()].rstrip(" <([\t")
        lines = [line.strip() for line in before.split("\n") if line.strip()]
        near = lines[-1] if lines else ""
        purpose = kind(address, "", " ".join(lines[-2:]), text[match.end() : match.end() + 60])
        found.append(Link(address, near[-LONGEST_TEXT:], purpose))
        if len(found) >= MOST:
            break
    return tuple(found)


def kept(found: Iterable[Link]) -> tuple[Link, ...]:
    """Return the links that are worth keeping, in their order: ways out and preference links whole, each once.

    Of the others, which make up most of an advert's octets, the first two of each host stay as they are and the rest
    without query and random tokens, each address once: what tells the host and the topic stays.
    """
    chosen: list[Link] = []
    known: set[tuple[LinkKind, str]] = set()
    hosts: Counter[str] = Counter()
    ways = plain = 0
    for item in found:
        host = item.url.partition("://")[2].partition("/")[0].lower()
        is_plain = item.kind is LinkKind.PLAIN
        if is_plain:
            whole = item.url[:_LONGEST_PLAIN]
            as_it_is = hosts[host] < _WHOLE or (item.kind, whole) in known
            item = replace(item, url=whole if as_it_is else _readable(item.url))
        if (item.kind, item.url) in known or (plain >= MOST_PLAIN if is_plain else ways >= MOST_WAYS):
            continue
        known.add((item.kind, item.url))
        chosen.append(item)
        if is_plain:
            hosts[host] += 1
            plain += 1
        else:
            ways += 1
    return tuple(chosen)


def _readable(address: str) -> str:
    """Return an address without query and fragment, up to the first part of its path that is a random token."""
    scheme, colon, rest = re.split(r"[?#]", address, maxsplit=1)[0].partition("://")
    host, slash, path = rest.partition("/")
    return f"{scheme}{colon}{host}{slash}{_TOKEN.split(path[:_LONGEST_PATH], maxsplit=1)[0]}"
