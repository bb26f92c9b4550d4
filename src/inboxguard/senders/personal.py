"""What a mail shows that its sender knows of the reader's life: a birthday, a due date, the last purchase ...

Only what is said of this one reader counts; what may be said to anybody does not. These details may hurt: they are
codes here, words only where the person asks for them, and never counted on overview pages.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from inboxguard import resources
from inboxguard.facts.message import Message
from inboxguard.facts.person import Person
from inboxguard.senders import stems
from inboxguard.senders.attribution import Kind
from inboxguard.senders.stems import Stems

NAME = "name"
PURCHASE = "purchase"
CODES = (NAME, "birthday", "age", "due_date", "child", "pet", "anniversary", PURCHASE, "place", "points")

_TEXT = 3_000
_WIDTH = 70
"""Characters before and after a hint in which its phrase stands."""
_MOST_PLACES = 8
_BREAK = " % % % % "
_SUBJECT = 400
_TITLE = 9
"""Words of a subject up to which a wish in it is meant for the reader."""
_NEAR = 40
_LONGEST_QUOTE = 160
_LONGEST_NAME = 100
_PARTED = r"\W{1,5}"
_WORD = re.compile(r"[^\W\d_]{2,}")
_CONTRACTED = re.compile(r"(?<=[a-z])(re|ve|ll|t|s|m|d)$")
"""Endings that an apostrophe may part from a word ("you're", "dog's"); phrases are written without it."""


@dataclass(frozen=True, slots=True)
class _Words:
    """The phrases of some languages made ready, and what a text must hold to be looked through at all."""

    says: Stems
    title: Stems
    never: Stems
    hints: tuple[str, ...]
    near: Mapping[str, tuple[str, ...]]
    """Pieces of words, one of which must stand in the mail too, by code."""


def personal(message: Message, person: Person, kind: Kind) -> tuple[str, ...]:
    """Return the codes of what `message` shows of the reader, in the order of CODES; bulk mail of organisations only.

    An order mail speaks of the order that it is about, so the last purchase counts in adverts only.
    """
    if kind not in (Kind.MARKETING, Kind.TRANSACTIONAL):
        return ()
    found = {NAME} if _named(message, person) else set()
    if message.language is None or message.language in languages():
        found |= _phrases(message)
    if kind is not Kind.MARKETING:
        found.discard(PURCHASE)
    return tuple(code for code in CODES if code in found)


def _phrases(message: Message) -> set[str]:
    """Return the codes whose phrases a mail holds, by those of its language, or by all where that is not known."""
    words = _words(message.language)
    # Titles and texts are parted by signs that no phrase reaches across.
    subject = message.subject[:_SUBJECT]
    text = f" {subject}{_BREAK}{(message.text or '')[:_TEXT]} ".replace("\n", " ")
    lower = text.lower()
    around = _around_hints(lower, words.hints)
    if not around:
        return set()
    found = _said(words, stems.tokens(subject), stems.tokens(around))
    return {code for code in found if code not in words.near or any(piece in lower for piece in words.near[code])}


def quote(message: Message, code: str) -> str | None:
    """Return the words around what shows `code` in a mail, bounded; None where they are not found any more.

    Every phrase of every language is tried, so this is for the one mail that a person opens.
    """
    text = " ".join(f"{message.subject[:_SUBJECT]} | {(message.text or '')[:_TEXT]}".split())
    for language in languages():
        for phrases in (_table(language)[1].get(code, {}).get(name, []) for name in ("says", "title")):
            for phrase in phrases:
                if (found := _pattern(phrase).search(text)) is not None:
                    return _around(text, found.start(), found.end())
    return None


@cache
def languages() -> tuple[str, ...]:
    """Return the languages that have phrases, English first."""
    names = resources.names("senders/personal", ".toml")
    found = (name.rpartition("/")[2].removesuffix(".toml") for name in names)
    return tuple(sorted(found, key=lambda code: (code != "en", code)))


def _around_hints(lower: str, hints: tuple[str, ...]) -> str:
    """Return what stands around the hints in a text, parted by signs that no phrase reaches across; "" without any."""
    places: set[int] = set()
    for hint in hints:
        at = lower.find(hint)
        for _ in range(_MOST_PLACES):
            if at < 0:
                break
            places.add(at)
            at = lower.find(hint, at + _WIDTH)
    spans: list[list[int]] = []
    for at in sorted(places)[:_MOST_PLACES]:
        start, end = lower.rfind(" ", 0, max(0, at - _WIDTH)) + 1, at + _WIDTH
        if spans and start <= spans[-1][1]:
            spans[-1][1] = end
        else:
            spans.append([start, end])
    return _BREAK.join(lower[start:end] for start, end in spans)


def _said(words: _Words, title: tuple[str, ...], text: tuple[str, ...]) -> set[str]:
    found = set(words.says.found(text))
    if len(title) <= _TITLE:
        found |= set(words.title.found(title))
    return found and found - set(words.never.found(text))


def _named(message: Message, person: Person) -> bool:
    """Return whether the sender wrote the reader's name beside their address: no guess from the address itself."""
    for one in message.to[:20]:
        if one.name and "@" not in one.name and person.owns(one.address):
            name = one.name[:_LONGEST_NAME].lower()
            if _WORD.search(name) is not None and not is_from_address(name, one.address):
                return True
    return False


