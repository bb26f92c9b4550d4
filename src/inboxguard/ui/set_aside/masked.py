"""The list of a shelf: rows that say nothing but a month, and what can be done with those that are chosen."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QPushButton, QStackedWidget, QWidget

from inboxguard.audit.views import ShelfRow
from inboxguard.facts.message import MessageKey
from inboxguard.ui import figures, panes, phrases, pieces, style
from inboxguard.ui.flow import Flow
from inboxguard.ui.tables import Column, Paged, Table


class Masked(panes.Card):
    """Masked rows; no count, no preview, no hover, no subject in a tooltip.

    `asked(act, QPoint)` says that a button was pressed: "archive", "unsubscribe", "hide", "not_here" or "more";
    `menu(QPoint)` that the context menu is wanted; `step()` is the next of the two steps that open a message;
    `begin()` is the way on from an empty shelf.
    """

    asked = Signal(str, QPoint)
    menu = Signal(QPoint)
    step = Signal()
    show_subject = Signal()
    begin = Signal()

    def __init__(self) -> None:
        super().__init__(gap=0, margins=(1, 1, 1, 1))
        self._rows: tuple[ShelfRow, ...] = ()
        self._by_key: dict[MessageKey, ShelfRow] = {}
        self._revealed: dict[MessageKey, str] = {}
        self.model: Paged[MessageKey, ShelfRow] = Paged(self._columns(), self._by_ids, self)
        self.table = Table(self.model, self.tr("Set-aside messages"), several=True)
        self.table.several.connect(lambda _: self._follow())
        self.table.opened.connect(lambda _: self.show_subject.emit())
        self.table.menu.connect(lambda _, where: self.menu.emit(where))
        nothing = self.tr("Nothing lies here. You can choose subjects, or set a sender aside on the page Senders.")
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(panes.Empty(nothing, self.tr("Choose subjects..."), self.begin.emit))
        self.body.addWidget(self.stack, 1)
        self._rule = pieces.rule()
        self.body.addWidget(self._rule)
        self._foot = self._acts()
        self.body.addWidget(self._foot)
        self._follow()

    # --- rows

    @property
    def rows(self) -> tuple[ShelfRow, ...]:
        """The rows as they are shown."""
        return self._rows

    @property
    def keys(self) -> tuple[MessageKey, ...]:
        """The messages that are chosen."""
        return self.table.chosen_ids()

    def show_rows(self, rows: Sequence[ShelfRow]) -> None:
        """Show these rows; the choice and a subject shown on purpose stay where their rows do."""
        several, current = self.keys, self.table.chosen_id()
        self._rows = tuple(rows)
        self._by_key = {row.key: row for row in self._rows}
        self._revealed = {key: words for key, words in self._revealed.items() if key in self._by_key}
        self.model.set_ids([row.key for row in self._rows])
        if len(several) > 1:
            self.table.choose_several(several)
        else:
            self.table.choose(current)
        self.stack.setCurrentIndex(0 if self._rows else 1)
        self._rule.setVisible(bool(self._rows))
        self._foot.setVisible(bool(self._rows))
        self._follow()

    def show_waiting(self) -> None:
        """Show no rows and say nothing of them until they come."""
        self.show_rows(())
        self.stack.setCurrentIndex(0)

    def revealed(self, key: MessageKey) -> bool:
        """Return whether the subject of this message is shown."""
        return key in self._revealed

    def reveal(self, key: MessageKey, subject: str) -> None:
        """Show the subject of this message, and of no other."""
        self._revealed = {key: subject}
        self.table.viewport().update()
        self._follow()

    def cover(self) -> bool:
        """Hide every subject that was shown; returns whether there was one."""
        if not self._revealed:
            return False
        self._revealed = {}
        self.table.viewport().update()
        self._follow()
        return True

    def _columns(self) -> Sequence[Column[ShelfRow]]:
        return (
            Column(self.tr("Message"), lambda row: self._revealed.get(row.key, phrases.set_aside_message())),
            Column(self.tr("Month"), lambda row: figures.month(row.month), "muted", 18),
        )

    def _by_ids(self, ids: Sequence[MessageKey]) -> list[ShelfRow]:
        return [self._by_key[key] for key in ids]

    # --- acts

    def _acts(self) -> QWidget:
        box = QWidget()
        line = pieces.row(gap=16)
        line.setContentsMargins(16, 12, 16, 12)
        left = QWidget()
        flow = Flow(left)
        self.archive = self._button("archive", self.tr("Archive..."), self.tr("Archive: move to another folder"))
        self.unsubscribe = self._button("unsubscribe", self.tr("Unsubscribe..."))
        self.hide_sender = self._button("hide", self.tr("Hide sender"), self.tr("Hide sender: all its marketing"))
        self.not_here = self._button("not_here", self.tr("Not here..."), self.tr("Not here: it does not belong here"))
        self.more = self._button("more", self.tr("More..."), self.tr("More that can be done"))
        self.buttons = (self.archive, self.unsubscribe, self.hide_sender, self.not_here, self.more)
        for one in self.buttons:
            flow.addWidget(one)
        line.addWidget(left, 1)
        self.whole = pieces.link(self.tr("Whole shelf"), self._choose_all, name=self.tr("Choose the whole shelf"))
        self.step_link = pieces.link(self.tr("Show subject"), self.step.emit)
        self.cover_link = pieces.link(self.tr("Cover"), self.cover, name=self.tr("Cover the subject again"))
        for link in (self.whole, self.cover_link, self.step_link):
            link.setMinimumHeight(self.archive.sizeHint().height())  # its words on one line with the buttons
            line.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
        box.setLayout(line)
        box.setMinimumHeight(style.row_height() + 18)
        return box

    def _button(self, act: str, words: str, name: str = "") -> QPushButton:
        made = pieces.button(words, name=name)
        made.setObjectName(f"set_aside_{act}")
        made.clicked.connect(lambda: self.asked.emit(act, made.mapToGlobal(QPoint(0, made.height()))))
        return made

    def _choose_all(self) -> None:
        self.table.selectAll()
        self.table.setFocus()

    def _follow(self) -> None:
        if not hasattr(self, "step_link"):
            return
        keys = self.keys
        for one in self.buttons:
            one.setEnabled(bool(keys))
        self.whole.setVisible(len(keys) < len(self._rows) and len(keys) != 1)
        self.step_link.setVisible(len(keys) == 1)
        second = len(keys) == 1 and self.revealed(keys[0])
        self.cover_link.setVisible(bool(self._revealed))
        words = self.tr("Open") if second else self.tr("Show subject")
        self.step_link.setText(words)
        self.step_link.setAccessibleName(words)
