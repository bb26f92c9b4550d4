"""The sidebar: seven words, the chosen one on a quiet pill; no counts, no badges."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from inboxguard.ui import icons, style

KEY_ROLE = Qt.ItemDataRole.UserRole + 1
ICON_ROLE = Qt.ItemDataRole.UserRole + 2
EDGE = 14


@dataclass(frozen=True, slots=True)
class Item:
    """One word of the sidebar; key "" is a line between groups."""

    key: str
    title: str = ""
    icon: str = ""


class Sidebar(QListView):
    """Lists the pages; `asked(key)` when one is chosen."""

    asked = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._icons_only = False
        self._quiet = False
        self._model = QStandardItemModel(self)
        self.setObjectName("nav")
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName(name)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.selectionModel().currentChanged.connect(self._changed)

    @property
    def icons_only(self) -> bool:
        """Return whether only icons are shown."""
        return self._icons_only

    def set_icons_only(self, only: bool) -> None:
        """Show icons without their words, for a narrow window."""
        self._icons_only = only
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def set_items(self, items: Sequence[Item]) -> None:
        """Show these words; the chosen one stays chosen where it is still there."""
        was = self.chosen()
        self._quiet = True
        self._model.clear()
        for item in items:
            entry = QStandardItem(item.title)
            entry.setData(item.key, KEY_ROLE)
            entry.setData(item.icon, ICON_ROLE)
            entry.setToolTip(item.title)
            entry.setEditable(False)
            if not item.key:
                entry.setFlags(Qt.ItemFlag.NoItemFlags)
            self._model.appendRow(entry)
        self._quiet = False
        if was:
            self.choose(was)

    def chosen(self) -> str:
        """Return the key of the chosen page or ""."""
        return str(self.currentIndex().data(KEY_ROLE) or "")

    def choose(self, key: str) -> None:
        """Mark `key` as chosen without asking for its page; none is where the sidebar does not show it."""
        at = next((at for at in range(self._model.rowCount()) if self._model.item(at).data(KEY_ROLE) == key), -1)
        self._quiet = True
        self.setCurrentIndex(self._model.index(at, 0))
        self._quiet = False

    def sizeHint(self) -> QSize:
        height = sum(self.sizeHintForRow(at) for at in range(self._model.rowCount()))
        return QSize(super().sizeHint().width(), height + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHintForRow(0) * 2)

    def _changed(self, current: QModelIndex, previous: QModelIndex) -> None:
        if not self._quiet and current.isValid():
            self.asked.emit(self.chosen())


class _Delegate(QStyledItemDelegate):
    def __init__(self, view: Sidebar) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        if not index.data(KEY_ROLE):
            return QSize(20, 17)
        return QSize(20, max(style.size("nav_row"), style.text_height() + 18))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect = option.rect
        painter.save()
        if not index.data(KEY_ROLE):
            painter.fillRect(rect.x() + EDGE + 10, rect.center().y(), rect.width() - EDGE - 30, 1, style.colour("line"))
            painter.restore()
            return
        chosen = index == self._view.currentIndex()
        pill = QRectF(rect.adjusted(EDGE, 1, -12, -1))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(style.colour("select" if chosen else "raised"))
            painter.drawRoundedRect(pill, 6, 6)
        if chosen and self._view.hasFocus():
            pen = painter.pen()
            pen.setStyle(Qt.PenStyle.SolidLine)
            pen.setWidth(style.size("focus_ring"))
            pen.setColor(style.colour("accent"))
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(pill.adjusted(1, 1, -1, -1), 6, 6)
        face = icons.pixmap(str(index.data(ICON_ROLE)), "accent" if chosen else "muted")
        side = style.grown(20)
        left = round(pill.center().x()) - side // 2 if self._view.icons_only else round(pill.x()) + 12
        painter.drawPixmap(left, rect.center().y() - side // 2 + 1, face)
        if not self._view.icons_only:
            font = style.font("strong" if chosen else "body")
            painter.setFont(font)
            painter.setPen(style.colour("select_text" if chosen else "text"))
            where = QRect(left + side + 10, rect.y(), round(pill.right()) - left - side - 14, rect.height())
            words = QFontMetrics(font).elidedText(index.data(), Qt.TextElideMode.ElideRight, where.width())
            painter.drawText(where, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), words)
        painter.restore()
