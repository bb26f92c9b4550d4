"""The panes that pages are made of: cards, a scroll area that sizes itself right, list and detail."""

from collections.abc import Callable, Sequence
from typing import Literal

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QSplitter,
    QWidget,
)

from inboxguard.ui import marks, pieces, style


class Card(QFrame):
    """A surface with a hairline round it; `body` is its layout."""

    def __init__(
        self,
        kind: Literal["true", "quiet", "quote", "due"] = "true",
        *,
        gap: int = 8,
        margins: Sequence[int] | None = None,
    ) -> None:
        super().__init__()
        self.setProperty("card", kind)
        left, top, right, bottom = margins if margins is not None else (20, 16, 20, 16)
        self.body = pieces.column(self, gap=gap, margins=(left, top, right, bottom))


class Facts(QWidget):
    """Rows of a word and what it stands for: "Writes to", "me@post.example"."""

    def __init__(self, width_ch: float = 13) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnMinimumWidth(0, style.ch(width_ch, "small"))
        self._grid.setColumnStretch(1, 1)

    def add(self, word: str, value: str | QWidget) -> None:
        """Add a row; a string is shown as plain text that can be selected."""
        at = self._grid.rowCount()
        name = pieces.text(word, font="small", tone="muted", wrap=False)
        cell = value if isinstance(value, QWidget) else pieces.text(value, selectable=True)
        self._grid.addWidget(name, at, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(cell, at, 1, Qt.AlignmentFlag.AlignTop)

    def clear(self) -> None:
        """Remove all rows."""
        pieces.clear(self._grid)


class Notice(Card):
    """A coloured box with a triangle, a headline and a sentence: something needs an act, or has failed."""

    def __init__(self, tone: Literal["red", "amber", "muted"], title: str, words: str = "") -> None:
        super().__init__("due" if tone == "red" else "quiet", margins=(14, 10, 14, 10))
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(marks.Mark("triangle" if tone != "muted" else "ring", tone), 0, Qt.AlignmentFlag.AlignTop)
        inner = pieces.column(gap=2)
        head = pieces.text(title, font="strong", tone=tone)
        inner.addWidget(head)
        self.words = pieces.text(words)
        self.words.setVisible(bool(words))
        inner.addWidget(self.words)
        line.addLayout(inner, 1)
        self.body.addLayout(line)
        self.setAccessibleName(f"{title} {words}".strip())


class Empty(QWidget):
    """What stands where the first row would be: one sentence and, where there is one, the next step."""

    def __init__(self, sentence: str, words: str = "", act: Callable[[], object] | None = None) -> None:
        super().__init__()
        body = pieces.column(self, gap=12, margins=(20, 20, 20, 20))
        body.addWidget(pieces.text(sentence, tone="muted"))
        if words:
            body.addLayout(pieces.row(pieces.button(words, act), None))
        body.addStretch(1)


class Scroll(QScrollArea):
    """A scroll area whose page is as wide as the view and as high as its text at that width."""

    def __init__(self, *, gap: int = 8, margins: tuple[int, int, int, int] = (20, 18, 20, 18)) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.page = QWidget()
        self.page.setObjectName("page")
        self.body = pieces.column(self.page, gap=gap, margins=margins)
        self.body.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.setWidget(self.page)
        self.page.installEventFilter(self)
        self._fitting = QTimer(self)
        self._fitting.setSingleShot(True)
        self._fitting.setInterval(0)
        self._fitting.timeout.connect(self.fit)

    def fit(self) -> None:
        """Give the page the size that its content needs; called by itself after changes."""
        width = self.viewport().width()
        self.body.activate()
        needed = self.body.totalHeightForWidth(width) if self.body.hasHeightForWidth() else -1
        if needed < 0:
            needed = self.body.totalSizeHint().height()
        self.page.resize(width, max(self.viewport().height(), needed))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.page and event.type() == QEvent.Type.LayoutRequest:
            self._fitting.start()
        return super().eventFilter(watched, event)


class Detail(Card):
    """The right pane: what is chosen scrolls, what can be done about it is pinned below."""

    def __init__(self, name: str) -> None:
        super().__init__(gap=0, margins=(1, 1, 1, 1))
        self.setAccessibleName(name)
        self.area = Scroll()
        self.area.setAccessibleName(name)
        self.content = self.area.body
        self.body.addWidget(self.area, 1)
        self._rule = pieces.rule()
        self.body.addWidget(self._rule)
        self._foot = QWidget()
        self.acts = pieces.column(self._foot, gap=8, margins=(20, 12, 20, 12))
        self.body.addWidget(self._foot)
        self.pin(False)

    def pin(self, shown: bool) -> None:
        """Show or hide the pinned acts."""
        self._rule.setVisible(shown)
        self._foot.setVisible(shown)

    def clear(self) -> None:
        """Remove content and acts, and scroll back to the top."""
        pieces.clear(self.content)
        pieces.clear(self.acts)
        self.pin(False)
        self.area.verticalScrollBar().setValue(0)


class Split(QWidget):
    """List left, detail right; in a narrow window one of them at a time, with a way back."""

    back = Signal()

    def __init__(self, listed: QWidget, detail: QWidget, back_words: str, detail_ch: float = 45) -> None:
        super().__init__()
        self._listed = listed
        self._detail = detail
        self._narrow = False
        self._open = False
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setHandleWidth(style.space("medium"))
        self._splitter.setChildrenCollapsible(False)
        self._right = QWidget()
        inside = pieces.column(self._right, gap=8)
        self.back_button = pieces.link(back_words, self.close_detail)
        self.back_button.hide()
        inside.addLayout(pieces.row(self.back_button, None))
        inside.addWidget(detail, 1)
        self._splitter.addWidget(listed)
        self._splitter.addWidget(self._right)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setStretchFactor(1, 0)
        listed.setMinimumWidth(style.ch(28))
        self._right.setMinimumWidth(style.ch(30))
        self._wanted = style.ch(detail_ch)
        pieces.column(self).addWidget(self._splitter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._narrow and event.oldSize().width() <= 0:
            width = event.size().width()
            self._splitter.setSizes([max(1, width - self._wanted), self._wanted])

    def set_narrow(self, narrow: bool) -> None:
        """Show one pane at a time, or both."""
        if narrow != self._narrow:
            self._narrow = narrow
            least = 0 if narrow else style.ch(28)
            self._listed.setMinimumWidth(least)
            self._right.setMinimumWidth(0 if narrow else style.ch(30))
            self._arrange()
            if not narrow:
                self._splitter.setSizes([max(1, self.width() - self._wanted), self._wanted])

    def open_detail(self) -> None:
        """Say that the person wants to see the detail; matters only in a narrow window."""
        self._open = True
        self._arrange()

    def close_detail(self) -> bool:
        """Go back to the list; returns whether there was something to go back from."""
        was = self._open and self._narrow
        self._open = False
        self._arrange()
        if was:
            self._listed.setFocus()
            self.back.emit()
        return was

    def _arrange(self) -> None:
        self._listed.setVisible(not self._narrow or not self._open)
        self._right.setVisible(not self._narrow or self._open)
        self.back_button.setVisible(self._narrow)
