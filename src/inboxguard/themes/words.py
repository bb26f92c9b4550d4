"""Words as the lexicons know them: lower case, no accents, ss for the sharp s, every other sign a gap."""

import re
import unicodedata
from functools import lru_cache
from itertools import islice

LIMIT = 20_000
"""Characters of one text that are looked at; marketing bodies are far shorter, and what follows is footer."""

# Combining accents, soft hyphens and zero-width characters stay inside a word: senders hide words behind them.
_WORD = re.compile(r"(?:[^\W_]|[\u0300-\u036f\u00ad\u200b-\u200d\u2060])+")
_ASCII_WORD = re.compile(r"[a-z0-9]+")


_LONGEST_REMEMBERED, _MOST_REMEMBERED = 40, 16_384
"""Letters of a word, and the number of words, of which the plain form is remembered: people use few words often."""


def plain(word: str) -> str:
    """Return `word` without case, accents and invisible characters; the sharp s becomes ss."""
    if word.isascii():
        return word.lower()
    return _remembered(word) if len(word) <= _LONGEST_REMEMBERED else _folded(word)


def lowered(text: str) -> str:
    """Return `text` in lower case, with two letters for those that a keyboard may lack."""
    return text.lower().replace("ß", "ss").replace("ı", "i").replace("œ", "oe").replace("æ", "ae")


def _folded(word: str) -> str:
    folded = unicodedata.normalize("NFKD", lowered(word))
    return "".join(sign for sign in folded if sign.isalnum()).lower()


_remembered = lru_cache(_MOST_REMEMBERED)(_folded)


def words(text: str) -> list[str]:
    """Return the words of the first `LIMIT` characters of `text`, in order; apostrophes and dashes part words."""
    text = text[:LIMIT]
    if text.isascii():
        return _ASCII_WORD.findall(text.lower())
    found = _WORD.findall(text.lower())
    return [word for raw in found if (word := raw if raw.isascii() else plain(raw))]


def places(text: str, number: int | None = None) -> list[tuple[int, int]]:
    """Return where each of `words(text)` stands in `text` as written: start and end (excluded) in characters.

    Of the first `number` words only, where that many are told.
    """
    if text.isascii():  # in a third of the time
        return [match.span() for match in islice(_ASCII_WORD.finditer(text[:LIMIT].lower()), number)]
    spoken = (match.span() for match in _WORD.finditer(text[:LIMIT]) if plain(match.group()))
    return list(islice(spoken, number))


def phrase(text: str) -> str:
    """Return `text` as a lexicon writes it: normalised words joined by single spaces."""
    return " ".join(words(text))
