"""Words of packs as mail writes them: with accents, apostrophes and capitals, for servers that know none of it."""

import itertools
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from inboxguard import resources
from inboxguard.themes.lexicon import Theme
from inboxguard.themes.phrases import Phrase
from inboxguard.themes.words import places, plain, words

MOST_FORMS = 12
"""Written forms of one term; more accents than these would make are spelled as the examples do."""

_LONG = 8
"""Letters from which on a word may be looked for inside others: no shorter one is hidden in an everyday word."""
_LONG_EDGE = 5
"""Letters of the first and the last of several words from which on they may be looked for inside others."""
_MOST_CASES = 3
"""Letters outside ASCII of which both cases are written in every mixture."""
_BEGINNING = 3
"""Letters that two words have in common at least where one goes on from the other (lexicon: three before a *)."""
_EVERYWHERE = "en"
"""The language whose terms take part in mail of every language (lexicon.Lexicon.phrases)."""
_JOINTS = {" ": " ", "'": "'", "’": "'", "‘": "'", "-": "-", "‐": "-", "‑": "-"}
"""What may stand between two words of a phrase, as it is written down."""


@dataclass(frozen=True, slots=True)
class Wording:
    """One term as it is written in mail: its forms in lower case, and whether its last word may go on."""

    forms: tuple[str, ...]
    open: bool = False


@dataclass(frozen=True, slots=True)
class _Table:
    before: dict[str, frozenset[str]]
    behind: dict[str, frozenset[str]]
    endings: dict[str, tuple[str, ...]]
    sent_to_many: tuple[str, ...]
    receipts: dict[str, tuple[str, ...]]


@cache
def table() -> _Table:
    """Return the rules of spelling (resources/filters/words.toml)."""
    read = tomllib.loads(resources.read("filters/words.toml"))
    joined = read["apostrophe"]
    return _Table(
        {language: frozenset(short) for language, short in joined["before"].items()},
        {language: frozenset(short) for language, short in joined["behind"].items()},
        {language: tuple(endings) for language, endings in read["endings"].items()},
        tuple(read["sent_to_many"]["words"]),
        {language: tuple(words) for language, words in read["receipts"].items()},
    )


def receipts(languages: Iterable[str]) -> tuple[str, ...]:
    """Return words of subjects of receipts and notices in `languages`, which no rule of a server touches."""
    return tuple(dict.fromkeys(word for one in languages for word in table().receipts.get(one, ())))


def wording(term: Phrase, language: str, examples: Iterable[str] = ()) -> Wording:
    """Return how `term` is written: as its pack writes it, and as it stands in `examples`.

    A pack writes no accents, and no rule brings them back; its own examples have them.
    """
    forms = [_joined(term, language)]
    for text in examples:
        forms.extend(_written(term, text))
    return Wording(tuple(dict.fromkeys(forms))[:MOST_FORMS], term.open)


def wordings(theme: Theme, languages: Iterable[str], weight: float) -> tuple[Wording, ...]:
    """Return the terms of a theme that weigh `weight` in these languages, as mail writes them."""
    spoken = dict(theme.terms)
    found = []
    for language in dict.fromkeys(languages):
        texts = tuple(check.text for check in theme.checks if check.language == language)
        tokens = [(text, tuple(words(text))) for text in texts]
        for term in spoken.get(language, ()):
            if term.weight == weight:
                told = (text for text, said in tokens if any(word.startswith(term.words[0]) for word in said))
                found.append(wording(term, language, told))
    return tuple(dict.fromkeys(found))


def blocks(theme: Theme, others: Iterable[Theme], languages: Iterable[str], weight: float) -> tuple[Wording, ...]:
    """Return what takes terms of a theme that weigh `weight` out of a text again, as mail writes it.

    That is what the theme blocks, and what `others` call by a longer name, as far as one of these terms can stand in
    it: the longest phrase wins, whoever has it. What blocks other words of the theme does not matter here.
    """
    found = []
    rivals = tuple(others)
    for language in dict.fromkeys(languages):
        ours = dict(theme.terms).get(language, ())
        by_word: dict[str, list[tuple[Phrase, int]]] = {}
        for term in (one for one in ours if one.weight == weight):
            for at, word in enumerate(term.words):
                by_word.setdefault(word[:_BEGINNING], []).append((term, at))
        longer = (one for rival in rivals for one in dict(rival.terms).get(language, ()) if one.weight)
        own = (dict(theme.terms).get(spoken, ()) for spoken in dict.fromkeys((language, _EVERYWHERE)))
        silent = (one for one in itertools.chain.from_iterable(own) if not one.weight)
        for one in itertools.chain(silent, longer):
            # Of others only longer names count; where two merely share a word, which wins depends on the mail.
            if _touches(one, by_word, apart=not one.weight):
                found.append(wording(one, language))
    return tuple(dict.fromkeys(found))


