"""Where the cards and lines of the Sharing picture stand: sources left, recipients right, nearly no crossings."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from inboxguard.audit.trail_views import TrailRow
from inboxguard.trace.trail import Level

MOST_ROWS = 12
"""Rows drawn at most; the rest is in the table (look.md, Diagram)."""
FEWEST_ROWS = 9
"""Rows drawn however low the window is, where there are so many: it scrolls then."""

_FIRMEST_FIRST = tuple(Level)


@dataclass(frozen=True, slots=True)
class Measures:
    """What the layout needs to know of the text: heights and the width of a character, in logical pixels."""

    line: float
    small: float
    character: float
    grid: float = 8.0

    @property
    def node_height(self) -> float:
        """Height of a card: two lines and their padding, 50 at least (tokens.toml, size.node)."""
        return max(50.0, self.line + self.small + 14.0)


@dataclass(frozen=True, slots=True)
class Node:
    """A card: a source (with the rows that lead from it) or a recipient (with its one row)."""

    rect: QRectF
    rows: tuple[TrailRow, ...]
    itself: TrailRow | None = None
    """The row in which this source is itself a recipient on the right; None where it is none."""

    @property
    def row(self) -> TrailRow:
        """The only row of a recipient, the first of a source."""
        return self.rows[0]


@dataclass(frozen=True, slots=True)
class Edge:
    """A line from the right side of a source to the left side of a recipient."""

    row: TrailRow
    start: QPointF
    end: QPointF


@dataclass(frozen=True, slots=True)
class Layout:
    """The whole picture: cards, lines, the card that stands for the rest (or None), and the room it takes."""

    sources: tuple[Node, ...]
    recipients: tuple[Node, ...]
    edges: tuple[Edge, ...]
    others: QRectF | None
    others_count: int
    width: float
    height: float


def drawn(rows: Sequence[TrailRow], most: int = MOST_ROWS, must: str | None = None) -> tuple[TrailRow, ...]:
    """Return the rows that the picture shows: those that claim a source, the firmest `most`, grouped by source.

    Groups stand in the order of their first row, so that lines of different sources do not cross; a source that is
    itself a recipient stands right below the group in which it is one. The row of the recipient `must` is among them.
    """
    claimed = [row for row in rows if row.source is not None and row.level is not Level.NOT_SHOWN]
    firmest = sorted(
        range(len(claimed)),
        key=lambda at: (claimed[at].recipient != must, _FIRMEST_FIRST.index(claimed[at].level), at),
    )[:most]
    kept = [claimed[at] for at in sorted(firmest)]
    return tuple(row for group in _groups(kept).values() for row in group)


def fitting(rows: Sequence[TrailRow], height: float, measures: Measures) -> int:
    """Return how many rows to draw in `height`: all of up to 12, else as many of 9 to 12 as need no scrolling."""
    claimed = sum(row.source is not None and row.level is not Level.NOT_SHOWN for row in rows)
    if claimed <= MOST_ROWS:
        return MOST_ROWS
    room = height - 2 * _margin(measures) - measures.small - 12.0 - measures.node_height
    return min(MOST_ROWS, max(FEWEST_ROWS, int(room // (measures.node_height + 10.0))))


def least_width(measures: Measures) -> float:
    """The width below which the picture scrolls sideways instead of cutting its words."""
    return 2 * _margin(measures) + 50 * measures.character


def layout(
    rows: Sequence[TrailRow],
    width: float,
    height: float,
    measures: Measures,
    most: int = MOST_ROWS,
    words: float = 0.0,
    must: str | None = None,
) -> Layout:
    """Place the picture in `width` x `height`; it grows beyond `height` when the rows need more.

    `words` is the width that the longest words of a recipient ask for; they get it as far as the lines keep room.
    """
    shown = drawn(rows, most, must)
    claimed = sum(row.source is not None and row.level is not Level.NOT_SHOWN for row in rows)
    others = claimed - len(shown)
    margin = _margin(measures)
    width = max(width, least_width(measures))
    inner = width - 2 * margin
    source_width = round(inner * 0.28)
    recipient_width = round(min(max(words, inner * 0.40), inner * 0.54))
    recipient_left = width - margin - recipient_width

    groups = _groups(shown)
    itself = {str(row.recipient): row for row in shown}
    node = measures.node_height
    top = margin + measures.small + 12.0
    cards = len(shown) + bool(others)
    gap = _gap(cards, len(groups) + bool(others), height - top - margin, node)

    sources: list[Node] = []
    recipients: list[Node] = []
    edges: list[Edge] = []
    y = top
    for name, group in groups.items():
        first = y
        rects = []
        for row in group:
            rect = QRectF(recipient_left, round(y), recipient_width, node)
            rects.append(rect)
            recipients.append(Node(rect, (row,)))
            y += node + gap
        last = y - gap
        source = QRectF(margin, round((first + last - node) / 2), source_width, node)
        sources.append(Node(source, tuple(group), itself.get(name)))
        ports = _ports(source, len(group))
        edges += [
            Edge(row, QPointF(source.right(), port), QPointF(rect.left(), rect.center().y()))
            for row, rect, port in zip(group, rects, ports, strict=True)
        ]
        y += round(gap * 0.6)
    rest = QRectF(recipient_left, round(y), recipient_width, node) if others else None
    end = (rest.bottom() if rest else (recipients[-1].rect.bottom() if recipients else top)) + margin
    return Layout(tuple(sources), tuple(recipients), tuple(edges), rest, others, width, max(end, height))


def _groups(rows: Sequence[TrailRow]) -> dict[str, list[TrailRow]]:
    """Return the rows by source; those who have it from somebody here follow on those they have it from."""
    found: dict[str, list[TrailRow]] = {}
    for row in rows:
        found.setdefault(str(row.source), []).append(row)
    recipients = {str(row.recipient) for row in rows}
    placed: dict[str, list[TrailRow]] = {}
    # First those who are no recipients themselves; what is left then is a circle, and any place in it will do.
    for name in sorted(found, key=lambda one: one in recipients):
        waiting = [name]
        while waiting:
            one = waiting.pop()
            if one in found and one not in placed:
                placed[one] = found[one]
                waiting += [str(row.recipient) for row in reversed(found[one])]
    return placed


def _margin(measures: Measures) -> float:
    return measures.grid * 2.5


def _gap(cards: int, groups: int, room: float, node: float) -> float:
    """Return the air between two cards: 15 where there is room, never under 8 (0.6 more between two groups)."""
    if cards < 2:
        return 15.0
    air = room - cards * node - max(groups - 1, 0)  # cards stand on whole pixels
    return min(15.0, max(8.0, air / (cards - 1 + 0.6 * max(groups - 1, 0))))


def _ports(source: QRectF, count: int) -> list[float]:
    """Heights at which `count` lines leave a card: spread over its middle, 9 apart where that fits."""
    step = min(9.0, (source.height() - 16) / max(count - 1, 1))
    return [source.center().y() + (at - (count - 1) / 2) * step for at in range(count)]
