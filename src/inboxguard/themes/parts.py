"""The parts of a visible text: its lines and sentences, and which of them are the footer that every mail has."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from inboxguard.facts.body import gives_notice
from inboxguard.themes.words import LIMIT

# Menus are parted by signs; a full stop inside a number or an address ends nothing.
_LINE = re.compile(r"[^\n]+")
_PART = re.compile(r"[^|•·]+?(?:[.!?…]+(?=\s)|(?=[|•·])|$)")
_SAYS = re.compile(r"[^\W\d_]{3}")
_FRONT = 3
"""A footer begins behind the first third of the parts: a way out may stand at the top, too."""
_PARAGRAPH = 4
"""Parts from which on a line is a paragraph, of which a notice leaves out only itself and what follows."""
_MOST = 2_000


@dataclass(frozen=True, slots=True)
class Parts:
    """Where the parts of a text begin and end, those of its footer left out."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def at(self, place: int) -> int | None:
        """Return the number of the part that holds a character, None for the footer and what says nothing."""
        number = bisect_right(self.starts, place) - 1
        return number if number >= 0 and place < self.ends[number] else None

    def holding(self, places: Iterable[int]) -> int:
        """Return how many parts hold one of some characters."""
        return len({part for place in places if (part := self.at(place)) is not None})


def parts(text: str) -> Parts:
    """Return the lines and sentences of a text that say something in letters, without its footer.

    The footer begins with the first notice behind the first third; notices before it are left out alone. Of a
    paragraph that ends in one, the sentences before it are kept. A text of one line is all there is to read: an offer
    to opt out of a day's mail speaks of that day.
    """
    found: list[tuple[int, int]] = []
    notices: list[int] = []
    for line in _LINE.finditer(text, 0, LIMIT):
        before = len(found)
        found += [part.span() for part in _PART.finditer(text, *line.span()) if _SAYS.search(text, *part.span())]
        if gives_notice(line[0]):
            notices += range(_first(text, found, before), len(found))
        if len(found) >= _MOST:
            break
    first = next((number for number in notices if number * _FRONT >= len(found)), len(found))
    left_out = frozenset(notices)
    kept = [span for number, span in enumerate(found[:first]) if number not in left_out]
    lone = text.strip()
    if not kept and lone and "\n" not in lone:
        kept = [(0, len(text))]
    return Parts(tuple(start for start, _ in kept), tuple(end for _, end in kept))


def _first(text: str, found: list[tuple[int, int]], before: int) -> int:
    """Return with which part the notice of a line begins, whose parts are those from `before` on."""
    if len(found) - before < _PARAGRAPH:
        return before
    return next((at for at in range(before, len(found)) if gives_notice(text[slice(*found[at])])), before)
