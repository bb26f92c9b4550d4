"""Find many phrases in a text at once: the longest wins, and blocked words are taken out first."""

import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from inboxguard import resources


class Phrase(NamedTuple):
    """One term of a theme: normalised words, and whether the last one may go on ("stroller*")."""

    text: str
    theme: str
    weight: float
    """Points it scores; 0 = a block, whose words never count for its theme."""
    words: tuple[str, ...]
    open: bool


class Hit(NamedTuple):
    """A phrase and where it stands: word positions `first` to `last` (end excluded)."""

    phrase: Phrase
    first: int
    last: int


def compile_term(text: str, theme: str, weight: float) -> Phrase:
    """Return normalised term `text` as a phrase; a trailing * lets its last word go on."""
    wildcard = text.endswith("*")
    return Phrase(text, theme, weight, tuple(text.removesuffix("*").split()), wildcard)


_GLUED = 8
"""Letters from which on words that belong together are also known written as one: "mothersday" in a path, a domain."""

_STRONG = 1.0
_TWO = 2
_HEAD = 3
"""Letters by which a word is sorted out before beginnings are tried; no beginning is shorter."""
_LONGEST_REMEMBERED, _MOST_REMEMBERED = 40, 65_536
"""Letters of a word, and the number of words, of which is remembered what they tell."""


def glued(phrase: Phrase) -> Phrase | None:
    """Return a strong phrase of several words as it stands in addresses and paths, None where it is too short."""
    joined = "".join(phrase.words)
    if phrase.weight < _STRONG or len(phrase.words) < 2 or len(joined) < _GLUED:
        return None
    return Phrase(phrase.text, phrase.theme, phrase.weight, (joined,), phrase.open)


class Filed(NamedTuple):
    """A phrase filed under one of its words, and a neighbour of that word, which is looked at first."""

    phrase: Phrase
    place: int
    """Of the word in the phrase."""
    step: int
    """To the neighbour: 1, -1, or 0 where the phrase is one word."""
    neighbour: str
    opens: bool
    """Whether the neighbour may go on."""


class Phrases:
    """A set of phrases ready to be searched; the cost grows with the text, hardly with the number of phrases.

    Phrases are filed under that word of theirs which is rarest, as far as is known, and those that let it go on
    under its beginning; what a word tells is remembered, since people use few words and use them often.
    """

    __slots__ = ("_beginnings", "_exact", "_lengths", "_remembered")

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        forms: list[Phrase] = []
        common: dict[str, int] = {}
        for phrase in phrases:
            joined = glued(phrase) if len(phrase.words) > 1 else None
            for form in (phrase,) if joined is None else (phrase, joined):
                forms.append(form)
                for word in form.words:
                    common[word] = common.get(word, 0) + 1
        self._exact: dict[str, list[Filed]] = {}
        self._beginnings: dict[str, list[Filed]] = {}
        for form in forms:
            filed = _filed(form, common)
            opens = form.open and filed.place == len(form.words) - 1
            (self._beginnings if opens else self._exact).setdefault(form.words[filed.place], []).append(filed)
        lengths: dict[str, set[int]] = {}
        for beginning in self._beginnings:
            lengths.setdefault(beginning[:_HEAD], set()).add(len(beginning))
        self._lengths = {head: tuple(sorted(found)) for head, found in lengths.items()}
        self._remembered: dict[str, tuple[Filed, ...]] = {}

    def telling(self, word: str) -> tuple[Filed, ...]:
        """Return the phrases that a text may hold because `word` stands in it."""
        known = self._remembered.get(word)
        if known is None:
            known = tuple(self._looked_up(word))
            if len(self._remembered) >= _MOST_REMEMBERED:
                self._remembered.clear()
            if len(word) <= _LONGEST_REMEMBERED:
                self._remembered[word] = known
        return known

    def find(self, words: Sequence[str], among: Callable[[Phrase], bool] | None = None) -> list[Hit]:
        """Return the hits in `words` that count, in order of place; with `among` only phrases that it is true of.

        Words inside a block never count for the theme that blocks them, unless a longer phrase that names it reaches
        beyond the block: "our Father" says nothing, "our Father's Day" does. Of overlapping hits the one with the most
        words, then the most letters, wins, whatever theme it belongs to; equal ones of several themes all stay.
        """
        found = self.standing(words)
        if among is not None:
            found = [hit for hit in found if among(hit.phrase)]
        if not found:
            return []
        blocks = [hit for hit in found if not hit.phrase.weight]
        if blocks:
            found = [hit for hit in found if hit.phrase.weight]
            naming = [hit for hit in found if hit.phrase.weight >= _STRONG and hit.last - hit.first > _TWO]
            blocked = {
                (block.phrase.theme, at)
                for block in blocks
                if not any(_reaches_beyond(hit, block) for hit in naming)
                for at in range(block.first, block.last)
            }
            found = [
                hit for hit in found if not any((hit.phrase.theme, at) in blocked for at in range(hit.first, hit.last))
            ]
        return _longest(found) if len(found) > 1 else found

    def standing(self, words: Sequence[str]) -> list[Hit]:
        """Return every phrase that stands in `words`, blocks and what longer ones would take included."""
        remembered, telling, number = self._remembered, self.telling, len(words)
        found: list[Hit] = []
        for at, word in enumerate(words):
            known = remembered.get(word)
            for phrase, place, step, neighbour, opens in telling(word) if known is None else known:
                if step:  # most phrases of several words are sorted out by one comparison
                    near = at + step
                    if not 0 <= near < number:
                        continue
                    beside = words[near]
                    if beside != neighbour and not (opens and beside.startswith(neighbour)):
                        continue
                    if len(phrase.words) > _TWO and not _stands(phrase, words, at - place):
                        continue
                first = at - place
                found.append(Hit(phrase, first, first + len(phrase.words)))
        return found

    def _looked_up(self, word: str) -> Iterable[Filed]:
        yield from self._exact.get(word, ())
        for length in self._lengths.get(word[:_HEAD], ()):
            if length > len(word):
                break
            yield from self._beginnings.get(word[:length], ())


