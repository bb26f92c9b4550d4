"""My addresses: which went to whom, what does not agree, new ones to hand out, and exports that know."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from inboxguard.audit.address_views import AddressRow, ConflictRow
from inboxguard.ui import figures, panes, pieces, style
from inboxguard.ui.flow import Flow
from inboxguard.ui.phrases import shown
from inboxguard.ui.settings.address_words import AddressWords
from inboxguard.ui.tables import labelled

FEW = 8
"""Addresses listed at first."""
MOST = 60
"""Addresses listed at most; the search finds the others."""
STEP = 6
"""Rows built at a time after the first few: a row is several widgets, and the window must answer between them."""
MOST_CONFLICTS = 3
"""Disagreements shown at a time; the next one comes when one is settled."""


class Addresses(panes.Card):
    """The card of my own addresses.

    Signals: `new()`, `bring()`, `copy(address)`, `forget(address)`, `settle(conflict, Settlement)`.
    """

    new = Signal()
    bring = Signal()
    copy = Signal(str)
    forget = Signal(str)
    settle = Signal(str, object)

    def __init__(self) -> None:
        super().__init__(gap=10)
        self._words = AddressWords(self)
        self._rows: tuple[AddressRow, ...] = ()
        self._today = date.min
        self._all = False
        self._waiting: list[AddressRow] = []
        self._building = QTimer(self)
        self._building.setSingleShot(True)
        self._building.setInterval(0)
        self._building.timeout.connect(lambda: self._build())
        self.body.addWidget(pieces.heading(self.tr("My addresses")))
        line = self.tr("Which of your addresses went to whom. An address that only one shop has tells the most.")
        self.body.addWidget(pieces.text(line, font="small", tone="muted"))
        self._open = pieces.column(gap=10)
        self.body.addLayout(self._open)
        self.search = QLineEdit()
        self.search.setFont(style.font())
        self.search.setMaxLength(200)
        self.search.setMinimumWidth(style.ch(28))
        self.search.textChanged.connect(lambda _: self._list())
        self._search = labelled(self.tr("Search addresses and organisations"), self.search)
        self._search.hide()
        self.body.addLayout(pieces.row(self._search, None))
        self._found = pieces.column(gap=10)
        self.body.addLayout(self._found)
        self.more = pieces.link("", self._show_all)
        self.more.hide()
        self.body.addLayout(pieces.row(self.more, None))
        box = QWidget()
        flow = Flow(box)
        flow.addWidget(pieces.button(self.tr("New address for a shop..."), self.new.emit))
        flow.addWidget(
            pieces.button(self.tr("Import from a password manager or alias service..."), self.bring.emit)
        )
        self.body.addWidget(box)
        self.said = pieces.text("", font="small", tone="accent")
        self.said.hide()
        self.body.addWidget(self.said)

    def show_addresses(self, rows: Sequence[AddressRow], today: date) -> None:
        """List `rows`, without those whose own name may say who is set aside; what is listed already stays."""
        seen = tuple(row for row in rows if not row.quiet)
        if (seen, today) == (self._rows, self._today):
            return
        self._rows, self._today = seen, today
        self._search.setVisible(len(seen) > FEW)
        pieces.clear(self._open)
        open_ = [(row.address, one) for row in seen for one in row.conflicts if not one.masked]
        if open_:
            self._open.addWidget(self._disagreements(open_))
        self._list()

    def say(self, words: str) -> None:
        """Say quietly what was done."""
        self.said.setText(words)
        self.said.setVisible(bool(words))

    def _list(self) -> None:
        pieces.clear(self._found)
        wanted = self.search.text().strip().casefold()
        rows = [row for row in self._rows if wanted in _searched(row)] if wanted else list(self._rows)
        # What was made or given out comes first; it is what the person looks for here.
        rows.sort(key=lambda row: (not row.made, not row.given, row.address))
        most = MOST if self._all or wanted else FEW
        self._waiting = rows[:most]
        self._build(FEW)
        if not rows:
            words = self.tr("Nothing matches.") if wanted else self.tr("No address of yours is known yet.")
            self._found.addWidget(pieces.text(words, tone="muted"))
        left = len(rows) - most
        whole = self.tr("Show all {n} addresses") if len(rows) <= MOST else self.tr("Show more of {n} addresses")
        rest = self.tr("{n} more; search for them")
        words = whole.format(n=figures.number(len(rows))) if most == FEW else rest.format(n=figures.number(left))
        self.more.setText(words)
        self.more.setAccessibleName(words)
        self.more.setEnabled(most == FEW)
        self.more.setVisible(left > 0)

    def _build(self, most: int = STEP) -> None:
        """List the next rows, put in as one: piece by piece each would lay out the whole page anew."""
        rows, self._waiting = self._waiting[:most], self._waiting[most:]
        if rows:
            box = QWidget()
            column = pieces.column(box, gap=10)
            for row in rows:
                column.addLayout(self._row(row))
            self._found.addWidget(box)
        if self._waiting:
            self._building.start()

    def _disagreements(self, open_: Sequence[tuple[str, ConflictRow]]) -> QWidget:
        box = QWidget()
        column = pieces.column(box, gap=10)
        for address, one in open_[:MOST_CONFLICTS]:
            column.addWidget(self._conflict(address, one))
        left = len(open_) - MOST_CONFLICTS
        if left > 0:
            words = self.tr("{n} more do not agree; they come here one after the other.")
            column.addWidget(pieces.text(words.format(n=figures.number(left)), font="small", tone="muted"))
        return box

    def _show_all(self) -> None:
        self._all = True
        self._list()

    def _row(self, row: AddressRow) -> QHBoxLayout:
        words = pieces.column(gap=1)
        words.addWidget(pieces.text(shown(row.address), selectable=True))
        line = self._words.line(row, self._today)
        if line:
            words.addWidget(pieces.text(line, font="small", tone="muted"))
        made = pieces.row(gap=8)
        made.addLayout(words, 1)
        if row.made:
            name = self.tr("Copy {address}").format(address=shown(row.address))
            made.addWidget(pieces.button(self.tr("Copy"), lambda: self.copy.emit(row.address), name=name))
        if row.given or row.brought:
            name = self.tr("Forget what was said of {address}").format(address=shown(row.address))
            made.addWidget(pieces.button(self.tr("Forget..."), lambda: self.forget.emit(row.address), name=name))
        return made

    def _conflict(self, address: str, one: ConflictRow) -> QWidget:
        notice = panes.Notice("amber", self.tr("This does not agree"), self._words.conflict(address, one))
        box = QWidget()
        flow = Flow(box)
        for way in one.ways:
            words = self._words.way(one, way)
            name = self.tr("{act}: {address}").format(act=words, address=shown(address, 120))
            act = pieces.button(words.replace("&", "&&"), name=name)
            act.clicked.connect(lambda _=False, way=way: self.settle.emit(one.id, way))
            flow.addWidget(act)
        notice.body.addWidget(box)
        return notice


def _searched(row: AddressRow) -> str:
    known = (row.address, *row.shown, *row.shown_ids, *(one.name for one in row.given))
    return "\n".join((*known, *(one.organisation for one in row.given if not one.masked))).casefold()
