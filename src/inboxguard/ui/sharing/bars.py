"""Two small figures of a trail: four bars for the level, one bar for a share. Both stand beside their words."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from inboxguard.ui import style

LEVELS = 4


class LevelBars(QWidget):
    """Four bars of which the first `level` (0 to 4) are filled; decoration, the word beside it says the level."""

    def __init__(self, level: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.level = min(max(level, 0), LEVELS)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(LEVELS * style.grown(22) + (LEVELS - 1) * 4, style.grown(8))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = _plain(self)
        bar, height = style.grown(22), style.grown(8)
        for at in range(LEVELS):
            painter.setBrush(style.colour("accent" if at < self.level else "line"))
            painter.drawRoundedRect(QRectF(at * (bar + 4), (self.height() - height) / 2, bar, height), 3, 3)
        painter.end()


class ShareBar(QWidget):
    """One bar filled to `share` (0 to 1); decoration, the per cent beside it say the number."""

    def __init__(self, share: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.share = min(max(share, 0.0), 1.0)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(style.grown(56), style.grown(6))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = _plain(self)
        height = style.grown(6)
        whole = QRectF(0, (self.height() - height) / 2, self.width(), height)
        painter.setBrush(style.colour("line"))
        painter.drawRoundedRect(whole, 3, 3)
        if self.share > 0:
            painter.setBrush(style.colour("muted"))
            filled = QRectF(whole)
            filled.setWidth(max(height, whole.width() * self.share))
            painter.drawRoundedRect(filled, 3, 3)
        painter.end()


def _plain(widget: QWidget) -> QPainter:
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    return painter
