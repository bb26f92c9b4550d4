"""Which known organisation a name in a mail means; a name that fits none, or two, means nobody."""

import math
import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import product

from inboxguard import resources
from inboxguard.senders.domains import organisational
from inboxguard.senders.look_alikes import reading
from inboxguard.senders.names import likeness
from inboxguard.senders.sender import Sender, SenderId

_WORD = re.compile(r"[^\W_]+", re.UNICODE)
_HOST = re.compile(r"(?<![\w.@-])(?:[\w-]{1,63}\.){1,5}[a-zA-Z]{2,24}(?![\w-])")
_INITIALS = re.compile(r"\b(?:\w\.){1,3}\w\b\.?")
_LIGATURES = str.maketrans({"æ": "ae", "ø": "o", "œ": "oe", "ł": "l", "ß": "ss", "đ": "d"})
_DIGRAPHS = re.compile(r"([aou])e|(a)a(?=.)")
_LONGEST = 120
_LONGEST_TEXT = 200
_MOST_WORDS = 6
"""Of a name that is looked for inside other words."""
_SHORTEST_STEM = 4
"""An inflected word of a name keeps at least so many letters."""
_MOST_FORMS = 64
_SHORTEST_LABEL = 5
"""A domain's first label shorter than this is too common a word to mean its organisation."""

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Directory:
    """The organisations that the mailbox knows, by name and by domain."""

    names: Mapping[Words, SenderId | None]
    """None where two organisations bear the name."""
    labels: Mapping[Words, SenderId | None]
    domains: Mapping[str, SenderId]
    compacts: Mapping[str, frozenset[SenderId]]
    """Name or domain label written in one piece ("movinglantern") -> who is called so."""
    folded: Mapping[Words, SenderId | None] = field(default_factory=dict)
    """Names as they are written without accents: "Röststube", "Roeststube" and "Roststube" are one."""
    small: frozenset[Words] = frozenset()
    """Single words that name their owner even without a capital: it writes itself so, or they are two words in one."""
    _read: dict[str, frozenset[SenderId]] = field(default_factory=dict, init=False, compare=False, repr=False)
    """Texts that were read: the subject of one order is asked about for every sender that came after it."""

    def within(self, text: str) -> frozenset[SenderId]:
        """Return the organisations whose whole name stands in `text`, whatever the words around it."""
        known = self._read.get(text)
        if known is None:
            said = tuple(word.casefold() for word in _WORD.findall(text[:_LONGEST_TEXT]))
            spans = (said[at : at + length] for at in range(len(said)) for length in range(1, _MOST_WORDS + 1))
            owners = {self.names.get(span) for span in spans}
            known = self._read[text] = frozenset(owner for owner in owners if owner is not None)
        return known

    def tagged(self, written: str) -> frozenset[SenderId]:
        """Return the organisations that a tag of an address names: "movinglantern", "moving-lantern.2024"."""
        parts = [word.casefold() for word in _WORD.findall(written[:_LONGEST])]
        runs = (
            "".join(parts[start:end])
            for start in range(len(parts))
            for end in range(start + 1, min(start + _MOST_WORDS, len(parts)) + 1)
        )
        return frozenset().union(*(self.compacts.get(one, frozenset()) for run in runs for one in {run, fold(run)}))

    def resolve(self, named: str, language: str = "") -> SenderId | None:
        """Return the organisation that `named` means: a domain, a name, or a name followed by a common word.

        A name that nobody bears as it is written is looked for without the inflections of `language`.
        """
        named = named[:_LONGEST]
        if hosts := _HOST.findall(named):
            found = {self.domains.get(organisational(host) or "") for host in hosts}
            return found.pop() if len(found) == 1 else None
        written = _tokens(named)
        while written and _is(written[0], "leading") and not self._begins_with_a_name(written):
            written = written[1:]
        tokens = tuple(word.casefold() for word in written)
        for length in range(len(tokens), 0, -1):
            owner = self._called(bare(tokens[:length]))
            if owner is not None:
                fits = _may_follow(written[length:], length, language) and self._as_written(written[:length])
                return owner if fits else None
        if (owner := self.labels.get(bare(tokens))) is not None:
            return owner if self._as_written(written) else None
        return self._inflected(written, language)

    def opening(self, text: str) -> SenderId | None:
        """Return whose name is the longest with which `text` begins, whatever follows; None where it is two's."""
        said = tuple(word.casefold() for word in _tokens(text[:_LONGEST]))
        longest = next((said[:length] for length in range(_MOST_WORDS, 0, -1) if said[:length] in self.names), ())
        return self.names.get(longest)

    def _begins_with_a_name(self, written: list[str]) -> bool:
        """Return whether the first of `written`, two at least where more follow, are a name: "The Works", "De Lamp"."""
        said = tuple(word.casefold() for word in written[:_MOST_WORDS])
        return any(self.names.get(said[:length]) is not None for length in range(min(2, len(said)), len(said) + 1))

    def _called(self, name: Words) -> SenderId | None:
        """Return who alone bears a name, as written or without its accents."""
        return self.names[name] if name in self.names else self.folded.get(tuple(map(fold, name)))

    def _inflected(self, written: list[str], language: str) -> SenderId | None:
        """Return the one organisation of whose name the first of `written` are a form in `language`."""
        endings = _inflections().get(language)
        if not endings or not written or written[0] == written[0].lower():
            return None
        for length in range(min(len(written), _MOST_WORDS), 0, -1):
            if not _may_follow(written[length:], length, language):
                continue
            forms = [_uninflected(word.casefold(), endings) for word in written[:length]]
            if math.prod(map(len, forms)) > _MOST_FORMS:
                continue
            owners = {self._called(bare(name)) for name in product(*forms)} - {None}
            if owners:
                return owners.pop() if len(owners) == 1 else None
        return None

    def _as_written(self, name: list[str]) -> bool:
        """Return whether `name` is no common word: "updates" is not the sender that calls itself "Updates"."""
        if len(name) != 1 or name[0] != name[0].lower() or not name[0].isalpha():
            return True
        return tuple(name) in self.small


