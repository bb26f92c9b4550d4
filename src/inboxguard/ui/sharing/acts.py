"""What the page Sharing does when something is pressed: letters, mails, and the person's own word with its undo."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from inboxguard.audit.progress import Tell
from inboxguard.audit.trail_views import TrailDetail, TrailRow
from inboxguard.audit.views import Chip, Line, SortBy
from inboxguard.errors import InboxGuardError
from inboxguard.facts.message import MessageKey
from inboxguard.senders.sender import SenderId
from inboxguard.ui.letter import show_letter
from inboxguard.ui.page import Page
from inboxguard.ui.requests.answering import WHERE_FROM, answer_dialog
from inboxguard.ui.sharing.changes import told
from inboxguard.ui.sharing.columns import address
from inboxguard.ui.sharing.given_only import GivenOnly
from inboxguard.ui.sharing.mail import show_mail
from inboxguard.ui.undo import UndoLine

if TYPE_CHECKING:
    from inboxguard.audit.audit import Audit
    from inboxguard.audit.own_word import Before

OFFERED = 50
"""Organisations offered at most in "This address I gave only to..."."""

Rows = Sequence[TrailRow]
Word = Callable[["Audit", Tell], "Before"]


class Acts(QObject):
    """The acts of the page; each that changes findings is one job, then a line that says what changed."""

    def __init__(self, page: Page, undo: UndoLine) -> None:
        super().__init__(page)
        self._page = page
        self._desk = page.desk
        self._undo = undo

    # --- mails and letters

    def mail(self, key: str) -> None:
        """Open one mail as plain text."""
        try:
            letter = self._desk.audit.letter(MessageKey(key))
        except InboxGuardError as error:
            self._desk.jobs.failed.emit(self.tr("Showing a mail"), error)
            return
        show_mail(letter, self._page)

    def line(self, key: MessageKey) -> Line | None:
        """Return the line of a set-aside mail, at the person's wish; None where that failed."""
        try:
            return self._desk.audit.reveal(key)
        except InboxGuardError as error:
            self._desk.jobs.failed.emit(self.tr("Showing a subject"), error)
            return None

    def draft(self, kind: str, organisation: str) -> None:
        """Write a letter and show it."""
        self._page.run(
            self.tr("Writing a letter"),
            lambda audit, tell: audit.draft(kind, SenderId(organisation)),
            lambda request: show_letter(self._desk, request, self._page),
        )

    def draft_again(self, request: str) -> None:
        """Show a letter that was drafted before."""
        try:
            written = self._desk.audit.request(request)
        except InboxGuardError as error:
            self._desk.jobs.failed.emit(self.tr("Showing a letter"), error)
            return
        show_letter(self._desk, written, self._page)

    def ask_answer(self, kind: str, organisation: str, request: str) -> None:
        """Ask what they answered; once it is filed, say what it changed, with the way to take it back."""
        audit = self._desk.audit
        was, filed = audit.sharing_rows(), self._filed(kind, organisation)
        # The name is asked for by the dialog itself, which says none of who is set aside.
        dialog = answer_dialog(self._desk, self._page, organisation, kind, request)
        dialog.accepted.connect(lambda: self._answered(kind, organisation, was, filed))
        dialog.other_wanted.connect(lambda: self._page.go.emit("requests", request or None))

    def _answered(self, kind: str, organisation: str, was: Rows, filed: tuple[str, ...]) -> None:
        new = [answer for answer in self._filed(kind, organisation) if answer not in filed]
        if not new:  # it was not clear, and only the request says so
            return
        now = self._desk.audit.sharing_rows()
        # What the source says of its recipients is of none of them alone.
        said = told(was, now, organisation if kind == WHERE_FROM else "")
        words = self.tr("Their answer is filed.")
        self._undo.say(f"{words} {said}".strip(), partial(self._forget, new[-1]))

    def _filed(self, kind: str, organisation: str) -> tuple[str, ...]:
        every = self._desk.audit.answers_filed()
        return tuple(row.id for row in every if row.what == kind and row.organisation == organisation)

    def _forget(self, answer: str) -> None:
        self._page.run(self.tr("Taking it back"), lambda audit, tell: audit.forget_answer(answer, tell))

    # --- the person's own word

    def mine(self, recipient: str) -> None:
        """The person signed up there themselves."""
        words = self.tr("You signed up there yourself.")
        self._say(recipient, words, lambda audit, tell: audit.signed_up_myself(SenderId(recipient), tell))

    def ask_only(self, trail: TrailDetail) -> None:
        """Ask to whom alone the address of a trail was given."""
        row = trail.row
        first = (row.source, row.source_name or row.source) if row.source is not None else None
        dialog = GivenOnly(address(row), first, self._find, self._page, first_masked=row.source_masked)
        dialog.accepted.connect(lambda: self._only(row, dialog.answer, dialog.answer_name))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def take_back(self, recipient: str) -> None:
        """Take back what settled a trail."""
        words = self.tr("Your word is taken back.")
        self._say(recipient, words, lambda audit, tell: audit.unsettle(recipient, tell))

    def _only(self, row: TrailRow, organisation: SenderId | None, name: str) -> None:
        if organisation is None:
            return
        words = self.tr("{address} counts as given to {name} only.").format(address=address(row), name=name)
        self._say(row.recipient, words, lambda audit, tell: audit.given_only(row.address, organisation, tell))

    def _say(self, recipient: str, words: str, word: Word) -> None:
        def work(audit: "Audit", tell: Tell) -> tuple["Before", Rows, Rows]:
            was = audit.sharing_rows()
            return word(audit, tell), was, audit.sharing_rows()

        def done(result: tuple["Before", Rows, Rows]) -> None:
            before, was, now = result
            self._undo.say(f"{words} {told(was, now, recipient)}".strip(), partial(self._unsay, before))

        self._page.run(self.tr("Looking again"), work, done)

    def _unsay(self, before: "Before") -> None:
        self._page.run(self.tr("Taking it back"), lambda audit, tell: audit.unsay(before, tell))

    def _find(self, typed: str) -> list[tuple[SenderId, str]]:
        ids = self._desk.audit.sender_ids(Chip.ALL, typed, SortBy.NAME, False)[:OFFERED]
        return [(row.id, row.name) for row in self._desk.audit.sender_rows(ids)]
