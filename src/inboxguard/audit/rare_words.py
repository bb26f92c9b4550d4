"""Words of one mail that few other mails of this mailbox have, and the words around what set a mail aside."""

from collections import Counter

from sqlite_utils import Database

from inboxguard.audit.shelf_views import RareWord
from inboxguard.facts.message import Message
from inboxguard.store import messages
from inboxguard.themes.matching import Mention, fields
from inboxguard.themes.words import places, plain, words

SAMPLE = 600
"""Mails in which it is counted how common a word is: keys are digests, so the first of them are a fair sample."""
_MOST = 12
_SHORTEST = 4
_LONGEST = 80
"""Letters of a term (themes.lexicon)."""
_COMMON = 0.03
"""A word that stands in more of the mails says nothing about a subject."""
_FIELDS = ("subject", "preheader", "text", "image")


def rare(db: Database, message: Message) -> tuple[RareWord, ...]:
    """Return the rarest words of `message`, those of its subject first; () where nothing else was read."""
    keys = [one for one in messages.keys(db)[: SAMPLE + 1] if one != message.key]
    seen: Counter[str] = Counter()
    number = 0
    for one in messages.among(db, tuple(keys)):
        if one.opened:
            number += 1
            seen.update(_told(one))
    if not number:
        return ()
    subject = set(words(message.subject))
    told = [one for one in _told(message) if _may_say(one) and seen[one] <= _COMMON * number]
    told.sort(key=lambda one: (one not in subject, seen[one], -len(one), one))
    return tuple(RareWord(one, seen[one]) for one in told[:_MOST])


def around(message: Message, mention: Mention) -> tuple[str, ...]:
    """Return the phrases in which the terms of a mention stand, with the word before and the word after each.

    These are what never counts again for the person: narrow, so that other mail that names the theme is still found.
    """
    texts = dict(fields(message))
    found: dict[str, None] = {}
    for name, start, end in mention.spans:
        text = texts.get(name)
        if text is None:
            continue
        where = places(text)
        hit = [at for at, (first, last) in enumerate(where) if first < end and last > start]
        if hit:
            taken = where[max(hit[0] - 1, 0) : hit[-1] + 2]
            phrase = " ".join(plain(text[first:last]) for first, last in taken)
            found[_bounded(phrase)] = None
    return tuple(found)


def _bounded(phrase: str) -> str:
    while len(phrase) > _LONGEST:
        phrase = phrase.rpartition(" ")[0]
    return phrase


def _told(message: Message) -> set[str]:
    return {one for name, text in fields(message) if name.startswith(_FIELDS) for one in words(text)}


def _may_say(word: str) -> bool:
    return len(word) >= _SHORTEST and word.isalpha()