def directory(senders: Iterable[Sender]) -> Directory:
    """Return the directory of `senders`."""
    names: dict[Words, SenderId | None] = {}
    labels: dict[Words, SenderId | None] = {}
    known = tuple(senders)
    domains: dict[str, SenderId] = {sender.id: sender.id for sender in known}
    compacts: dict[str, set[SenderId]] = {}
    for sender in known:
        for domain in sender.domains:
            if organisational(domain) == domain:  # a host under it may be of a customer, or of a part split off
                domains.setdefault(domain, sender.id)
        _enter(names, words(sender.name), sender.id)
        label = sender.id.partition(".")[0]
        for piece in {"".join(words(sender.name)), "".join(words(label))}:
            if len(piece) > 1:
                for spelt in {piece, fold(piece)}:
                    compacts.setdefault(spelt, set()).add(sender.id)
        if len(label) >= _SHORTEST_LABEL:
            _enter(labels, words(label), sender.id)
    written = {sender: words(sender.name) for sender in known}
    small = {name for sender, name in written.items() if sender.name == sender.name.lower()}
    small |= {("".join(name),) for name in written.values() if len(name) > 1}
    folded: dict[Words, SenderId | None] = {}
    for called, bearer in names.items():
        form = tuple(map(fold, called))
        folded[form] = bearer if folded.get(form, bearer) == bearer else None
    pieces = {piece: frozenset(owners) for piece, owners in compacts.items()}
    return Directory(names, labels, domains, pieces, folded, frozenset(small))


def told_apart(names: Mapping[SenderId, str], unseen: Set[str] = frozenset()) -> dict[SenderId, str]:
    """Return what each may be called where something is claimed of it: of several whose names read alike by its domain.

    Anybody can bear a name, and a reader takes the stranger for the one that is known by it ("Zal0ra" too). Who is
    `unseen` takes part in nothing that others are called by.
    """
    bearers = Counter(reading(likeness(name)) for one, name in names.items() if one not in unseen)
    return {one: one if bearers[reading(likeness(name))] > 1 else name for one, name in names.items()}


@lru_cache(maxsize=16_384)
def words(name: str) -> Words:
    """Return the words of a name in lower case, without legal forms at its end ("Kinderland GmbH & Co. KG")."""
    return bare(tuple(word.casefold() for word in _tokens(name[:_LONGEST])))


def bare(tokens: Words) -> Words:
    """Return `tokens` without the legal forms at their end; a name is never emptied."""
    end = len(tokens)
    while end > 1 and tokens[end - 1] in _lists()["legal_forms"]:
        end -= 1
    return tokens[:end]


