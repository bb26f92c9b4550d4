"""Phrases of word stems, found in a text in one pass however many there are.

A phrase is written as people read it: "your order .. shipped", "unsubscrib*", "# % off". Words count without regard to
case and must follow each other; `*` at the end of a word stands for any ending, `#` for a number or anything with a
digit in it, and `..` for up to three words of any kind.
"""

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from inboxguard import resources

LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pt")
"""Languages that have words, the most thorough first."""

_TOKEN = re.compile(r"[^\W_]+|%")
_ASCII = "".join(sign if sign.isalnum() or sign == "%" else " " for sign in map(chr, range(128)))
_PART = re.compile(r"\.\.|[%#]|[^\W_]+\*?")
_CONTRACTION = re.compile(r"'(?=(?:t|s|re|ve|ll|d|m)\b)")
_GAP = 3
_HEAD = 3
_DIGITS = r"\d¹²³"
_LONGEST_TOKEN = 40


def tokens(text: str, limit: int = 6000) -> tuple[str, ...]:
    """Return the words, numbers and percent signs of the first `limit` characters of `text`, folded."""
    folded = _folded(text[:limit])
    # The same twice: no expression is as quick as the table, which knows ASCII only.
    found: list[str]
    if folded.isascii():
        found = (folded.replace("%", " % ") if "%" in folded else folded).translate(_ASCII).split()
    else:
        found = _TOKEN.findall(folded)
    if found and max(map(len, found)) > _LONGEST_TOKEN:
        return tuple(token[:_LONGEST_TOKEN] for token in found)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A phrase, the whole words that a text must hold for it, and what it looks like between blanks."""

    phrase: tuple[str, ...]
    words: frozenset[str]
    written: str
    """The words as they stand in a text, a stem at their end left open; "" where gaps, numbers or stems part them."""
    filed: bool
    """It is one word or two, under which it is filed: where they stand, it stands."""

    def stands(self, text: str) -> bool:
        """Return whether the phrase is in `text`, whose words are parted and enclosed by single blanks."""
        return self.written in text if self.written else _pattern(self.phrase).search(text) is not None


@dataclass(frozen=True, slots=True)
class Stems:
    """Named lists of phrases made ready, each filed once under what is rarest in it.

    `pairs` files them by their two longest whole words in a row, `whole` by their longest whole word where there are
    none; the others are `begun`, by the first letters of their longest stem, or `numbered`.
    """

    lists: Mapping[tuple[str, ...], tuple[str, ...]]
    pairs: Mapping[tuple[str, str], tuple[_Entry, ...]]
    whole: Mapping[str, tuple[_Entry, ...]]
    begun: Mapping[str, tuple[_Entry, ...]]
    numbered: tuple[_Entry, ...]

    def found(self, words: tuple[str, ...]) -> Mapping[str, int]:
        """Return how many different phrases of each list occur in `words`; lists without any are left out."""
        present = set(words)
        text = f" {' '.join(words)} "
        pairs = set(pairwise(words))
        likely = [entry for pair in self.pairs.keys() & pairs for entry in self.pairs[pair]]
        likely += [entry for word in self.whole.keys() & present for entry in self.whole[word]]
        if self.begun:
            heads = {word[:_HEAD] for word in present}
            likely += [entry for head in self.begun.keys() & heads for entry in self.begun[head]]
        hits = [
            entry.phrase
            for entry in (*likely, *self.numbered)
            if entry.filed or (entry.words <= present and entry.stands(text))  # most fall at the words that they need
        ]
        return Counter(name for phrase in hits for name in self.lists[phrase])


def stems(lists: Mapping[str, Iterable[str]]) -> Stems:
    """Make `lists` ready; a phrase begins with a word, a stem of three letters at least or a number (ValueError)."""
    named: dict[tuple[str, ...], list[str]] = {}
    for name, phrases in lists.items():
        for written in phrases:
            phrase = tuple(_PART.findall(_folded(written)))
            if not phrase or phrase[0] == ".." or (phrase[0].endswith("*") and len(phrase[0]) <= _HEAD):
                raise ValueError(f"a phrase begins with a word or a stem of three letters: {written!r}")
            names = named.setdefault(phrase, [])
            if name not in names:
                names.append(name)
    pairs: dict[tuple[str, str], list[_Entry]] = {}
    whole: dict[str, list[_Entry]] = {}
    begun: dict[str, list[_Entry]] = {}
    numbered: list[_Entry] = []
    for entry in map(_entry, named):
        stem = max((part[:-1] for part in entry.phrase if part.endswith("*")), key=len, default="")
        row = [pair for pair in pairwise(entry.phrase) if all(map(_is_whole, pair))]
        if row:
            pairs.setdefault(max(row, key=lambda pair: len("".join(pair))), []).append(entry)
        elif entry.words:
            whole.setdefault(max(sorted(entry.words), key=len), []).append(entry)
        elif len(stem) >= _HEAD:
            begun.setdefault(stem[:_HEAD], []).append(entry)
        else:
            numbered.append(entry)
    return Stems(
        lists={phrase: tuple(names) for phrase, names in named.items()},
        pairs={pair: tuple(entries) for pair, entries in pairs.items()},
        whole={word: tuple(entries) for word, entries in whole.items()},
        begun={head: tuple(entries) for head, entries in begun.items()},
        numbered=tuple(numbered),
    )


def _entry(phrase: tuple[str, ...]) -> _Entry:
    whole = [part for part in phrase if _is_whole(part)]
    written = f" {' '.join(phrase)} " if all(map(_is_whole, phrase[:-1])) and phrase[-1] not in ("..", "#") else ""
    return _Entry(phrase, frozenset(whole), written.removesuffix("* "), len(whole) == len(phrase) <= 2)


def _is_whole(part: str) -> bool:
    return part not in ("..", "#") and not part.endswith("*")


@cache
def _pattern(phrase: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds a phrase in words between blanks; made when its words are first seen together."""
    pieces = []
    for place, part in enumerate(phrase):
        if part == "..":
            pieces.append(rf"(?: [^ ]+){{0,{_GAP}}}")
        elif part == "#":
            # From the first digit on where nothing stands before it: digits are rare and quickly found.
            pieces.append(rf"{' [^ ]*' if place else ''}[{_DIGITS}][^ ]*")
        else:
            pieces.append(f" {re.escape(part.removesuffix('*'))}{'[^ ]*' if part.endswith('*') else ''}")
    return re.compile(f"{''.join(pieces)} ")


@cache
def table(folder: str, language: str | None) -> Stems:
    """Return the lists of senders/`folder`: those of `language` and English, or of every language for any other."""
    wanted = tuple(dict.fromkeys((language, "en"))) if language in LANGUAGES else LANGUAGES
    gathered: dict[str, list[str]] = {}
    for code in wanted:
        for name, phrases in tomllib.loads(resources.read(f"senders/{folder}/{code}.toml")).items():
            gathered.setdefault(name, []).extend(phrases)
    return stems(gathered)


def _folded(text: str) -> str:
    """Return `text` in lower case; "don't" becomes one word, "l'offre" stays two."""
    return _CONTRACTION.sub("", unicodedata.normalize("NFC", text).casefold().replace("’", "'"))
