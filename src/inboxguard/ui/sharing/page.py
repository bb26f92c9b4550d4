"""The page Sharing: the picture or the table left, the chosen trail right."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QScrollArea, QSizePolicy, QStackedWidget, QWidget

from inboxguard.audit.trail_views import TrailRow
from inboxguard.audit.views import Line, RequestRow
from inboxguard.facts.message import MessageKey
from inboxguard.senders.sender import SenderId
from inboxguard.ui import panes, pieces, style
from inboxguard.ui.page import Desk, Page
from inboxguard.ui.sharing.acts import Acts
from inboxguard.ui.sharing.columns import columns, ordered
from inboxguard.ui.sharing.detail import TrailPane
from inboxguard.ui.sharing.filtering import Show, claimed, listed, weak
from inboxguard.ui.sharing.layout import drawn
from inboxguard.ui.sharing.legend import Legend
from inboxguard.ui.sharing.picture import Picture
from inboxguard.ui.sharing.strip import Strip
from inboxguard.ui.sharing.table import Foot, TrailTable
from inboxguard.ui.tables import Paged
from inboxguard.ui.undo import UndoLine

if TYPE_CHECKING:
    from inboxguard.audit.audit import Audit

_PICTURE, _TABLE, _NOTHING, _NO_MATCH = range(4)


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
        """Scroll down or up so that `rect` can be seen."""
        if rect is not None:
            # Sideways it stays where it is: a line is read from its source.
            seen = self.horizontalScrollBar().value() + self.viewport().width() // 2
            self.ensureVisible(seen, rect.center().toPoint().y(), 0, round(rect.height()))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)


class SharingPage(Page):
    """Whose copy of the address somebody seems to use: a picture, the same rows as a table, one trail opened."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "", "", search=self.tr("Name, domain or address"))
        title, line = (
            self.tr("Sharing"),
            self.tr("Whose copy of your address somebody seems to use, and how sure that is."),
        )
        self.setAccessibleName(title)
        self.title_label.setText(title)
        self.set_line(line)
        self._rows: tuple[TrailRow, ...] = ()
        self._listed: tuple[TrailRow, ...] = ()
        self._requests: tuple[RequestRow, ...] = ()
        self._chosen: SenderId | None = None
        self._unmasked = False
        self._in_table: tuple[TrailRow, ...] = ()
        self._order: tuple[object, bool] = (None, False)
        self.sought.connect(lambda _: self._filter())
        self._tools = self._make_tools()
        self.put_aside(self._tools)
        self.strip = Strip()
        self.strip.changed.connect(self._filter)
        self.body.addWidget(self.strip)
        self.undo = UndoLine()
        self.body.addWidget(self.undo)
        self.acts = Acts(self, self.undo)
        self.detail = self._make_detail()
        self.split = panes.Split(self._make_list(), self.detail, self.tr("Back to the list"), detail_ch=49)
        self.body.addWidget(self.split, 1)
        self._arrange()

    # --- asked by the window

    def refresh(self, audit: "Audit") -> None:
        self._rows = audit.sharing_rows()
        self._requests = audit.requests()
        # What was just settled stays open, so that it is seen what became of it.
        if self._chosen not in {row.recipient for row in self._rows}:
            self._chosen = None
        self._fill()

    def shown(self, argument: object = None) -> None:
        row = next((row for row in self._rows if row.recipient == argument), None)
        if row is None or (weak(row) and not self.strip.weak_too):
            return
        if row not in self._listed:
            self._clear_search()
            self.strip.choose(Show.SETTLED if row.settled else Show.ALL)
            self._fill()
        self._choose(row.recipient)
        self.split.open_detail()

    def back(self) -> bool:
        return self.split.close_detail()

    def set_narrow(self, narrow: bool) -> None:
        super().set_narrow(narrow)
        if self.search is not None:
            wide = style.ch(style.size("search_ch"))
            self.search.setMinimumWidth(style.ch(10) if narrow else wide)
            self.search.setMaximumWidth(16_777_215 if narrow else wide)
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

    # --- parts

    def _make_tools(self) -> QWidget:
        box = QWidget()
        self._picture_chip = pieces.chip(self.tr("Picture"), lambda: self.show_table(False), chosen=True)
        self._table_chip = pieces.chip(self.tr("Table"), lambda: self.show_table(True))
        self._switches = QButtonGroup(self)
        for one in (self._picture_chip, self._table_chip):
            self._switches.addButton(one)
            one.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        line = pieces.row(gap=6)
        if self.search is not None:
            line.addWidget(self.search, 1)
        line.addSpacing(6)
        line.addWidget(self._picture_chip)
        line.addWidget(self._table_chip)
        box.setLayout(line)
        return box

    def _make_list(self) -> QWidget:
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

        self._model: Paged[SenderId, TrailRow] = Paged(columns(lambda: self.desk.today), self._by_ids, self)
        self.table = TrailTable(self._model, self.tr("Recipients and whose copy they seem to use"))
        self.table.chosen.connect(self._choose_in_table)
        self.table.opened.connect(lambda _: self._open())
        self.table.sorted_by.connect(self._sort)
        self.foot = Foot(self.table)
        tabled = QWidget()
        inside = pieces.column(tabled, gap=0)
        inside.addWidget(self.table, 1)
        inside.addWidget(pieces.rule())
        inside.addWidget(self.foot)

        nothing = panes.Empty(
            self.tr(
                "Nothing can be said about sharing from this mailbox. No claim is made without evidence, "
                "and finding nothing is a result too."
            ),
            self.tr("Look at senders"),
            lambda: self.go.emit("senders", None),
        )
        no_match = panes.Empty(
            self.tr("Nothing here. Choose another filter, or look for a shorter word."),
            self.tr("Show all"),
            self._show_all,
        )
        self.stack = QStackedWidget()
        for widget in (drawing, tabled, nothing, no_match):
            self.stack.addWidget(widget)
        card = panes.Card(gap=0, margins=(1, 1, 1, 1))
        card.body.addWidget(self.stack)
        return card

    def _make_detail(self) -> TrailPane:
        pane, acts = TrailPane(self._reveal), self.acts
        pane.mail_wanted.connect(acts.mail)
        pane.letter_wanted.connect(acts.draft)
        pane.again_wanted.connect(acts.draft_again)
        pane.request_wanted.connect(lambda request: self.go.emit("requests", request))
        pane.answer_wanted.connect(acts.ask_answer)
        pane.mine.connect(acts.mine)
        pane.only_wanted.connect(acts.ask_only)
        pane.back_wanted.connect(acts.take_back)
        pane.name_wanted.connect(self._show_name)
        return pane

    # --- the list

    def _filter(self) -> None:
        """List what the filters let through, and choose the first where the chosen one is not among it."""
        self._fill(keep_chosen=False)

    def _fill(self, keep_chosen: bool = True) -> None:
        self.strip.fill(self._rows)
        words = self.search.text() if self.search is not None else ""
        self._listed = listed(self._rows, self.strip.show_now, words, self.strip.weak_too)
        there = {row.recipient for row in self._listed}
        if self._chosen is None or (not keep_chosen and self._chosen not in there):
            first = drawn(self._listed) or self._listed
            self._chosen = first[0].recipient if first else None
        self.picture.show_rows(self._listed, self._chosen)
        self.legend.show_rows(drawn(self._listed, must=self._chosen))
        self._fill_table()
        self.foot.say(len(self._listed), self._all_there())
        self._arrange()
        self._show_trail()

    def _all_there(self) -> int:
        if self.strip.show_now is Show.SETTLED:
            return sum(bool(row.settled) for row in self._rows)
        return len(claimed(self._rows, self.strip.weak_too))

    def _fill_table(self) -> None:
        in_order = tuple(ordered(self._listed, *self._order))
        if in_order != self._in_table:
            self._in_table = in_order
            self._model.set_ids([row.recipient for row in in_order])
        if self.table.chosen_id() != self._chosen:
            self.table.choose(self._chosen)

    def _arrange(self) -> None:
        settled = self.strip.show_now is Show.SETTLED
        if self._listed:
            at = _TABLE if settled or self._table_chip.isChecked() else _PICTURE
        else:
            at = _NO_MATCH if claimed(self._rows, True) or settled else _NOTHING
        if at == _NO_MATCH and not claimed(self._rows, self.strip.weak_too) and not settled:
            at = _NOTHING
        self.stack.setCurrentIndex(at)
        self._tools.setVisible(bool(self._rows))
        for one in (self._picture_chip, self._table_chip):
            one.setEnabled(not settled)

    def _clear_search(self) -> None:
        if self.search is not None:
            self.search.blockSignals(True)
            self.search.clear()
            self.search.blockSignals(False)

    def _show_all(self) -> None:
        self._clear_search()
        self.strip.choose(Show.ALL)
        self._filter()

    def _by_ids(self, ids: Sequence[SenderId]) -> list[TrailRow]:
        by_id = {row.recipient: row for row in self._rows}
        return [by_id[wanted] for wanted in ids]

    def _sort(self, key: object, descending: bool) -> None:
        self._order = (key, descending)
        self._fill_table()

    def _choose_in_table(self, recipient: object) -> None:
        if isinstance(recipient, str) and recipient != self._chosen:
            self._choose(recipient)

    def _choose(self, recipient: str) -> None:
        self._chosen = SenderId(recipient)
        self.picture.choose(self._chosen)
        self.legend.show_rows(drawn(self._listed, must=self._chosen))
        self.area.show_rect(self.picture.chosen_rect())
        if self.table.chosen_id() != self._chosen:
            self.table.choose(self._chosen)
        self._show_trail()

    # --- the chosen trail

    def _open(self) -> None:
        self.split.open_detail()
        self.detail.area.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_trail(self, reveal: bool = False) -> None:
        self._unmasked = reveal
        if self._chosen is None:
            if claimed(self._rows, True):
                self.detail.say_nothing_chosen()
            else:
                self.detail.say_nothing_found()
            return
        trail = self.desk.audit.trail(self._chosen, reveal=reveal)
        self.detail.show_trail(trail, self._requests, self.desk.today)

    def _show_name(self, recipient: str) -> None:
        if recipient == self._chosen:
            self._show_trail(reveal=True)

    def _reveal(self, key: MessageKey) -> Line | None:
        line = self.acts.line(key)
        self.detail.forget()
        self._unmasked = self._unmasked or line is not None
        return line
