"""The language of a text, by its commonest words."""

import re
import tomllib
from collections import Counter
from functools import cache

from inboxguard import resources

_MOST = 20_000
_FEWEST = 4
"""So many stop words must be found before a guess is made."""
_WORD = re.compile(r"[^\W\d_]{1,20}")


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
    codes = _codes()
    words = _WORD.findall(text[:_MOST].lower())
    hits: Counter[str] = Counter()
    for word, times in Counter(filter(codes.__contains__, words)).items():
        for code in codes[word]:
            hits[code] += times
    (code, best), (_, second) = (*hits.most_common(2), ("", 0), ("", 0))[:2]
    if best < _FEWEST or best * 12 < len(words) or (best - second) * 4 < best:
        return None
    return code
