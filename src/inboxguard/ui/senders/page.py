"""The page Senders."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QStackedWidget, QWidget

from inboxguard.audit.views import Chip, SenderRow, SortBy
from inboxguard.senders.sender import SenderId
from inboxguard.ui import figures, panes, phrases, pieces
from inboxguard.ui.flow import Flow
from inboxguard.ui.page import Desk, Page
from inboxguard.ui.senders.acting import Acts, apart_setting
from inboxguard.ui.senders.asked import AT_ONCE, Asked
from inboxguard.ui.senders.broken_off import BrokenOff
from inboxguard.ui.senders.columns import SenderColumns
from inboxguard.ui.senders.detail import NAMES_SHOWN, Opened, SenderPane
from inboxguard.ui.tables import Paged, Table
from inboxguard.ui.undo import UndoLine

if TYPE_CHECKING:
    from inboxguard.audit.audit import Audit


class SendersPage(Page):
    """A table of senders, filtered by chips and words, and the one that is chosen beside it."""

    def __init__(self, desk: Desk) -> None:
        line = self.tr("Who mails you, since when, and on what footing.")
        super().__init__(desk, self.tr("Senders"), line, search=self.tr("Search senders"))
        self._chip = Chip.ALL
        self._sort = SortBy.LAST
        self._descending = True
        self._wanted: SenderId | None = None
        self._shown_now: tuple[SenderId, ...] = ()
        self.sought.connect(lambda _: self._reload())
        self.body.addWidget(self._make_chips())
        self.undo = UndoLine()
        self.body.addWidget(self.undo)
        self.broken_off = BrokenOff()
        self.body.addWidget(self.broken_off)
        columns = SenderColumns().columns(lambda: desk.today)
        self.model: Paged[SenderId, SenderRow] = Paged(columns, self._fetch)
        self.table = Table(self.model, self.tr("Senders"), several=True)
        self.table.show_order(self._sort, self._descending)
        self.pane = SenderPane(Asked(desk))
        self.acts = Acts(self, self.undo)
        self._connect()
        self.split = panes.Split(self._make_list(), self.pane, self.tr("Back to the list"))
        self.table.chosen.connect(self._chosen)
        self.table.several.connect(self._several)
        self.table.opened.connect(lambda _: self.split.open_detail())
        self.table.clicked.connect(lambda _: self.split.open_detail())
        self.table.sorted_by.connect(self._sorted)
        self.table.menu.connect(lambda one, where: self.acts.menu(self.table.chosen_ids() or (one,), where))
        self.body.addWidget(self.split, 1)
        self._show_nobody()

    def _connect(self) -> None:
        pane, acts = self.pane, self.acts
        for signal, act in (
            (pane.unsubscribe, acts.unsubscribe),
            (pane.draft, acts.write),
            (pane.less, acts.less),
            (pane.next_step, acts.next_step),
            (pane.set_aside, acts.set_aside),
            (pane.keep, acts.keep),
            (pane.take_back, acts.take_back),
            (pane.undo, acts.undo),
            (pane.call, acts.call),
            (pane.merge, acts.merge),
            (pane.apart, acts.apart),
            (pane.batch, acts.batch),
            (pane.mail, acts.mail),
            (pane.call_mail, acts.call_mail),
            (pane.aside_mail, acts.set_mail_aside),
            (pane.all_mails, acts.all_mails),
        ):
            signal.connect(act)
        pane.more.connect(lambda one, where: acts.menu((SenderId(one),), where))
        acts.moved.connect(self._go_to)
        acts.left.connect(self._look_for_open)
        self.broken_off.go_on.connect(acts.leave)
        self.broken_off.drop.connect(acts.drop_open)

    # --- showing

    def refresh(self, audit: "Audit") -> None:
        """Ask for figures and rows again; who is chosen stays chosen."""
        self._look_for_open()
        counts = audit.chip_counts()
        for chip, made in self.chips.items():
            words = phrases.chip(chip, counts.get(chip, 0))
            made.setText(words)
            made.setAccessibleName(words)
        self._shown_now = ()  # what is shown of who is chosen may have changed
        self._reload()

    def _look_for_open(self) -> None:
        """Say that an earlier batch waits; of one that runs just now its own window tells."""
        if not self.desk.jobs.busy:
            self.broken_off.show_pending(self.desk.audit.pending_one_clicks())

    def shown(self, argument: object = None) -> None:
        """Show a filter or a sender that another page asked for."""
        if isinstance(argument, Chip):
            self._clear_search()
            self._choose_chip(argument)
        elif isinstance(argument, str) and argument:
            self._clear_search()
            self._choose_chip(Chip.ALL)
            if self.table.choose(argument):
                self.split.open_detail()
        self.table.setFocus()

    def back(self) -> bool:
        """Close the detail in a narrow window."""
        return self.split.close_detail()

    def set_narrow(self, narrow: bool) -> None:
        """One pane at a time."""
        super().set_narrow(narrow)
        self.split.set_narrow(narrow)

    def _make_chips(self) -> QWidget:
        strip = QWidget()
        flow = Flow(strip)
        group = QButtonGroup(strip)
        self.chips = {}
        for chip in Chip:
            made = pieces.chip(phrases.chip(chip, 0), partial(self._choose_chip, chip), chosen=chip is self._chip)
            group.addButton(made)
            flow.addWidget(made)
            self.chips[chip] = made
        return strip

    def _make_list(self) -> QWidget:
        card = panes.Card(gap=0, margins=(1, 1, 1, 1))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        empty = self.tr("Nobody here. Choose another filter, or look for a shorter word.")
        self._stack.addWidget(panes.Empty(empty, self.tr("Show all senders"), self._show_all))
        card.body.addWidget(self._stack, 1)
        card.body.addWidget(pieces.rule())
        foot = QWidget()
        self.count = pieces.text("", font="small", tone="muted", wrap=False)
        hint = pieces.text(self.tr("Select several to act on them together"), font="small", tone="muted", wrap=False)
        hint.setMinimumWidth(1)
        line = pieces.row(self.count, None, hint)
        line.setContentsMargins(16, 8, 16, 8)
        foot.setLayout(line)
        card.body.addWidget(foot)
        return card

    def _fetch(self, ids: Sequence[SenderId]) -> Sequence[SenderRow]:
        return self.desk.audit.sender_rows(ids)

    def _reload(self) -> None:
        several = self.table.chosen_ids() if self._wanted is None else ()
        before = self._wanted or self.table.chosen_id()
        self._wanted = None
        words = self.search.text().strip() if self.search is not None else ""
        ids = self.desk.audit.sender_ids(self._chip, words, self._sort, self._descending)
        self.model.set_ids(ids)
        self._stack.setCurrentIndex(0 if ids else 1)
        one = len(ids) == 1
        words = self.tr("1 sender") if one else self.tr("{n} senders").format(n=figures.number(len(ids)))
        self.count.setText(words)
        if len(several) > 1:
            self.table.choose_several(several)
        elif before is not None:
            self.table.choose(before)
        if self.table.chosen_id() is None:
            self._show_nobody()

    def _choose_chip(self, chip: Chip) -> None:
        self._chip = chip
        self.chips[chip].setChecked(True)
        self._reload()

    def _clear_search(self) -> None:
        if self.search is not None:
            self.search.blockSignals(True)
            self.search.clear()
            self.search.blockSignals(False)

    def _show_all(self) -> None:
        self._clear_search()
        self._choose_chip(Chip.ALL)

    def _sorted(self, key: SortBy, descending: bool) -> None:
        self._sort, self._descending = key, descending
        self._reload()

    def _show_nobody(self) -> None:
        self._shown_now = ()
        self.pane.show_none(self.tr("Choose a sender to see its timeline, its footing and what can be done."))

    def _chosen(self, one: SenderId | None) -> None:
        if one is None:
            self._show_nobody()
        elif (one,) != self._shown_now:
            self._shown_now = (one,)
            self.pane.show_sender(self._opened(one), self.desk.today)

    def _opened(self, one: SenderId) -> Opened:
        audit = self.desk.audit
        same = audit.sender_rows(
            [other for other in audit.likely_same(one) if audit.setting(apart_setting(one, other)) != "yes"][:1]
        )
        detail = audit.sender(one)
        return Opened(
            detail,
            audit.corrections_of(one),
            tuple(row for row in same if row.mails),
            audit.register_of(one) if detail.row.mails <= AT_ONCE else (),
            bool(audit.one_clicks_at(one)),
        )

    def _several(self, ids: tuple[SenderId, ...]) -> None:
        if len(ids) > 1 and ids != self._shown_now:
            self._shown_now = ids
            self.pane.show_several(self.desk.audit.sender_rows(ids[:NAMES_SHOWN]), ids)
        elif len(ids) == 1:
            self._chosen(ids[0])
        elif not ids:
            self._show_nobody()

    def _go_to(self, one: str) -> None:
        """Choose `one` after an act that changes the list."""
        self._wanted = SenderId(one)
