"""Whether the desktop tells that a reply is due, and for how long requests that have ended are kept."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox

from inboxguard.audit.reminding import SHORTEST
from inboxguard.ui import panes, pieces, style
from inboxguard.ui.explained import explained
from inboxguard.ui.tables import labelled

YEAR = 365


class Reminders(panes.Card):
    """The card of reminders. Signals: `tells(bool)`, `keeps(days or None)`, `open_page()`."""

    tells = Signal(bool)
    keeps = Signal(object)
    open_page = Signal()

    def __init__(self) -> None:
        super().__init__(gap=10)
        self.body.addWidget(pieces.heading(self.tr("Requests")))
        words = self.tr("Tell me on the desktop when a reply is due")
        line = self.tr("Once for each. The notice names nobody, and says nothing of what is set aside.")
        self.notices = QCheckBox(words)
        self.notices.clicked.connect(lambda on: self.tells.emit(on))
        self.body.addLayout(explained(self.notices, words, line))
        self.kept = QComboBox()
        self.kept.setFont(style.font())
        self._offer(None)
        self.kept.activated.connect(lambda _: self.keeps.emit(self.kept.currentData()))
        note = self.tr("What is erased cannot be brought back. Save the ledger first if you want a copy.")
        self.body.addWidget(labelled(self.tr("Keep requests that have ended"), self.kept, note))
        go = pieces.link(self.tr("Save or take in the ledger..."), self.open_page.emit)
        self.body.addLayout(pieces.row(go, None))

    def show_kept(self, tells: bool, days: int | None) -> None:
        """Show what is kept: whether the desktop is told, and for how many days ended requests stay (None = always)."""
        self.notices.setChecked(tells)
        self._offer(days)
        self.kept.setCurrentIndex(max(self.kept.findData(days), 0))

    def _offer(self, days: int | None) -> None:
        """Offer the usual times, and another one that is kept already."""
        self.kept.clear()
        self.kept.addItem(self.tr("always"), None)
        usual = {SHORTEST: self.tr("for three months"), YEAR: self.tr("for a year"), 3 * YEAR: self.tr("for 3 years")}
        if days is not None and days not in usual:
            usual[days] = self.tr("for {n} days").format(n=days)
        for time, words in sorted(usual.items()):
            self.kept.addItem(words, time)
