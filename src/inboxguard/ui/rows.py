"""How a table row is painted: quiet ground, hairline, bar and frame of the chosen row, marks and sparklines."""

from collections.abc import Sequence
from typing import Any, Protocol

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from inboxguard.ui import marks, style

ROW_ROLE = Qt.ItemDataRole.UserRole + 1
FIRST_INSET = 16
INSET = 10
BAR_WIDTH = 5
BAR_GAP = 3


class Painted(Protocol):
    """What the painting asks of a column."""

    @property
    def kind(self) -> str: ...

    @property
    def paint(self) -> Any: ...


class RowDelegate(QStyledItemDelegate):
    """Paints every cell of a table by the kind of its column."""

    def __init__(self, columns: Sequence[Painted], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = columns

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(style.ch(8), style.row_height())

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        ground = style.colour("select" if chosen else "surface")
        painter.fillRect(rect, ground)
        self._lines(painter, rect, index, chosen)
        column = self._columns[index.column()]
        inset = FIRST_INSET if index.column() == 0 else INSET
        inner = rect.adjusted(inset, 0, -INSET, 0)
        if column.kind == "spark":
            bars, late = column.paint(index.data(ROW_ROLE))
            spark(painter, inner, bars, late, chosen=chosen)
        else:
            self._words(painter, inner, column, index, chosen, ground)
        painter.restore()

    def _lines(self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex, chosen: bool) -> None:
        line = style.colour("line")
        line.setAlphaF(0.5)
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, line)
        view = self.parent()
        if not isinstance(view, QAbstractItemView):
            return
        accent = style.colour("accent")
        if chosen and index.column() == 0:
            painter.fillRect(rect.x(), rect.y(), style.size("selected_bar"), rect.height(), accent)
        if view.hasFocus() and view.currentIndex().row() == index.row():
            ring = style.size("focus_ring")
            painter.fillRect(rect.x(), rect.y(), rect.width(), ring, accent)
            painter.fillRect(rect.x(), rect.bottom() - ring + 1, rect.width(), ring, accent)
            if index.column() == 0:
                painter.fillRect(rect.x(), rect.y(), ring, rect.height(), accent)
            if index.column() == len(self._columns) - 1:
                painter.fillRect(rect.right() - ring + 1, rect.y(), ring, rect.height(), accent)

    def _words(
        self,
        painter: QPainter,
        inner: QRect,
        column: Painted,
        index: QModelIndex | QPersistentModelIndex,
        chosen: bool,
        ground: QColor,
    ) -> None:
        words = index.data(Qt.ItemDataRole.DisplayRole) or ""
        tone = "select_text" if chosen else ("muted" if column.kind == "muted" else "text")
        if column.kind == "mark":
            shape, mark_tone = column.paint(index.data(ROW_ROLE))
            colour = mark_tone if isinstance(mark_tone, QColor) else style.colour(mark_tone)
            side = style.grown(style.size("mark"))
            where = QRectF(inner.x(), inner.center().y() - side / 2 + 0.5, side, side)
            marks.paint(painter, shape, where, colour, ground)
            inner = inner.adjusted(side + 8, 0, 0, 0)
            if mark_tone in ("amber", "red"):
                tone = mark_tone
        font = style.font()
        painter.setFont(font)
        painter.setPen(style.colour(tone))
        side_flag = Qt.AlignmentFlag.AlignRight if column.kind == "figure" else Qt.AlignmentFlag.AlignLeft
        flags = side_flag | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        elided = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, int(flags), elided)


def spark(painter: QPainter, inner: QRect, bars: Sequence[int], late: Sequence[bool], *, chosen: bool = False) -> None:
    """Paint twelve months as bars, each row to its own scale; an empty month is a short dash."""
    width, gap = style.grown(BAR_WIDTH), style.grown(BAR_GAP)
    tall = min(inner.height() - 12, style.grown(20))
    bottom = inner.center().y() + tall // 2
    highest = max(bars, default=0)
    for at, count in enumerate(bars):
        x = inner.x() + at * (width + gap)
        amber = at < len(late) and late[at]
        if count <= 0 or highest <= 0:
            painter.fillRect(x, bottom - 1, width, 1, style.colour("field" if chosen else "control"))
            continue
        height = max(2, round(tall * count / highest))
        painter.fillRect(x, bottom - height, width, height, style.colour("spark_after" if amber else "spark"))


def spark_width(months: int = 12) -> int:
    """Return the width of so many bars in pixels."""
    return months * (style.grown(BAR_WIDTH) + style.grown(BAR_GAP))
