"""The phrases of origin in resources/trace/statements, made ready to be looked for."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from itertools import pairwise, product

from inboxguard import resources
from inboxguard.trace.naming import is_frequent
from inboxguard.trace.said import Wording
from inboxguard.trace.signals.patterns import CHOICE, any_of, compiled

WORD = re.compile(r"\w+")
_MEMBER = re.compile(r"<(\w+)>")
_PARTNERS = r"(?!\s+(?:\w+\s+)?(?:partner|sister|schwester|koop|samarb|samenwerk|soci|colab|parceir|partenair))"
_TRIED = (
    Wording.HOST, Wording.PART, Wording.SIGN, Wording.CUST, Wording.OWN, Wording.PARTNERS, Wording.GENERIC,
    Wording.KIN, Wording.SERVED,
)  # fmt: skip


Pair = tuple[str, str]


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
    place: int
    """In its lexicon: phrases are tried in this order."""
    pairs: frozenset[Pair]
    """One of these pairs of neighbouring words must be there; empty where there is no such pair."""
    needs: tuple[frozenset[str], ...]
    """Of each set one whole word must be there; what is rare comes first."""
    label: bool
    """Begins a line of its own: "Source of your data: X"."""
    yours: bool
    """Says itself that it is about the reader's address or data."""
    ours: bool
    """Says itself that the sender of the mail got them: "we received ...", "... shared with us"."""

    @property
    def pattern(self) -> re.Pattern[str]:
        """Return what finds it; made when it is first looked for, since most never are."""
        return compiled(self.written)

    def opens_with(self, part: str) -> bool:
        """Return whether the phrase begins with the name `part` ("x", "by")."""
        return self.written.lower().startswith(f"{{{part}}}")

    def has_words(self, words: set[str], pairs: set[Pair]) -> bool:
        """Return whether `words` (in lower case) and their `pairs` have all that the phrase cannot do without."""
        if self.pairs and self.pairs.isdisjoint(pairs):
            return False
        return _has_words(self.needs, words)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The phrases of one language and the words that tell whether they mean what they say."""

    language: str
    phrases: tuple[Phrase, ...]
    """In the order in which they are tried."""
    telling: tuple[tuple[frozenset[str], ...], ...]
    """Of each phrase of `receipt` and `mail` sets of which one word each must be there: a text that has them for none
    says nothing of this mail."""
    receipt: re.Pattern[str]
    mail: re.Pattern[str]
    """Speaks of this very mail, more surely than `receipt`."""
    reason: re.Pattern[str]
    why: re.Pattern[str]
    yours: re.Pattern[str]
    to_us: re.Pattern[str]
    others: re.Pattern[str]
    """To or with somebody: where that is not us, somebody else got the address."""
    own_side: re.Pattern[str]
    """The sender itself: who signed up "for our letter at X" did it with the sender."""
    negation: re.Pattern[str]
    harmless: re.Pattern[str]
    lure: re.Pattern[str]
    innocent: re.Pattern[str]
    """Words of a lure that lure nobody: to have taken part in a prize draw is a footing."""

    def speaks_of_mail(self, words: set[str]) -> bool:
        """Return whether a text with `words` may speak of this very mail."""
        return any(_has_words(needs, words) for needs in self.telling)


Hopeful = dict[str, list[tuple[Lexicon, Phrase]]]
"""Phrases by a word of a text that they cannot do without."""


@dataclass(frozen=True, slots=True)
class Phrasebook:
    """The lexicons of some languages, looked up together."""

    lexicons: tuple[Lexicon, ...]
    by_word: dict[str, tuple[tuple[int, int], ...]]
    """A word that phrases cannot do without, or one of several -> (place of the lexicon, place in it)."""
    by_pair: dict[Pair, tuple[tuple[int, int], ...]]
    """The same for phrases that need one of some pairs of words."""

    def hopeful(self, spoken: list[str]) -> Hopeful:
        """Return the phrases of which a text of the words `spoken` has all that they need, by one such word."""
        words, pairs = {"", *spoken}, set(pairwise(spoken))
        places = [(word, place) for word in self.by_word.keys() & words for place in self.by_word[word]]
        for pair in self.by_pair.keys() & pairs:
            places += ((min(pair, key=_rarity), place) for place in self.by_pair[pair])
        speaks: dict[int, bool] = {}
        found: Hopeful = {}
        for word, (number, place) in places:
            lexicon = self.lexicons[number]
            phrase = lexicon.phrases[place]
            if not _has_words(phrase.needs, words):
                continue
            if phrase.stand is not Stand.ALONE:
                if number not in speaks:
                    speaks[number] = lexicon.speaks_of_mail(words)
                if not speaks[number]:
                    continue
            found.setdefault(word, []).append((lexicon, phrase))
        return found


def _has_words(needs: tuple[frozenset[str], ...], words: set[str]) -> bool:
    """Return whether `words` have one of each set."""
    for needed in needs:  # noqa: SIM110 - asked too often for a generator
        if needed.isdisjoint(words):
            return False
    return True


@cache
def phrasebook(spoken: tuple[str, ...] = ()) -> Phrasebook:
    """Return the phrasebook of the languages `spoken`; of all for ()."""
    chosen = tuple(lexicon for lexicon in lexicons() if not spoken or lexicon.language in spoken)
    by_word: dict[str, list[tuple[int, int]]] = {}
    by_pair: dict[Pair, list[tuple[int, int]]] = {}
    for number, lexicon in enumerate(chosen):
        for phrase in lexicon.phrases:
            for pair in phrase.pairs:
                by_pair.setdefault(pair, []).append((number, phrase.place))
            for word in () if phrase.pairs else next(iter(phrase.needs), frozenset({""})):
                by_word.setdefault(word, []).append((number, phrase.place))
    return Phrasebook(
        chosen,
        {word: tuple(places) for word, places in by_word.items()},
        {pair: tuple(places) for pair, places in by_pair.items()},
    )


@cache
def lexicons() -> tuple[Lexicon, ...]:
    """Return the lexicons of all languages."""
    return tuple(_lexicon(name) for name in resources.names("trace/statements", ".toml"))


def languages() -> tuple[str, ...]:
    """Return the languages whose phrases are known."""
    return tuple(lexicon.language for lexicon in lexicons())


def _lexicon(name: str) -> Lexicon:
    words = tomllib.loads(resources.read(name))
    named = {one: tuple(listed) for one, listed in words.get("words", {}).items()}
    listed = {kind: entries for kind, entries in words.items() if isinstance(entries, list)}
    lists = {kind: [_filled(one, named) for one in entries] for kind, entries in listed.items()}
    yours, us = any_of(lists["yours"]), any_of(lists["us"])
    spelt = (
        (wording, stand, phrase)
        for wording in _TRIED
        for stand in Stand
        for phrase in sorted((_filled(one, named) for one in words[stand.value].get(wording.value, ())), key=_order)
    )
    phrases = tuple(_phrase(*one, place, yours, us) for place, one in enumerate(spelt))
    return Lexicon(
        name.rpartition("/")[2].removesuffix(".toml"),
        phrases,
        telling=tuple({_needs(part) for part in (*lists["receipt"], *lists["mail"])}),
        receipt=any_of(lists["receipt"]),
        mail=any_of(lists["mail"]),
        reason=any_of(lists["reason"]),
        why=any_of(lists["why"]),
        yours=yours,
        to_us=any_of(lists["to_us"]),
        others=any_of(lists["others"]),
        own_side=any_of(lists.get("own_side", ()), but=_PARTNERS),
        negation=any_of(lists["negation"]),
        harmless=any_of(lists["harmless"]),
        lure=any_of(lists["lure"]),
        innocent=any_of(lists.get("innocent", ())),
    )


def _filled(phrase: str, words: Mapping[str, tuple[str, ...]]) -> str:
    """Return `phrase` with the words that a name in angle brackets stands for, as a choice."""

    def entries(name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(spelt for one in words[name] for spelt in _spelt(_filled(one, words))))

    def parts(choice: re.Match[str]) -> str:
        split = (_MEMBER.split(part) for part in choice[1].split("|"))
        able = ([entries(piece) if place % 2 else (piece,) for place, piece in enumerate(pieces)] for pieces in split)
        return f"[{'|'.join(dict.fromkeys(''.join(chosen) for pieces in able for chosen in product(*pieces)))}]"

    return _MEMBER.sub(lambda member: f"[{'|'.join(entries(member[1]))}]", CHOICE.sub(parts, phrase))


def _spelt(phrase: str) -> Iterator[str]:
    """Yield `phrase` once for each way to choose, with single spaces."""
    parts = [part.split("|") if place % 2 else [part] for place, part in enumerate(CHOICE.split(phrase))]
    for chosen in product(*parts):
        yield " ".join("".join(chosen).split())


def _order(phrase: str) -> tuple[bool, bool]:
    """Return where a phrase is tried: who sends for whom says more than for whom, and a name with an end is surer."""
    return "{by}" not in phrase.lower(), phrase.endswith("}")


def _phrase(
    wording: Wording, stand: Stand, phrase: str, place: int, yours: re.Pattern[str], us: re.Pattern[str]
) -> Phrase:
    plain = CHOICE.sub(lambda choice: min(choice[1].split("|"), key=len), phrase.replace("* ", "").replace("~ ", ""))
    return Phrase(
        wording,
        phrase,
        stand,
        place,
        _pairs(phrase),
        _needs(phrase),
        label=":" in phrase,
        yours=yours.search(plain) is not None,
        ours=us.search(plain) is not None,
    )


def _pairs(phrase: str) -> frozenset[Pair]:
    """Return the rarest pairs of neighbouring words of which every form of a phrase has one."""
    found: list[frozenset[Pair]] = []
    for run in re.split(r"\{x\}|\{by\}|\{list\}|[*~+] ", phrase.lower()):
        pieces = [part.split("|") if place % 2 else [part] for place, part in enumerate(CHOICE.split(run))]
        spoken = [[WORD.findall(part) for part in piece] for piece in pieces]
        for place, piece in enumerate(spoken):
            if all(len(words) > 1 for words in piece):
                found.append(frozenset(min(pairwise(words), key=_how_common_both) for words in piece))
            following = _firsts(spoken[place + 1 :])
            if following and all(piece):
                found.append(frozenset(product({words[-1] for words in piece}, following)))
    return min(found, key=lambda pairs: sum(map(_how_common_both, pairs)), default=frozenset())


def _firsts(pieces: list[list[list[str]]]) -> set[str]:
    """Return the words with which `pieces` in a row may begin; none where all of them may be empty."""
    firsts: set[str] = set()
    for piece in pieces:
        firsts |= {words[0] for words in piece if words}
        if all(piece):
            return firsts
    return set()


@cache
def _rarity(word: str) -> float:
    return _how_common((word,))


def _how_common_both(pair: Pair) -> float:
    return _how_common(pair[:1]) * _how_common(pair[1:])


def _how_common(words: Iterable[str]) -> float:
    """Return about how often one of `words` is met: what is long is rare."""
    return sum(1 + 3 / len(word) if is_frequent(word) else 8.0 / (len(word) + 2) ** 3 for word in words)


def _needs(phrase: str) -> tuple[frozenset[str], ...]:
    """Return the words that the pattern finds as whole words only, and of each choice one word of each part."""
    lower = CHOICE.sub(_without_spaced, phrase.lower())
    fixed = (word for word in CHOICE.sub("[]", lower).split(" ") if not {*"{[*~+"} & {*word})
    needed = [frozenset({part}) for word in fixed for part in WORD.findall(word)]
    for choice in re.findall(r"(?:(?<= )|^)\[([^\[\]]*)\](?=[ :,]|$)", lower):
        parts = [WORD.findall(part) for part in choice.split("|")]
        if all(parts):
            needed.append(frozenset(min(part, key=_rarity) for part in parts))
    return tuple(sorted(dict.fromkeys(needed), key=_how_common))


def _without_spaced(choice: re.Match[str]) -> str:
    """Return a space for a choice of words that end with one, or of none; any other choice as it is."""
    return choice[0] if any(part and not part.endswith(" ") for part in choice[1].split("|")) else " "
