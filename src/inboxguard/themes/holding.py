"""Which mail other words may stand in, told from its stored octets without reading it: a quick look at much mail.

Whoever adds a word of their own wants to see at once what it finds, and to read all stored mail anew takes too long.
What is let through is read as ever; what is held back cannot hold the words.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from urllib.parse import unquote

from inboxguard.themes.lexicon import Sources, Theme
from inboxguard.themes.words import lowered, words

_GAPS = re.compile(r"[\W_]+")


def differing(before: Iterable[Theme], now: Iterable[Theme]) -> dict[str, frozenset[str]]:
    """Return the themes that are other than before, each with words of which one stands in all mail it may now be in.

    Mail that spoke of the theme before is not meant: that has to be asked again anyway, and a new block or exception,
    or a term that is gone, brings no other.
    """
    ones, others = ({theme.id: theme for theme in some} for some in (before, now))
    found: dict[str, frozenset[str]] = {}
    for name in ones.keys() | others.keys():
        one, other = ones.get(name), others.get(name)
        if one is not other and one != other:
            come, gone = _bringing(other) - _bringing(one), _withholding(one) - _withholding(other)
            brought = come | gone if other is not None else frozenset[tuple[str, str]]()
            found[name] = frozenset(max(words(text), key=len, default="") for _, text in brought)
    return found


def _bringing(theme: Theme | None) -> frozenset[tuple[str, str]]:
    """Return the terms and senders of a theme, each with what it counts and where."""
    if theme is None:
        return frozenset()
    terms = ((f"{language} {one.weight}", one.text) for language, some in theme.terms for one in some if one.weight)
    return frozenset((*terms, *(("from", one) for one in _named(theme.senders))))


def _withholding(theme: Theme | None) -> frozenset[tuple[str, str]]:
    """Return the blocks and exceptions of a theme."""
    if theme is None:
        return frozenset()
    blocks = ((language, one.text) for language, some in theme.terms for one in some if not one.weight)
    return frozenset((*blocks, *(("but", one) for one in _named(theme.allow))))


def _named(sources: Sources) -> Iterable[str]:
    yield from (*sources.domains, *sources.list_ids, *sources.names)


def holder(wanted: Iterable[str]) -> Callable[[bytes], bool]:
    """Return what tells whether one of some normalised words may stand in octets (UTF-8), be it inside another word."""
    either = "|".join(map(re.escape, sorted(wanted)))
    octets, letters = re.compile(either.encode()), re.compile(either)

    def holds(text: bytes) -> bool:
        if text.isascii():
            return octets.search(text.lower()) is not None
        # All gaps are taken out, since senders hide signs without width inside words.
        plain = _GAPS.sub("", unicodedata.normalize("NFKD", lowered(text.decode("utf-8", "replace"))))
        return letters.search(plain.lower()) is not None

    # Paths of links are read without their percent signs.
    return lambda text: holds(text) or (b"%" in text and holds(unquote(text.decode("utf-8", "replace")).encode()))
