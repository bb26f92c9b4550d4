"""Theme and Lexicon: what names a painful subject, read from shipped packs and from a person's own files."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import tomli

from inboxguard import resources
from inboxguard.errors import Refused
from inboxguard.senders.domains import organisational, typed_host
from inboxguard.senders.names import shown
from inboxguard.themes import occasions
from inboxguard.themes.occasions import Occasion
from inboxguard.themes.phrases import Phrase, Phrases, compile_term
from inboxguard.themes.words import phrase

FORMAT = 1
WEIGHTS = {"strong": 1.0, "medium": 0.5, "weak": 0.25, "hint": 0.2, "block": 0.0}
"""Points of a term by its class; a block takes words out instead of scoring.

Weak terms and hints only add to a strong or medium one: a hint speaks of the theme without naming it.
"""

OWN, SHELF = "own", "shelf_"
"""The group of themes that are made of the words of a person's own shelf, and how their ids begin."""

_FILE_LIMIT = 524_288
_TERM_LIMIT = 8_000
_TERM_LENGTH = 80
_LIST_LIMIT = 500
_CHECK_LIMIT = 1_000
# "examples" are allowed in a pack and read by nothing yet.
_KNOWN = frozenset(
    {"format", "id", "version", "group", "suggest_with", "art9", "label", "terms", "senders", "allow", "occasion"}
    | {"examples", "test"}
)


@dataclass(frozen=True, slots=True)
class Sources:
    """Who sends: domains (and all below them), RFC 2919 list ids, and sender names (normalised phrases)."""

    domains: tuple[str, ...] = ()
    list_ids: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


_NOBODY = Sources()


@dataclass(frozen=True, slots=True)
class Check:
    """A pack's own test: a text, its language, and whether the theme is named in it."""

    text: str
    language: str
    hit: bool


@dataclass(frozen=True, slots=True)
class Theme:
    """One painful subject: its words per language, its senders, and the exceptions from it."""

    id: str
    version: str
    group: str
    labels: tuple[tuple[str, str], ...]
    """(language, plain name), shown only in the picker."""
    terms: tuple[tuple[str, tuple[Phrase, ...]], ...]
    """(language, its terms)."""
    suggest_with: tuple[str, ...] = ()
    """Themes to offer along with this one; never switched on."""
    art9: bool = False
    """Whether the choice itself reveals special-category data (GDPR Art. 9)."""
    senders: Sources = Sources()
    """All mail of these is on the theme, whatever it says."""
    allow: Sources = Sources()
    """No mail of these is ever on the theme."""
    checks: tuple[Check, ...] = ()
    occasions: tuple[Occasion, ...] = ()
    """Days of the year on which senders write about it."""
    brought: bool = False
    """Whether it is of a file of the person's own."""

    @property
    def languages(self) -> tuple[str, ...]:
        """Return the languages that it has words in."""
        return tuple(language for language, _ in self.terms)

    def label(self, language: str) -> str:
        """Return its plain name in `language`, else in English, else its id."""
        names = dict(self.labels)
        return names.get(language) or names.get("en") or self.id


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All themes that can be recognised."""

    themes: tuple[Theme, ...]
    _searches: dict[str | None, tuple[Phrases, ...]] = field(default_factory=dict, compare=False, repr=False)
    _languages: dict[tuple[str, str], set[str]] = field(default_factory=dict, compare=False, repr=False)
    """Of each (theme, term) the languages that have it; made when a mail of unknown language comes."""
    _weak: dict[str, frozenset[str]] = field(default_factory=dict, compare=False, repr=False)
    with_sources: tuple[Theme, ...] = field(init=False, compare=False, repr=False)
    """Themes of which it also matters who sends: all mail of some is on them, or none is."""

    def __post_init__(self) -> None:
        """Sort out the themes of which words alone matter."""
        named = tuple(one for one in self.themes if one.senders != _NOBODY or one.allow != _NOBODY)
        object.__setattr__(self, "with_sources", named)

    def theme(self, name: str) -> Theme | None:
        """Return the theme with id `name`, None when there is none."""
        return next((theme for theme in self.themes if theme.id == name), None)

    def adding(self, themes: Iterable[Theme]) -> "Lexicon":
        """Return a lexicon with `themes` besides its own; a person's theme replaces a shipped one of the same id."""
        added = {theme.id: theme for theme in (*self.themes, *themes)}
        return Lexicon(tuple(added.values()))

    def weak(self, name: str) -> frozenset[str]:
        """Return the terms of theme `name` that are weak in every language that has them."""
        if name not in self._weak:
            theme = self.theme(name)
            terms = [term for _, spoken in theme.terms for term in spoken] if theme is not None else []
            heavy = {term.text for term in terms if term.weight != WEIGHTS["weak"]}
            self._weak[name] = frozenset(term.text for term in terms) - heavy
        return self._weak[name]

    def spoken_in(self, languages: frozenset[str]) -> Callable[[Phrase], bool]:
        """Return what is true of the phrases that one of `languages`, or English, has."""
        if not self._languages:
            for theme in self.themes:
                for language, terms in theme.terms:
                    for term in terms:
                        self._languages.setdefault((theme.id, term.text), set()).add(language)
        wanted, known = languages | {"en"}, self._languages
        return lambda phrase: not wanted.isdisjoint(known[phrase.theme, phrase.text])

    def phrases(self, language: str | None) -> Phrases:
        """Return the search for a mail in `language`: its words and the English ones; for None those of all."""
        return self.searches(language)[0]

    def searches(self, language: str | None) -> tuple[Phrases, ...]:
        """Return `phrases`, then a search for each shelf of the person's own: no longer phrase takes their words."""
        if language not in self._searches:
            own = [theme for theme in self.themes if theme.group == OWN]
            shared = [theme for theme in self.themes if theme.group != OWN]
            self._searches[language] = tuple(_search(group, language) for group in (shared, *([one] for one in own)))
        return self._searches[language]