@cache
def _everywhere() -> frozenset[str]:
    """Return the words that stand in every text."""
    return frozenset(tomllib.loads(resources.read("shelves/common.toml"))["words"])


def _filed(phrase: Phrase, common: Mapping[str, int]) -> Filed:
    words = phrase.words
    last = len(words) - 1
    if not last:
        return Filed(phrase, 0, 0, "", False)
    everywhere = _everywhere()
    at = min(range(last + 1), key=lambda place: (words[place] in everywhere, common[words[place]], -len(words[place])))
    step = 1 if at < last else -1
    return Filed(phrase, at, step, words[at + step], phrase.open and at + step == last)


def _stands(phrase: Phrase, words: Sequence[str], first: int) -> bool:
    """Return whether the words of `phrase` stand from place `first` on."""
    last = first + len(phrase.words) - 1
    if first < 0 or last >= len(words):
        return False
    if any(words[first + step] != expected for step, expected in enumerate(phrase.words[:-1])):
        return False
    return words[last].startswith(phrase.words[-1]) if phrase.open else words[last] == phrase.words[-1]


def _reaches_beyond(hit: Hit, block: Hit) -> bool:
    """Return whether a phrase of the theme is longer than a block that it shares words with, and not inside of it."""
    apart = hit.last <= block.first or block.last <= hit.first
    return not apart and hit.phrase.theme == block.phrase.theme and hit.last - hit.first > block.last - block.first


def _longest(hits: Iterable[Hit]) -> list[Hit]:
    """Return `hits` without those that overlap a longer one that counts as much.

    What only hints at one theme does not take the name of another; equally long hits of several themes all stay.
    """
    kept: list[Hit] = []
    taken: dict[int, list[Hit]] = {}
    for hit in sorted(hits, key=_size, reverse=True):
        place = range(hit.first, hit.last)
        if not any(_takes(other, hit) for at in place for other in taken.get(at, ())):
            kept.append(hit)
            for at in place:
                taken.setdefault(at, []).append(hit)
    return sorted(kept, key=lambda hit: (hit.first, hit.last, hit.phrase.theme))


def _size(hit: Hit) -> tuple[int, int, float]:
    return (hit.last - hit.first, len(hit.phrase.text) - hit.phrase.open, hit.phrase.weight)


def _takes(longer: Hit, hit: Hit) -> bool:
    """Return whether a hit that is at least as long takes the words of another one that overlaps it."""
    if longer.phrase.theme != hit.phrase.theme and _size(longer)[:2] == _size(hit)[:2]:
        return False
    return longer.phrase.weight >= hit.phrase.weight
