"""Hundreds of phrases looked for in one text at once."""

from collections.abc import Iterable, Set
from itertools import islice

_LONGEST_REMEMBERED = 40
"""Characters of a word up to which it is remembered: people use few words and use them often."""
_MOST_REMEMBERED = 16_384


class Phrases:
    """Phrases in lower case, of which each may stand anywhere in a text, also inside a word."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._places = {phrase: place for place, phrase in enumerate(dict.fromkeys(phrases))}
        # The longest word of a phrase: a text that holds the phrase holds a word in which that one stands.
        self._tellers = tuple((max(phrase.split(), key=len, default=""), phrase) for phrase in self._places)
        self._innocent: set[str] = set()
        self._telling: dict[str, frozenset[str]] = {}

    def occurring(self, text: str) -> list[str]:
        """Return the phrases that stand in a lower-case text, in their own order."""
        words = set(text.split()).difference(self._innocent)
        if not words:
            return []
        telling = self._telling  # another thread may begin a new one
        likely: set[str] = set()
        unknown = words.difference(telling)
        for word in words - unknown:
            likely |= telling[word]
        if unknown:
            likely |= self._learned(unknown)
        return [phrase for phrase in sorted(likely, key=self._places.__getitem__) if phrase in text]

    def _learned(self, words: Set[str]) -> set[str]:
        """Return the phrases that may stand where some words are seen, and remember what each of them tells."""
        together = " ".join(words)
        standing = [(teller, phrase) for teller, phrase in self._tellers if teller in together]
        if len(self._innocent) + len(self._telling) + len(words) > _MOST_REMEMBERED:
            self._innocent, self._telling = set(), {}
        for word in islice(words, _MOST_REMEMBERED):
            if len(word) <= _LONGEST_REMEMBERED:
                told = frozenset(phrase for teller, phrase in standing if teller in word) if standing else None
                if told:
                    self._telling[word] = told
                else:
                    self._innocent.add(word)
        return {phrase for _, phrase in standing}
