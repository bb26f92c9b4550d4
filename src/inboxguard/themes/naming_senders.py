"""Which themes the names of a sender say: its display name, its domain, its List-Ids, also where words are glued.

"Babymarkt", "baby-markt.de" and "mybabyclub" hold a word of a theme beside words that any shop has. The reading with
the fewest pieces wins, across all themes: "babyloss" is a word of its own theme and no baby shop's name. Where the
rest of a glued name is no known word ("babyone"), the name says little.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping

from inboxguard.senders.domains import organisational
from inboxguard.themes.leaning import weights
from inboxguard.themes.lexicon import WEIGHTS, Lexicon
from inboxguard.themes.phrases import Phrase
from inboxguard.themes.words import words

STRONG, MEDIUM, HINT, PART = "strong", "medium", "hint", "part"
LEVELS = (PART, HINT, MEDIUM, STRONG)
"""How clearly a name says a theme, the least clear first."""

_LONGEST = 60
_SHORTEST_TERM = 4
_SHORTEST_HINT = 7
_SHORTEST_REST = 3
_MOST_REMEMBERED = 8_192
_Levels = dict[str, str]
_MOST_LEXICONS = 4


class Names:
    """What names say, remembered; one for each lexicon."""

    __slots__ = ("_glued", "_lexicon", "_remembered")

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._glued: dict[str, dict[str, list[Phrase]]] = {}
        """By language: terms without their gaps."""
        self._remembered: dict[tuple[str, frozenset[str]], Mapping[str, str]] = {}

    def says(self, name: str, languages: frozenset[str]) -> Mapping[str, str]:
        """Return the themes that `name` (as written, or a label of a host) says, each with the clearest of LEVELS.

        Words of `languages` and English ones count; of all languages where none is given.
        """
        key = (name[:_LONGEST], languages)
        known = self._remembered.get(key)
        if known is None:
            if len(self._remembered) >= _MOST_REMEMBERED:
                self._remembered.clear()
            known = self._remembered[key] = self._read(words(key[0]), languages)
        return known

    def list_says(self, list_id: str | None, address: str | None, languages: frozenset[str]) -> Mapping[str, str]:
        """Return the themes that a List-Id and the host of an address say in labels before the domain itself."""
        hosts = (list_id or "", (address or "").rpartition("@")[2])
        key = ("\n".join(hosts), languages)
        known = self._remembered.get(key)
        if known is None:
            labels = (label for host in hosts if host for label in _labels_below(host.lower()))
            known = self._remembered[key] = clearest(self.says(label, languages) for label in labels)
        return known

    def _read(self, spoken: list[str], languages: frozenset[str]) -> Mapping[str, str]:
        searched: Collection[str | None] = languages or (None,)
        found: list[_Levels] = []
        covered: set[int] = set()
        for language in searched:
            for hit in self._lexicon.phrases(language).find(spoken):
                level = _level(hit.phrase)
                # A wildcard may have taken in letters that belong to another word: those are read as glued, too.
                longer = len(spoken[hit.last - 1]) - len(hit.phrase.words[-1]) >= _SHORTEST_REST
                if longer:
                    level = {STRONG: MEDIUM, MEDIUM: PART}.get(level or "")
                else:
                    covered.update(range(hit.first, hit.last))
                if level is not None:
                    found.append({hit.phrase.theme: level})
        rest = (word for at, word in enumerate(spoken) if at not in covered and len(word) > _SHORTEST_TERM)
        tables = self._tables(languages)
        return clearest([*found, *(_glued(word, tables) for word in rest)])

    def _tables(self, languages: frozenset[str]) -> list[Mapping[str, list[Phrase]]]:
        spoken = {language for theme in self._lexicon.themes for language in theme.languages}
        return [self._table(language) for language in sorted({*languages, "en"} if languages else spoken)]

    def _table(self, language: str) -> Mapping[str, list[Phrase]]:
        if language not in self._glued:
            table: dict[str, list[Phrase]] = {}
            for theme in self._lexicon.themes:
                for phrase in dict(theme.terms).get(language, ()):
                    joined = "".join(phrase.words)
                    least = _SHORTEST_HINT if phrase.weight == WEIGHTS["hint"] else _SHORTEST_TERM
                    if len(joined) >= least:
                        table.setdefault(joined, []).append(phrase)
            self._glued[language] = table
        return self._glued[language]


_made: dict[int, tuple[Lexicon, Names]] = {}
"""By the identity of the lexicon, which is kept with it: to compare two takes too long."""


def names_of(lexicon: Lexicon) -> Names:
    """Return what names say in the words of `lexicon`; the same object for the same lexicon."""
    known = _made.get(id(lexicon))
    if known is None:
        if len(_made) >= _MOST_LEXICONS:
            _made.clear()
        known = _made[id(lexicon)] = (lexicon, Names(lexicon))
    return known[1]


def clearest(found: Iterable[Mapping[str, str]]) -> _Levels:
    """Return the themes of all `found`, each with the clearest of its levels."""
    best: _Levels = {}
    for levels in found:
        for theme, level in levels.items():
            if theme not in best or LEVELS.index(level) > LEVELS.index(best[theme]):
                best[theme] = level
    return best


def _labels_below(host: str) -> list[str]:
    """Return the labels of a host before its organisational domain, all of them where it has none."""
    domain = organisational(host)
    return (host.removesuffix(domain) if domain else host).strip(".").split(".")


def _level(phrase: Phrase) -> str | None:
    """Return how clearly a term says its theme; weak ones and blocks say nothing."""
    if phrase.weight >= WEIGHTS["strong"]:
        return STRONG
    if phrase.weight >= WEIGHTS["medium"]:
        return MEDIUM
    return HINT if phrase.weight == WEIGHTS["hint"] else None


def _glued(word: str, tables: Iterable[Mapping[str, list[Phrase]]]) -> _Levels:
    """Return what a word says that is made of several."""
    pieces = list(tables)
    whole = _pieced(word, pieces)
    if whole is not None:
        levels = clearest({phrase.theme: level} for phrase in whole[1] if (level := _level(phrase)) is not None)
        # Who glues a word of a theme and one that shops use deals in the theme.
        return {theme: STRONG if level == MEDIUM and whole[0] > 1 else level for theme, level in levels.items()}
    # Only a beginning or an end that is known: the longest one, whatever it belongs to.
    edges = (
        edge for length in range(len(word) - _SHORTEST_REST, _SHORTEST_TERM - 1, -1) for edge in _edges(word, length)
    )
    for edge in edges:
        held = _holding(edge, pieces)
        if held:
            return {phrase.theme: PART for phrase in held if _level(phrase) is not None}
    return {}


def _edges(word: str, length: int) -> Iterator[str]:
    yield word[:length]
    yield word[-length:]


def _pieced(word: str, tables: list[Mapping[str, list[Phrase]]]) -> tuple[int, list[Phrase]] | None:
    """Return the number of pieces and the terms in the reading of `word` with the fewest; None where it has none."""
    companions = weights().companions
    best: list[tuple[int, int, list[Phrase]] | None] = [(0, 0, []), *(None for _ in word)]
    for end in range(1, len(word) + 1):
        for start in range(end):
            before = best[start]
            if before is None:
                continue
            piece = word[start:end]
            held = _holding(piece, tables)
            if held or piece in companions or piece.isdigit():
                # Of equally many pieces that with the longest terms.
                made = (before[0] + 1, before[1] - (len(piece) if held else 0), [*before[2], *held])
                best[end] = min(best[end] or made, made, key=lambda reading: reading[:2])
    found = best[-1]
    return None if found is None else (found[0], found[2])


def _holding(piece: str, tables: Iterable[Mapping[str, list[Phrase]]]) -> list[Phrase]:
    return [phrase for table in tables for phrase in table.get(piece, ())]
