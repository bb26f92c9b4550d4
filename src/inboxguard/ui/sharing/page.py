"""The page Sharing: the picture or the table left, the chosen trail right."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QScrollArea, QStackedWidget, QWidget

from inboxguard.audit.trail_views import TrailDetail, TrailRow
from inboxguard.audit.views import Chip, Line, RequestDetail, SortBy
from inboxguard.errors import InboxGuardError
from inboxguard.facts.message import MessageKey
from inboxguard.senders.sender import SenderId
from inboxguard.trace.trail import Level
from inboxguard.ui import panes, pieces
from inboxguard.ui.letter import show_letter
from inboxguard.ui.page import Desk, Page
from inboxguard.ui.sharing.columns import columns, ordered
from inboxguard.ui.sharing.detail import TrailPane
from inboxguard.ui.sharing.given_only import GivenOnly
from inboxguard.ui.sharing.layout import drawn
from inboxguard.ui.sharing.legend import Legend
from inboxguard.ui.sharing.mail import show_mail
from inboxguard.ui.sharing.picture import Picture
from inboxguard.ui.tables import Paged, Table

if TYPE_CHECKING:
    from inboxguard.audit.audit import Audit

OFFERED = 50
"""Organisations offered at most in "This address I gave only to..."."""


class PictureArea(QScrollArea):
    """Gives the picture its room and scrolls where its words need more."""

    def __init__(self, picture: Picture) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._picture = picture
        self.setWidget(picture)
        # QScrollArea makes its widget fill itself with the window's colour; the card's ground shall show.
        picture.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._picture.fit(self.viewport().size())

    def show_rect(self, rect: QRectF | None) -> None:
        """Scroll so that `rect` can be seen."""
        if rect is not None:
            centre = rect.center().toPoint()
            self.ensureVisible(centre.x(), centre.y(), 0, round(rect.height()))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)


class SharingPage(Page):
    """Whose copy of the address somebody seems to use: a picture, the same rows as a table, one trail opened."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "", "")
        title, line = (
            self.tr("Sharing"),
            self.tr("Whose copy of your address somebody seems to use, and how sure that is."),
        )
        self.setAccessibleName(title)
        self.title_label.setText(title)
        self.set_line(line)
        self._rows: tuple[TrailRow, ...] = ()
        self._chosen: SenderId | None = None
        self._unmasked = False
        self._order: tuple[object, bool] = (None, False)
        self.put_aside(self._switch())

        self.picture = Picture()
        self.picture.chosen.connect(self._choose)
        self.picture.opened.connect(self._open)
        self.picture.rest_wanted.connect(lambda: self.show_table(True))
        self.legend = Legend()
        self.area = PictureArea(self.picture)
        drawing = QWidget()
        inside = pieces.column(drawing, gap=0)
        inside.addWidget(self.area, 1)
        inside.addWidget(pieces.rule())
        inside.addWidget(self.legend)

        self._model: Paged[SenderId, TrailRow] = Paged(columns(), self._by_ids, self)
        self.table = Table(self._model, self.tr("Recipients and whose copy they seem to use"))
        self.table.chosen.connect(self._choose_in_table)
        self.table.opened.connect(lambda _: self._open())
        self.table.sorted_by.connect(self._sort)

        nothing = panes.Empty(
            self.tr(
                "Nothing can be said about sharing from this mailbox. No claim is made without evidence, "
                "and finding nothing is a result too."
            ),
            self.tr("Look at senders"),
            lambda: self.go.emit("senders", None),
        )
        self.stack = QStackedWidget()
        for widget in (drawing, self.table, nothing):
            self.stack.addWidget(widget)
        listed = panes.Card(gap=0, margins=(1, 1, 1, 1))
        listed.body.addWidget(self.stack)

        self.detail = TrailPane(self._reveal)
        self.detail.mail_wanted.connect(self._show_mail)
        self.detail.letter_wanted.connect(self._draft)
        self.detail.mine.connect(self._mine)
        self.detail.only_wanted.connect(self._given_only)
        self.detail.name_wanted.connect(self._show_name)
        self.split = panes.Split(listed, self.detail, self.tr("Back to the list"), detail_ch=49)
        self.body.addWidget(self.split, 1)
        self._arrange()

    def refresh(self, audit: "Audit") -> None:
        self._rows = tuple(row for row in audit.trail_rows() if row.source and row.level is not Level.NOT_SHOWN)
        if self._chosen not in {row.recipient for row in self._rows}:
            picture = drawn(self._rows)
            self._chosen = picture[0].recipient if picture else None
        self.picture.show_rows(self._rows, self._chosen)
        self.legend.show_rows(self._rows)
        self._fill_table()
        self._arrange()
        self._show_trail()

    def shown(self, argument: object = None) -> None:
        if isinstance(argument, str) and argument in {row.recipient for row in self._rows}:
            self._choose(argument)
            self.split.open_detail()

    def back(self) -> bool:
        return self.split.close_detail()

    def set_narrow(self, narrow: bool) -> None:
        super().set_narrow(narrow)
        self.split.set_narrow(narrow)

    def hideEvent(self, event: QHideEvent) -> None:
        """Mask again what was shown deliberately: a name, a subject."""
        super().hideEvent(event)
        if not event.spontaneous() and self._unmasked:
            self._show_trail()

    def show_table(self, table: bool) -> None:
        """Switch between the picture and the table of the same rows."""
        self._table_chip.setChecked(table)
        self._picture_chip.setChecked(not table)
        self._arrange()
        if table:
            self.table.choose(self._chosen)

    def _switch(self) -> QWidget:
        box = QWidget()
        self._picture_chip = pieces.chip(self.tr("Picture"), lambda: self.show_table(False), chosen=True)
        self._table_chip = pieces.chip(self.tr("Table"), lambda: self.show_table(True))
        self._switches = QButtonGroup(self)
        for one in (self._picture_chip, self._table_chip):
            self._switches.addButton(one)
        line = pieces.row(self._picture_chip, self._table_chip, None, gap=6)
        box.setLayout(line)
        return box

    def _arrange(self) -> None:
        empty = not self._rows
        self.stack.setCurrentIndex(2 if empty else int(self._table_chip.isChecked()))
        for one in (self._picture_chip, self._table_chip):
            one.setVisible(not empty)

    def _by_ids(self, ids: Sequence[SenderId]) -> list[TrailRow]:
        by_id = {row.recipient: row for row in self._rows}
        return [by_id[wanted] for wanted in ids]

    def _sort(self, key: object, descending: bool) -> None:
        self._order = (key, descending)
        self._fill_table()

    def _fill_table(self) -> None:
        self._model.set_ids([row.recipient for row in ordered(self._rows, *self._order)])
        self.table.choose(self._chosen)

    def _choose_in_table(self, recipient: object) -> None:
        if isinstance(recipient, str) and recipient != self._chosen:
            self._choose(recipient)

    def _choose(self, recipient: str) -> None:
        self._chosen = SenderId(recipient)
        self.picture.choose(self._chosen)
        self.area.show_rect(self.picture.chosen_rect())
        if self.table.chosen_id() != self._chosen:
            self.table.choose(self._chosen)
        self._show_trail()

    def _open(self) -> None:
        self.split.open_detail()
        self.detail.area.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_trail(self, reveal: bool = False) -> None:
        self._unmasked = reveal
        if self._chosen is None:
            self.detail.say_nothing_found()
            return
        self.detail.show_trail(self.desk.audit.trail(self._chosen, reveal=reveal))

    def _show_name(self, recipient: str) -> None:
        if recipient == self._chosen:
            self._show_trail(reveal=True)

    def _reveal(self, key: MessageKey) -> Line | None:
        try:
            line = self.desk.audit.reveal(key)
        except InboxGuardError as error:
            self.desk.jobs.failed.emit(self.tr("Showing a subject"), error)
            return None
        self._unmasked = True
        return line

    def _show_mail(self, key: str) -> None:
        try:
            letter = self.desk.audit.letter(MessageKey(key))
        except InboxGuardError as error:
            self.desk.jobs.failed.emit(self.tr("Showing a mail"), error)
            return
        show_mail(letter, self)

    def _draft(self, kind: str, organisation: str) -> None:
        self.run(
            self.tr("Writing a letter"),
            lambda audit, tell: audit.draft(kind, SenderId(organisation)),
            self._drafted,
        )

    def _drafted(self, request: RequestDetail) -> None:
        show_letter(self.desk, request, self)

    def _mine(self, recipient: str) -> None:
        self.run(self.tr("Looking again"), lambda audit, tell: audit.signed_up_myself(SenderId(recipient), tell))

    def _given_only(self, trail: TrailDetail) -> None:
        row = trail.row
        first = (row.source, row.source_name or row.source) if row.source is not None else None
        dialog = GivenOnly(row.address, first, self._find, self)
        dialog.accepted.connect(lambda: self._only(row.address, dialog.answer))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _only(self, address: str, organisation: SenderId | None) -> None:
        if organisation is not None:
            self.run(self.tr("Looking again"), lambda audit, tell: audit.given_only(address, organisation, tell))

    def _find(self, typed: str) -> list[tuple[SenderId, str]]:
        ids = self.desk.audit.sender_ids(Chip.ALL, typed, SortBy.NAME, False)[:OFFERED]
        return [(row.id, row.name) for row in self.desk.audit.sender_rows(ids)]
