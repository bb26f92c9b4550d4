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
def _stop_words() -> dict[str, frozenset[str]]:
    """Return the stop words per two-letter language code."""
    data = tomllib.loads(resources.read("facts/languages.toml"))
    return {code: frozenset(words.split()) for code, words in data["stop_words"].items()}


def language(text: str | None) -> str | None:
    """Return the two-letter code of the language that `text` is written in; None when unsure.

    A language must lead the next by a quarter of its own count: sisters such as Danish and Swedish share words.
    """
    if not text:
        return None
    counted = Counter(_WORD.findall(text[:_MOST].lower()))
    hits = sorted(((sum(counted[word] for word in words), code) for code, words in _stop_words().items()), reverse=True)
    (best, code), (second, _) = hits[0], hits[1]
    words = sum(counted.values())
    if best < _FEWEST or best * 12 < words or (best - second) * 4 < best:
        return None
    return code