def is_from_address(name: str, address: str) -> bool:
    """Return whether a name in lower case says no more than the local part of an address does."""
    local = address.rpartition("@")[0].lower()
    return all(word in local for word in _WORD.findall(name))


@cache
def _words(language: str | None) -> _Words:
    wanted = languages() if language is None else (language,)
    lists: dict[str, dict[str, list[str]]] = {"says": {}, "title": {}, "never": {}, "near": {}}
    for code in wanted:
        for kind, phrases in _table(code)[1].items():
            for name, entries in phrases.items():
                lists[name].setdefault(kind, []).extend(entries)
    hints = dict.fromkeys(hint for code in wanted for hint in _table(code)[0])
    return _Words(
        stems.stems(lists["says"]),
        stems.stems(lists["title"]),
        stems.stems(lists["never"]),
        tuple(hints),
        {code: tuple(pieces) for code, pieces in lists["near"].items()},
    )


@cache
def _table(language: str) -> tuple[tuple[str, ...], Mapping[str, Mapping[str, list[str]]]]:
    """Return the hints of a language, of which each of its phrases holds one, and its phrases by kind."""
    table = tomllib.loads(resources.read(f"senders/personal/{language}.toml"))
    return tuple(table.pop("hints")), table


@cache
def _pattern(phrase: str) -> re.Pattern[str]:
    """Return an expression that finds a phrase in a text as it was written, signs between the words included."""
    pieces: list[str] = []
    for part in phrase.replace("'", " ").split():
        if part == "..":
            pieces.append(rf"(?:\w+{_PARTED}){{0,3}}?")
        elif part == "#":
            pieces.append(rf"\w*\d\w*{_PARTED}")
        else:
            word = _CONTRACTED.sub(r"['’]?\1", re.escape(part.removesuffix("*")))
            pieces.append(word + (r"\w*" if part.endswith("*") else "") + _PARTED)
    return re.compile(rf"(?<!\w){''.join(pieces).removesuffix(_PARTED)}(?!\w)", re.IGNORECASE)


def _around(text: str, start: int, end: int) -> str:
    """Return the found words with some before and after them, cut between words."""
    begin = 0 if start <= _NEAR else text.find(" ", start - _NEAR) + 1
    stop = len(text) if end + _NEAR >= len(text) else max(text.rfind(" ", end, end + _NEAR), end)
    return text[begin:stop].strip(" |")[:_LONGEST_QUOTE]
