"""A part of a dialog that is folded away at first and keeps what was written in it."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from inboxguard.ui import pieces, style


class Part(QWidget):
    """A link that opens what is under it; `opened()` when that is made, which is the first time only."""

    opened = Signal()

    def __init__(self, words: str, make: Callable[[], QWidget]) -> None:
        """Take the words of the link, and what makes the inside when it is first opened."""
        super().__init__()
        self._make = make
        self.inside: QWidget | None = None
        self.is_open = False
        """Whether the inside is shown."""
        column = self._column = pieces.column(self, gap=8)
        self.link = pieces.link(words, self.toggle)
        column.addWidget(self.link, 0, Qt.AlignmentFlag.AlignLeft)

    def toggle(self) -> None:
        """Open it, or close it without forgetting anything."""
        self.is_open = not self.is_open
        if self.inside is not None:
            self.inside.setVisible(self.is_open)
            return
        self.inside = self._make()
        self.inside.setContentsMargins(0, 0, 0, style.space("small"))
        self._column.addWidget(self.inside)
        self.opened.emit()
