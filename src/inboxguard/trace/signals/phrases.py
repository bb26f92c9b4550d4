"""The phrases of origin in resources/trace/statements, made ready to be looked for."""

import re
import tomllib
from dataclasses import dataclass
from enum import Enum
from functools import cache

from inboxguard import resources
from inboxguard.trace.said import Wording

WORD = re.compile(r"\w+")
_NAME = r"[^\n,;:()\[\]!?\"“”„»«<>|{}]{1,60}"


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
    literal: str
    """The longest fixed part; where a text lacks it, the pattern need not be tried."""
    rarest: str
    """The longest whole word of the fixed part, "" where there is none: a text that lacks it lacks the phrase."""
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


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The phrases of one language and the words that tell whether they mean what they say."""

    language: str
    phrases: tuple[Phrase, ...]
    by_word: dict[str, tuple[int, ...]]
    """The rarest word of phrases -> their places in `phrases`."""
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

    def hopeful(self, words: set[str]) -> list[Phrase]:
        """Return the phrases of whose words `words` has the rarest, in their order."""
        places = sorted(place for word in self.by_word.keys() & words for place in self.by_word[word])
        return [self.phrases[place] for place in places]


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
        for wording in (Wording.HOST, Wording.PART, Wording.SIGN, Wording.CUST, Wording.OWN, Wording.GENERIC)
        for stand in Stand
        for phrase in sorted(words[stand.value].get(wording.value, ()), key=lambda phrase: phrase.endswith("}"))
    )
    by_word: dict[str, list[int]] = {}
    for place, phrase in enumerate(phrases):
        by_word.setdefault(phrase.rarest, []).append(place)
    return Lexicon(
        name.rpartition("/")[2].removesuffix(".toml"),
        phrases,
        {word: tuple(places) for word, places in by_word.items()},
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
    )


def _phrase(wording: Wording, stand: Stand, phrase: str, yours: re.Pattern[str], us: re.Pattern[str]) -> Phrase:
    plain = phrase.replace("* ", "")
    return Phrase(
        wording,
        phrase,
        stand,
        _literal(phrase),
        _rarest(phrase),
        label=":" in phrase,
        yours=yours.search(plain) is not None,
        ours=us.search(plain) is not None,
    )


@cache
def _compiled(phrase: str) -> re.Pattern[str]:
    """Return the pattern of a phrase: {x} and {by} stand for a name of one line, * for up to 30 characters or none."""
    built = []
    words = phrase.split(" ")
    for place, word in enumerate(words):
        space = "" if place == len(words) - 1 else r"\s+"
        if word == "*":
            built.append(rf"(?:[^.!?]{{0,30}}?{space})?")
            continue
        piece = re.escape(word)
        for slot in ("x", "by"):
            lazy = "?" if place < len(words) - 1 or not word.endswith("}") else ""
            piece = piece.replace(re.escape(f"{{{slot}}}"), f"(?P<{slot}>{_NAME}{lazy})")
        built.append(piece + space)
    tail = "" if phrase.endswith("}") else r"(?!\w)"
    return re.compile(r"(?<!\w)" + "".join(built) + tail, re.IGNORECASE)


def _literal(phrase: str) -> str:
    return max((part.strip() for part in re.split(r"\{x\}|\{by\}|\*", phrase.lower())), key=len)


def _rarest(phrase: str) -> str:
    """Return the longest word of the fixed part that the pattern finds as a whole word only, "" where there is none."""
    fixed = (word for word in phrase.lower().split(" ") if "{" not in word and word in _literal(phrase).split(" "))
    return max((part for word in fixed for part in WORD.findall(word)), key=len, default="")


def _any(phrases: list[str]) -> re.Pattern[str]:
    """Return a pattern that finds any of `phrases` as whole words; one that finds nothing where there are none."""
    if not phrases:
        return re.compile(r"(?!)")
    written = "|".join(r"\s+".join(re.escape(word) for word in phrase.split()) for phrase in phrases)
    return re.compile(rf"(?<!\w)(?:{written})(?!\w)", re.IGNORECASE)
