"""The language of a text, by its commonest words."""

import re
import tomllib
from collections import Counter
from functools import cache
from itertools import chain

from inboxguard import resources

_MOST = 20_000
_END = 600
_FEWEST = 4
"""So many stop words must be found before a guess is made."""
_WORD = re.compile(r"[^\W\d_]+")
_PLAIN_WORD = re.compile("[a-z]+")
"""The same for lower-case ASCII, in half the time."""


@cache
def _codes() -> dict[str, tuple[str, ...]]:
    """Return the two-letter codes of the languages of which a word is a stop word, per word."""
    data = tomllib.loads(resources.read("facts/languages.toml"))
    codes: dict[str, tuple[str, ...]] = {}
    for code, words in data["stop_words"].items():
        for word in frozenset(words.split()):
            codes[word] = (*codes.get(word, ()), code)
    return codes


def language(text: str | None) -> str | None:
    """Return the two-letter code of the language that `text` is written in; None when unsure.

    A language must lead the next by a quarter of its own count: sisters such as Danish and Swedish share words.
    """
    if not text:
        return None
    text = text[:_MOST]
    # Both ends nearly always tell, also of a mail in two languages that no one leads; where they do not, all is asked.
    ends = f"{text[:_END]} {text[-_END:]}" if len(text) > 3 * _END else ""
    return _leading(ends) or _leading(text)


def _leading(text: str) -> str | None:
    """Return the language that leads in a text; None where none does."""
    text = text.lower()
    words = (_PLAIN_WORD if text.isascii() else _WORD).findall(text)
    hits = Counter(chain.from_iterable(filter(None, map(_codes().get, words))))
    (best, most), (_, second) = (*hits.most_common(2), ("", 0), ("", 0))[:2]
    return best if most >= _FEWEST and most * 12 >= len(words) and (most - second) * 4 >= most else None
