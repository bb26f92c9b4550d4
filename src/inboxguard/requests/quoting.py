"""What the writer of an answer wrote: its text without the letter that it quotes, however that stands there.

A mail program may mark what it quotes, put it below a line or a block that names its writer, or run it together with
the answer. So besides those marks (resources/requests/quotes.toml) every run of words is left out that stands in the
letter too: the person's own words must never be taken for what an organisation says.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cache

from inboxguard import resources

LONGEST_TEXT = 20_000
"""Letters of a mail that are read for what it says; answers say it at their beginning."""
_MARKED = re.compile(r"\s{0,3}[>|]")
_WORD = re.compile(r"\w+")
_MOMENT = re.compile(r"\b\d{4}\b.{0,20}\b\d{1,2}[:.h]\d{2}\b")
_RULE = 10
_RUN = 6
"""Words in a row that stand in the letter too: two people seldom write as many alike by chance."""
_PASSAGE = 12
"""Words in a row after which the answer is taken to begin anew; fewer may stand within one of its sentences."""
_BETWEEN = 2
"""Words that a person may have changed in the letter, or a program broken."""
_LONGEST_HEADING = 200
_FIELDS_WITHIN = 6
"""Lines below a From in which the other fields stand."""
_FEWEST_FIELDS = 2


def written(text: str, letters: Iterable[str]) -> str:
    """Return the first part of `text` (20,000 letters) without what is quoted in it, above all of `letters`."""
    lines = unicodedata.normalize("NFC", text[:LONGEST_TEXT]).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return _without_runs("\n".join(_unquoted(lines)), letters)


def _unquoted(lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines that no mark of a mail program says are quoted."""
    marks = _marks()
    for number, line in enumerate(lines):
        low = line.strip().lower()
        if _MARKED.match(line) or low.startswith(marks.reply_above):
            continue
        if low.startswith(("-", "_", "*")) and any(word in low[:_LONGEST_HEADING] for word in marks.original):
            return
        if _is_rule(low) and _dated(next((one for one in lines[number + 1 : number + 4] if one.strip()), "")):
            return
        if _is_block(low, lines[number + 1 : number + 1 + _FIELDS_WITHIN]):
            return
        if _is_heading(low, lines[number - 1] if number else ""):
            after = next((one for one in lines[number + 1 : number + 4] if one.strip()), "")
            if not _MARKED.match(after):
                return
            continue
        yield line


def _is_rule(low: str) -> bool:
    """Return whether a line is drawn over the page."""
    return len(low) >= _RULE and not low.strip("-_=*─━ ")


def _dated(line: str) -> bool:
    """Return whether a short line names a moment, as the name of a writer does above what they wrote."""
    return len(line) <= _LONGEST_HEADING and _MOMENT.search(line) is not None


def _is_heading(low: str, before: str) -> bool:
    """Return whether a line says who wrote what follows, perhaps broken after its first words."""
    if not low.endswith(":") or len(low) > _LONGEST_HEADING:
        return False
    both = f"{before.strip().lower()[-_LONGEST_HEADING:]} {low}"
    dated = any(sign.isdigit() or sign == "@" for sign in both)
    return dated and any(f" {word}" in f" {low}" for word in _marks().wrote)


def _is_block(low: str, below: Sequence[str]) -> bool:
    """Return whether a line begins a block of header fields."""
    first, colon, _ = low.lstrip("*").partition(":")
    if not colon or first.strip("* ") not in _marks().sent_by:
        return False
    fields = (one.strip().lower().lstrip("*").partition(":") for one in below)
    return sum(bool(mark) and name.strip("* ") in _marks().fields for name, mark, _ in fields) >= _FEWEST_FIELDS


def _without_runs(text: str, letters: Iterable[str]) -> str:
    """Return text without the runs of words that stand in one of the letters too."""
    known: set[tuple[str, ...]] = set()
    for letter in letters:
        own = [one[0].casefold() for one in _WORD.finditer(unicodedata.normalize("NFC", letter))]
        known.update(tuple(own[at : at + _RUN]) for at in range(len(own) - _RUN + 1))
    found = list(_WORD.finditer(text))
    words = [one[0].casefold() for one in found]
    kept, end = [], 0
    for first, last in _runs(words, known):
        kept += [text[end : found[first].start()], "\n\n" if last - first >= _PASSAGE else " "]
        end = found[last - 1].end()
    return "".join((*kept, text[end:]))


def _runs(words: Sequence[str], known: Set[tuple[str, ...]]) -> Sequence[tuple[int, int]]:
    """Return where runs of known words begin and end; those with a word or two between them are one."""
    runs: list[tuple[int, int]] = []
    for at in range(len(words) - _RUN + 1):
        if tuple(words[at : at + _RUN]) in known:
            joined = bool(runs) and at - runs[-1][1] <= _BETWEEN
            first = runs.pop()[0] if joined else at
            runs.append((first, at + _RUN))
    return runs


@dataclass(frozen=True, slots=True)
class _Marks:
    wrote: tuple[str, ...]
    original: tuple[str, ...]
    sent_by: frozenset[str]
    fields: frozenset[str]
    reply_above: tuple[str, ...]


@cache
def _marks() -> _Marks:
    data = tomllib.loads(resources.read("requests/quotes.toml"))
    return _Marks(
        tuple(data["wrote"]),
        tuple(data["original"]),
        frozenset(data["from"]),
        frozenset(data["fields"]),
        tuple(data["reply_above"]),
    )
