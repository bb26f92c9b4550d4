"""Rare words of one mail, to be ticked one by one: nothing is ticked beforehand."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from inboxguard.audit.shelf_views import RareWord
from inboxguard.ui import phrases, pieces, style
from inboxguard.ui.flow import Flow


class Ticking(QWidget):
    """Words to tick; `ticked` are those that were, `changed()` after each tick."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.boxes: dict[str, QCheckBox] = {}
        column = pieces.column(self, gap=8)
        self._said = pieces.text("", font="small", tone="muted")
        column.addWidget(self._said)
        self._box = QWidget()
        self._flow = Flow(self._box, gap=16)
        column.addWidget(self._box)
        self.show_waiting()

    @property
    def ticked(self) -> tuple[str, ...]:
        """The words that the person ticked."""
        return tuple(term for term, box in self.boxes.items() if box.isChecked())

    def show_waiting(self) -> None:
        """Say that the words are being looked for."""
        self._fill((), self.tr("Looking for words that few of your other mails have..."))

    def show_words(self, words: Sequence[RareWord]) -> None:
        """Offer these words."""
        some = self.tr("Words that few of your other mails have. Tick those that say what it is about.")
        none = self.tr("This mail has no words that set it apart from your others.")
        self._fill(words, some if words else none)

    def _fill(self, words: Sequence[RareWord], said: str) -> None:
        pieces.clear(self._flow)
        self.boxes = {}
        for word in words:
            box = QCheckBox(phrases.shown(word.term, 40).replace("&", "&&"))
            box.setFont(style.font())
            box.setAccessibleName(phrases.shown(word.term, 40))
            box.toggled.connect(lambda _: self.changed.emit())
            self.boxes[word.term] = box
            self._flow.addWidget(box)
        self._said.setText(said)
        self._box.setVisible(bool(words))
        self.changed.emit()
