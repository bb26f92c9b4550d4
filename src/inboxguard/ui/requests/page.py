"""The page Requests: the list left, the chosen request right. Nothing is ever sent from here."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QButtonGroup, QPushButton, QStackedWidget, QWidget

from inboxguard.audit.objections import STOPPING
from inboxguard.audit.views import RequestDetail, RequestRow
from inboxguard.senders.sender import SenderId
from inboxguard.ui import figures, panes, phrases, pieces
from inboxguard.ui.flow import Flow
from inboxguard.ui.page import Desk, Page
from inboxguard.ui.phrases import shown, tooltip
from inboxguard.ui.requests.acting import RequestActs
from inboxguard.ui.requests.beside import Beside, look
from inboxguard.ui.requests.detail import RequestPane
from inboxguard.ui.requests.groups import Group, called, counts, listed
from inboxguard.ui.requests.ledger_menu import LedgerMenu
from inboxguard.ui.tables import Column, Paged, Table

if TYPE_CHECKING:
    from inboxguard.audit.audit import Audit


class RequestsPage(Page):
    """What was asked, of whom, and by when they have to answer."""

    def __init__(self, desk: Desk) -> None:
        line = self.tr("What you asked, of whom, and by when they have to answer.")
        super().__init__(desk, self.tr("Requests"), line, search=self.tr("Search requests"))
        self.sought.connect(self._search)
        self._rows: tuple[RequestRow, ...] = ()
        self._group = Group.ALL
        self._wanted = ""
        self._opened: RequestDetail | None = None
        self._next: str | None = None
        self._honoured: frozenset[str] = frozenset()
        self._known = False
        self.body.addWidget(self._make_chips())

        self._model: Paged[str, RequestRow] = Paged(self._columns(), self._by_ids, self)
        self.table = Table(self._model, self.tr("Requests"), row="row_requests")
        self.table.chosen.connect(self._show)
        self.table.opened.connect(lambda _: self._open())
        self._nothing = panes.Empty(
            self.tr("No letter was drafted yet. Choose a sender or a trail and ask where they got your address."),
            self.tr("Look at senders"),
            lambda: self.go.emit("senders", None),
        )
        self._no_match = panes.Empty(self.tr("No request matches."))
        self.stack = QStackedWidget()
        for widget in (self.table, self._nothing, self._no_match):
            self.stack.addWidget(widget)
        card = panes.Card(gap=0, margins=(1, 1, 1, 1))
        card.body.addWidget(self.stack, 1)
        card.body.addWidget(pieces.rule())
        promise = self.tr("Nothing is ever sent from here. Drafts go where you choose.")
        self._foot = pieces.text(promise, font="small", tone="muted")
        self.ledger = LedgerMenu(self)
        self.ledger.said.connect(self._say)
        self.ledger_button = pieces.link(self.tr("Ledger..."), self._ledger_menu, name=self.tr("Save or take in"))
        foot = pieces.row(self._foot, self.ledger_button)
        foot.setStretch(0, 1)
        foot.setContentsMargins(16, 9, 16, 9)
        card.body.addLayout(foot)

        self.acts = RequestActs(self)
        self.detail = RequestPane()
        self.detail.wanted.connect(self.acts.do)
        self.detail.accepted.connect(self.acts.accept)
        self.detail.denied.connect(self.acts.deny)
        self.detail.other.connect(self._go_to)
        self.acts.said.connect(self.detail.say)
        self.acts.written.connect(self._was_written)
        self.table.menu.connect(self._menu)
        self.split = panes.Split(card, self.detail, self.tr("Back to the list"), detail_ch=52)
        self.body.addWidget(self.split, 1)
        self._fill(None)

    def refresh(self, audit: "Audit") -> None:
        """Ask for the ledger beside the window, or at once where that would wait for what runs there."""
        if self.desk.jobs.busy:
            self._came(_ledger(audit))
            return
        self.desk.jobs.run(
            self.tr("Opening the ledger"),
            lambda audit, tell: _ledger(audit),
            self._came,
            owner=self,
            changes=False,
            show="nothing",
        )

    def _came(self, ledger: tuple[tuple[RequestRow, ...], frozenset[str]]) -> None:
        self._rows, self._honoured = ledger
        wanted, self._next = self._next, None
        if not any(row.id == wanted for row in self._rows):
            wanted = None
        chosen = wanted or (self._opened.row.id if self._opened is not None else None)
        found = counts(self._rows)
        for group, chip in self._chips.items():
            words = self._chip_words(group).format(n=figures.number(found[group]))
            chip.setText(words)
            chip.setAccessibleName(words)
        self._known = True
        self._fill(chosen)
        if wanted is not None:
            self._go_to(wanted)

    def shown(self, argument: object = None) -> None:
        if isinstance(argument, str):
            self._next = argument  # where the ledger is still on its way, it is chosen once it is there
            if any(row.id == argument for row in self._rows):
                self._next = None
                self._go_to(argument)

    def back(self) -> bool:
        return self.split.close_detail()

    def set_narrow(self, narrow: bool) -> None:
        super().set_narrow(narrow)
        self.split.set_narrow(narrow)

    def _chip_words(self, group: Group) -> str:
        return {
            Group.ALL: self.tr("All {n}"),
            Group.DRAFTED: self.tr("Drafted {n}"),
            Group.WAITING: self.tr("Waiting {n}"),
            Group.OVERDUE: self.tr("Overdue {n}"),
            Group.ANSWERED: self.tr("Answered {n}"),
            Group.CLOSED: self.tr("Closed {n}"),
        }[group]

    def _make_chips(self) -> QWidget:
        box = QWidget()
        flow = Flow(box)
        self._switches = QButtonGroup(self)
        self._chips: dict[Group, QPushButton] = {}
        for group in Group:
            chip = pieces.chip("", partial(self._pick, group), chosen=group is Group.ALL)
            self._switches.addButton(chip)
            self._chips[group] = chip
            flow.addWidget(chip)
        return box

    def _columns(self) -> Sequence[Column[RequestRow]]:
        return (
            Column(self.tr("To"), lambda row: shown(called(row)), tip=lambda row: tooltip(called(row))),
            Column(self.tr("What was asked"), lambda row: phrases.request_kind(row.kind), "muted", 18),
            Column(
                self.tr("State"),
                lambda row: self._mark(row)[2],
                "mark",
                25,
                tip=lambda row: tooltip(figures.exact(row.due)) if row.due is not None else "",
                paint=lambda row: self._mark(row)[:2],
            ),
        )

    def _mark(self, row: RequestRow) -> tuple[str, str, str]:
        return phrases.request_mark(row, self.desk.today, row.id in self._honoured)

    def _was_written(self, request: str) -> None:
        """Choose a letter that was just written, once the list has it."""
        self._next = request
        self._group = Group.ALL
        self._chips[Group.ALL].setChecked(True)

    def _by_ids(self, ids: Sequence[str]) -> list[RequestRow]:
        by_id = {row.id: row for row in self._rows}
        return [by_id[wanted] for wanted in ids]

    def _pick(self, group: Group) -> None:
        self._group = group
        self._chips[group].setChecked(True)
        self._fill(self._opened.row.id if self._opened is not None else None)

    def _search(self, text: str) -> None:
        self._wanted = text
        self._fill(self._opened.row.id if self._opened is not None else None)

    def _fill(self, chosen: str | None) -> None:
        rows = listed(self._rows, self._group, self._wanted)
        self._model.set_ids([row.id for row in rows])
        self.stack.setCurrentIndex(0 if rows or not self._known else (1 if not self._rows else 2))
        if not rows:
            self._show(None)
        elif not self.table.choose(chosen):
            self.table.choose(rows[0].id)

    def _show(self, wanted: object) -> None:
        if not isinstance(wanted, str):
            self._opened = None
            self.acts.about(None)
            self.detail.say_nothing_chosen()
            return
        audit = self.desk.audit
        self._opened = audit.request(wanted)
        self.acts.about(self._opened)
        lying = audit.lies(wanted) if self._opened.row.state == "drafted" else None
        self.detail.show_request(
            self._opened, audit.profile().name, self.desk.today, self._case(), lying.words if lying is not None else ""
        )
        if self._opened.row.state != "drafted":
            self._look_beside(self._opened)

    def _case(self) -> Sequence[RequestRow]:
        """Return the other letters of the case that is opened, the first letter first."""
        if self._opened is None:
            return ()
        row = self._opened.row
        first = row.follows or row.id
        return [one for one in reversed(self._rows) if first in (one.id, one.follows) and one.id != row.id]

    def _look_beside(self, request: RequestDetail) -> None:
        """Look for what the mailbox has about the request, which takes a moment in a large one."""

        def came(found: Beside) -> None:
            if self._opened is request:
                self.acts.beside = found
                self.detail.show_beside(found)

        self.desk.jobs.run(
            self.tr("Looking for answers"),
            lambda audit, tell: look(audit, request),
            came,
            owner=self,
            changes=False,
            show="nothing",
        )

    def _open(self) -> None:
        self.split.open_detail()
        self.detail.area.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_to(self, request: str) -> None:
        """Show another letter, whatever the chips and the search leave in the list."""
        if any(row.id == request for row in self._rows):
            if self.search is not None:
                self.search.clear()
            self._wanted = ""
            self._pick(Group.ALL)
            self.table.choose(request)
            self.split.open_detail()

    def _menu(self, request: object, where: QPoint) -> None:
        if isinstance(request, str) and self.table.choose(request):
            self.acts.menu(where)

    def _ledger_menu(self) -> None:
        at = self.ledger_button
        self.ledger.menu(at.mapToGlobal(QPoint(0, at.height())))

    def _say(self, words: str) -> None:
        self._foot.setText(phrases.breakable(words))


def _ledger(audit: "Audit") -> tuple[tuple[RequestRow, ...], frozenset[str]]:
    rows = audit.requests()
    return rows, _honoured(audit, rows)


def _honoured(audit: "Audit", rows: Sequence[RequestRow]) -> frozenset[str]:
    """Return the closed letters that ended mail of a sender, which did end as far as the mailbox shows."""
    closed = [row for row in rows if row.state == "closed" and row.kind in STOPPING and row.sent and row.name]
    if not closed:
        return frozenset()
    senders = audit.sender_rows([SenderId(one) for one in dict.fromkeys(row.organisation for row in closed)])
    ended = {one.id for one in senders if one.opt_out == "honoured"}
    return frozenset(row.id for row in closed if row.organisation in ended)
