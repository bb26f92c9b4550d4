"""A dialog that grows with what is said in it."""

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QDialog, QWidget

from inboxguard.ui import style

AIR = 40
"""Pixels of the screen that stay seen round it."""


class Growing(QDialog):
    """As wide as wanted and as high as its text needs; wrapped labels alone do not make a dialog higher."""

    def __init__(self, wide_ch: float, parent: QWidget | None = None) -> None:
        """Take the width in characters; the layout must be free to be smaller (QLayout.SetNoConstraint)."""
        super().__init__(parent)
        self._wide_ch = wide_ch
        self._fitting = QTimer(self)
        self._fitting.setSingleShot(True)
        self._fitting.setInterval(0)
        self._fitting.timeout.connect(self.fit)

    def fit(self) -> None:
        """Take the size that the content needs; called by itself after changes."""
        layout = self.layout()
        if layout is None:
            return
        layout.activate()
        room = self.screen().availableGeometry()
        width = min(style.ch(self._wide_ch), room.width() - AIR)
        self.resize(width, min(layout.totalHeightForWidth(width), room.height() - AIR))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._fitting.start()
        return super().event(event)
