"""Phrases of word stems, found in a text in one pass however many there are.

A phrase is written as people read it: "your order .. shipped", "unsubscrib*", "# % off". Words count without regard to
case and must follow each other; `*` at the end of a word stands for any ending, `#` for a number or anything with a
digit in it, and `..` for up to three words of any kind.
"""

import re
import tomllib
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from inboxguard import resources

LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pt")
"""Languages that have words, the most thorough first."""

_TOKEN = re.compile(r"%|[^\W_]+")
_PART = re.compile(r"\.\.|[%#]|[^\W_]+\*?")
_CONTRACTION = re.compile(r"'(?=(?:t|s|re|ve|ll|d|m)\b)")
_GAP = 3
_HEAD = 3
_LONGEST_TOKEN = 40


def tokens(text: str, limit: int = 6000) -> tuple[str, ...]:
    """Return the words, numbers and percent signs of the first `limit` characters of `text`, folded."""
    found: list[str] = _TOKEN.findall(_folded(text[:limit]))
    if found and max(map(len, found)) > _LONGEST_TOKEN:
        return tuple(token[:_LONGEST_TOKEN] for token in found)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A phrase with what a text must hold for it: whole words, and the first letters of words that end anyhow."""

    phrase: tuple[str, ...]
    words: frozenset[str]
    heads: frozenset[str]
    plain: bool
    """Whole words only."""

    def stands(self, words: tuple[str, ...], places: Iterable[int]) -> bool:
        """Return whether the phrase begins at one of `places`, where its first word is known to be."""
        phrase = self.phrase
        if self.plain:
            return any(words[place : place + len(phrase)] == phrase for place in places)
        return any(_follows(phrase, 1, words, place + 1) for place in places)


@dataclass(frozen=True, slots=True)
class Stems:
    """Named lists of phrases made ready: `whole` by their first word, `begun` by the first letters of a first stem."""

    lists: Mapping[tuple[str, ...], tuple[str, ...]]
    whole: Mapping[str, tuple[_Entry, ...]]
    begun: Mapping[str, tuple[_Entry, ...]]
    numbered: tuple[_Entry, ...]

    def found(self, words: tuple[str, ...]) -> Mapping[str, int]:
        """Return how many different phrases of each list occur in `words`; lists without any are left out."""
        places: defaultdict[str, list[int]] = defaultdict(list)
        for place, word in enumerate(words):
            places[word].append(place)
        present = places.keys()
        heads = {word[:_HEAD] for word in present}
        hits: set[tuple[str, ...]] = set()

        def look(entry: _Entry, first: Iterable[int]) -> None:
            # Most phrases fall at the two sets, which cost far less than walking to where they might stand.
            if entry.words <= present and entry.heads <= heads and entry.stands(words, first):
                hits.add(entry.phrase)

        for word in self.whole.keys() & present:
            for entry in self.whole[word]:
                look(entry, places[word])
        if not heads.isdisjoint(self.begun):
            for word in present:
                for entry in self.begun.get(word[:_HEAD], ()):
                    if word.startswith(entry.phrase[0][:-1]):
                        look(entry, places[word])
        if self.numbered:
            numbers = [place for word in present if not word.isalpha() and _fits("#", word) for place in places[word]]
            if numbers:
                for entry in self.numbered:
                    look(entry, numbers)
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
    whole: dict[str, list[_Entry]] = {}
    begun: dict[str, list[_Entry]] = {}
    for phrase in named:
        if phrase[0].endswith("*"):
            begun.setdefault(phrase[0][:_HEAD], []).append(_entry(phrase))
        elif phrase[0] != "#":
            whole.setdefault(phrase[0], []).append(_entry(phrase))
    return Stems(
        lists={phrase: tuple(names) for phrase, names in named.items()},
        whole={first: tuple(entries) for first, entries in whole.items()},
        begun={first: tuple(entries) for first, entries in begun.items()},
        numbered=tuple(_entry(phrase) for phrase in named if phrase[0] == "#"),
    )


def _entry(phrase: tuple[str, ...]) -> _Entry:
    further = [part for part in phrase[1:] if part not in ("..", "#")]
    return _Entry(
        phrase,
        frozenset(part for part in further if not part.endswith("*")),
        frozenset(part[:_HEAD] for part in further if part.endswith("*") and len(part) > _HEAD),
        all(part not in ("..", "#") and not part.endswith("*") for part in phrase),
    )


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


def _follows(phrase: tuple[str, ...], part: int, words: tuple[str, ...], place: int) -> bool:
    while part < len(phrase):
        if phrase[part] == "..":
            return any(_follows(phrase, part + 1, words, place + skipped) for skipped in range(_GAP + 1))
        if place >= len(words) or not _fits(phrase[part], words[place]):
            return False
        part, place = part + 1, place + 1
    return True


def _fits(part: str, word: str) -> bool:
    if part == "#":
        return any(letter.isdigit() for letter in word)
    return word.startswith(part[:-1]) if part.endswith("*") else word == part
