"""Find many phrases in a text at once: the longest wins, and blocked words are taken out first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Phrase:
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


_HEAD = 3
"""Letters by which a word is sorted out before beginnings are tried; no beginning is shorter."""


class Phrases:
    """A set of phrases ready to be searched; the cost grows with the text, hardly with the number of phrases.

    Phrases are filed under their first word, one-word phrases with a wildcard under their beginning.
    """

    __slots__ = ("_beginnings", "_exact", "_heads", "_lengths")

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._exact: dict[str, list[Phrase]] = {}
        self._beginnings: dict[str, list[Phrase]] = {}
        for phrase in phrases:
            filed = self._beginnings if phrase.open and len(phrase.words) == 1 else self._exact
            filed.setdefault(phrase.words[0], []).append(phrase)
        self._lengths = sorted({len(beginning) for beginning in self._beginnings})
        self._heads = {beginning[:_HEAD] for beginning in self._beginnings}

    def find(self, words: Sequence[str]) -> list[Hit]:
        """Return the hits in `words` that count, in order of place.

        Words inside a block never count for the theme that blocks them. Of overlapping hits the one with the
        most words, then the most letters, wins, whatever theme it belongs to; equal ones of several themes all stay.
        """
        exact, heads = self._exact, self._heads
        places = [at for at, word in enumerate(words) if word in exact or word[:_HEAD] in heads]
        found = [hit for at in places for hit in self._starting(words, at)]
        if not found:
            return []
        blocked = {
            (hit.phrase.theme, at) for hit in found if not hit.phrase.weight for at in range(hit.first, hit.last)
        }
        return _longest(
            hit
            for hit in found
            if hit.phrase.weight and not any((hit.phrase.theme, at) in blocked for at in range(hit.first, hit.last))
        )

    def _starting(self, words: Sequence[str], at: int) -> Iterable[Hit]:
        word = words[at]
        for phrase in self._exact.get(word, ()):
            last = at + len(phrase.words)
            if len(phrase.words) == 1 or _follows(phrase, words, at):
                yield Hit(phrase, at, last)
        for length in self._lengths:
            if length > len(word):
                break
            for phrase in self._beginnings.get(word[:length], ()):
                yield Hit(phrase, at, at + 1)


def _follows(phrase: Phrase, words: Sequence[str], at: int) -> bool:
    """Return whether the further words of `phrase` follow at `at`; the first is known to match."""
    if at + len(phrase.words) > len(words):
        return False
    middle, last = phrase.words[1:-1], phrase.words[-1]
    if any(words[at + 1 + step] != expected for step, expected in enumerate(middle)):
        return False
    end = words[at + len(phrase.words) - 1]
    return end.startswith(last) if phrase.open else end == last


def _longest(hits: Iterable[Hit]) -> list[Hit]:
    """Return `hits` without those that overlap a longer one."""

    def size(hit: Hit) -> tuple[int, int]:
        return (hit.last - hit.first, len(hit.phrase.text))

    taken: dict[int, Hit] = {}
    kept: list[Hit] = []
    for hit in sorted(hits, key=size, reverse=True):
        place = range(hit.first, hit.last)
        over = [taken[at] for at in place if at in taken]
        if not over or all(
            (other.first, other.last) == (hit.first, hit.last)
            and other.phrase.theme != hit.phrase.theme
            and len(other.phrase.text) == len(hit.phrase.text)
            for other in over
        ):
            kept.append(hit)
            for at in place:
                taken.setdefault(at, hit)
    return sorted(kept, key=lambda hit: (hit.first, hit.last, hit.phrase.theme))
