"""Several senders become one: who they are, which one names it, and what comes of it, before anything happens."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QButtonGroup, QDialog, QLayout, QLineEdit, QListWidget, QListWidgetItem, QWidget

from inboxguard.audit.views import SenderRow
from inboxguard.senders.sender import SenderId
from inboxguard.ui import figures, panes, phrases, pieces, style
from inboxguard.ui.dialogs import sized
from inboxguard.ui.radio import Radio
from inboxguard.ui.senders.wording import wording
from inboxguard.ui.tables import labelled

MOST = 30
"""Senders merged at once: one brand does not have more domains, and each is to be looked at."""
LISTED = 6

Find = Callable[[str], Sequence[SenderRow]]
"""Gives the senders that match what was typed, a few at most."""


class MergeDialog(QDialog):
    """Asks which of the senders names the one that they become; `into` and `others` are the answer."""

    def __init__(self, rows: Sequence[SenderRow], find: Find, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._rows = list(rows[:MOST])
        self._find = find
        self._into = max(self._rows, key=lambda row: row.mails).id
        self.setWindowTitle(self.tr("Merge senders"))
        self.body = pieces.column(self, gap=12, margins=(28, 24, 28, 20))
        self.body.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.body.addWidget(pieces.text(self.tr("Merge senders"), font="title"))
        line = self.tr("For one brand that mails from several places. Choose the one that names it.")
        self.body.addWidget(pieces.text(line, tone="muted"))
        self._area = panes.Scroll(gap=4, margins=(0, 0, 0, 0))
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setAccessibleName(self.tr("Senders to merge"))
        self.body.addWidget(self._area, 2)
        self.field = QLineEdit()
        self.field.setMaxLength(200)
        self.field.setFont(style.font())
        self.field.textChanged.connect(self._search)
        self.body.addWidget(labelled(self.tr("Add another sender"), self.field))
        self.found = QListWidget()
        self.found.setFont(style.font())
        self.found.setAccessibleName(self.tr("Senders found"))
        self.found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.found.setMaximumHeight(LISTED * style.row_height())
        self.found.itemActivated.connect(self._add)
        self.found.itemClicked.connect(self._add)
        self._offered = panes.Card(gap=0, margins=(1, 1, 1, 1))
        self._offered.body.addWidget(self.found)
        self.body.addWidget(self._offered, 1)
        box = panes.Card("quiet", margins=(14, 10, 14, 10))
        self.preview = pieces.text("")
        box.body.addWidget(self.preview)
        self.body.addWidget(box)
        self.take = pieces.primary(self.tr("Merge"), self.accept)
        self.body.addLayout(pieces.row(None, pieces.button(self.tr("Cancel"), self.reject), self.take))
        self._group: QButtonGroup | None = None
        self._fill()
        self._search("")
        sized(self, 64, 62)

    @property
    def into(self) -> SenderId:
        """The sender that stays."""
        return self._into

    @property
    def others(self) -> tuple[SenderId, ...]:
        """The senders that become part of it."""
        return tuple(row.id for row in self._rows if row.id != self._into)

    def _fill(self) -> None:
        pieces.clear(self._area.body)
        self._group = QButtonGroup(self)
        for row in self._rows:
            words = self.tr("{name}, {domain}, {mails}").format(
                name=phrases.shown(row.name, 80), domain=phrases.shown(row.id, 120), mails=wording.mails(row.mails)
            )
            choice = Radio(words)
            choice.setChecked(row.id == self._into)
            choice.toggled.connect(lambda on, one=row.id: self._choose(one) if on else None)
            self._group.addButton(choice)
            self._area.body.addWidget(choice)
        self._area.body.addStretch(1)
        self._tell()

    def _choose(self, one: SenderId) -> None:
        self._into = one
        self._tell()

    def _tell(self) -> None:
        enough = len(self._rows) > 1
        self.take.setEnabled(enough)
        if not enough:
            self.preview.setText(self.tr("Add at least one other sender."))
            return
        name = next(phrases.shown(row.name, 80) for row in self._rows if row.id == self._into)
        words = self.tr(
            "{n} senders become one, called {name}, with {mails}. Its footing is worked out again from all of "
            "them. You can undo it at any time."
        )
        mails = wording.mails(sum(row.mails for row in self._rows))
        words = words.format(n=figures.number(len(self._rows)), name=name, mails=mails)
        self.preview.setText(phrases.breakable(words))

    def _search(self, typed: str) -> None:
        self.found.clear()
        there = {row.id for row in self._rows}
        rows = [row for row in self._find(typed.strip()) if row.id not in there] if typed.strip() else []
        for row in rows:
            words = self.tr("{name}, {domain}").format(name=phrases.shown(row.name, 80), domain=phrases.shown(row.id))
            item = QListWidgetItem(words)
            item.setData(Qt.ItemDataRole.UserRole, row)
            item.setSizeHint(QSize(0, style.row_height()))
            self.found.addItem(item)
        self._offered.setVisible(bool(rows))

    def _add(self, item: QListWidgetItem) -> None:
        row = item.data(Qt.ItemDataRole.UserRole)
        if len(self._rows) < MOST and row.id not in {one.id for one in self._rows}:
            self._rows.append(row)
        self._fill()
        self.field.clear()
        self.field.setFocus()
