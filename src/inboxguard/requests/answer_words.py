"""Words of answers: the rules of resources/requests/answers.toml, and how a sentence is laid beside them.

Beside rules that name their words there are such as are made of ideas that every language has: no, hold, data, about
you (resources/requests/meanings.toml). They say in few lines what people say in many ways.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from inboxguard import resources
from inboxguard.requests.request import Excuse

OWN_ADDRESS = "ownaddress"
"""Stands in a sentence for the address that the letter is about."""
_MONEY = str.maketrans({"€": " euro ", "£": " pound ", "$": " dollar "})
_NO_LETTER = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Rule:
    """Words that a sentence of one language must have, and such as it must not have."""

    language: str
    every: tuple[tuple[str, ...], ...]
    but: tuple[str, ...]
    within: int = 0
    """In how many words of the sentence those must stand together; 0 for anywhere."""

    def fits(self, words: str) -> bool:
        """Return whether a sentence (see `plain`) has a word of every group and none that speaks against it."""
        if any(word in words for word in self.but) or not self._holds(words):
            return False
        if not self.within:
            return True
        parts = words.split()
        windows = range(max(1, len(parts) - self.within + 1))
        return any(self._holds(f" {' '.join(parts[at : at + self.within])} ") for at in windows)

    def _holds(self, words: str) -> bool:
        return all(any(word in words for word in group) for group in self.every)


@dataclass(frozen=True, slots=True)
class Rules:
    """All words of answers."""

    languages: frozenset[str]
    events: Mapping[str, tuple[Rule, ...]]
    """By what a sentence says: mostly events of the ledger."""
    absence: tuple[str, ...]
    delayed: tuple[str, ...]
    topic: tuple[str, ...]
    beside: tuple[str, ...]
    """Words of sentences that say nothing of a request."""
    excuses: Mapping[Excuse, tuple[str, ...]]


def plain(text: str) -> str:
    """Return text in lower case with one blank for everything between its words, and one at either end."""
    return f" {_NO_LETTER.sub(' ', unicodedata.normalize('NFC', text.translate(_MONEY)).casefold()).strip()} "


def has(sentence: str, words: Iterable[str]) -> bool:
    """Return whether a sentence (see `plain`) has one of these words."""
    return any(word in sentence for word in words)


def _begun(words: Iterable[str]) -> tuple[str, ...]:
    """Return words as they are found where they begin a word; those with a blank at the end, where they are one."""
    return tuple(plain(word) if word.endswith(" ") else plain(word)[:-1] for word in words)


@cache
def rules() -> Rules:
    """Return all words of answers."""
    data = tomllib.loads(resources.read("requests/answers.toml"))
    absence, delayed, topic, beside = (
        _begun(data.pop(name)["words"]) for name in ("absence", "delayed", "topic", "beside")
    )
    never = data.pop("never")
    excuses = {Excuse(name): _begun(words) for name, words in data.pop("excuses").items()}
    events = {
        name: tuple(
            Rule(
                language,
                tuple(_begun(group) for group in rule["all"]),
                _begun((*rule.get("none", ()), *never.get(name, {}).get(language, ()))),
            )
            for language, several in languages.items()
            for rule in several
        )
        + tuple(_meant(name, never.get(name, {})))
        for name, languages in data.items()
    }
    spoken = frozenset(rule.language for several in events.values() for rule in several)
    return Rules(spoken, events, absence, delayed, topic, beside, excuses)


def _meant(event: str, never: Mapping[str, Iterable[str]]) -> Iterator[Rule]:
    """Yield the rules of one event that are made of ideas, in every language that has words for them."""
    data = _ideas()
    for language, words in data["words"].items():
        begun = {name: _begun(several) for name, several in words.items()}
        for rule in data["rules"].get(event, ()):
            if all(name in begun for name in rule["all"]):
                but = [word for name in rule.get("none", ()) for word in begun.get(name, ())]
                every = tuple(begun[name] for name in rule["all"])
                yield Rule(language, every, (*but, *_begun(never.get(language, ()))), rule.get("within", 0))


@cache
def _ideas() -> Mapping[str, Any]:
    return tomllib.loads(resources.read("requests/meanings.toml"))
