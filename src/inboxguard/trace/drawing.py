"""Drawn addresses: what looks as if chance had made it, and so cannot be guessed."""

import re
import tomllib
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from inboxguard import resources

TOKEN = re.compile(r"[^\W_]+")
"""The parts of a local part: letters and digits between signs."""
_RUN = re.compile(r"[^\W\d_]+|\d+")
_NUMBERED = re.compile(r"([^\W\d_]{3,})(\d{2,4})")
_SHORTEST, _LONGEST = 6, 32
_LEAST_DIFFERENT = 4
_LEAST_NATS, _LEAST_NATS_OF_LETTERS = 5.0, 6.0
_NATS_OF_A_CHANGE = 1.5
_FOLDED = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "æ": "ae", "œ": "oe"})
_FAMILY = 3
"""So many addresses of one shape show how the person's aliases are made."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_HEXADECIMAL = re.compile(r"[0-9a-f]+")
_ROW, _LETTERS = "0123456789", "abcdef"
_VOWELS = frozenset("aeiouyäöüáàâéèêëíìîïóòôúùûåæøœ")
_SHORT_RUN = 1.75
"""Letters or digits in a row on average, at most, in what was drawn ("4f9d2a" 1.0, "24h7days" 2.0)."""
_MANY_RUNS = 5
_DATE = re.compile(
    r"(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d\d|(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d\d"
    r"|\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
)
"""Six digits that may be somebody's birthday, in any order of day, month and year."""

_Shape = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Drawn:
    """How the person's aliases are made, where that is seen."""

    shapes: frozenset[_Shape] = frozenset()
    """(domain, signs between the parts, length of the last part) of addresses whose last part is drawn."""
    numbered: frozenset[_Shape] = frozenset()
    """(domain, signs, digits at the end) of addresses that are drawn words with a drawn number."""
    relayed: frozenset[str] = frozenset()
    """Addresses of an alias service, which draws a part of each."""

    def has(self, address: str) -> bool:
        """Return whether the last part of an address was drawn, whatever chance made it look like."""
        if _shape(address) in self.shapes or _numbered(address) in self.numbered:
            return True
        last = _last(address)
        return address.lower() in self.relayed and any(map(str.isdigit, last)) and any(map(str.isalpha, last))


NONE = Drawn()


def drawn(addresses: Iterable[str], relayed: Collection[str] = ()) -> Drawn:
    """Return how the person's aliases are made.

    An alias service or a password manager draws all of its addresses alike, "word-4f9d2a" or "word_word584": of six
    hexadecimal digits one in forty are letters only or digits only. So many of one shape and domain, of which half look
    drawn, or whose numbers all differ, are a family.
    """
    shaped: dict[_Shape, list[str]] = {}
    numbers: dict[_Shape, set[str]] = {}
    words: dict[_Shape, set[str]] = {}
    for address in sorted(set(map(str.lower, addresses))):
        last = _last(address)
        if (shape := _shape(address)) is not None:
            shaped.setdefault(shape, []).append(last)
        if (shape := _numbered(address)) is not None and (parts := _NUMBERED.fullmatch(last)) is not None:
            words.setdefault(shape, set()).add(parts[1])
            numbers.setdefault(shape, set()).add(parts[2])
    return Drawn(
        frozenset(
            shape
            for shape, lasts in shaped.items()
            if len(lasts) >= _FAMILY and 2 * sum(random(one) or hexadecimal(one) for one in lasts) >= len(lasts)
        ),
        frozenset(
            shape
            for shape, found in numbers.items()
            if min(len(found), len(words[shape])) >= _FAMILY and not any(map(_YEAR.fullmatch, found))
        ),
        frozenset(map(str.lower, relayed)),
    )


def random(token: str) -> bool:
    """Return whether a token looks drawn: digits and letters changing at almost every step, or mute letters."""
    if len(token) < _SHORTEST or token.isdigit():
        return False
    runs = _RUN.findall(token)
    if len(runs) == 1:
        return (len(token) > _SHORTEST and not set(token) & _VOWELS) or _by_chance(token, runs)
    if len(runs) >= _MANY_RUNS or (len(runs) > 3 and len(token) / len(runs) <= _SHORT_RUN):
        return True
    if _by_chance(token, runs):
        return True
    mute = any(len(run) >= 3 and run.isalpha() and not set(run) & _VOWELS for run in runs)
    return mute and len(runs) > 2 and not any(_YEAR.fullmatch(run) for run in runs)


def _by_chance(token: str, runs: list[str]) -> bool:
    """Return whether chance explains the letters and digits of a token far better than words do.

    By which letter follows which, and how often letters and digits change. Of addresses drawn with ten signs it knows
    four in five; of words of ten letters it takes one in some hundreds for drawn, mostly abbreviations.
    """
    folded = unicodedata.normalize("NFKD", token.translate(_FOLDED)).encode("ascii", "ignore").decode()
    if len(token) < _SHORTEST + 1 or len(set(token)) < _LEAST_DIFFERENT or any(map(_YEAR.fullmatch, runs)):
        return False
    nats = sum(_after()[one][ord(two) - ord("a")] for one, two in pairwise(folded) if (one + two).isalpha()) / 10
    changes = max(0, len(runs) - 2)
    least = _LEAST_NATS if changes else _LEAST_NATS_OF_LETTERS
    return nats + _NATS_OF_A_CHANGE * changes >= least


@cache
def _after() -> Mapping[str, tuple[int, ...]]:
    written = tomllib.loads(resources.read("trace/letters.toml"))["after"]
    return {letter: tuple(map(int, row.split())) for letter, row in written.items()}


def hexadecimal(token: str) -> bool:
    """Return whether a token mixes hexadecimal letters and digits as nobody would write them.

    No year, no row of digits, and no syllable: "cafe2024", "abc123" and "decade10" are written, "ba6251" is not.
    """
    if len(token) < _SHORTEST or not _HEXADECIMAL.fullmatch(token) or token.isdigit() or token.isalpha():
        return False
    for run in _RUN.findall(token):
        if len(run) <= 2:
            continue
        if run.isdigit() and (_YEAR.fullmatch(run) or run in _ROW or len(set(run)) == 1):
            return False
        if run.isalpha() and (set(run) & _VOWELS or run in _LETTERS):
            return False
    return True


def number(token: str) -> bool:
    """Return whether a token is a long number that nobody would choose: no date, year, row or pattern of digits."""
    if not token.isdigit() or not _SHORTEST <= len(token) <= _LONGEST or token in _ROW or token in _ROW[::-1]:
        return False
    return not (_DATE.fullmatch(token) or _YEAR.search(token) or len(set(token)) < _SHORTEST // 2)


def _last(address: str) -> str:
    parts = TOKEN.findall(address.lower().rpartition("@")[0])
    return parts[-1] if parts else ""


def _shape(address: str) -> _Shape | None:
    local, _, domain = address.lower().rpartition("@")
    last = _last(address)
    shortest = _SHORTEST - 1 if len(last) < len(local) else _SHORTEST + 2
    return (domain, TOKEN.sub("", local), len(last)) if shortest <= len(last) <= _LONGEST else None


def _numbered(address: str) -> _Shape | None:
    """Return the shape of "word_word584"; of one word with a number nothing is said, for people write those."""
    local, _, domain = address.lower().rpartition("@")
    parts = _NUMBERED.fullmatch(_last(address))
    return (domain, TOKEN.sub("", local), len(parts[2])) if parts and len(TOKEN.findall(local)) > 1 else None