def cases(form: str) -> tuple[str, ...]:
    """Return a form with both cases of its letters outside ASCII: Sieve folds ASCII only (RFC 4790 section 9.2)."""
    foreign = [at for at, letter in enumerate(form) if not letter.isascii() and letter.upper() != letter]
    if len(foreign) > _MOST_CASES:
        return tuple(dict.fromkeys((form, form.upper(), form[:1].upper() + form[1:])))
    found = []
    for chosen in itertools.product((False, True), repeat=len(foreign)):
        raised = {at for at, is_raised in zip(foreign, chosen, strict=True) if is_raised}
        found.append("".join(letter.upper() if at in raised else letter for at, letter in enumerate(form)))
    return tuple(dict.fromkeys(found))


def apostrophes(form: str) -> tuple[str, ...]:
    """Return a form with each sign that people write for an apostrophe."""
    return (form, form.replace("'", "’")) if "'" in form else (form,)


def safe_edges(form: str, is_open: bool) -> tuple[bool, bool]:
    """Return whether a form may have further letters before it and behind it: no everyday word holds it by chance.

    A long word may; so may the long first or last word of a phrase, on its side, and whatever may go on, behind it.
    """
    parts = words(form)
    if len(parts) < 2:
        is_long = bool(parts) and len(parts[0]) >= _LONG
        return is_long, is_long or is_open
    return len(parts[0]) >= _LONG_EDGE, is_open or len(parts[-1]) >= _LONG_EDGE


def endings(form: Wording, language: str, seen: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the words that an open term stands for, written out: with its usual endings, and as seen in texts."""
    if not form.open:
        return form.forms
    found = [f"{one}{ending}" for one in form.forms for ending in table().endings.get(language, ("",))]
    return tuple(dict.fromkeys((*found, *seen)))


def _touches(longer: Phrase, by_word: Mapping[str, Sequence[tuple[Phrase, int]]], apart: bool) -> bool:
    """Return whether a term, filed under the beginnings of its words, can stand in `longer`.

    With `apart` also whether the one can go on where the other ends.
    """
    for place, word in enumerate(longer.words):
        for term, at in by_word.get(word[:_BEGINNING], ()):
            if (at and place) or not _same(word, term, at):  # they begin to agree where one of them begins
                continue
            if len(longer.words) < len(term.words) or longer.words == term.words:
                continue
            ends = place + len(term.words) - at
            if not apart and (at or ends > len(longer.words)):
                continue
            pairs = zip(range(at, len(term.words)), longer.words[place:], strict=False)
            if all(_same(said, term, number) for number, said in pairs):
                return True
    return False


def _same(word: str, term: Phrase, at: int) -> bool:
    is_last = at == len(term.words) - 1
    return word == term.words[at] or (term.open and is_last and word.startswith(term.words[at]))


def _joined(term: Phrase, language: str) -> str:
    """Return the words of a term with the apostrophes of its language between them."""
    before, behind = table().before.get(language, frozenset()), table().behind.get(language, frozenset())
    text = term.words[0]
    for left, right in itertools.pairwise(term.words):
        text += ("'" if right in before or left in behind else " ") + right
    return text


def _written(term: Phrase, text: str) -> Iterator[str]:
    """Yield every stretch of `text` that is `term`, in lower case and as far as the term goes."""
    said, where = words(text), places(text)
    number = len(term.words)
    for at in range(len(said) - number + 1):
        part = said[at : at + number]
        last = part[-1].startswith(term.words[-1]) if term.open else part[-1] == term.words[-1]
        if part[:-1] != list(term.words[:-1]) or not last:
            continue
        pieces = [text[slice(*place)].lower() for place in where[at : at + number]]
        pieces[-1] = _beginning(pieces[-1], term.words[-1])
        joints = [_JOINTS.get(text[one[1] : two[0]], " ") for one, two in itertools.pairwise(where[at : at + number])]
        yield "".join(itertools.chain.from_iterable(itertools.zip_longest(pieces, joints, fillvalue="")))


def _beginning(written: str, normal: str) -> str:
    """Return as much of a written word as makes up `normal`."""
    return next((written[:end] for end in range(1, len(written) + 1) if plain(written[:end]) == normal), written)
