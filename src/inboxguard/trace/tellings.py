"""Who told what of the reader, and when first: names and days by which a copy may be known again."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from inboxguard.facts.message import MessageKey
from inboxguard.senders.attribution import Attribution
from inboxguard.senders.sender import SenderId

MOST = 20
"""Organisations that are kept of one detail: what more of them tell is no secret."""
NAME = "name:"
_ALIKE = (("ß", "ss"), ("ae", "a"), ("oe", "o"), ("ue", "u"))


@dataclass(frozen=True, slots=True)
class Telling:
    """The first mail in which an organisation tells a detail."""

    organisation: SenderId
    at: datetime
    message: MessageKey


@dataclass(frozen=True, slots=True)
class Tellings:
    """What was told, in the forms of Attribution.told, and single words of names; the earliest tellers of each."""

    details: Mapping[str, tuple[Telling, ...]] = field(default_factory=dict)
    words: Mapping[str, tuple[Telling, ...]] = field(default_factory=dict)
    """A word of a name as `folded` writes it -> who calls the reader so."""


def tellings(incoming: Mapping[SenderId, Iterable[Attribution]]) -> Tellings:
    """Return who told what; `incoming` is in order of time. Mail without date and mail that failed are no word."""
    details: dict[str, dict[SenderId, Telling]] = {}
    words: dict[str, dict[SenderId, Telling]] = {}
    for who, sent in incoming.items():
        known: set[str] = set()
        for mail in sent:
            if not mail.told or mail.at is None or mail.authenticated is False:
                continue
            for one in mail.told:
                if one not in known:
                    known.add(one)
                    telling = Telling(who, mail.at, mail.message)
                    details.setdefault(one, {}).setdefault(who, telling)
                    for word in words_of(one):
                        words.setdefault(word, {}).setdefault(who, telling)
    return Tellings(_earliest(details), _earliest(words))


def words_of(detail: str) -> tuple[str, ...]:
    """Return the words of a name as `folded` writes them; () of other details."""
    if not detail.startswith(NAME):
        return ()
    return tuple(word for written in detail.removeprefix(NAME).split() if (word := folded(written)))


def folded(word: str) -> str:
    """Return a word of a name as all of its spellings look that programs make: "Müller", "MUELLER" and "Muller"."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", word.casefold()) if sign.isalnum())
    for written, shorter in _ALIKE:
        plain = plain.replace(written, shorter)
    return plain


def _earliest(found: Mapping[str, Mapping[SenderId, Telling]]) -> dict[str, tuple[Telling, ...]]:
    return {
        detail: tuple(sorted(tellers.values(), key=lambda one: (one.at, one.organisation))[:MOST])
        for detail, tellers in found.items()
    }
