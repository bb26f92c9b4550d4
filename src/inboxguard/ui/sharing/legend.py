"""The legend under the picture: what a line says (how sure) and what colour and shape say (likely way)."""

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from inboxguard.audit.trail_views import TrailRow
from inboxguard.trace.trail import Level
from inboxguard.ui import phrases, pieces, style
from inboxguard.ui.flow import Flow
from inboxguard.ui.marks import Mark
from inboxguard.ui.sharing import strokes

SIDE = 11
"""Width of a way's mark beside small words, in pixels before the text scale."""


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
        self.setFixedSize(style.grown(SIDE), style.grown(SIDE))


class Legend(QWidget):
    """Two rows of words with their line or mark; the rows wrap where the pane is narrow.

    Only the ways that the picture shows are listed, and "Possible" only where it shows such a line.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = pieces.column(self, gap=6, margins=(20, 10, 20, 12))
        levels = (
            (Level.DOCUMENTED, self.tr("Documented")),
            (Level.STRONG, self.tr("Strong")),
            (Level.PROBABLE, self.tr("Probable")),
            (Level.POSSIBLE, self.tr("Possible, too weak to rely on")),
        )
        ways = {
            "shared": self.tr("Passed on"),
            "group": self.tr("Same group"),
            "service": self.tr("Service"),
            "host": self.tr("Sent for them"),
            "incident": self.tr("Incident"),
            "unknown": self.tr("Way unknown"),
        }
        strokes_of = self._row(self.tr("How sure"), [(Stroke(level), word) for level, word in levels])
        self._weak = strokes_of[-1]
        self._weak.hide()
        pairs = self._row(self.tr("Likely way"), [(RelationMark(name), word) for name, word in ways.items()])
        self._ways = dict(zip(ways, pairs, strict=True))

    def show_rows(self, rows: Iterable[TrailRow]) -> None:
        """List the ways of `rows` and no others."""
        every = tuple(rows)
        present = {phrases.relation_family(row.relation) for row in every}
        self._weak.setVisible(any(row.level is Level.POSSIBLE for row in every))
        for name, pair in self._ways.items():
            pair.setVisible(name in present)

    def _row(self, head: str, entries: list[tuple[QWidget, str]]) -> list[QWidget]:
        row = QWidget(self)
        self._rows.addWidget(row)
        pairs = []
        flow = Flow(row, gap=12)
        flow.addWidget(pieces.text(head, font="small", tone="muted", wrap=False))
        for figure, word in entries:
            pair = QWidget(row)
            beside = QHBoxLayout(pair)
            beside.setContentsMargins(0, 0, 0, 0)
            beside.setSpacing(6)
            beside.addWidget(figure)
            beside.addWidget(pieces.text(word, font="small", wrap=False))
            flow.addWidget(pair)
            pairs.append(pair)
        return pairs


def _shape(family: str) -> str:
    return str(style.tokens()["relation"]["light"][family]["shape"])
