"""What one person added to the shipped packs: theme files, words of shelves, exceptions, words that never count."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from inboxguard.errors import Refused
from inboxguard.themes.lexicon import OWN, SHELF, WEIGHTS, Lexicon, Sources, Theme, load, parse
from inboxguard.themes.phrases import Phrase, compile_term
from inboxguard.themes.words import phrase

_EVERY_LANGUAGE = "en"
"""Terms under it take part in mail of every language (lexicon.Lexicon.phrases)."""

MOST_WORDS = 200
_LONGEST = 80
_SHORTEST_OPEN = 3


@dataclass(frozen=True, slots=True)
class OwnWords:
    """The words of one shelf: (term, class) as theme files have them."""

    shelf: str
    words: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Own:
    """Everything that one person added; equal ones make the same lexicon."""

    files: tuple[tuple[str, str], ...] = ()
    """(id, text) of theme files."""
    shelves: tuple[OwnWords, ...] = ()
    blocks: tuple[tuple[str, str], ...] = ()
    """(theme, term): words that never count for it."""
    exceptions: tuple[tuple[str, str], ...] = ()
    """(theme, domain): whose mail is never on it by its words."""


NOTHING = Own()


def shelf_theme(shelf: str) -> str:
    """Return the id of the theme that the own words of a shelf make."""
    return f"{SHELF}{shelf}"


def shelf_of_theme(theme: str) -> str | None:
    """Return the shelf whose own words a theme is made of, None for a theme of a file or a pack."""
    return theme.removeprefix(SHELF) if theme.startswith(SHELF) else None


def term(text: str) -> str:
    """Return words as a person types them as a term of a theme file; raises Refused where they cannot be one.

    A * at the end stays: the last word may go on.
    """
    written = text.strip()
    bare = phrase(written.removesuffix("*"))
    if not bare:
        raise Refused("These words hold no letter or figure. Please type a word.")
    if len(bare) > _LONGEST:
        raise Refused(f"“{bare[:40]}…” is too long for one term (more than {_LONGEST} letters). Please shorten it.")
    if written.endswith("*"):
        if len(bare) < _SHORTEST_OPEN:
            raise Refused(f"“{bare}*” would match far too much. Please put at least three letters before the *.")
        return f"{bare}*"
    return bare


@lru_cache(maxsize=4)
def lexicon(own: Own) -> Lexicon:
    """Return the shipped packs with what the person added; files that no longer parse are left out."""
    added = [*_files(own.files), *(_shelf(one) for one in own.shelves if one.words)]
    whole = load().adding(added) if added else load()
    if not own.blocks and not own.exceptions:
        return whole
    return Lexicon(tuple(_narrowed(theme, own) for theme in whole.themes))


def _files(files: Iterable[tuple[str, str]]) -> Iterable[Theme]:
    for name, text in files:
        try:
            yield replace(parse(text, checked=True), id=name, brought=True)
        except Refused:
            continue


def _shelf(one: OwnWords) -> Theme:
    theme = shelf_theme(one.shelf)
    terms = tuple(compile_term(text, theme, WEIGHTS[weight]) for text, weight in one.words)
    return Theme(theme, "", OWN, (), ((_EVERY_LANGUAGE, terms),))


def _narrowed(theme: Theme, own: Own) -> Theme:
    blocked = frozenset(text for name, text in own.blocks if name == theme.id)
    domains = tuple(domain for name, domain in own.exceptions if name == theme.id)
    if not blocked and not domains:
        return theme
    allow = Sources((*theme.allow.domains, *domains), theme.allow.list_ids, theme.allow.names)
    return replace(theme, terms=tuple(_blocking(theme, blocked)), allow=allow)


def _blocking(theme: Theme, blocked: frozenset[str]) -> Iterable[tuple[str, tuple[Phrase, ...]]]:
    silent = tuple(compile_term(text, theme.id, WEIGHTS["block"]) for text in sorted(blocked))
    spoken = dict(theme.terms)
    for language in dict.fromkeys((*spoken, _EVERY_LANGUAGE)):
        left = tuple(one for one in spoken.get(language, ()) if one.text not in blocked)
        yield language, (*left, *silent) if language == _EVERY_LANGUAGE else left
