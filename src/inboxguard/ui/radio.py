"""A radio button for names of others, which may be longer than any window."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QRadioButton, QSizePolicy, QWidget

from inboxguard.ui import phrases, style


class Radio(QRadioButton):
    """One choice of a group, elided where it does not fit; the whole is in its name and tooltip."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = words.replace("&", "&&")
        self.setFont(style.font())
        self.setAccessibleName(words)
        self.setToolTip(phrases.tooltip(words))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setText(self._whole)

    def minimumSizeHint(self) -> QSize:
        return QSize(style.ch(8), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = event.size().width() - style.grown(34)
        self.setText(self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, room))
