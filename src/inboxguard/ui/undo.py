"""One quiet line after an act: what was done, and the way to undo it."""

from collections.abc import Callable

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from inboxguard.ui import panes, phrases, pieces


class UndoLine(QWidget):
    """Hidden until something was done; stays until it is undone, put away or the next act takes its place."""

    def __init__(self) -> None:
        super().__init__()
        column = pieces.column(self)
        card = panes.Card("quiet", margins=(14, 4, 14, 4))
        self.words = pieces.text("")
        self.undo = pieces.link(self.tr("Undo"), self._undo)
        close = pieces.link(self.tr("Close"), self.dismiss, name=self.tr("Close this message"))
        line = pieces.row(gap=16)
        line.addWidget(self.words, 1)
        line.addWidget(self.undo)
        line.addWidget(close)
        card.body.addLayout(line)
        column.addWidget(card)
        self._act: Callable[[], object] | None = None
        self.hide()

    def say(self, words: str, act: Callable[[], object]) -> None:
        """Say what was done; `act` undoes it."""
        self._act = act
        plain = phrases.shown(words)
        self.words.setText(phrases.breakable(plain))
        self.undo.setAccessibleName(self.tr("Undo: {what}").format(what=plain))
        self.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, plain))

    def dismiss(self) -> None:
        """Put the line away; what was done stays done."""
        self._act = None
        self.hide()

    def _undo(self) -> None:
        act = self._act
        self.dismiss()
        if act is not None:
            act()
