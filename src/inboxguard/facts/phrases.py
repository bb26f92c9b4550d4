"""Hundreds of phrases looked for in one text at once."""

from collections.abc import Iterable
from functools import lru_cache

_LONGEST_REMEMBERED = 40
"""Characters of a word up to which it is remembered: people use few words and use them often."""


class Phrases:
    """Phrases in lower case, of which each may stand anywhere in a text, also inside a word."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._phrases = tuple(dict.fromkeys(phrases))
        # The longest word of a phrase: a text that holds the phrase holds a word in which that one stands.
        self._tellers = tuple((max(phrase.split(), key=len, default=""), phrase) for phrase in self._phrases)
        self._remembered = lru_cache(maxsize=16_384)(self._of_word)

    def _of_word(self, word: str) -> frozenset[str]:
        """Return the phrases that may stand where a word, or one of some words, is seen."""
        return frozenset(phrase for teller, phrase in self._tellers if teller in word)

    def occurring(self, text: str) -> list[str]:
        """Return the phrases that stand in a lower-case text, in their own order."""
        words = set(text.split())
        if max(map(len, words), default=0) <= _LONGEST_REMEMBERED:
            likely = frozenset().union(*map(self._remembered, words))
        else:
            long = {word for word in words if len(word) > _LONGEST_REMEMBERED}
            likely = frozenset().union(*map(self._remembered, words - long), self._of_word(" ".join(long)))
        return [phrase for phrase in self._phrases if phrase in likely and phrase in text] if likely else []
