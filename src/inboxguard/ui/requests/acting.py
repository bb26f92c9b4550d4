"""What the page Requests does when an act is pressed: the dialogs, the work beside the window, what follows."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QMenu

from inboxguard.audit.accepting import Named
from inboxguard.audit.replying import ReplyRow
from inboxguard.audit.views import RequestDetail
from inboxguard.errors import InboxGuardError
from inboxguard.senders.sender import SenderId
from inboxguard.ui import phrases
from inboxguard.ui.letter import show_letter
from inboxguard.ui.page import Page
from inboxguard.ui.requests.acts import ANSWERS, Act, offered
from inboxguard.ui.requests.answering import TO_WHOM, WHERE_FROM, answer_dialog
from inboxguard.ui.requests.beside import NOTHING, Beside, deny
from inboxguard.ui.requests.complaining import ComplainDialog
from inboxguard.ui.requests.following import FollowingDialog
from inboxguard.ui.requests.groups import called
from inboxguard.ui.requests.proposing import ProposalsDialog
from inboxguard.ui.requests.reminding import RemindDialog
from inboxguard.ui.requests.telling import Telling
from inboxguard.ui.requests.writing import show_writing


class RequestActs(QObject):
    """Acts about the request that is opened.

    `said(words)` is quiet news of what was done, `written(id)` a letter that the ledger holds since.
    """

    said = Signal(str)
    written = Signal(str)

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page, self._desk = page, page.desk
        self._request: RequestDetail | None = None
        self.beside: Beside = NOTHING
        """What the mailbox has about the request, as far as it was looked up."""

    def about(self, request: RequestDetail | None) -> None:
        """Act on this request from now on."""
        self._request, self.beside = request, NOTHING

    def menu(self, where: QPoint) -> QMenu | None:
        """Open the menu of what can be done about the request."""
        if self._request is None:
            return None
        menu = QMenu(self._page)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for one in offered(self._request):
            if one.act in (Act.CLOSE, Act.WITHDRAW):
                menu.addSeparator()
            menu.addAction(one.words, partial(self.do, one.act))
        menu.popup(where)
        return menu

    def do(self, act: Act) -> None:
        """Do what was asked for about the request."""
        if (request := self._request) is None:
            return
        doing: dict[Act, Callable[[], object]] = {
            Act.SENT: partial(self._tell, "sent"),
            Act.LETTER: partial(show_letter, self._desk, request, self._page),
            Act.REMIND: self._remind,
            Act.ANSWERED: self._answered,
            Act.COMPLAIN: self._complain,
            Act.CALENDAR: self._calendar,
            Act.COPY: self._copy,
            Act.ANEW: self._anew,
            Act.CLOSE: partial(self._mark, request, "closed"),
            Act.WITHDRAW: partial(self._mark, request, "withdrawn"),
        }
        doing[act]()

    def accept(self, reply: ReplyRow) -> None:
        """Write down what a mail seems to say, or ask whom it names where that was the question."""
        if (request := self._request) is None:
            return
        row = request.row
        if row.kind in (WHERE_FROM, TO_WHOM) and str(reply.proposed).startswith("answered"):
            self._file(request, row.kind, reply.line.key)
            return
        key = reply.line.key

        def then(named: Named | None) -> None:
            if named is not None and named.candidates and row.name:
                self._file(request, named.asked, named.message)

        self._page.run(
            self.tr("Writing it down"),
            lambda audit, tell: (audit.accept(row.id, key), audit.named_in_answer(row.id, key))[1],
            then,
        )

    def deny(self, reply: ReplyRow) -> None:
        """Remember that a mail does not say what it seems to."""
        key = reply.line.key
        self.beside = Beside(
            self.beside.replies,
            tuple(one for one in self.beside.proposals if one.line.key != key),
            self.beside.meanwhile,
        )
        self._page.run(self.tr("Writing it down"), lambda audit, tell: deny(audit, key))

    def _file(self, request: RequestDetail, asked: str, message: str = "") -> None:
        row = request.row
        dialog = answer_dialog(self._desk, self._page, row.organisation, asked, row.id, called(row), message)
        dialog.other_wanted.connect(partial(self._tell_answer, request))

    def _tell(self, event: str) -> None:
        title, line = {
            "sent": (self.tr("I sent it"), self.tr("The time to answer is counted from this day on.")),
            "reminded": (self.tr("I reminded them"), self.tr("Write down the day of your reminder.")),
            "complained": (self.tr("I complained"), self.tr("Write down the day of your complaint to the regulator.")),
        }[event]
        if self._request is not None:
            self._ask(self._request, title, line, [(event, phrases.request_event(event))])

    def _answered(self) -> None:
        """Ask first what their mails seem to say, else whom they named where that was the question, else anything."""
        if (request := self._request) is None:
            return
        if self.beside.proposals:
            dialog = ProposalsDialog(called(request.row), self.beside.proposals, self._desk.today, self._page)
            dialog.accepted_one.connect(self.accept)
            dialog.denied_one.connect(self.deny)
            dialog.other_wanted.connect(partial(self._tell_named, request))
            dialog.open()
        else:
            self._tell_named(request)

    def _tell_named(self, request: RequestDetail) -> None:
        if request.row.kind in (WHERE_FROM, TO_WHOM) and "answered_full" in request.allowed:
            self._file(request, request.row.kind)
        else:
            self._tell_answer(request)

    def _tell_answer(self, request: RequestDetail) -> None:
        events = [(event, phrases.request_event(event)) for event in ANSWERS if event in request.allowed]
        self._ask(request, self.tr("They answered"), self.tr("What did they say?"), events)

    def _ask(self, request: RequestDetail, title: str, line: str, events: Sequence[tuple[str, str]]) -> None:
        dialog = Telling(title, line, events, request.row.created, self._desk.today, self._page)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._mark(request, dialog.event_code, dialog))
        dialog.open()

    def _mark(self, request: RequestDetail, event: str, told: Telling | None = None) -> None:
        one = request.row.id
        at, note = (told.at, told.note) if told is not None else (None, None)
        self._page.run(self.tr("Writing it down"), lambda audit, tell: audit.mark(one, event, at, note))

    def _remind(self) -> None:
        if self._request is not None:
            self._follow(RemindDialog(self._desk, self._request, self._page), "reminded")

    def _complain(self) -> None:
        if self._request is not None:
            self._follow(ComplainDialog(self._desk, self._request, self._page), "complained")

    def _follow(self, dialog: FollowingDialog, event: str) -> None:
        dialog.written.connect(self._written)
        dialog.told_already.connect(partial(self._tell, event))
        _show(dialog)

    def _written(self, request: RequestDetail) -> None:
        self.written.emit(request.row.id)
        show_letter(self._desk, request, self._page)

    def _anew(self) -> None:
        if (request := self._request) is not None:
            row = request.row
            show_writing(self._desk, SenderId(row.organisation), row.name, row.kind, self._written, self._page.window())

    def _copy(self) -> None:
        if (request := self._request) is not None:
            QGuiApplication.clipboard().setText(f"{request.subject}\n\n{request.body}")
            self.said.emit(self.tr("Subject and letter are on the clipboard."))

    def _calendar(self) -> None:
        if (request := self._request) is None:
            return
        proposed = f"{request.row.reference}.ics"
        kinds = self.tr("Calendar (*.ics)")
        chosen, _ = QFileDialog.getSaveFileName(self._page, self.tr("Save the day"), proposed, kinds)
        if not chosen:
            return
        path, one = Path(chosen), request.row.id
        saved = self.tr("Saved. Open the file with your calendar. Its title names nobody.")

        def failed(error: Exception) -> bool:
            if isinstance(error, InboxGuardError):
                self.said.emit(phrases.shown(str(error), 300))
            return isinstance(error, InboxGuardError)

        self._page.run(
            self.tr("Saving a day"),
            lambda audit, tell: audit.export_calendar(path, one),
            lambda _: self.said.emit(saved),
            otherwise=failed,
            changes=False,
        )


def _show(dialog: QDialog) -> None:
    dialog.setModal(True)
    dialog.show()
