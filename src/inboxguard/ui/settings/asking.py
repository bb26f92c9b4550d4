"""One plain question before something is taken away."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLayout, QWidget

from inboxguard.ui import pieces, style


class Question(QDialog):
    """Says what would happen and asks once; the button says what it does, Cancel has the focus."""

    def __init__(self, title: str, lines: str, act: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        body = pieces.column(self, gap=12, margins=(28, 24, 28, 20))
        body.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        body.addWidget(pieces.text(title, font="title"))
        body.addWidget(pieces.text(lines))
        body.addStretch(1)
        self.cancel = pieces.button(self.tr("Cancel"), self.reject)
        self.act = pieces.button(act, self.accept)
        body.addLayout(pieces.row(None, self.cancel, self.act))
        width = style.ch(56)
        self.resize(width, max(body.totalHeightForWidth(width), body.totalSizeHint().height()))
        self.cancel.setFocus()