def _search(themes: Iterable[Theme], language: str | None) -> Phrases:
    terms: dict[tuple[str, str], Phrase] = {}
    for theme in themes:
        spoken = [item for item in theme.terms if language is None or item[0] in (language, "en")]
        # The mail's own language comes last, so that it decides on a term that several languages have.
        for _, phrases in sorted(spoken, key=lambda item: item[0] == language):
            for term in phrases:
                known = terms.get((theme.id, term.text))
                # Where it is not known in what language a mail is, what a term says clearest in any of them counts.
                if language is not None or known is None or term.weight > known.weight:
                    terms[theme.id, term.text] = term
    return Phrases(terms.values())


@cache
def load() -> Lexicon:
    """Return the lexicon of all shipped packs (resources/themes)."""
    return Lexicon(tuple(parse(resources.read(name), checked=True) for name in resources.names("themes", ".toml")))


@cache
def shipped() -> frozenset[str]:
    """Return the ids of all shipped packs."""
    return frozenset(theme.id for theme in load().themes)


def parse(text: str, *, checked: bool = False) -> Theme:
    """Return the theme written in `text` (TOML, format 1); raises Refused with a sentence when it cannot be used.

    Terms and domains are not `checked` each time that they are read: those of shipped packs are by the tests, those of
    a person's own file when it is added. What is no domain in a file that was taken once is passed over.
    """
    if len(text) > _FILE_LIMIT:
        raise Refused("This theme file is too large (more than 512 KiB); please shorten its word lists.")
    try:
        pack = tomli.loads(text.removeprefix("\ufeff"))  # Windows begins files of UTF-8 with a byte order mark
    except (ValueError, RecursionError) as error:
        raise Refused(f"This theme file is not valid TOML ({str(error)[:120]}); please correct it.") from None
    if pack.get("format") != FORMAT:
        raise Refused("This theme file does not say format = 1, the only format known here; please add that line.")
    unknown = sorted(set(pack) - _KNOWN)
    if unknown:
        raise Refused(f"This theme file has an unknown section “{unknown[0][:40]}”; please remove or correct it.")
    name = _text(pack, "id")
    if not name.replace("_", "").isalnum() or not name.isascii() or name != name.lower() or len(name) > 40:
        raise Refused("A theme's id may hold small letters, digits and _ only (at most 40); please change it.")
    if name.startswith(SHELF):
        raise Refused(f"Ids that begin with {SHELF} are kept for the words of shelves; please choose another id.")
    terms = _terms(name, _table(pack, "terms"), checked)
    senders, allow = _sources(pack, "senders", checked), _sources(pack, "allow", checked)
    if not checked and (many := next((one for one in senders.domains if organisational(one) is None), None)):
        raise Refused(f"Under “{many}” strangers have their domains; please name one of them, such as shop.example.")
    if not terms and not (senders.domains or senders.list_ids or senders.names):
        raise Refused("This theme file names neither words nor senders, so it would never match; please add some.")
    return Theme(
        id=name,
        version=_text(pack, "version", ""),
        group=_text(pack, "group", ""),
        labels=tuple((str(key), shown(str(value))) for key, value in _table(pack, "label").items()),
        terms=terms,
        suggest_with=_list(pack, "suggest_with"),
        art9=pack.get("art9") is True,
        senders=senders,
        allow=allow,
        checks=_checks(pack.get("test", [])),
        occasions=occasions.parse(pack.get("occasion", [])),
    )


