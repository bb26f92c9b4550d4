"""The icons of resources/icons, tinted and drawn sharp for the screen they are shown on."""

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from inboxguard import resources
from inboxguard.ui import style


def pixmap(name: str, tone: str = "text", size: int = 20, air: int = 0) -> QPixmap:
    """Return icon `name` in the colour `tone`, `size` pixels times the text scale, with `air` pixels right of it."""
    app = QGuiApplication.instance()
    ratio = app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0
    return _drawn(name, style.colour(tone).name(), style.grown(size), ratio, air)


def icon(name: str, tone: str = "text", size: int = 20) -> QIcon:
    """Return icon `name` for buttons and fields, with a disabled face and 6 pixels of air before the text."""
    found = QIcon(pixmap(name, tone, size, 6))
    found.addPixmap(pixmap(name, "disabled", size, 6), QIcon.Mode.Disabled)
    return found


def field_icon(name: str) -> QIcon:
    """Return icon `name` for the inside of a field: a small and a large face, no air."""
    found = QIcon(pixmap(name, "muted", 16))
    found.addPixmap(pixmap(name, "muted", 32))
    return found


def application() -> QIcon:
    """Return the icon of the program: a green tile with a branching line."""
    found = QIcon()
    for side in (16, 32, 64, 128):
        found.addPixmap(tile(side))
    return found


def tile(side: int) -> QPixmap:
    """Return the program's tile, `side` pixels wide."""
    face = QPixmap(side, side)
    face.fill(Qt.GlobalColor.transparent)
    painter = QPainter(face)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(style.hexes("light")["accent"]))
    painter.drawRoundedRect(QRectF(0, 0, side, side), side * 0.18, side * 0.18)
    inner = side * 0.6
    _renderer("sharing", "#FFFFFF").render(painter, QRectF((side - inner) / 2, (side - inner) / 2, inner, inner))
    painter.end()
    return face


def _renderer(name: str, colour: str) -> QSvgRenderer:
    drawing = resources.read(f"icons/{name}.svg").replace("currentColor", colour)
    return QSvgRenderer(QByteArray(drawing.encode()))


@cache
def _drawn(name: str, colour: str, size: int, ratio: float, air: int) -> QPixmap:
    face = QPixmap(round((size + air) * ratio), round(size * ratio))
    face.fill(Qt.GlobalColor.transparent)
    painter = QPainter(face)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _renderer(name, colour).render(painter, QRectF(0, 0, size * ratio, size * ratio))
    painter.end()
    face.setDevicePixelRatio(ratio)
    return face
