"""The page Set aside: rows that say nothing but a month, opened in two deliberate steps, masked again on leaving."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QButtonGroup, QStackedWidget, QWidget

from inboxguard.audit.views import Letter, ShelfRow
from inboxguard.errors import InboxGuardError
from inboxguard.facts.message import MessageKey
from inboxguard.ui import figures, panes, phrases, pieces, style
from inboxguard.ui.flow import Flow
from inboxguard.ui.page import Desk, Page
from inboxguard.ui.sharing.mail import MailDialog, show_mail
from inboxguard.ui.tables import Column, Paged, Table

if TYPE_CHECKING:
    from inboxguard.audit.audit import Audit


class SetAsidePage(Page):
    """Masked rows with what can be done to them; no count, no preview, no hover, no subject in a tooltip."""

    def __init__(self, desk: Desk) -> None:
        line = self.tr("Kept out of every list, search and figure until you open it.")
        super().__init__(desk, self.tr("Set aside"), line)
        self._rows: tuple[ShelfRow, ...] = ()
        self._revealed: dict[MessageKey, str] = {}
        self.body.addWidget(self._chips())

        self._model: Paged[MessageKey, ShelfRow] = Paged(self._columns(), self._by_ids, self)
        self.table = Table(self._model, self.tr("Set-aside messages"), several=True)
        self.table.several.connect(self._selected)
        self.table.opened.connect(lambda _: self._show_subject())
        nothing = panes.Empty(self.tr("Nothing is set aside. Settings has what can be, or set aside a sender."))
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(nothing)

        card = panes.Card(gap=0, margins=(1, 1, 1, 1))
        card.body.addWidget(self.stack, 1)
        card.body.addWidget(pieces.rule())
        card.body.addWidget(self._acts())
        self.body.addWidget(card, 1)
        once = self.tr(
            "This catches mail that names the subject. Mail that only hints is often missed. "
            "You can set aside a whole sender."
        )
        self.body.addWidget(pieces.text(once, font="small", tone="muted"))
        self._selected(())

    def refresh(self, audit: "Audit") -> None:
        chosen = self.table.chosen_id()
        self._rows = audit.shelf()
        self._revealed = {row.key: self._revealed[row.key] for row in self._rows if row.key in self._revealed}
        self._model.set_ids([row.key for row in self._rows])
        self.table.choose(chosen)
        self.stack.setCurrentIndex(0 if self._rows else 1)
        self._selected(self.table.chosen_ids())

    def hideEvent(self, event: QHideEvent) -> None:
        """Mask everything again once the person goes elsewhere."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._mask()

    def back(self) -> bool:
        return self._mask()

    def _mask(self) -> bool:
        """Hide every subject that was shown; returns whether there was one."""
        if not self._revealed:
            return False
        self._revealed.clear()
        self.table.viewport().update()
        self._selected(self.table.chosen_ids())
        return True

    def _chips(self) -> QWidget:
        box = QWidget()
        flow = Flow(box)
        self._shelves = QButtonGroup(self)
        shelf = pieces.chip(self.tr("Shelf A"), chosen=True)
        self._shelves.addButton(shelf)
        flow.addWidget(shelf)
        return box

    def _columns(self) -> Sequence[Column[ShelfRow]]:
        return (
            Column(self.tr("Message"), lambda row: self._revealed.get(row.key, phrases.set_aside_message())),
            Column(self.tr("Month"), lambda row: figures.month(row.month), "muted", 18),
        )

    def _acts(self) -> QWidget:
        box = QWidget()
        self.keep = pieces.button(self.tr("Keep"), self._keep, name=self.tr("Keep: take it off the shelf"))
        self.keep.setToolTip(self.tr("Takes it off the shelf and never sets it aside again."))
        self.step = pieces.link(self.tr("Show subject"), self._step)
        line = pieces.row(self.keep, None, self.step)
        line.setContentsMargins(16, 12, 16, 12)
        box.setLayout(line)
        box.setMinimumHeight(style.row_height() + 18)
        return box

    def _by_ids(self, ids: Sequence[MessageKey]) -> list[ShelfRow]:
        by_id = {row.key: row for row in self._rows}
        return [by_id[key] for key in ids]

    def _selected(self, keys: Sequence[MessageKey]) -> None:
        self.keep.setEnabled(bool(keys))
        self.step.setVisible(len(keys) == 1)
        second = len(keys) == 1 and keys[0] in self._revealed
        words = self.tr("Open") if second else self.tr("Show subject")
        self.step.setText(words)
        self.step.setAccessibleName(words)

    def _step(self) -> None:
        """Take the next of the two steps: the subject first, the message after it."""
        (key,) = self.table.chosen_ids()
        if key in self._revealed:
            self._open(key)
        else:
            self._show_subject()

    def _show_subject(self) -> None:
        keys = self.table.chosen_ids()
        if len(keys) != 1 or keys[0] in self._revealed:
            return
        try:
            line = self.desk.audit.reveal(keys[0])
        except InboxGuardError as error:
            self.desk.jobs.failed.emit(self.tr("Showing a subject"), error)
            return
        self._revealed = {keys[0]: phrases.shown(line.subject) or self.tr("No subject")}
        self.table.viewport().update()
        self._selected(keys)

    def _open(self, key: MessageKey) -> MailDialog | None:
        try:
            letter: Letter = self.desk.audit.letter(key)
        except InboxGuardError as error:
            self.desk.jobs.failed.emit(self.tr("Showing a mail"), error)
            return None
        return show_mail(letter, self)

    def _keep(self) -> None:
        keys = self.table.chosen_ids()
        self.run(self.tr("Taking it off the shelf"), lambda audit, tell: audit.keep_all(keys, tell))
