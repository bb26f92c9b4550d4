"""Buttons that hold several lines: the large choices of the first run and the rows of the Overview."""

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from inboxguard.ui import icons, pieces, style


class Choice(QPushButton):
    """A button as high as the text in it; `kind` is the rule of the style sheet."""

    def __init__(self, kind: Literal["choice", "row"], name: str, act: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("kind", kind)
        self.setAccessibleName(name)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.line = QHBoxLayout(self)
        self.clicked.connect(lambda: act())

    def put(self, widget: QWidget, stretch: int = 0) -> None:
        """Add a part from the left; the button takes its clicks."""
        widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.line.addWidget(widget, stretch)

    def put_words(self, title: str, under: str, *, strong: bool = False) -> None:
        """Add a line and a muted line below it."""
        words = QWidget()
        column = pieces.column(words, gap=4 if strong else 2)
        column.addStretch(1)
        column.addWidget(pieces.text(title, font="strong" if strong else "body"))
        if under:
            column.addWidget(pieces.text(under, font="body" if strong else "small", tone="muted"))
        column.addStretch(1)
        self.put(words, 1)

    def put_icon(self, name: str, tone: str, size: int = 20) -> None:
        """Add an icon."""
        face = QLabel()
        face.setPixmap(icons.pixmap(name, tone, size))
        self.put(face)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Outside of dialogs Qt presses a button with the space bar only.
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return self.line.totalSizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(style.ch(10), self.line.totalMinimumSize().height())

    def hasHeightForWidth(self) -> bool:
        return self.line.hasHeightForWidth()

    def heightForWidth(self, width: int) -> int:
        return self.line.totalHeightForWidth(width)


def large(icon: str, title: str, under: str, act: Callable[[], object]) -> Choice:
    """Return one of the large choices of the first run."""
    made = Choice("choice", f"{title}. {under}", act)
    made.line.setContentsMargins(26, 22, 20, 22)
    made.line.setSpacing(20)
    made.put_icon(icon, "accent", 24)
    made.put_words(title, under, strong=True)
    made.put_icon("chevron-right", "muted")
    return made
