"""What else a mail plainly sells: words of a subject are a play on words where the goods of another trade are named."""

import tomllib
from collections.abc import Collection, Mapping, Sequence
from functools import cache

from inboxguard import resources
from inboxguard.facts.language import plausible
from inboxguard.facts.message import Message
from inboxguard.themes.phrases import Phrases, compile_term
from inboxguard.themes.words import words

_LEAST = 2
"""Distinct words of a trade from which on a mail is held to sell its goods."""
_SPARED = 0.5
"""Part of a word's point for a theme whose own adverts name these goods as well."""
_OPENING = 1_000
"""Letters of a text in which a mail says what it sells."""


def goods(message: Message) -> Mapping[str, Collection[str]]:
    """Return of each trade the words for its goods that stand at the head and the beginning of a mail."""
    sender = message.sender.name if message.sender is not None else ""
    opening = "\n".join((message.subject, sender, message.preheader or "", (message.text or "")[:_OPENING]))
    languages = {message.language} if message.language is not None else plausible(opening)
    said = words(opening)
    found: dict[str, set[str]] = {}
    for language in languages or {"en"}:
        for hit in _search(language).find(said):
            found.setdefault(hit.phrase.theme, set()).add(hit.phrase.text)
    return found


def outweigh(named: Mapping[str, Collection[str]], theme: str, score: float, terms: Collection[str]) -> bool:
    """Return whether the goods of a trade say more than the theme's own terms, which then are a play on words.

    A lone term has to stand against a single word for goods that is not part of it. Goods that adverts on the theme
    name as well count half. Where a term says the theme outright, such as the name of its day, nothing outweighs it.
    """
    outright = tuple(_table()["outright"])
    if always_meant(theme) or any(term.startswith(outright) for term in terms):
        return False
    lone = len(terms) == 1
    own = " ".join(terms)
    for trade, words_for_goods in named.items():
        count = sum(term.removesuffix("*") not in own for term in words_for_goods)
        points = count * (_SPARED if theme in _table()[trade]["spares"] else 1)
        if (count >= _LEAST and points > score) or (lone and count and points >= score):
            return True
    return False


def always_meant(theme: str) -> bool:
    """Return whether mail that names the theme means it, whatever else it speaks of: days for which all is sold."""
    return theme in _table()["days"]


@cache
def _search(language: str) -> Phrases:
    """Return the search for a mail in `language`: its words and the English ones."""
    return Phrases(
        compile_term(term, trade, 1.0)
        for trade, spoken in _table().items()
        if isinstance(spoken, dict)
        for code in dict.fromkeys((language, "en"))
        for term in spoken.get(code, ())
    )


@cache
def _table() -> Mapping[str, Mapping[str, Sequence[str]]]:
    return tomllib.loads(resources.read("shelves/trades.toml"))
