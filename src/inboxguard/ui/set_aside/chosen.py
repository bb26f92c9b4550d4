"""A short list that a person fills: each line with its way out, and a field that adds."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from inboxguard.audit.views import SenderRow
from inboxguard.senders.sender import SenderId
from inboxguard.ui import panes, phrases, pieces, style
from inboxguard.ui.tables import labelled

LISTED = 5

Find = Callable[[str], Sequence[SenderRow]]
"""Gives the senders that match what was typed, a few at most."""


class EnterField(QLineEdit):
    """A line whose Enter adds what stands in it, and does not press the dialog's button; `entered(text)`."""

    entered = Signal(str)

    def __init__(self, longest: int = 200) -> None:
        super().__init__()
        self.setFont(style.font())
        self.setMaxLength(longest)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.hand_over()
            return
        super().keyPressEvent(event)

    def hand_over(self) -> None:
        """Hand over what was typed and be empty again; nothing where nothing was typed."""
        typed = " ".join(self.text().split())
        if typed:
            self.clear()
            self.entered.emit(typed)


class Lines(QWidget):
    """Keys with their words, each with a link that takes it away; `changed()` after each change."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._kept: dict[str, str] = {}
        self._column = pieces.column(self, gap=2)
        self._fill()

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys in the order in which they were added."""
        return tuple(self._kept)

    def put(self, key: str, words: str) -> None:
        """Add a line, or change the words of the one that is there."""
        self._kept[key] = words
        self._fill()

    def take(self, key: str) -> None:
        """Take a line away."""
        self._kept.pop(key, None)
        self._fill()

    def _fill(self) -> None:
        pieces.clear(self._column)
        for key, words in self._kept.items():
            plain = phrases.shown(words, 160)
            line = pieces.row(gap=12)
            line.addWidget(pieces.text(plain), 1)
            name = self.tr("Remove {what}").format(what=plain)
            away = pieces.link(self.tr("Remove"), partial(self.take, key), name=name)
            line.addWidget(away, 0, Qt.AlignmentFlag.AlignTop)
            self._column.addLayout(line)
        self.setVisible(bool(self._kept))
        self.changed.emit()


class SendersField(QWidget):
    """Senders picked by searching; with `typed`, a domain that no sender has may be entered as well."""

    def __init__(self, words: str, note: str, find: Find, *, typed: bool = False) -> None:
        super().__init__()
        self._find = find
        self._typed = typed
        column = pieces.column(self, gap=6)
        self.field = EnterField()
        self.field.textChanged.connect(self._search)
        self.field.entered.connect(self._entered)
        column.addWidget(labelled(words, self.field, note))
        self.found = QListWidget()
        self.found.setFont(style.font())
        self.found.setAccessibleName(self.tr("Senders found"))
        self.found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.found.itemActivated.connect(self._add)
        self.found.itemClicked.connect(self._add)
        self._offered = panes.Card(gap=0, margins=(1, 1, 1, 1))
        self._offered.body.addWidget(self.found)
        column.addWidget(self._offered)
        self.lines = Lines()
        column.addWidget(self.lines)
        self._rows: list[SenderRow] = []
        self._search("")

    @property
    def chosen(self) -> tuple[SenderId, ...]:
        """The senders, or domains, that were chosen."""
        return tuple(SenderId(key) for key in self.lines.keys)

    def put(self, one: str, name: str = "") -> None:
        """Add a sender by its id and, where there is one, its name."""
        words = one if not name or name == one else self.tr("{name}, {domain}").format(name=name, domain=one)
        self.lines.put(one, words)

    def _search(self, typed: str) -> None:
        self.found.clear()
        there = set(self.lines.keys)
        wanted = typed.strip()
        self._rows = [row for row in self._find(wanted) if row.id not in there] if wanted else []
        for row in self._rows:
            words = self.tr("{name}, {domain}").format(
                name=phrases.shown(row.name, 80), domain=phrases.shown(row.id, 120)
            )
            item = QListWidgetItem(words)
            item.setData(Qt.ItemDataRole.UserRole, row)
            item.setSizeHint(QSize(0, style.row_height()))
            self.found.addItem(item)
        self.found.setFixedHeight(min(LISTED, max(1, len(self._rows))) * style.row_height())
        self._offered.setVisible(bool(self._rows))

    def _entered(self, typed: str) -> None:
        """Enter takes the domain that was typed, else the only sender found."""
        rows = [row for row in self._find(typed) if row.id not in set(self.lines.keys)]
        exact = next((row for row in rows if row.id == typed.lower()), rows[0] if len(rows) == 1 else None)
        if exact is not None:
            self.put(exact.id, exact.name)
        elif self._typed and "." in typed and " " not in typed:
            self.put(typed.lower())
        else:
            self.field.setText(typed)

    def _add(self, item: QListWidgetItem) -> None:
        row = item.data(Qt.ItemDataRole.UserRole)
        self.put(row.id, row.name)
        self.field.clear()
        self.field.setFocus()
