"""How a line and a mark are drawn: the line says how sure, colour and shape say which way (tokens.toml)."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainterPath, QPen, QPolygonF

from inboxguard.trace.trail import Level, Relation
from inboxguard.ui import style
from inboxguard.ui.phrases import relation_family

ARROW = 8.0
"""Length of an arrow head in pixels."""


def shape(relation: Relation) -> str:
    """The mark of a relation: the same in both palettes."""
    return str(style.tokens()["relation"]["light"][relation_family(relation)]["shape"])


def colour(relation: Relation) -> QColor:
    """The colour of a relation in the palette in use."""
    return style.relation_colour(relation_family(relation))


def line_pen(level: Level, ink: QColor, *, chosen: bool = False) -> QPen:
    """The pen of a level. Dashes are written in pixels, Qt counts them in pen widths."""
    written = style.tokens()["level"][level.value]
    width = float(written["width"]) + (float(style.tokens()["level"]["selected_extra"]) if chosen else 0.0)
    pen = QPen(ink, width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap if written["cap"] == "round" else Qt.PenCapStyle.FlatCap)
    if written["dash"]:
        pen.setDashPattern([dash / width for dash in written["dash"]])
    return pen


def band_pen(tone: str = "select") -> QPen:
    """The wide band under the chosen trail, and in a quieter tone under that which the pointer is on."""
    pen = QPen(style.colour(tone), 11.0)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen


def curve(start: QPointF, end: QPointF) -> QPainterPath:
    """The line from a source to where the arrow head begins: level at both ends."""
    tip = QPointF(end.x() - ARROW, end.y())
    middle = (start.x() + tip.x()) / 2
    path = QPainterPath(start)
    path.cubicTo(QPointF(middle, start.y()), QPointF(middle, tip.y()), tip)
    return path


def arrow(end: QPointF) -> QPolygonF:
    """The arrow head that ends at a recipient."""
    half = ARROW * 0.6
    return QPolygonF([end, QPointF(end.x() - ARROW, end.y() - half), QPointF(end.x() - ARROW, end.y() + half)])
