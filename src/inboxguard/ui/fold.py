"""A link that opens what is under it, and closes it again."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from inboxguard.ui import pieces
from inboxguard.ui.flow import Flow


class Fold(QWidget):
    """Closed at first; what is inside is made when it is opened, so that nothing is read or shown unasked."""

    def __init__(
        self, words: str, words_open: str, make: Callable[[], QWidget], beside: Sequence[QWidget] = ()
    ) -> None:
        """Take the words of the link closed and open, what makes the inside, and what stands beside the link."""
        super().__init__()
        self._words, self._words_open = words, words_open
        self._make = make
        self._inside: QWidget | None = None
        self._column = pieces.column(self, gap=6)
        self.link = pieces.link(words, self.toggle)
        strip = QWidget()
        flow = Flow(strip, gap=16)
        for one in (self.link, *beside):
            flow.addWidget(one)
        self._column.addWidget(strip)

    @property
    def is_open(self) -> bool:
        """Return whether the inside is shown."""
        return self._inside is not None

    def toggle(self) -> None:
        """Open or close it."""
        if self._inside is None:
            self._inside = self._make()
            self._column.addWidget(self._inside)
        else:
            self._inside.hide()
            self._inside.setParent(None)
            self._inside.deleteLater()
            self._inside = None
        words = self._words if self._inside is None else self._words_open
        self.link.setText(words)
        self.link.setAccessibleName(words)
