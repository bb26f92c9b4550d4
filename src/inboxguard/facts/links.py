"""Links and what they are for, judged by the words they stand on and by their own address, never by following them."""

import re
import tomllib
from functools import cache

from inboxguard import resources
from inboxguard.facts import decoding
from inboxguard.facts.message import Link, LinkKind

MOST = 400
LONGEST_URL = 4_000
LONGEST_TEXT = 200
_SCHEMES = ("http://", "https://", "mailto:")
_IN_TEXT = re.compile(r"(?:https?://|mailto:)[^\s<>\"'|\\^`{}]{3,3900}", re.I)
_BEFORE = 160


@cache
def _words() -> dict[str, re.Pattern[str]]:
    """Return the patterns of the link words: phrases in texts, pieces of addresses, and words that say nothing."""
    data = tomllib.loads(resources.read("facts/links.toml"))
    phrases = {
        name: [word for words in data[name].values() for word in words] for name in ("unsubscribe", "preferences")
    }
    patterns = {
        name: re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)))
        for name, words in phrases.items()
    }
    for name in ("unsubscribe_address", "preferences_address"):
        patterns[name] = re.compile("|".join(re.escape(piece) for piece in data[name]["pieces"]))
    here = "|".join(re.escape(word) for word in sorted(data["pointing"]["words"], key=len, reverse=True))
    patterns["pointing"] = re.compile(rf"\W*(?:{here})\W*\Z")
    return patterns


def url(value: str) -> str:
    """Return a link's address without white space and control characters; "" unless http, https or mailto."""
    address = re.sub(r"\s+", "", decoding.clean(value[: LONGEST_URL + 100]))
    return address if address.lower().startswith(_SCHEMES) and len(address) <= LONGEST_URL else ""


def kind(address: str, text: str, before: str = "") -> LinkKind:
    """Return what a link is for: by its words, else by the words just before it where it only says "here"."""
    words = _words()
    said = " ".join(text.lower().split())
    if words["pointing"].match(said) or not said or said.startswith(_SCHEMES):
        said = f"{' '.join(before[-_BEFORE:].lower().split())} {said}"
    if words["unsubscribe"].search(said):
        return LinkKind.UNSUBSCRIBE
    if words["preferences"].search(said):
        return LinkKind.PREFERENCES
    path = address.lower().partition("://")[2].partition("/")[2] if "://" in address else address.lower()
    if words["unsubscribe_address"].search(path[:600]):
        return LinkKind.UNSUBSCRIBE
    if words["preferences_address"].search(path[:600]):
        return LinkKind.PREFERENCES
    return LinkKind.PLAIN


def link(address: str, text: str, before: str = "") -> Link:
    """Return a link with its words, bounded, and what it is for."""
    shown = " ".join(decoding.clean(text[:1000]).split())[:LONGEST_TEXT]
    return Link(address, shown, kind(address, shown, before))


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
        found.append(Link(address, near[-LONGEST_TEXT:], kind(address, "", " ".join(lines[-2:]))))
        if len(found) >= MOST:
            break
    return tuple(found)
