"""The table of trails: its columns give way where there is little room, and it is sorted from the keyboard too."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QWidget

from inboxguard.audit.trail_views import TrailRow
from inboxguard.senders.sender import SenderId
from inboxguard.ui import figures, pieces, style
from inboxguard.ui.rows import INSET
from inboxguard.ui.sharing.columns import heads
from inboxguard.ui.tables import Paged, Table

_LEAST_NAME_CH = 17
"""Width that the names keep before another column is shown."""
_GIVE_WAY = ("mails", "first", "address")
"""The keys of the columns that are not shown where there is no room, the first to go first; the detail says them."""


class TrailTable(Table):
    """A `Table` of trail rows; what is hidden for want of room can be sorted by all the same."""

    def __init__(self, model: Paged[SenderId, TrailRow], name: str) -> None:
        super().__init__(model, name)
        self._columns = model.columns

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def arrange(self) -> None:
        """Hide the columns that there is no room for."""
        widths = {
            str(column.sort): style.ch(column.width_ch or _LEAST_NAME_CH) + 2 * INSET for column in self._columns
        }
        room = self.viewport().width() - sum(widths.values())
        hidden = set()
        for key in _GIVE_WAY:
            if room >= 0:
                break
            hidden.add(key)
            room += widths[key]
        for at, column in enumerate(self._columns):
            if self.isColumnHidden(at) != (column.sort in hidden):
                self.setColumnHidden(at, column.sort in hidden)


class Foot(QWidget):
    """Under the table: how many rows there are, and by what they are sorted."""

    def __init__(self, table: TrailTable) -> None:
        super().__init__()
        self._table = table
        self.count = pieces.text("", font="small", tone="muted")
        self.order = QComboBox()
        self.order.setFont(style.font("small"))
        self.order.setAccessibleName(self.tr("Sorted by"))
        self.order.addItem(self.tr("Source, surest first"), None)
        for key, words in heads().items():
            self.order.addItem(words, key)
        self.order.activated.connect(self._chosen)
        label = pieces.text(self.tr("Sorted by"), font="small", tone="muted", wrap=False)
        label.setBuddy(self.order)
        line = pieces.row(gap=8)
        line.setContentsMargins(16, 6, 12, 6)
        line.addWidget(self.count, 1)
        line.addWidget(label)
        line.addWidget(self.order)
        self.setLayout(line)
        table.sorted_by.connect(self._follow)

    def say(self, listed: int, of: int) -> None:
        """Say how many rows are listed, of how many."""
        if listed == of:
            words = self.tr("1 row") if listed == 1 else self.tr("{n} rows").format(n=figures.number(listed))
        else:
            words = self.tr("{n} of {all} rows").format(n=figures.number(listed), all=figures.number(of))
        self.count.setText(words)

    def _follow(self, key: object, descending: bool) -> None:
        self.order.setCurrentIndex(max(0, self.order.findData(key)))

    def _chosen(self, at: int) -> None:
        key = self.order.itemData(at)
        descending = key == "mails"
        self._table.show_order(key, descending)
        if key is None:
            self._table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self._table.sorted_by.emit(key, descending)
