"""Phrases of word stems, found in a text in one pass however many there are.

A phrase is written as people read it: "your order .. shipped", "unsubscrib*", "# % off". Words count without regard to
case and must follow each other; `*` at the end of a word stands for any ending, `#` for a number or anything with a
digit in it, and `..` for up to three words of any kind.

To the phrases most words are alike: what matters of a word is which word or stem of a phrase it is, and whether a digit
is in it. So a text is written anew with one sign for each word, in which phrases are short and quickly found.
"""

import re
import sys
import tomllib
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from inboxguard import resources

LANGUAGES = (
    *("en", "de", "fr", "es", "it", "nl", "pt"),
    *("pl", "sv", "da", "no", "cs", "fi", "ro", "tr", "ru", "el"),
)
"""Languages that have words, the most thorough first."""

_SPACED = "".join(sign if sign.isalnum() or sign == "%" else " " for sign in map(chr, range(128)))
_SPACED_OCTETS = _SPACED.encode("ascii") + bytes(range(128, 256))
_PART = re.compile(r"\.\.|[%#]|[^\W_]+\*?")
_CONTRACTION = re.compile(r"'(?=(?:t|s|re|ve|ll|d|m)\b)")
_GAP = 3
_SHORTEST_STEM = 3
_FIRST_SIGN = 0x20000
_LAST_SIGN = chr(sys.maxunicode)
_DIGITS = r"\d¹²³"
_DIGIT = re.compile(f"[{_DIGITS}]")
_LONGEST_TOKEN = 40
_MOST_REMEMBERED = 30_000
"""Words whose signs are remembered, short ones only."""


def tokens(text: str, limit: int = 6000) -> tuple[str, ...]:
    """Return the words, numbers and percent signs of the first `limit` characters of `text`, folded."""
    folded = _folded(text[:limit])
    if "%" in folded:
        folded = folded.replace("%", " % ")
    # Tables of octets are many times as quick as expressions; they leave what is not ASCII, so its signs go before.
    if folded.isascii():
        return tuple(folded.translate(_SPACED).split())
    for sign in set(folded):
        if sign > "\x7f" and not sign.isalnum():
            folded = folded.replace(sign, " ")
    return tuple(folded.encode().translate(_SPACED_OCTETS).decode().split())


class _Signs(dict[str, str]):
    """The sign of each word that a phrase has, and of the other words met so far."""

    def __init__(self, words: Iterable[str], stems: Iterable[str]) -> None:
        made = map(chr, range(_FIRST_SIGN, sys.maxunicode))
        self._words = sorted(words)
        self._known = dict(zip(self._words, made, strict=False))
        self._stems = {(stem, digits): next(made) for stem in ("", *sorted(stems)) for digits in (False, True)}
        self._lengths = sorted({len(stem) for stem, _ in self._stems}, reverse=True)
        super().__init__(self._known)

    def __missing__(self, word: str) -> str:
        """Return the sign of a word that no phrase has: that of its longest stem."""
        digits = _DIGIT.search(word) is not None
        sign = next(self._stems[key] for length in self._lengths if (key := (word[:length], digits)) in self._stems)
        if len(word) <= _LONGEST_TOKEN:
            if len(self) > _MOST_REMEMBERED:
                self.clear()
                self.update(self._known)
            self[word] = sign
        return sign

    def of(self, part: str) -> str:
        """Return the signs of all words that a part of a phrase stands for."""
        if part == "#":
            made = [sign for word, sign in self._known.items() if _DIGIT.search(word)]
            return "".join((*made, *(sign for (_, digits), sign in self._stems.items() if digits)))
        if part.endswith("*"):
            stem = part[:-1]
            begun = self._words[bisect_left(self._words, stem) : bisect_left(self._words, stem + _LAST_SIGN)]
            longer = (sign for (other, _), sign in self._stems.items() if other.startswith(stem))
            return "".join((*map(self._known.__getitem__, begun), *longer))
        return self._known[part]


_Phrase = tuple[str, ...]
_Filed = Mapping[str, Sequence[tuple[str, str, _Phrase]]]
"""By a sign of a phrase: another sign that a text must have for it, what it looks like, and the phrase."""


