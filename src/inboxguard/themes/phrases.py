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


_GLUED = 8
"""Letters from which on words that belong together are also known written as one: "mothersday" in a path, a domain."""

_STRONG = 1.0
_MOST_REMEMBERED = 65_536


def glued(phrase: Phrase) -> Phrase | None:
    """Return a strong phrase of several words as it stands in addresses and paths, None where it is too short."""
    joined = "".join(phrase.words)
    if phrase.weight < _STRONG or len(phrase.words) < 2 or len(joined) < _GLUED:  # noqa: PLR2004 - of one word
        return None
    return Phrase(phrase.text, phrase.theme, phrase.weight, (joined,), phrase.open)


class Phrases:
    """A set of phrases ready to be searched; the cost grows with the text, hardly with the number of phrases.

    Phrases are filed under their first word, one-word phrases with a wildcard under their beginning; what begins with
    a word is remembered, since people use few words and use them often.
    """

    __slots__ = ("_beginnings", "_exact", "_lengths", "_remembered")

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._exact: dict[str, list[Phrase]] = {}
        self._beginnings: dict[str, list[Phrase]] = {}
        for phrase in phrases:
            for form in filter(None, (phrase, glued(phrase))):
                filed = self._beginnings if form.open and len(form.words) == 1 else self._exact
                filed.setdefault(form.words[0], []).append(form)
        self._lengths = sorted({len(beginning) for beginning in self._beginnings})
        self._remembered: dict[str, tuple[Phrase, ...]] = {}

    def starting(self, word: str) -> tuple[Phrase, ...]:
        """Return the phrases that may start with `word`."""
        known = self._remembered.get(word)
        if known is None:
            if len(self._remembered) >= _MOST_REMEMBERED:
                self._remembered.clear()
            known = self._remembered[word] = tuple(self._looked_up(word))
        return known

    def find(self, words: Sequence[str]) -> list[Hit]:
        """Return the hits in `words` that count, in order of place.

        Words inside a block never count for the theme that blocks them. Of overlapping hits the one with the
        most words, then the most letters, wins, whatever theme it belongs to; equal ones of several themes all stay.
        """
        remembered, starting = self._remembered, self.starting
        found: list[Hit] = []
        for at, word in enumerate(words):
            known = remembered.get(word)
            for phrase in starting(word) if known is None else known:
                if len(phrase.words) == 1 or _follows(phrase, words, at):
                    found.append(Hit(phrase, at, at + len(phrase.words)))
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

    def _looked_up(self, word: str) -> Iterable[Phrase]:
        yield from self._exact.get(word, ())
        for length in self._lengths:
            if length > len(word):
                break
            yield from self._beginnings.get(word[:length], ())


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
