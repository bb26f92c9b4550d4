"""The page Requests: the list left, the chosen request right. Nothing is ever sent from here."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QButtonGroup, QPushButton, QStackedWidget, QWidget

from inboxguard.audit.replying import ReplyRow
from inboxguard.audit.views import RequestDetail, RequestRow
from inboxguard.ui import figures, panes, phrases, pieces
from inboxguard.ui.flow import Flow
from inboxguard.ui.letter import show_letter
from inboxguard.ui.page import Desk, Page
from inboxguard.ui.phrases import shown, tooltip
from inboxguard.ui.requests.answering import TO_WHOM, WHERE_FROM, answer_dialog
from inboxguard.ui.requests.detail import RequestPane
from inboxguard.ui.requests.groups import Group, called, counts, listed
from inboxguard.ui.requests.telling import Telling
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
        foot = pieces.text(promise, font="small", tone="muted")
        foot.setContentsMargins(16, 9, 16, 9)
        card.body.addWidget(foot)

        self.detail = RequestPane()
        self.detail.told_wanted.connect(self._tell)
        self.detail.answer_wanted.connect(self._tell_answer)
        self.detail.letter_wanted.connect(self._letter)
        self.detail.copy_wanted.connect(self._copy)
        self.detail.close_wanted.connect(lambda event: self._mark(event))
        self.split = panes.Split(card, self.detail, self.tr("Back to the list"))
        self.body.addWidget(self.split, 1)
        self._fill(None)

    def refresh(self, audit: "Audit") -> None:
        chosen = self._opened.row.id if self._opened is not None else None
        self._rows = audit.requests()
        found = counts(self._rows)
        for group, chip in self._chips.items():
            words = self._chip_words(group).format(n=figures.number(found[group]))
            chip.setText(words)
            chip.setAccessibleName(words)
        self._fill(chosen)

    def shown(self, argument: object = None) -> None:
        if isinstance(argument, str) and any(row.id == argument for row in self._rows):
            self._pick(Group.ALL)
            self.table.choose(argument)
            self.split.open_detail()

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
                lambda row: phrases.request_mark(row, self.desk.today)[2],
                "mark",
                25,
                tip=lambda row: tooltip(figures.exact(row.due)) if row.due is not None else "",
                paint=lambda row: phrases.request_mark(row, self.desk.today)[:2],
            ),
        )

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
        self.stack.setCurrentIndex(0 if rows else (1 if not self._rows else 2))
        if not rows:
            self._show(None)
        elif not self.table.choose(chosen):
            self.table.choose(rows[0].id)

    def _show(self, wanted: object) -> None:
        if not isinstance(wanted, str):
            self._opened = None
            self.detail.say_nothing_chosen()
            return
        self._opened = self.desk.audit.request(wanted)
        self.detail.show_request(self._opened, self.desk.audit.profile().name, self.desk.today)
        if "answered_full" in self._opened.allowed:
            self._look_for_mail(wanted)

    def _look_for_mail(self, request: str) -> None:
        """Say under the notice what mail seems to answer the letter; looking takes a moment in a large mailbox."""

        def came(found: Sequence[ReplyRow]) -> None:
            if self._opened is not None and self._opened.row.id == request:
                self.detail.show_replies(found, self.desk.today)

        self.desk.jobs.run(
            self.tr("Looking for answers"),
            lambda audit, tell: audit.replies(request),
            came,
            owner=self,
            changes=False,
            show="nothing",
        )

    def _open(self) -> None:
        self.split.open_detail()
        self.detail.area.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self, event: str) -> None:
        title, line = {
            "sent": (self.tr("I sent it"), self.tr("The time to answer is counted from this day on.")),
            "reminded": (self.tr("I reminded them"), self.tr("Write down the day of your reminder.")),
            "complained": (self.tr("I complained"), self.tr("Write down the day of your complaint to the regulator.")),
        }[event]
        self._ask(title, line, [(event, phrases.request_event(event))])

    def _tell_answer(self, answers: Sequence[str]) -> None:
        """Ask whom they named where that was the question, else what they said."""
        if self._opened is not None and self._opened.row.kind in (WHERE_FROM, TO_WHOM) and "answered_full" in answers:
            row = self._opened.row
            dialog = answer_dialog(self.desk, self, row.organisation, row.kind, row.id, called(row))
            dialog.other_wanted.connect(lambda: self._tell_any_answer(answers))
        else:
            self._tell_any_answer(answers)

    def _tell_any_answer(self, answers: Sequence[str]) -> None:
        title, line = self.tr("They answered"), self.tr("What did they say?")
        self._ask(title, line, [(event, phrases.request_event(event)) for event in answers])

    def _ask(self, title: str, line: str, events: Sequence[tuple[str, str]]) -> None:
        if self._opened is None:
            return
        dialog = Telling(title, line, events, self._opened.row.created, self.desk.today, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._mark(dialog.event_code, dialog))
        dialog.open()

    def _mark(self, event: str, told: Telling | None = None) -> None:
        if self._opened is None:
            return
        request = self._opened.row.id
        at, note = (told.at, told.note) if told is not None else (None, None)
        self.run(self.tr("Writing it down"), lambda audit, tell: audit.mark(request, event, at, note))

    def _letter(self) -> None:
        if self._opened is not None:
            show_letter(self.desk, self._opened, self)

    def _copy(self) -> None:
        if self._opened is not None:
            QGuiApplication.clipboard().setText(f"{self._opened.subject}\n\n{self._opened.body}")
            self.detail.say(self.tr("Subject and letter are on the clipboard."))