@dataclass(frozen=True, slots=True)
class Stems:
    """Named lists of phrases made ready, each filed under the signs of which a text must have one.

    `written` holds the phrases as they look in signs, "" where the sign under which they are filed is all of them;
    `shaped` holds patterns for those of which a part stands for several words.
    """

    lists: Mapping[_Phrase, tuple[str, ...]]
    signs: Mapping[str, str]
    written: _Filed
    shaped: _Filed

    def found(self, words: tuple[str, ...]) -> Mapping[str, int]:
        """Return how many different phrases of each list occur in `words`; lists without any are left out."""
        signs = list(map(self.signs.__getitem__, words))
        present = set(signs)
        text = "".join(signs)
        hits: set[_Phrase] = set()
        for sign in self.written.keys() & present:
            for other, written, phrase in self.written[sign]:
                if other in present and written in text:
                    hits.add(phrase)
        for sign in self.shaped.keys() & present:
            for other, pattern, phrase in self.shaped[sign]:
                if other in present and _compiled(pattern).search(text):
                    hits.add(phrase)
        counts: dict[str, int] = {}
        for phrase in hits:
            for name in self.lists[phrase]:
                counts[name] = counts.get(name, 0) + 1
        return counts


def stems(lists: Mapping[str, Iterable[str]]) -> Stems:
    """Make `lists` ready; a phrase begins with a word, a stem of three letters at least or a number (ValueError)."""
    named: dict[tuple[str, ...], list[str]] = {}
    for name, phrases in lists.items():
        for written in phrases:
            phrase = _parts(written)
            if not phrase or phrase[0] == ".." or (phrase[0].endswith("*") and len(phrase[0]) <= _SHORTEST_STEM):
                raise ValueError(f"a phrase begins with a word or a stem of three letters: {written!r}")
            names = named.setdefault(phrase, [])
            if name not in names:
                names.append(name)
    parts = {part for phrase in named for part in phrase if part not in ("..", "#")}
    begun = {part[:-1] for part in parts if part.endswith("*")}
    signs = _Signs((part for part in parts if not part.endswith("*")), begun)
    of = {part: signs.of(part) for part in (*parts, "#")}
    plain: dict[str, list[tuple[str, str, _Phrase]]] = {}
    shaped: dict[str, list[tuple[str, str, _Phrase]]] = {}
    for phrase in named:
        # The part that stands for the fewest words, and of words the longest, is likely to be rarest.
        rarest, *rest = sorted(
            (part for part in phrase if part != ".."), key=lambda part: (len(of[part]), -len(part), part)
        )
        other = next((of[part] for part in rest if part != rarest), "")
        look, pattern = _look(phrase, of)
        for sign in of[rarest]:
            needed = other if len(other) == 1 else sign
            (shaped if pattern else plain).setdefault(sign, []).append((needed, pattern or look, phrase))
    return Stems(
        lists={phrase: tuple(names) for phrase, names in named.items()},
        signs=signs,
        written=plain,
        shaped=shaped,
    )


def _look(phrase: _Phrase, signs: Mapping[str, str]) -> tuple[str, str]:
    """Return what a phrase looks like in signs: as it is written, or "" and a pattern."""
    if len(phrase) == 1:
        return "", ""
    pieces = [f".{{0,{_GAP}}}" if part == ".." else f"[{signs[part]}]" for part in phrase]
    written = [signs[part] for part in phrase if part != ".."]
    if ".." not in phrase and max(map(len, written)) == 1:
        return "".join(written), ""
    if len(written[0]) > 1 == len(pieces[1]) - 2:
        # One sign is found far more quickly than one of many, so what stands before it is looked at afterwards.
        pieces[:2] = [pieces[1], f"(?<={pieces[0]}{pieces[1]})"]
    return "", "".join(pieces)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Return a pattern ready for use; most are never asked for, since a word of theirs is nowhere."""
    return re.compile(pattern)


@cache
def table(folder: str, language: str | None, *others: str) -> Stems:
    """Return the lists of senders/`folder` and `others`: those of `language` and English, or else of every language."""
    gathered: dict[str, list[str]] = {}
    for code in dict.fromkeys((language, "en")) if language in LANGUAGES else LANGUAGES:
        for one in (folder, *others):
            for name, phrases in _lists(f"senders/{one}", f"{code}.toml").items():
                gathered.setdefault(name, []).extend(phrases)
    return stems(gathered)


@cache
def _lists(folder: str, name: str) -> Mapping[str, Sequence[str]]:
    """Return the lists of one file; none where a language has no such file."""
    path = f"{folder}/{name}"
    return tomllib.loads(resources.read(path)) if path in resources.names(folder) else {}


@cache
def _parts(written: str) -> tuple[str, ...]:
    """Return the parts of a phrase; kept, since the English lists go into the table of every language."""
    return tuple(_PART.findall(_folded(written)))


def _folded(text: str) -> str:
    """Return `text` in lower case; "don't" becomes one word, "l'offre" stays two."""
    folded = unicodedata.normalize("NFC", text).casefold().replace("’", "'")
    return _CONTRACTION.sub("", folded) if "'" in folded else folded
