"""Whom an answer names: senders found by what is typed, or any other organisation by its domain."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from inboxguard.senders.sender import SenderId
from inboxguard.ui import panes, pieces, style
from inboxguard.ui.flow import Flow
from inboxguard.ui.phrases import shown
from inboxguard.ui.tables import labelled

LISTED = 5
MOST = 50
"""Organisations that one answer names here; a longer list is filed by command."""
_NAME = Qt.ItemDataRole.UserRole + 1

Find = Callable[[str], Sequence[tuple[SenderId, str]]]
"""Gives the organisations (id and name) that match what was typed, a few at most."""
Meant = Callable[[str], SenderId | None]
"""Gives the organisation that a name or domain means, None where it means none."""


class Naming(QWidget):
    """Lets the person name one organisation, or several; `changed()` follows each change of `chosen`."""

    changed = Signal()

    def __init__(self, find: Find, meant: Meant, but: SenderId, *, several: bool) -> None:
        """Offer what `find` and `meant` give, except `but`, which cannot name itself."""
        super().__init__()
        self._find, self._meant, self._but, self._several = find, meant, but, several
        self._chosen: dict[SenderId, str] = {}
        body = pieces.column(self, gap=8)
        self._named = QWidget()
        self._flow = Flow(self._named, gap=6)
        body.addWidget(self._named)
        self.field = QLineEdit()
        self.field.setMaxLength(200)
        self.field.setFont(style.font())
        self.field.textChanged.connect(self._search)
        self.field.installEventFilter(self)
        words = self.tr("Add an organisation: name or domain") if several else self.tr("Organisation: name or domain")
        body.addWidget(labelled(words, self.field))
        self.found = QListWidget()
        self.found.setFont(style.font())
        self.found.setAccessibleName(self.tr("Organisations found"))
        self.found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.found.itemClicked.connect(self._take)
        self.found.itemActivated.connect(self._take)
        self._offered = panes.Card(gap=0, margins=(1, 1, 1, 1))
        self._offered.body.addWidget(self.found)
        body.addWidget(self._offered)
        self._fill()
        self._search("")

    @property
    def chosen(self) -> tuple[SenderId, ...]:
        """The organisations that were named, in the order in which they were."""
        return tuple(self._chosen)

    def choose(self, organisation: SenderId, name: str) -> None:
        """Name an organisation, in the place of the one before where only one can be named."""
        if not self._several:
            self._chosen.clear()
        if organisation != self._but and len(self._chosen) < MOST:
            self._chosen[organisation] = name
        self.field.clear()
        self._fill()
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Up and Down in the field move through the list, and Enter take what is chosen there."""
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self.found.count():
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                self.found.setCurrentRow(min(max(self.found.currentRow() + step, 0), self.found.count() - 1))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.field.text().strip():
                if (item := self.found.currentItem()) is not None:
                    self._take(item)
                return True
        return super().eventFilter(watched, event)

    def _search(self, typed: str) -> None:
        self.found.clear()
        wanted = typed.strip()
        rows = [row for row in self._find(wanted) if row[0] != self._but] if wanted else []
        other = self._meant(wanted) if "." in wanted else None
        if other is not None and other != self._but and other not in {one for one, _ in rows}:
            rows.append((other, ""))
        for organisation, name in rows:
            words = self.tr("{name}, {domain}") if name else self.tr("{domain}, as they wrote it")
            item = QListWidgetItem(words.format(name=shown(name, 80), domain=shown(organisation, 120)))
            item.setData(Qt.ItemDataRole.UserRole, organisation)
            item.setData(_NAME, name or organisation)
            item.setSizeHint(QSize(0, style.row_height()))
            self.found.addItem(item)
        if rows:
            self.found.setCurrentRow(0)
        self.found.setFixedHeight(max(1, min(len(rows), LISTED)) * style.row_height() + 2)
        self._offered.setVisible(bool(rows))

    def _take(self, item: QListWidgetItem) -> None:
        self.choose(SenderId(item.data(Qt.ItemDataRole.UserRole)), str(item.data(_NAME)))
        self.field.setFocus()

    def _fill(self) -> None:
        pieces.clear(self._flow)
        for organisation, name in self._chosen.items():
            words = self.tr("{name}  ×").format(name=shown(name, 60).replace("&", "&&"))  # no key of its own
            say = self.tr("{name}, take it out").format(name=shown(name, 60))
            chip = pieces.button(words, kind="chip", name=say)
            chip.clicked.connect(lambda _=False, one=organisation: self._drop(one))
            self._flow.addWidget(chip)
        self._named.setVisible(bool(self._chosen))

    def _drop(self, organisation: SenderId) -> None:
        self._chosen.pop(organisation, None)
        self._fill()
        self.changed.emit()
        self.field.setFocus()
