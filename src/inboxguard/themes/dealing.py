"""Mail about a dealing, by its subject and first words: whatever it speaks of, its words never set it aside."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache

from inboxguard import resources
from inboxguard.senders import stems

_SUBJECT = 400
_LONG = 8
_BARE = re.compile(r"[\w ]+")
_OPENING = 600
"""Letters of a text in which a dealing is told; further down stand the numbers of companies."""
_CLOCK = re.compile(r"\b(?:[01]?\d|2[0-3])(?:[:.h][0-5]\d|\s?(?:h|uhr|uur|ore|am|pm|horas)\b)", re.IGNORECASE)
_DIGITS = re.compile(r"\d{3}")
_NUMBER = r"\s*(?:no|nr|n|num|number|nummer|numero|número)?[\s.:°º#]*(?!\d00\b)[\w/-]*\d{3}"
"""A number that somebody was given has three digits in a row at least; whole hundreds are an amount ("claim 100")."""


def deals(subject: str, language: str | None, text: str | None = None) -> bool:
    """Return whether mail speaks of an order, a parcel, a payment, an appointment or an account of the reader.

    Words of `language` and English ones count, those of all languages where it is not known (themes.md section 4,
    rule 6). An advert that is taken for a dealing is shown although it need not be; a hospital's letter that is hidden
    may do harm.
    """
    phrases = _phrases(language)
    head = phrases.found(stems.tokens(subject, _SUBJECT))
    if "dealing" in head or "said" in head:
        return True
    if "meetings" in head and "offers" not in head and _CLOCK.search(subject[:_SUBJECT]) and "%" not in subject:
        return True
    opening = f"{subject[:_SUBJECT]}\n{(text or '')[:_OPENING]}"
    if _DIGITS.search(opening) and _numbered(language).search(opening):
        return True
    return bool(text) and "said" in phrases.found(stems.tokens(opening, len(opening)))


def writes_to_one(subject: str, text: str | None, language: str | None) -> bool:
    """Return whether mail opens like a letter to one person and sells nothing: no advert, whatever its marks."""
    opening = (text or "")[:_OPENING].lstrip()
    if not _greeting(language).match(opening):
        return False
    return not sells(subject, opening, language)


def sells(subject: str, text: str | None, language: str | None) -> bool:
    """Return whether mail offers something in its subject and first words."""
    both = f"{subject[:_SUBJECT]} {(text or '').lstrip()[:_OPENING]}"
    return "%" in both or "offers" in _phrases(language).found(stems.tokens(both, len(both)))


def is_subscribed(text: str | None, language: str | None) -> bool:
    """Return whether a text says at its end that it is a newsletter, or that the reader signed up for it."""
    closing = (text or "")[-_OPENING:]
    return "subscribed" in _phrases(language).found(stems.tokens(closing, len(closing)))


def plain(languages: Sequence[str]) -> tuple[str, ...]:
    """Return words of subjects about dealings that need no more than to be found, for rules on a mail server."""
    spoken = [_table()[language] for language in languages if language in _table()]
    found = (phrase for one in spoken for phrase in one["dealing"])
    return tuple(dict.fromkeys(one for one in found if len(one) >= _LONG and _BARE.fullmatch(one)))


@cache
def _greeting(language: str | None) -> re.Pattern[str]:
    """Return what matches a greeting with a name at the beginning of a text."""
    words = {word for code in _spoken(language) for word in _table()[code]["greetings"]}
    either = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?:{either})\b[^\n.!?]{{1,60}}[,:!\n]", re.IGNORECASE)


@cache
def _phrases(language: str | None) -> stems.Stems:
    spoken = [_table()[code] for code in _spoken(language)]
    names = ("dealing", "said", "meetings", "offers", "subscribed")
    return stems.stems({name: [phrase for one in spoken for phrase in one[name]] for name in names})


@cache
def _numbered(language: str | None) -> re.Pattern[str]:
    """Return what finds a label with its number after it."""
    labels = {label for code in _spoken(language) for label in _table()[code]["numbered"]}
    either = "|".join(re.escape(label).replace(r"\ ", r"[\s'’]+") for label in sorted(labels, key=len, reverse=True))
    return re.compile(rf"\b(?:{either})\b{_NUMBER}", re.IGNORECASE)


def _spoken(language: str | None) -> Sequence[str]:
    table = _table()
    return tuple(dict.fromkeys((language or "en", "en"))) if language in table else tuple(table)


@cache
def _table() -> Mapping[str, Mapping[str, Sequence[str]]]:
    return tomllib.loads(resources.read("shelves/dealings.toml"))
