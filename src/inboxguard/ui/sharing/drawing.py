"""How the picture's cards, heads and lines are painted; where they stand is for layout.py to say."""

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPainterPathStroker, QPen

from inboxguard.trace.trail import Relation
from inboxguard.ui import marks, style
from inboxguard.ui.sharing import strokes
from inboxguard.ui.sharing.layout import Edge

PADDING = 12.0
NEAR = 8.0
"""How far from a line, in pixels, the pointer still means it."""
# Absolute: what is written from right to left stands at the same edge as everything else.
_LEFT = (
    Qt.AlignmentFlag.AlignLeft
    | Qt.AlignmentFlag.AlignAbsolute
    | Qt.AlignmentFlag.AlignVCenter
    | Qt.TextFlag.TextSingleLine
)


def head(painter: QPainter, where: QRectF, words: str) -> None:
    """Paint the words over a column."""
    painter.setFont(style.font("small"))
    painter.setPen(style.colour("muted"))
    painter.drawText(where, _LEFT, _cut(QFontMetricsF(style.font("small")), words, where.width()))


def line(painter: QPainter, edge: Edge, *, chosen: bool, hovered: bool) -> None:
    """Paint one line with its arrow head; the chosen one and that under the pointer lie on a band."""
    path = strokes.curve(edge.start, edge.end)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if chosen or hovered:
        painter.strokePath(path, strokes.band_pen("select" if chosen else "raised"))
    ink = strokes.colour(edge.row.relation)
    painter.strokePath(path, strokes.line_pen(edge.row.level, ink, chosen=chosen))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawPolygon(strokes.arrow(edge.end))


def card(
    painter: QPainter,
    rect: QRectF,
    words: tuple[str, str],
    relation: Relation | None = None,
    *,
    chosen: bool = False,
    hovered: bool = False,
    focused: bool = False,
) -> None:
    """Paint a card of two lines; with `relation` its mark stands before the second."""
    name, second = words
    inset = 1.0 if chosen else 0.5
    if chosen:
        painter.setPen(QPen(style.colour("accent"), 2.5 if focused else 1.6))
    else:
        painter.setPen(QPen(style.colour("field" if hovered else "line"), 1.0))
    painter.setBrush(style.colour("select" if chosen else "raised"))
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), 6, 6)
    body, small = QFontMetricsF(style.font()), QFontMetricsF(style.font("small"))
    left = rect.left() + PADDING
    top = rect.top() + (rect.height() - body.height() - small.height() - 2) / 2
    room = rect.width() - 2 * PADDING
    painter.setFont(style.font())
    painter.setPen(style.colour("select_text" if chosen else "text"))
    painter.drawText(QRectF(left, top, room, body.height()), _LEFT, _cut(body, name, room))
    below = QRectF(left, top + body.height() + 2, room, small.height())
    if relation is not None:
        side = float(style.grown(11))
        mark = QRectF(left, below.center().y() - side / 2, side, side)
        ground = style.colour("select" if chosen else "raised")
        marks.paint(painter, strokes.shape(relation), mark, strokes.colour(relation), ground)
        below.setLeft(mark.right() + 7)
    painter.setFont(style.font("small"))
    painter.setPen(style.colour("select_text" if chosen else "muted"))
    painter.drawText(below, _LEFT, _cut(small, second, below.width()))


def needed(name: str, second: str) -> float:
    """Return the width of a recipient's card if nothing of its words were cut."""
    body, small = QFontMetricsF(style.font()), QFontMetricsF(style.font("small"))
    beside = 2 * PADDING + 2.0 + style.grown(11) + 7.0  # padding, a hair for rounding, mark, gap
    return max(body.horizontalAdvance(name) + 2 * PADDING, small.horizontalAdvance(second) + beside)


def near(edges: Iterable[Edge], point: QPointF) -> Edge | None:
    """Return the line that `point` lies on, None where it lies on none."""
    wide = QPainterPathStroker()
    wide.setWidth(2 * NEAR)
    for edge in edges:
        path = QPainterPath(strokes.curve(edge.start, edge.end))
        close = path.boundingRect().adjusted(-NEAR, -NEAR, NEAR, NEAR).contains(point)
        if close and wide.createStroke(path).contains(point):
            return edge
    return None


def _cut(metrics: QFontMetricsF, text: str, width: float) -> str:
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