@lru_cache(maxsize=16_384)
def fold(word: str) -> str:
    """Return a word in lower case without accents; what is written ä, ae or a becomes one ("Röst", "Roest", "rost")."""
    if word.isascii():
        plain = word
    else:
        parted = unicodedata.normalize("NFKD", word.translate(_LIGATURES))
        plain = "".join(sign for sign in parted if not unicodedata.combining(sign))
    return _DIGRAPHS.sub(lambda pair: pair[1] or pair[2], plain)


def says_nobody(named: str) -> bool:
    """Return whether `named` holds common words only ("our partners") and so names no organisation."""
    return all(_is(word, "leading") or _is(word, "following") for word in _WORD.findall(named[:_LONGEST]))


def _tokens(written: str) -> list[str]:
    """Return the words of a text; the initials of a legal form are one word ("S.p.A.")."""
    return _WORD.findall(_INITIALS.sub(lambda initials: initials[0].replace(".", ""), written))


def _uninflected(word: str, endings: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    """Return a word and what it may be a form of."""
    forms = [
        word[: -len(ending)] + base
        for ending, base in endings
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM
    ]
    return tuple(dict.fromkeys((word, *forms)))


def joining_words() -> frozenset[str]:
    """Return the words that part two names: "and", "und", "et"."""
    return _lists()["joining"] - {"of", "ou", "o", "em"}


def stands_inside(word: str) -> bool:
    """Return whether a word in lower case may stand inside a name: "Atelier des Brumes"."""
    return word in _lists()["inside"]


def opens_small(named: str) -> bool:
    """Return whether what was taken for a name begins with other words: "kindly your address"."""
    word = next((word for word in _tokens(named[:_LONGEST]) if not _is(word, "leading")), "")
    return word[:1].islower() and "." not in named


def is_means(named: str) -> bool:
    """Return whether a name is one with which people sign in or pay elsewhere: "you signed up with Google"."""
    return any(_is(word, "means") for word in _WORD.findall(named[:_LONGEST])[:2])


def is_frequent(word: str) -> bool:
    """Return whether a word in lower case stands in nearly every mail of some language."""
    return word in _lists()["frequent"]


def before_names() -> tuple[str, ...]:
    """Return how the words begin that may stand between a preposition and a name: "from our partner X"."""
    return tuple(tomllib.loads(resources.read("trace/names.toml"))["before"])


def _enter(known: dict[Words, SenderId | None], name: Words, owner: SenderId) -> None:
    if name and not all(_is(word, "leading") for word in name):
        known[name] = owner if known.get(name, owner) == owner else None


def _may_follow(rest: list[str], length: int, language: str) -> bool:
    """Return whether the words after a name leave it whole: "Kinderland and you" does, "Marks and Spencer" does not.

    After a name of `length` words a word in lower case does too; after a single one only where a language writes all
    words of a name large ("Svenska spel" is not "Svenska").
    """
    while rest and _is(rest[0], "legal_forms"):
        rest = rest[1:]
    if not rest:
        return True
    if rest[0] in _prepositions().get(language, ()) and length > 1 and rest[1:] and rest[1][0].islower():
        return True
    if _is(rest[0], "joining"):
        return len(rest) == 1 or _is(rest[1], "leading") or _is(rest[1], "following")
    if _is(rest[0], "following"):
        return True
    small = all(word == word.lower() and word.isalpha() for word in rest[: 1 + _is(rest[0], "inside")])
    return small and (length > 1 or (language in _lists()["large"] and not _is(rest[0], "inside")))


def _is(word: str, kind: str) -> bool:
    return word.casefold() in _lists()[kind]


@cache
def _lists() -> Mapping[str, frozenset[str]]:
    lists = tomllib.loads(resources.read("trace/names.toml"))
    return {kind: frozenset(listed) for kind, listed in lists.items() if isinstance(listed, list)}


@cache
def _prepositions() -> Mapping[str, tuple[str, ...]]:
    listed = tomllib.loads(resources.read("trace/names.toml"))["prepositions"]
    return {language: tuple(words) for language, words in listed.items()}


@cache
def _inflections() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Return (ending in a sentence, ending of the name) by language."""
    listed = tomllib.loads(resources.read("trace/names.toml"))["inflections"]
    return {language: tuple((ending, base) for ending, base in pairs) for language, pairs in listed.items()}
