"""The state marks: small shapes painted in code on a grid of 14 units, so that they are sharp at any size."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QWidget

from inboxguard.ui import style

GRID = 14.0


def paint(painter: QPainter, shape: str, where: QRectF, colour: QColor, ground: QColor | None = None) -> None:
    """Paint `shape` into the square `where`; `ground` is the colour of what is cut out of a filled shape."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(where.topLeft())
    painter.scale(where.width() / GRID, where.height() / GRID)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    _SHAPES[shape](painter, colour, ground if ground is not None else style.colour("surface"))
    painter.restore()


def pixmap(shape: str, colour: QColor, ground: QColor | None = None, ratio: float = 1.0, pixels: int = 0) -> QPixmap:
    """Return `shape` as a picture, 14 pixels (or `pixels`) times the text scale wide."""
    side = style.grown(pixels or style.size("mark"))
    face = QPixmap(round(side * ratio), round(side * ratio))
    face.setDevicePixelRatio(ratio)
    face.fill(Qt.GlobalColor.transparent)
    painter = QPainter(face)
    paint(painter, shape, QRectF(0, 0, side, side), colour, ground)
    painter.end()
    return face


class Mark(QWidget):
    """A mark on a page; decoration for the word beside it, so it has no name of its own."""

    def __init__(self, shape: str, tone: str | QColor = "accent", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shape = shape
        self._tone = tone
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        side = style.grown(style.size("mark"))
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colour = self._tone if isinstance(self._tone, QColor) else style.colour(self._tone)
        paint(painter, self._shape, QRectF(self.rect()), colour)
        painter.end()


def _stroke(painter: QPainter, colour: QColor, width: float = 1.5) -> QPen:
    pen = QPen(colour, width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    return pen


def _disc(painter: QPainter, colour: QColor, ground: QColor) -> None:
    painter.drawEllipse(QRectF(0, 0, 14, 14))


def _ticked(painter: QPainter, colour: QColor, ground: QColor) -> None:
    painter.drawEllipse(QRectF(0, 0, 14, 14))
    _stroke(painter, ground, 1.8)
    painter.drawPolyline(QPolygonF([QPointF(3.9, 7.3), QPointF(6.2, 9.5), QPointF(10.2, 4.9)]))


def _square(painter: QPainter, colour: QColor, ground: QColor) -> None:
    painter.drawRoundedRect(QRectF(1, 1, 12, 12), 2.5, 2.5)


def _half(painter: QPainter, colour: QColor, ground: QColor) -> None:
    painter.drawPie(QRectF(0.8, 0.8, 12.4, 12.4), 90 * 16, 180 * 16)
    _stroke(painter, colour)
    painter.drawEllipse(QRectF(0.8, 0.8, 12.4, 12.4))


def _broken(painter: QPainter, colour: QColor, ground: QColor) -> None:
    pen = _stroke(painter, colour, 1.6)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    for start in range(0, 360, 45):
        painter.drawArc(QRectF(1, 1, 12, 12), (start + 8) * 16, 29 * 16)


def _ring(painter: QPainter, colour: QColor, ground: QColor) -> None:
    _stroke(painter, colour, 1.6)
    painter.drawEllipse(QRectF(1, 1, 12, 12))


def _triangle(painter: QPainter, colour: QColor, ground: QColor) -> None:
    _stroke(painter, colour, 1.4)
    painter.setBrush(colour)
    painter.drawPolygon(QPolygonF([QPointF(7, 1.4), QPointF(13.2, 12.4), QPointF(0.8, 12.4)]))
    _stroke(painter, ground, 1.6)
    painter.drawLine(QPointF(7, 5.2), QPointF(7, 8.4))
    painter.drawPoint(QPointF(7, 10.6))


def _clock(painter: QPainter, colour: QColor, ground: QColor) -> None:
    _stroke(painter, colour)
    painter.drawEllipse(QRectF(0.9, 0.9, 12.2, 12.2))
    painter.drawPolyline(QPolygonF([QPointF(7, 3.6), QPointF(7, 7.2), QPointF(9.6, 8.7)]))


def _sheet(painter: QPainter, colour: QColor, ground: QColor) -> None:
    _stroke(painter, colour)
    painter.drawRoundedRect(QRectF(1.9, 0.9, 10.2, 12.2), 1.6, 1.6)
    for height in (4.4, 7.0, 9.6):
        painter.drawLine(QPointF(4.6, height), QPointF(9.4, height))


def _diamond(painter: QPainter, colour: QColor, ground: QColor) -> None:
    painter.drawPolygon(QPolygonF([QPointF(7, 0.2), QPointF(13.8, 7), QPointF(7, 13.8), QPointF(0.2, 7)]))


def _cross(painter: QPainter, colour: QColor, ground: QColor) -> None:
    _stroke(painter, colour, 2.6)
    painter.drawLine(QPointF(2.6, 2.6), QPointF(11.4, 11.4))
    painter.drawLine(QPointF(11.4, 2.6), QPointF(2.6, 11.4))


_SHAPES: dict[str, Callable[[QPainter, QColor, QColor], None]] = {
    "disc": _disc,
    "disc with a tick": _ticked,
    "square": _square,
    "half disc": _half,
    "broken ring": _broken,
    "ring": _ring,
    "triangle": _triangle,
    "clock": _clock,
    "sheet": _sheet,
    "diamond": _diamond,
    "cross": _cross,
}
SHAPES = tuple(_SHAPES)
