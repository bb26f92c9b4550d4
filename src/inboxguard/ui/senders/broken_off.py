"""A quiet line on the page Senders while requests of an earlier batch wait: who they go to is not said here."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from inboxguard.audit.leaving import Pending
from inboxguard.ui import panes, pieces


class BrokenOff(QWidget):
    """Hidden while nothing is open; `go_on()` asks for the list, `drop()` to give up what was not begun."""

    go_on = Signal()
    drop = Signal()

    def __init__(self) -> None:
        super().__init__()
        card = panes.Card("quiet", margins=(14, 4, 14, 4))
        self.words = pieces.text("")
        self.more = pieces.link(self.tr("Go on..."), self.go_on.emit, name=self.tr("Go on unsubscribing"))
        self.less = pieces.link(self.tr("Leave it"), self.drop.emit, name=self.tr("Leave these requests unsent"))
        line = pieces.row(gap=16)
        line.addWidget(self.words, 1)
        line.addWidget(self.more)
        line.addWidget(self.less)
        card.body.addLayout(line)
        pieces.column(self).addWidget(card)
        self.hide()

    def show_pending(self, pending: Pending) -> None:
        """Show what waits; without a number, as set-aside senders may be among them."""
        self.setVisible(bool(pending.waiting or pending.broken))
        waits = self.tr("Unsubscribing was broken off; some requests were not sent.")
        left = self.tr("Unsubscribing was broken off while a request was on its way.")
        words = waits if pending.waiting else left
        self.words.setText(words)
        self.less.setVisible(bool(pending.waiting))
