"""The words that name a thing for sale: what it is, without colours, sizes, brands and what else is said of it.

No list of products is used. How each language builds such names stands in resources/senders/products.toml; which words
of a name are somebody's brand is told by how the sender itself writes them.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from functools import cache
from typing import Any

from inboxguard import resources

LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pt")
"""Languages whose names of things can be read."""

LIMIT = 20_000
"""Characters of one text that are looked at."""

_WORD = re.compile(r"[^\W_]+")
_PARTED = re.compile(r"[,;|/()\[\]:–—•·*]| - |\.(?=\s|$)")
_LIGATURES = str.maketrans({"ß": "ss", "œ": "oe", "Œ": "Oe", "æ": "ae", "Æ": "Ae"})
_SHORTEST = 3
_LONGEST_NAME = 8
"""Words of a name that are looked at."""
_GROWN = 6
"""Letters from which on a word may stand at the end of a longer one: "Holzklobrille"."""
_TELLING = 8
"""Letters from which on a grown word says by itself what a thing is, whatever stands beside it."""
_BETWEEN = 2
"""Small words that may stand between the two words of a name."""


@dataclass(frozen=True, slots=True)
class Grammar:
    """How one language names things; all words without accents, in lower case."""

    head_last: bool
    compounds: bool
    forms: tuple[tuple[str, str], ...]
    cuts: frozenset[str]
    small: frozenset[str]
    looks: frozenset[str]
    before: frozenset[str]
    """Those of `looks` that may stand before a head that stands first."""
    either: frozenset[str]
    """Words that say what a thing is where they stand last, and elsewhere how it is."""
    capital_nouns: bool
    titles: frozenset[str]
    """Words with which no thing begins, but titles of books do."""
    ambiguous: frozenset[str]
    capitals: frozenset[str]


@cache
def grammar(language: str) -> Grammar:
    """Return how `language` names things; raises KeyError for one that is not in LANGUAGES."""
    table: Mapping[str, Any] = tomllib.loads(resources.read("senders/products.toml"))
    own, every = table[language], table["every"]
    return Grammar(
        head_last=own["head"] == "last",
        compounds=own["compounds"],
        forms=tuple((before, after) for before, after in own["forms"]),
        cuts=frozenset(own["cuts"]),
        small=frozenset(own["small"]),
        looks=frozenset((*every["looks"], *own["looks"], *table["en"]["looks"])),
        before=frozenset(own.get("before", ())),
        either=frozenset((*every["either"], *own.get("either", ()))),
        titles=frozenset(own["titles"]),
        capital_nouns=own.get("capital_nouns", False),
        ambiguous=frozenset((*own["ambiguous"], *table["en"]["ambiguous"])),
        capitals=frozenset(every["capitals"]),
    )


def folded(text: str) -> str:
    """Return `text` in lower case without accents; the sharp s becomes ss."""
    return unaccented(text).lower()


def unaccented(text: str) -> str:
    """Return `text` without accents; the sharp s becomes ss."""
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFKD", text.translate(_LIGATURES))
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def tokens(text: str) -> list[str]:
    """Return the words and numbers of the first `LIMIT` characters of `text`, folded, in order."""
    return _WORD.findall(folded(text[:LIMIT]))


def forms(word: str, spoken: Grammar) -> frozenset[str]:
    """Return the forms of one noun: itself, its plurals, and what it may be the plural of."""
    found = {word}
    for one, other in spoken.forms:
        for before, after in ((one, other), (other, one)):
            stem = word.removesuffix(before)
            if stem + before == word and len(stem + after) >= _SHORTEST:
                found.add(stem + after)
    return frozenset(found)


def name(what: str, spoken: Grammar, own: Set[str]) -> tuple[str, ...]:
    """Return the words of `what` that may say what the thing is, in order; () where none does.

    `own` are words of the sender's own name. Of "Soft-close toilet seat, white, 45 cm" it is "toilet seat".
    """
    if spoken.titles.intersection(tokens(what)[:1]):
        return ()
    for part in _PARTED.split(what):
        if found := _content(part, spoken, own):
            return found
    return ()


def _content(part: str, spoken: Grammar, own: Set[str]) -> tuple[str, ...]:
    raws = _WORD.findall(part)
    shouted = not any(sign.islower() for sign in part)
    # In a name written small, what has a capital all the same is a brand or a model: "Baby monitor Nightjar 300".
    small = not spoken.capital_nouns and any(raw[0].islower() and folded(raw) not in spoken.small for raw in raws)
    found: list[str] = []
    either: dict[int, str] = {}
    for at, raw in enumerate(raws):
        word = folded(raw)
        if word in spoken.cuts:
            if found or either:
                break
            continue
        if len(word) < 2 or not word.isalpha() or word in spoken.small:
            continue
        if not shouted and word not in spoken.capitals and (raw.isupper() or (small and at and raw[0].isupper())):
            continue
        if word in own and (spoken.head_last or found):
            either[len(found)] = word  # "Corner sofa" of Sofa Sparrow is a sofa
        elif word in spoken.either:
            either[len(found)] = word
        elif not _is_look(word, spoken, first=not found):
            found.append(word)
    last = either.get(len(found)) if found and spoken.head_last else None
    return (*found[:_LONGEST_NAME], *(() if last is None else (last,)))


def _is_look(word: str, spoken: Grammar, first: bool) -> bool:
    """Return whether a word says how a thing is; a head that stands first is never taken for that."""
    if spoken.head_last:
        return word in spoken.looks
    if first:
        return word in spoken.before
    return not spoken.looks.isdisjoint(forms(word, spoken))


@dataclass(frozen=True, slots=True)
class Kernel:
    """What a text must hold to name the thing: one word, or two that follow each other, in any of their forms."""

    words: tuple[str, ...]
    first: frozenset[str]
    second: frozenset[str] = frozenset()
    small: frozenset[str] = frozenset()
    grown: bool = False
    """Whether a longer word that ends in it names the thing too."""

    @property
    def alone(self) -> bool:
        """Return whether a single word names the thing."""
        return not self.second

    @property
    def joined(self) -> tuple[str, ...]:
        """Return the two words written as one, as addresses and careless writers do."""
        return () if self.alone else tuple(self.words[0] + other for other in self.second)

    def named_in(self, said: Iterable[str]) -> bool:
        """Return whether the words of one text name the thing."""
        words = said if isinstance(said, list) else list(said)
        if self.alone:
            return any(word in self.first or (self.grown and self._ends(word)) for word in words)
        if not set(self.joined).isdisjoint(words):
            return True
        return any(
            word in self.first and self._followed(words[at + 1 : at + 2 + _BETWEEN]) for at, word in enumerate(words)
        )

    def _ends(self, word: str) -> bool:
        return any(len(form) >= _GROWN and len(word) > len(form) + 1 and word.endswith(form) for form in self.first)

    def _followed(self, rest: list[str]) -> bool:
        for word in rest:
            if word in self.second:
                return True
            if word not in self.small:
                return False
        return False


def kernels(found: tuple[str, ...], spoken: Grammar, brands: Set[str]) -> tuple[Kernel, ...]:
    """Return what names the thing of which `found` are the words (see `name`), the surest first; () where nothing may.

    `brands` are words that the sender only writes as names. A single word that means too much is no kernel.
    """
    words = tuple(word for word in found if word not in brands)
    if not words:
        return ()
    if len(words) == 1:
        return _alone(words[0], spoken)
    pair = words[-2:] if spoken.head_last else words[:2]
    made = [Kernel(pair, forms(pair[0], spoken), forms(pair[1], spoken), spoken.small)]
    if spoken.compounds:
        grown = [word for word in words if len(word) >= _TELLING]
        made += [kernel for word in reversed(grown) for kernel in _alone(word, spoken)]
    return tuple(made)


def kernel_of(words: tuple[str, ...], spoken: Grammar) -> Kernel | None:
    """Return what names a thing called exactly by one or two words, None for more, or one that means too much."""
    if len(words) == 1:
        return next(iter(_alone(words[0], spoken)), None)
    if len(words) != 2:
        return None
    return Kernel(words, forms(words[0], spoken), forms(words[1], spoken), spoken.small)


def _alone(word: str, spoken: Grammar) -> tuple[Kernel, ...]:
    every = forms(word, spoken)
    if len(word) <= _SHORTEST or not every.isdisjoint(spoken.ambiguous):
        return ()
    return (Kernel((word,), every, grown=spoken.compounds),)
