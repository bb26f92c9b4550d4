"""The terms of any shipped theme that stand in a mail: a small index, so that few mails are read after a mark."""

import hashlib
from collections.abc import Iterable
from functools import cache

from inboxguard import resources
from inboxguard.facts.message import Message
from inboxguard.themes.lexicon import Lexicon, load
from inboxguard.themes.matching import fields
from inboxguard.themes.words import words


@cache
def edition() -> str:
    """Return a digest of the shipped packs: terms that were told by others have to be told anew."""
    digest = hashlib.sha256()
    for name in resources.names("themes", ".toml"):
        digest.update(resources.read(name).encode())
    return digest.hexdigest()[:16]


def naming_terms(message: Message) -> tuple[str, ...]:
    """Return the distinct terms of all shipped themes that stand in `message`, blocks left out, sorted.

    Which theme they are of is not told, nor whether a block or a longer term takes their words: nobody marked one.
    """
    search = load().phrases(message.language)
    hits = (hit for _, text in fields(message) for hit in search.standing(words(text)))
    return tuple(sorted({hit.phrase.text for hit in hits if hit.phrase.weight}))


class Suspects:
    """Tells which mails may name one of some themes, by the terms that stand in them."""

    def __init__(self, lexicon: Lexicon, themes: Iterable[str]) -> None:
        told = filter(None, map(lexicon.theme, themes))
        terms = (term for theme in told for _, spoken in theme.terms for term in spoken)
        self._terms = frozenset(term.text for term in terms if term.weight)

    def __call__(self, terms: Iterable[str]) -> bool:
        """Return whether one of a mail's naming terms is a term of the themes."""
        return not self._terms.isdisjoint(terms)


def beyond(lexicon: Lexicon, themes: Iterable[str]) -> bool:
    """Return whether naming terms do not suffice to find the mail of these themes.

    That is so where they name senders, or terms that no shipped theme has.
    """
    shipped = {(theme.id, term) for theme in load().themes for _, terms in theme.terms for term in terms}
    for theme in filter(None, map(lexicon.theme, themes)):
        own = {(theme.id, term) for _, terms in theme.terms for term in terms if term.weight}
        senders = theme.senders
        if own - shipped or senders.domains or senders.list_ids or senders.names:
            return True
    return False