def _terms(theme: str, tables: dict[str, Any], checked: bool) -> tuple[tuple[str, tuple[Phrase, ...]], ...]:
    found = []
    count = 0
    for language, classes in tables.items():
        if not (len(language) == 2 and language.isalpha()) or not isinstance(classes, dict):
            raise Refused("Words must stand under a language such as [terms.en]; please correct the theme file.")
        unknown = sorted(set(classes) - set(WEIGHTS))
        if unknown:
            raise Refused(f"Words can be strong, medium, weak, hint or block, not “{unknown[0][:40]}”.")
        phrases: dict[str, Phrase] = {}
        for name, weight in WEIGHTS.items():
            for term in _list(classes, name, _TERM_LIMIT):
                if not checked:
                    _check_term(term)
                if term in phrases:
                    raise Refused(f"The term “{term}” stands in two word lists of one language; please keep one.")
                phrases[term] = compile_term(term, theme, weight)
        count += len(phrases)
        found.append((language, tuple(phrases.values())))
    if count > _TERM_LIMIT:
        raise Refused(f"This theme file has more than {_TERM_LIMIT} terms; please shorten its word lists.")
    return tuple(found)


def _check_term(term: str) -> None:
    bare = term.removesuffix("*")
    if not bare or len(term) > _TERM_LENGTH or phrase(bare) != bare:
        raise Refused(
            f"The term “{term[:_TERM_LENGTH]}” must be lower case without accents, apostrophes or dashes "
            "(ss for the sharp s), with * only at its end; please write it so."
        )
    if term.endswith("*") and len(bare) < 3:
        raise Refused(f"The term “{term}” would match far too much; please put at least three letters before the *.")


def _sources(pack: dict[str, Any], name: str, checked: bool) -> Sources:
    table = _table(pack, name)
    named = {item: typed_host(item) for item in _list(table, "domains")}
    wrong = next((item for item, host in named.items() if host is None), None)
    if wrong is not None and not checked:
        raise Refused(f"“{wrong[:_TERM_LENGTH]}” is no domain; please write it like shop.example.")
    return Sources(
        domains=tuple(host for host in named.values() if host is not None),
        list_ids=tuple(item.lower().strip("<> ") for item in _list(table, "list_ids")),
        names=tuple(filter(None, (phrase(item) for item in _list(table, "names")))),
    )


def _checks(tables: object) -> tuple[Check, ...]:
    if not isinstance(tables, list) or len(tables) > _CHECK_LIMIT:
        raise Refused(f"Tests of a theme file are [[test]] tables, at most {_CHECK_LIMIT}; please correct it.")
    for table in tables:
        told = isinstance(table, dict) and isinstance(table.get("text"), str) and isinstance(table.get("hit"), bool)
        if not told:
            raise Refused("Every [[test]] of a theme file needs text, lang and hit = true or false; please correct it.")
    return tuple(Check(table["text"], str(table.get("lang", "en")), table["hit"]) for table in tables)


def _table(pack: dict[str, Any], name: str) -> dict[str, Any]:
    table = pack.get(name, {})
    if not isinstance(table, dict):
        raise Refused(f"“{name}” must be a section of the theme file; please write it as [{name}].")
    return table


def _text(pack: dict[str, Any], name: str, default: str | None = None) -> str:
    value = pack.get(name, default)
    if not isinstance(value, str) or (default is None and not value):
        raise Refused(f'This theme file needs a line {name} = "..."; please add it.')
    return value[:_TERM_LENGTH]


def _list(pack: dict[str, Any], name: str, limit: int = _LIST_LIMIT) -> tuple[str, ...]:
    value = pack.get(name, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise Refused(f'“{name}” must be a list of quoted words, such as {name} = ["..."]; please correct it.')
    if len(value) > limit:
        raise Refused(f"“{name}” has more than {limit} entries; please shorten it.")
    return tuple(value)
