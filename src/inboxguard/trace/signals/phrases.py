"""The phrases of origin in resources/trace/statements, made ready to be looked for."""

import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from enum import Enum
from functools import cache

from inboxguard import resources
from inboxguard.trace.said import Wording

WORD = re.compile(r"\w+")
_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_PIECE = re.compile(r"\{x\}|\{by\}|\{list\}|\* |[\[\]| ]|[^\[\]|* {}]+")
_NAME = r"[^\n,;:()\[\]!?\"“”„»«<>|{}]{1,60}"


_LIST = r"[^\n;:()\[\]!?\"“”„»«<>|{}]{1,240}"
"""Names in a row, with commas."""


_TRIED = (
    Wording.HOST, Wording.PART, Wording.SIGN, Wording.CUST, Wording.OWN, Wording.PARTNERS, Wording.GENERIC,
)  # fmt: skip


class Stand(Enum):
    """What a phrase needs around it."""

    ALONE = "alone"
    WITH_RECEIPT = "with_receipt"
    """Counts only in a sentence, or after a question, about receiving this mail."""
    BESIDE_MAIL = "beside_mail"
    """Also stands under charts: counts only beside a sentence about this mail."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One way to say where an address came from."""

    wording: Wording
    written: str
    stand: Stand
    run: tuple[tuple[tuple[str, frozenset[str]], ...], ...]
    """The longest run of fixed words, piece by piece: what each may be, and the words of that."""
    needs: tuple[frozenset[str], ...]
    """Of each set one whole word must be there."""
    label: bool
    """Begins a line of its own: "Source of your data: X"."""
    yours: bool
    """Says itself that it is about the reader's address or data."""
    ours: bool
    """Says itself that the sender of the mail got them: "we received ...", "... shared with us"."""

    @property
    def pattern(self) -> re.Pattern[str]:
        """Return what finds it; made when it is first looked for, since most never are."""
        return _compiled(self.written)

    def fixed(self, plain: str, words: set[str]) -> list[str]:
        """Return the forms of the fixed words in a text; where it has none, the pattern need not be tried.

        `plain` is the text in lower case and with single spaces, `words` its words.
        """
        forms = [""]
        for piece in self.run:
            able = [part for part, needed in piece if needed <= words]
            forms = [grown for form in forms for part in able if (grown := (form + part).lstrip()).rstrip() in plain]
            if not forms:
                break
        return [form.rstrip() for form in forms]

    def has_words(self, words: set[str]) -> bool:
        """Return whether `words` (in lower case) has all words that the phrase cannot do without."""
        for needed in self.needs:  # noqa: SIM110 - asked too often for a generator
            if needed.isdisjoint(words):
                return False
        return True


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The phrases of one language and the words that tell whether they mean what they say."""

    language: str
    phrases: tuple[Phrase, ...]
    """In the order in which they are tried."""
    telling: tuple[frozenset[str], ...]
    """The words of each phrase of `receipt` and `mail`: a text without any of them says nothing of this mail."""
    receipt: re.Pattern[str]
    mail: re.Pattern[str]
    """Speaks of this very mail, more surely than `receipt`."""
    reason: re.Pattern[str]
    why: re.Pattern[str]
    yours: re.Pattern[str]
    to_us: re.Pattern[str]
    others: re.Pattern[str]
    """To or with somebody: where that is not us, somebody else got the address."""
    negation: re.Pattern[str]
    harmless: re.Pattern[str]
    lure: re.Pattern[str]
    innocent: re.Pattern[str]
    """Words of a lure that lure nobody: to have taken part in a prize draw is a footing."""


Hopeful = list[tuple[Lexicon, list[Phrase]]]


@dataclass(frozen=True, slots=True)
class Phrasebook:
    """The lexicons of some languages, looked up together."""

    lexicons: tuple[Lexicon, ...]
    by_word: dict[str, tuple[tuple[int, int], ...]]
    """A word that phrases cannot do without, or one of several -> (place of the lexicon, place in it)."""

    def hopeful(self, words: set[str]) -> Hopeful:
        """Return the phrases of which `words` (in lower case) has all that they cannot do without, by lexicon."""
        places = {place for word in self.by_word.keys() & words for place in self.by_word[word]}
        found: dict[int, list[Phrase]] = {}
        for lexicon, place in sorted(places):
            phrase = self.lexicons[lexicon].phrases[place]
            if phrase.has_words(words):
                found.setdefault(lexicon, []).append(phrase)
        kept = ((self.lexicons[lexicon], phrases) for lexicon, phrases in found.items())
        return [(lexicon, able) for lexicon, phrases in kept if (able := _able(lexicon, phrases, words))]


def _able(lexicon: Lexicon, phrases: list[Phrase], words: set[str]) -> list[Phrase]:
    """Return `phrases` without those that need a word about this mail, where a text has none."""
    if all(phrase.stand is Stand.ALONE for phrase in phrases) or any(part <= words for part in lexicon.telling):
        return phrases
    return [phrase for phrase in phrases if phrase.stand is Stand.ALONE]


@cache
def phrasebook(spoken: tuple[str, ...] = ()) -> Phrasebook:
    """Return the phrasebook of the languages `spoken`; of all for ()."""
    chosen = tuple(lexicon for lexicon in lexicons() if not spoken or lexicon.language in spoken)
    every = (needed for lexicon in chosen for phrase in lexicon.phrases for needed in phrase.needs)
    common = Counter(word for needed in every for word in needed)

    def rarity(needed: frozenset[str]) -> float:
        """What few phrases have and what is long is rare in letters too."""
        return sum(common[word] for word in needed) / min(map(len, needed)) ** 2

    by_word: dict[str, list[tuple[int, int]]] = {}
    for number, lexicon in enumerate(chosen):
        for place, phrase in enumerate(lexicon.phrases):
            for word in min(phrase.needs, key=rarity, default=frozenset({""})):
                by_word.setdefault(word, []).append((number, place))
    return Phrasebook(chosen, {word: tuple(places) for word, places in by_word.items()})


@cache
def lexicons() -> tuple[Lexicon, ...]:
    """Return the lexicons of all languages."""
    return tuple(_lexicon(name) for name in resources.names("trace/statements", ".toml"))


def languages() -> tuple[str, ...]:
    """Return the languages whose phrases are known."""
    return tuple(lexicon.language for lexicon in lexicons())


def _lexicon(name: str) -> Lexicon:
    words = tomllib.loads(resources.read(name))
    yours, us = _any(words["yours"]), _any(words["us"])
    phrases = tuple(
        _phrase(wording, stand, phrase, yours, us)
        for wording in _TRIED
        for stand in Stand
        for phrase in sorted(words[stand.value].get(wording.value, ()), key=_order)
    )
    return Lexicon(
        name.rpartition("/")[2].removesuffix(".toml"),
        phrases,
        telling=tuple({frozenset(WORD.findall(part.lower())) for part in (*words["receipt"], *words["mail"])}),
        receipt=_any(words["receipt"]),
        mail=_any(words["mail"]),
        reason=_any(words["reason"]),
        why=_any(words["why"]),
        yours=yours,
        to_us=_any(words["to_us"]),
        others=_any(words["others"]),
        negation=_any(words["negation"]),
        harmless=_any(words["harmless"]),
        lure=_any(words["lure"]),
        innocent=_any(words.get("innocent", [])),
    )


def _order(phrase: str) -> tuple[bool, bool]:
    """Return where a phrase is tried: who sends for whom says more than for whom, and a name with an end is surer."""
    return "{by}" not in phrase, phrase.endswith("}")


def _phrase(wording: Wording, stand: Stand, phrase: str, yours: re.Pattern[str], us: re.Pattern[str]) -> Phrase:
    plain = _CHOICE.sub(lambda choice: min(choice[1].split("|"), key=len), phrase.replace("* ", ""))
    return Phrase(
        wording,
        phrase,
        stand,
        _run(phrase),
        _needs(phrase),
        label=":" in phrase,
        yours=yours.search(plain) is not None,
        ours=us.search(plain) is not None,
    )


@cache
def _compiled(phrase: str) -> re.Pattern[str]:
    """Return the pattern of a phrase.

    {x} and {by} stand for a name of one line, {list} for several, * for up to 30 characters or none,
    [bought|ordered] for either.
    """
    longest_first = _CHOICE.sub(lambda choice: f"[{'|'.join(sorted(choice[1].split('|'), key=len)[::-1])}]", phrase)
    built = []
    for found in _PIECE.finditer(longest_first):
        piece, last = found[0], found.end() == len(phrase)
        if piece == "* ":
            built.append(r"(?:[^.!?]{0,30}?\s+)?")
        elif piece == " ":
            built.append(r"\s+")
        elif piece in ("{x}", "{by}", "{list}"):
            several = _LIST if piece == "{list}" else _NAME
            built.append(f"(?P<{piece[1:-1]}>{several}{'' if last else '?'})")
        else:
            built.append({"[": "(?:", "]": ")", "|": "|"}.get(piece) or _typed(piece))
    tail = "" if phrase.endswith("}") else r"(?!\w)"
    return re.compile(r"(?<!\w)" + "".join(built) + tail, re.IGNORECASE)


def _typed(word: str) -> str:
    """Return a pattern of a word, with either apostrophe."""
    return re.escape(word.replace("’", "'")).replace("'", "['’]")


def _run(phrase: str) -> tuple[tuple[tuple[str, frozenset[str]], ...], ...]:
    """Return the run of fixed words whose shortest form is the longest, with the parts of its choices."""
    runs = re.split(r"\{x\}|\{by\}|\{list\}|\* ", phrase.lower())
    split = [
        [part.split("|") if place % 2 else [part] for place, part in enumerate(_CHOICE.split(run))] for run in runs
    ]
    longest = max(split, key=lambda pieces: sum(min(map(len, piece)) for piece in pieces))
    return tuple(tuple((part, frozenset(WORD.findall(part))) for part in piece) for piece in longest)


def _needs(phrase: str) -> tuple[frozenset[str], ...]:
    """Return the words that the pattern finds as whole words only, and of each choice one word of each part."""
    lower = _CHOICE.sub(_without_spaced, phrase.lower())
    fixed = (word for word in _CHOICE.sub("[]", lower).split(" ") if not {*"{[*"} & {*word})
    needed = [frozenset({part}) for word in fixed for part in WORD.findall(word)]
    for choice in re.findall(r"(?:(?<= )|^)\[([^\[\]]*)\](?= |$)", lower):
        parts = [WORD.findall(part) for part in choice.split("|")]
        if all(parts):
            needed.append(frozenset(max(part, key=len) for part in parts))
    return tuple(dict.fromkeys(needed))


def _without_spaced(choice: re.Match[str]) -> str:
    """Return a space for a choice of words that end with one, or of none; any other choice as it is."""
    return choice[0] if any(part and not part.endswith(" ") for part in choice[1].split("|")) else " "


def _any(phrases: list[str]) -> re.Pattern[str]:
    """Return a pattern that finds any of `phrases` as whole words in lower case; one that finds nothing for none."""
    if not phrases:
        return re.compile(r"(?!)")
    written = "|".join(r"\s+".join(_typed(word) for word in phrase.split()) for phrase in phrases)
    return re.compile(rf"(?<!\w)(?:{written})(?!\w)")
