"""The language of a text, by its commonest words."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache

from inboxguard import resources

_MOST = 20_000
_END = 600
_WHOLE = 60
"""What a word is worth that one language alone has; n languages that share it have an n-th each. So with letters."""
_FEWEST = 2 * _WHOLE
"""So much must be found before a guess is made."""
_THINNEST = _WHOLE // 12
"""And so much for each word of the text."""
_LIKELY = 3
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_PLAIN_WORD = re.compile("[a-z]+(?:'[a-z]+)?")
"""The same for lower-case ASCII, in half the time."""


_Worth = Mapping[str, tuple[tuple[str, int], ...]]


@cache
def _worth() -> tuple[_Worth, _Worth]:
    """Return the languages that have a word or a letter and what it is worth to each."""
    data = tomllib.loads(resources.read("facts/languages.toml"))
    return _shared({code: words.split() for code, words in data["words"].items()}), _shared(data["letters"])


def _shared(owned: Mapping[str, Iterable[str]]) -> _Worth:
    codes: dict[str, tuple[str, ...]] = {}
    for code, signs in owned.items():
        for sign in frozenset(signs):
            codes[sign] = (*codes.get(sign, ()), code)
    return {sign: tuple((code, _WHOLE // len(own)) for code in own) for sign, own in codes.items()}


@cache
def _scripts() -> tuple[tuple[str, re.Pattern[str]], ...]:
    table = tomllib.loads(resources.read("facts/languages.toml"))["scripts"]
    return tuple((code, re.compile(f"[{chr(first)}-{chr(last)}]")) for code, (first, last) in table.items())


def language(text: str | None) -> str | None:
    """Return the two-letter code (ISO 639-1) of the language that `text` is written in; None when unsure.

    A language must lead the next by a quarter of its own count: sisters such as Danish and Norwegian share words.
    """
    if not text:
        return None
    text = text[:_MOST]
    # Both ends nearly always tell, also of a mail in two languages that no one leads; where they do not, all is asked.
    ends = f"{text[:_END]} {text[-_END:]}" if len(text) > 3 * _END else ""
    return _leading(ends) or _leading(text)


def plausible(text: str) -> frozenset[str]:
    """Return the languages that a text of which `language` is unsure may be in; empty where too little tells.

    Those with at least a third of what speaks for the likeliest one; one common word alone tells nothing.
    """
    counts = _counted(text[:_MOST].lower().replace("’", "'"))[0]
    most = max(counts.values(), default=0)
    if most < _FEWEST:
        return frozenset()
    return frozenset(code for code, count in counts.items() if count * _LIKELY >= most)


def _leading(text: str) -> str | None:
    """Return the language that leads in a text; None where none does."""
    text = text.lower().replace("’", "'")
    counts, words = _counted(text)
    (best, most), (_, second) = (*counts.most_common(2), ("", 0), ("", 0))[:2]
    if most >= _FEWEST and most >= _THINNEST * words and (most - second) * 4 >= most:
        return best
    return None if text.isascii() else _by_script(text)


def _counted(text: str) -> tuple[Counter[str], int]:
    """Return what speaks for each language in a lower-case text, and the number of its words."""
    plain = text.isascii()
    words = (_PLAIN_WORD if plain else _WORD).findall(text)
    by_word, by_letter = _worth()
    counts: Counter[str] = Counter()
    for word, times in Counter(filter(by_word.__contains__, words)).items():
        for code, part in by_word[word]:
            counts[code] += part * times
    if not plain:
        for letter in by_letter.keys() & set(text):
            for code, part in by_letter[letter]:
                counts[code] += part
    return counts, len(words)


def _by_script(text: str) -> str | None:
    """Return the language that alone has the letters of which a third of the text consists."""
    letters = sum(map(str.isalpha, text))
    found = [code for code, signs in _scripts() if letters >= 4 and 3 * len(signs.findall(text)) >= letters]
    return found[0] if found else None
