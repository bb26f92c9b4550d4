"""The question behind "This address I gave only to...": which organisation was it?"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLayout, QLineEdit, QListWidget, QListWidgetItem, QWidget

from inboxguard.senders.sender import SenderId
from inboxguard.ui import pieces, style
from inboxguard.ui.phrases import shown
from inboxguard.ui.tables import labelled

_NAME = Qt.ItemDataRole.UserRole + 1

Find = Callable[[str], Sequence[tuple[SenderId, str]]]
"""Gives the organisations (id and name) that match what was typed, a few at most."""


class GivenOnly(QDialog):
    """Lets the person choose the one organisation that an address was given to; `answer` is then its id."""

    def __init__(
        self,
        address: str,
        first: tuple[SenderId, str] | None,
        find: Find,
        parent: QWidget | None = None,
        *,
        first_masked: bool = False,
    ) -> None:
        """Offer `first` before all others; `first_masked` keeps its domain back, as its name already is."""
        super().__init__(parent)
        self._first = first
        self._first_masked = first_masked
        self._find = find
        self.answer: SenderId | None = None
        self.answer_name = ""
        self.setWindowTitle(self.tr("This address I gave only to..."))
        body = pieces.column(self, gap=12, margins=(28, 24, 28, 20))
        body.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        body.addWidget(pieces.text(shown(address), font="title", selectable=True))
        line = self.tr("Choose the one organisation you gave this address to. The findings are then worked out again.")
        body.addWidget(pieces.text(line, tone="muted"))
        self.field = QLineEdit()
        self.field.setMaxLength(200)
        self.field.setFont(style.font())
        self.field.textChanged.connect(self._search)
        self.field.installEventFilter(self)
        body.addWidget(labelled(self.tr("Search your senders"), self.field))
        self.take = pieces.primary(self.tr("Only to this one"), self.accept)
        self.found = QListWidget()
        self.found.setFont(style.font())
        self.found.setAccessibleName(self.tr("Organisations"))
        self.found.setMinimumHeight(6 * style.row_height())
        self.found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.found.currentItemChanged.connect(lambda now, before: self.take.setEnabled(now is not None))
        self.found.itemActivated.connect(lambda item: self.accept())
        body.addWidget(self.found, 1)
        body.addLayout(pieces.row(None, pieces.button(self.tr("Cancel"), self.reject), self.take))
        self._search("")
        self.resize(style.ch(60), style.ch(58))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Up and Down in the field move through the list."""
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                self.found.setCurrentRow(min(max(self.found.currentRow() + step, 0), self.found.count() - 1))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if self.take.isEnabled():
                    self.accept()
                return True
        return super().eventFilter(watched, event)

    def accept(self) -> None:
        item = self.found.currentItem()
        if item is not None:
            self.answer = SenderId(item.data(Qt.ItemDataRole.UserRole))
            self.answer_name = str(item.data(_NAME))
            super().accept()

    def _search(self, typed: str) -> None:
        self.found.clear()
        rows = list(self._find(typed.strip()))
        if self._first is not None and not typed.strip():
            rows = [self._first, *(row for row in rows if row[0] != self._first[0])]
        for organisation, name in rows:
            masked = self._first_masked and self._first is not None and organisation == self._first[0]
            words = self.tr("{name}, {domain}").format(name=shown(name), domain=shown(organisation))
            item = QListWidgetItem(shown(name) if masked else words)
            item.setData(Qt.ItemDataRole.UserRole, organisation)
            item.setData(_NAME, shown(name))
            item.setSizeHint(QSize(0, style.row_height()))
            self.found.addItem(item)
        if rows:
            self.found.setCurrentRow(0)
        self.take.setEnabled(bool(rows))
