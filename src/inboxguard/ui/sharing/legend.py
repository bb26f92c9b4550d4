"""The legend under the picture: what a line says (how sure) and what colour and shape say (likely way)."""

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from inboxguard.trace.trail import Level
from inboxguard.ui import style
from inboxguard.ui.flow import Flow
from inboxguard.ui.marks import Mark
from inboxguard.ui.sharing import strokes


class Stroke(QWidget):
    """A piece of the line of `level`; decoration, the word beside it says the level."""

    def __init__(self, level: Level, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.level = level
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(style.grown(33), style.grown(14))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(strokes.line_pen(self.level, style.colour("text")))
        middle = self.height() / 2
        painter.drawLine(QPointF(1, middle), QPointF(self.width() - 1, middle))
        painter.end()


class RelationMark(Mark):
    """The mark of a relation family in its colour of the palette in use."""

    def __init__(self, family: str, parent: QWidget | None = None) -> None:
        super().__init__(_shape(family), style.relation_colour(family), parent)
        self.family = family
        style.watch().changed.connect(self._tint)

    def _tint(self) -> None:
        self._tone = style.relation_colour(self.family)
        self.update()


class Legend(QWidget):
    """Two rows of words with their line or mark; the rows wrap where the pane is narrow."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(20, 10, 20, 12)
        rows.setSpacing(6)
        levels = (
            (Level.DOCUMENTED, self.tr("Documented")),
            (Level.STRONG, self.tr("Strong")),
            (Level.PROBABLE, self.tr("Probable")),
        )
        ways = {
            "shared": self.tr("Passed on"),
            "group": self.tr("Same group"),
            "service": self.tr("Service"),
            "host": self.tr("Sent for them"),
            "incident": self.tr("Incident"),
            "unknown": self.tr("Way unknown"),
        }
        rows.addWidget(self._row(self.tr("How sure"), [(Stroke(level), word) for level, word in levels]))
        rows.addWidget(self._row(self.tr("Likely way"), [(RelationMark(name), ways[name]) for name in strokes.FAMILIES]))

    def _row(self, head: str, entries: list[tuple[QWidget, str]]) -> QWidget:
        row = QWidget(self)
        flow = Flow(row, gap=12)
        flow.addWidget(_small(head, "muted"))
        for figure, word in entries:
            pair = QWidget(row)
            beside = QHBoxLayout(pair)
            beside.setContentsMargins(0, 0, 0, 0)
            beside.setSpacing(6)
            beside.addWidget(figure)
            beside.addWidget(_small(word))
            flow.addWidget(pair)
        return row


def _small(text: str, tone: str = "") -> QLabel:
    label = QLabel(text)
    label.setFont(style.font("small"))
    if tone:
        label.setProperty("tone", tone)
    return label


def _shape(family: str) -> str:
    return str(style.tokens()["relation"]["light"][family]["shape"])
