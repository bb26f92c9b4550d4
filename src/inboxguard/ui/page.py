"""A page of the window: its head, what it works with, and how it is told to ask again."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from inboxguard.audit.progress import Tell
from inboxguard.ui import figures, icons, phrases, pieces, style
from inboxguard.ui.jobs import Jobs

if TYPE_CHECKING:
    from inboxguard.audit.audit import Audit

Result = TypeVar("Result")
SEARCH_DELAY = 200


@dataclass(frozen=True)
class Desk:
    """What every page works with: the window's own Audit (quick reading only), the jobs (all else) and the clock."""

    audit: "Audit"
    jobs: Jobs
    now: Callable[[], datetime]

    @property
    def today(self) -> date:
        """Return the date on the clock of this computer."""
        return figures.local(self.now()).date()


class Page(QWidget):
    """A page with title, muted line and, where wanted, a search field; subclasses fill `body`.

    `go(key, argument)` asks the window for another page; `sought(text)` follows the search field, calmed down.
    """

    go = Signal(str, object)
    sought = Signal(str)

    def __init__(self, desk: Desk, title: str, line: str = "", search: str = "") -> None:
        """Lay out the head; `search` is the placeholder and name of the search field, "" = none."""
        super().__init__()
        self.desk = desk
        self.setAccessibleName(title)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(
            style.space("page_left"), style.space("page_top"), style.space("page_right"), style.space("page_bottom")
        )
        outer.setSpacing(style.space("medium"))
        self._head = QGridLayout()
        self._head.setHorizontalSpacing(style.space("large"))
        self._head.setVerticalSpacing(style.space("small"))
        self._head.setColumnStretch(0, 1)
        words = pieces.column(gap=4)
        self.title_label = pieces.text(title, font="title")
        self.line_label = pieces.text(line, tone="muted")
        words.addWidget(self.title_label)
        words.addWidget(self.line_label)
        self._head.addLayout(words, 0, 0)
        self._aside: QWidget | None = None
        self.search: QLineEdit | None = self._make_search(search) if search else None
        if self.search is not None:
            self.put_aside(self.search)
        outer.addLayout(self._head)
        self.body = pieces.column(gap=style.space("medium"))
        outer.addLayout(self.body, 1)

    def put_aside(self, widget: QWidget) -> None:
        """Put `widget` at the right of the head, or below it in a narrow window."""
        self._aside = widget
        self._head.addWidget(widget, 0, 1, Qt.AlignmentFlag.AlignVCenter)

    def set_line(self, words: str) -> None:
        """Change the muted line under the title."""
        self.line_label.setText(phrases.breakable(words))
        self.line_label.setVisible(bool(words))

    def refresh(self, audit: "Audit") -> None:
        """Ask the Audit again and show what it says: before the first show and after work that changed things."""

    def shown(self, argument: object = None) -> None:
        """Come to the front, with what another page handed over (None = nothing)."""

    def back(self) -> bool:
        """Go one step back inside the page (Esc); return whether there was a step."""
        return False

    def set_narrow(self, narrow: bool) -> None:
        """Arrange for a window under 110 characters: head in two rows; subclasses show one pane at a time."""
        if self._aside is None:
            return
        self._head.removeWidget(self._aside)
        if narrow:
            self._head.addWidget(self._aside, 1, 0, 1, 2)
            if self._aside is self.search and self.search is not None:
                self.search.setMaximumWidth(16_777_215)
        else:
            self._head.addWidget(self._aside, 0, 1, Qt.AlignmentFlag.AlignVCenter)
            if self._aside is self.search and self.search is not None:
                self.search.setFixedWidth(style.ch(style.size("search_ch")))

    def seek(self) -> None:
        """Put the cursor into the search field (Ctrl+F)."""
        if self.search is not None:
            self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.search.selectAll()

    def run(
        self,
        label: str,
        work: "Callable[[Audit, Tell], Result]",
        then: Callable[[Result], object] | None = None,
        *,
        otherwise: Callable[[Exception], bool] | None = None,
        changes: bool = True,
    ) -> None:
        """Do slow work beside the window, as `Jobs.run`; nothing comes back once this page is gone."""
        self.desk.jobs.run(label, work, then, otherwise=otherwise, owner=self, changes=changes)

    def _make_search(self, words: str) -> QLineEdit:
        field = QLineEdit()
        field.setProperty("search", "true")
        field.setFont(style.font())
        field.setPlaceholderText(self.tr("{what}   Ctrl+F").format(what=words))
        field.setAccessibleName(words)
        field.setMaxLength(200)
        field.setFixedWidth(style.ch(style.size("search_ch")))
        look = QAction(icons.field_icon("search"), "", field)
        field.addAction(look, QLineEdit.ActionPosition.LeadingPosition)
        calm = QTimer(self)
        calm.setSingleShot(True)
        calm.setInterval(SEARCH_DELAY)
        calm.timeout.connect(lambda: self.sought.emit(field.text().strip()) if self.isVisible() else None)
        field.textChanged.connect(lambda: calm.start())
        return field
