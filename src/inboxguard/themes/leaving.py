"""Mail that runs after a person who has left: "why are you leaving?", "we miss you", "your preferences".

Only asked for the days after an unsubscribe, of mail of that same sender: then such mail is one more letter from whom
the person wanted none. At other times nothing follows from it.
"""

import tomllib
from collections.abc import Mapping
from functools import cache

from inboxguard import resources
from inboxguard.senders import stems

_SUBJECT = 300
_PREHEADER = 200
_SHORT = 5
"""Words of a subject that says one thing only, a name beside it."""
_SENTENCE = 10
_OPENING = 600
"""Characters of the text in which what it is about stands; what follows has a way to unsubscribe in any newsletter."""


def asks_back(subject: str, preheader: str, text: str | None, language: str | None) -> bool:
    """Return whether a mail asks why its reader has left, says that they are missed, or asks them back.

    The subject or preheader says so itself, in few words or plain ones, or hints at it where the first words speak of
    leaving a list. Mail about goods sent back, parcels, events, journeys, colleagues and closing shops is none.
    """
    phrases = _phrases(language)
    spoken = stems.tokens(subject, _SUBJECT)
    head = phrases.found(spoken)
    if "never" in head:
        return False
    beside = phrases.found(stems.tokens(preheader, _PREHEADER))
    if "asks" in head or ("asks" in beside and "never" not in beside):
        return True
    if ("short" in head and len(spoken) <= _SHORT) or (len(spoken) <= _SENTENCE and {"losing", "us"}.issubset(head)):
        return True
    below = phrases.found(stems.tokens((text or "")[:_OPENING], _OPENING))
    if "never" in beside or "never" in below:
        return False
    listed = "lists" in head or "lists" in beside or "lists" in below
    return listed and not {"hints", "short"}.isdisjoint((*head, *beside))


@cache
def _phrases(language: str | None) -> stems.Stems:
    """Return the phrases of `language` and English, or of every language where it is none of those that have any."""
    table = _table()
    gathered: dict[str, list[str]] = {}
    for code in dict.fromkeys((language, "en")) if language in table else table:
        for name, phrases in table[code or "en"].items():
            gathered.setdefault(name, []).extend(phrases)
    return stems.stems(gathered)


@cache
def _table() -> Mapping[str, Mapping[str, list[str]]]:
    return tomllib.loads(resources.read("shelves/leaving.toml"))
