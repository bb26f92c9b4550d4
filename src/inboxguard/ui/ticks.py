"""A table whose rows are ticked: nothing is done to a row that has no tick, and some rows can have none."""

from collections.abc import Callable, Collection, Hashable, Sequence
from typing import Any, TypeVar

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QCheckBox, QStyle, QStyleOptionButton, QStyleOptionViewItem

from inboxguard.ui.rows import FIRST_INSET, RowDelegate
from inboxguard.ui.tables import Column, Index, Paged, Table

Id = TypeVar("Id", bound=Hashable)
Row = TypeVar("Row")


class Ticks(Paged[Id, Row]):
    """Rows with a tick in the first column; `may(id)` says which can have one, `ticked` are those that do.

    `turned()` follows every change of a tick.
    """

    turned = Signal()

    def __init__(
        self,
        title: str,
        columns: Sequence[Column[Row]],
        fetch: Callable[[Sequence[Id]], Sequence[Row]],
        may: Callable[[Id], bool],
        parent: QObject | None = None,
    ) -> None:
        """Take the title of the ticks, the other columns, and which rows can be ticked."""
        super().__init__((Column[Row](title, lambda _: "", width_ch=3), *columns), fetch, parent)
        self._may = may
        self._ticked: set[Id] = set()

    @property
    def ticked(self) -> tuple[Id, ...]:
        """Return the ids that are ticked and may be, in the order shown."""
        return tuple(one for one in self.ids if one in self._ticked and self._may(one))

    def tick(self, wanted: Collection[Id]) -> None:
        """Tick these rows and no others."""
        self._ticked = set(wanted)
        self.told()

    def turn(self, one: Id) -> None:
        """Turn the tick of one row, where it can have one."""
        if self._may(one):
            self._ticked ^= {one}
            self.told()

    def told(self) -> None:
        """Say that rows or ticks are to be painted anew."""
        self._pages.clear()
        if self.ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.ids) - 1, len(self.columns) - 1))
        self.turned.emit()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if index.isValid() and index.column() == 0 and index.row() < len(self.ids):
            one = self.ids[index.row()]
            on = one in self._ticked
            if role == Qt.ItemDataRole.CheckStateRole:
                return (Qt.CheckState.Checked if on else Qt.CheckState.Unchecked) if self._may(one) else None
            if role == Qt.ItemDataRole.AccessibleTextRole:
                if not self._may(one):
                    return self.tr("{title}: not possible").format(title=self.columns[0].title)
                words = self.tr("{title}: yes") if on else self.tr("{title}: no")
                return words.format(title=self.columns[0].title)
        return super().data(index, role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if section == 0 and role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return ""  # its title is for screen readers, there is no room for it
        return super().headerData(section, orientation, role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and index.column() == 0 and self._may(self.ids[index.row()]):
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags


class _TickDelegate(RowDelegate):
    """Paints the tick of a row as the box that it is elsewhere; rows that can have none stay empty there."""

    def __init__(self, columns: Sequence[Column[Any]], box: QCheckBox) -> None:
        super().__init__(columns, box.parent())
        self._box = box

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        state = index.data(Qt.ItemDataRole.CheckStateRole) if index.column() == 0 else None
        if state is None:
            return
        box = QStyleOptionButton()
        box.initFrom(self._box)
        side = self._box.style().pixelMetric(QStyle.PixelMetric.PM_IndicatorWidth, box, self._box)
        rect: QRect = option.rect
        box.rect = QRect(rect.x() + FIRST_INSET, rect.center().y() - side // 2, side, side)
        on = Qt.CheckState(state) is Qt.CheckState.Checked
        box.state = QStyle.StateFlag.State_Enabled | (QStyle.StateFlag.State_On if on else QStyle.StateFlag.State_Off)
        self._box.style().drawPrimitive(QStyle.PrimitiveElement.PE_IndicatorCheckBox, box, painter, self._box)


class TickTable(Table):
    """A table of `Ticks`: the space bar or a click on the box turns the tick of a row."""

    def __init__(self, model: Ticks[Any, Any], name: str) -> None:
        super().__init__(model, name)
        self._ticks = model
        pattern = QCheckBox(self)
        pattern.hide()
        self.setItemDelegate(_TickDelegate(model.columns, pattern))
        self.clicked.connect(self._clicked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.chosen_id() is not None:
            self._ticks.turn(self.chosen_id())
            return
        super().keyPressEvent(event)

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == 0:
            self._ticks.turn(self._ticks.ids[index.row()])
