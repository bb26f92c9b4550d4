"""What they answered: whom they name, in which letter; filed, it documents a trail or refutes it at once."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QDateEdit, QDialog, QFileDialog, QLayout, QWidget

from inboxguard.audit.accepting import Named
from inboxguard.audit.replying import ReplyRow, answers
from inboxguard.errors import InboxGuardError
from inboxguard.requests.answer_names import Candidate
from inboxguard.requests.replies import Sign
from inboxguard.senders.sender import SenderId
from inboxguard.ui import crash, figures, panes, phrases, pieces, style
from inboxguard.ui.dialogs import sized
from inboxguard.ui.page import Desk
from inboxguard.ui.phrases import shown
from inboxguard.ui.radio import Radio
from inboxguard.ui.requests.candidates import Candidates
from inboxguard.ui.requests.naming import Naming
from inboxguard.ui.tables import labelled

if TYPE_CHECKING:
    from inboxguard.audit.audit import Audit
    from inboxguard.audit.progress import Tell

WHERE_FROM, TO_WHOM = "where_from", "to_whom"
_NAMED, _NOBODY, _NOT_CLEAR = range(3)
_OWN_FILE = 100
"""Id of the choice of a file, above those of the mails."""
_MOST_MAILS = 3
_MOST_FOUND = 20


class AnswerDialog(QDialog):
    """Asks what an organisation answered and in which letter, and files it; accepted once it is filed.

    `other_wanted()`: they answered something else; the dialog is closed then.
    """

    other_wanted = Signal()

    def __init__(
        self,
        desk: Desk,
        organisation: SenderId,
        asked: str,
        request: str = "",
        name: str = "",
        parent: QWidget | None = None,
        message: str = "",
    ) -> None:
        """Ask about the answer of `organisation` to "where_from" or "to_whom"; `request` is the id of the letter.

        `message` is the key of the mail that the person took for their answer, "" where none was chosen yet.
        """
        super().__init__(parent)
        self._desk, self._organisation, self._asked = desk, organisation, asked
        self._request = request or self._last_request()
        self._mails: Sequence[ReplyRow] = ()
        self._message = message
        self._named: dict[str, Sequence[Candidate]] = {}
        self._file: Path | None = None
        self.setWindowTitle(self.tr("They answered"))
        outer = pieces.column(self, gap=12, margins=(28, 24, 28, 20))
        outer.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        outer.addWidget(pieces.text(self.tr("They answered"), font="title"))
        where = self.tr("From whom did {name} have your address?")
        whom = self.tr("To whom did {name} give your address?")
        line = (where if asked == WHERE_FROM else whom).format(name=shown(name or self._called(), 80))
        outer.addWidget(pieces.text(line, tone="muted"))
        area = panes.Scroll(gap=10, margins=(0, 0, 8, 0))
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setAccessibleName(self.tr("Their answer"))
        self._ask_whom(area)
        self._ask_letter(area)
        area.body.addStretch(1)
        outer.addWidget(area, 1)
        self.said = pieces.text("", font="small", tone="muted")
        outer.addWidget(self.said)
        self.take = pieces.primary(self.tr("File it"), self._act)
        other = pieces.link(self.tr("They said something else..."), self._other)
        other.setVisible(bool(request))
        outer.addLayout(pieces.row(other, None, pieces.button(self.tr("Cancel"), self.reject), self.take))
        self._follow()
        sized(self, 66, 82)
        if self._request:
            self._look_for_mail(self._request)

    def _ask_whom(self, area: panes.Scroll) -> None:
        self._said_what = QButtonGroup(self)
        nobody = self.tr("They name nobody") if self._asked == WHERE_FROM else self.tr("They gave it to nobody")
        for code, words in ((_NAMED, self.tr("They named")), (_NOBODY, nobody), (_NOT_CLEAR, self.tr("Not clear"))):
            choice = Radio(words)
            choice.setVisible(code != _NOT_CLEAR or bool(self._request))
            choice.toggled.connect(lambda on: self._follow() if on else None)
            self._said_what.addButton(choice, code)
            area.body.addWidget(choice)
            if code == _NAMED:
                several = self._asked == TO_WHOM
                self.naming = Naming(self._find, self._desk.audit.meant, self._organisation, several=several)
                self.naming.changed.connect(self._follow)
                area.body.addWidget(self.naming)
                self.candidates = Candidates()
                self.candidates.taken.connect(self._take_candidate)
                area.body.addWidget(self.candidates)
        self._said_what.button(_NAMED).setChecked(True)

    def _ask_letter(self, area: panes.Scroll) -> None:
        self._letter = QWidget()
        body = pieces.column(self._letter, gap=8)
        body.addWidget(pieces.rule())
        body.addWidget(pieces.heading(self.tr("Their letter")))
        self._from = QButtonGroup(self)
        self._offers = pieces.column(gap=4)
        body.addLayout(self._offers)
        self._file_choice = Radio(self.tr("A file of mine"))
        self._file_choice.setChecked(True)
        self._file_choice.hide()
        self._from.addButton(self._file_choice, _OWN_FILE)
        self._file_words = pieces.text("", tone="muted")
        self.pick = pieces.button(self.tr("Choose file..."), self._choose_file)
        body.addWidget(self._file_choice)
        line = pieces.row(self.pick, self._file_words)
        line.setStretch(1, 1)
        body.addLayout(line)
        note = self.tr("Any kind of file. A copy is kept with your data, so that you can show it later.")
        body.addWidget(pieces.text(note, font="small", tone="muted"))
        today = self._desk.today
        self.day = QDateEdit(QDate(today.year, today.month, today.day))
        self.day.setMaximumDate(self.day.date())
        self.day.setDisplayFormat("d MMMM yyyy")
        self.day.setFont(style.font())
        self.day.setMinimumSize(style.ch(24), max(style.size("field"), style.text_height() + 12))
        self._day_row = labelled(self.tr("Day of the answer"), self.day)
        body.addWidget(self._day_row, 0, Qt.AlignmentFlag.AlignLeft)
        self._from.idToggled.connect(lambda _, on: self._follow() if on else None)
        area.body.addWidget(self._letter)

    def _look_for_mail(self, request: str) -> None:
        """Offer the mails that seem to be the answer; looking through a large mailbox takes a moment."""
        self._desk.jobs.run(
            self.tr("Looking for their answer"),
            lambda audit, tell: answers(audit.replies(request)),
            self._offer,
            owner=self,
            changes=False,
            show="nothing",
        )

    def _offer(self, found: Sequence[ReplyRow]) -> None:
        seen = [one for one in found if not one.line.aside]
        seen.sort(key=lambda one: one.line.key != self._message)  # the one that was chosen first; the rest as it was
        self._mails = seen[:_MOST_MAILS]
        for at, mail in enumerate(self._mails):
            choice = Radio(self._mail_words(mail))
            self._from.addButton(choice, at)
            self._offers.addWidget(choice)
            self._offers.addWidget(pieces.text(self._sign_words(mail), font="small", tone="muted"))
        self._file_choice.setVisible(bool(self._mails))
        # A mail that only may be about it is chosen by the person alone.
        chosen = bool(self._mails) and self._mails[0].line.key == self._message
        if self._mails and (chosen or self._mails[0].sign is not Sign.SENDER) and self._file is None:
            self._from.button(0).setChecked(True)
        self._follow()

    def _offer_candidates(self) -> None:
        """Offer whom the chosen mail names; it is read beside the window, once."""
        mail = self._mail
        if mail is None or not mail.opened or self._said_what.checkedId() != _NAMED:
            self.candidates.offer(())
            return
        request, key = self._request, mail.line.key
        if key in self._named:
            self.candidates.offer(self._named[key])
            return
        self._named[key] = ()

        def came(named: Named | None) -> None:
            self._named[key] = named.candidates if named is not None else ()
            self._offer_candidates()

        self._desk.jobs.run(
            self.tr("Reading their answer"),
            lambda audit, tell: audit.named_in_answer(request, key),
            came,
            otherwise=lambda error: isinstance(error, InboxGuardError),  # it is typed then
            owner=self,
            changes=False,
            show="nothing",
        )

    def _take_candidate(self, organisation: str, name: str) -> None:
        self.naming.choose(SenderId(organisation), name)

    def take_file(self, path: Path) -> None:
        """Take a file as their letter."""
        self._file = path
        self._file_words.setText(phrases.breakable(shown(path.name, 60)))
        self._file_choice.setChecked(True)
        self._follow()

    def _choose_file(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, self.tr("Choose their letter"), "", self.tr("All files (*)"))
        if chosen:
            self.take_file(Path(chosen))

    @property
    def _mail(self) -> ReplyRow | None:
        at = self._from.checkedId()
        return self._mails[at] if 0 <= at < len(self._mails) else None

    @property
    def _at(self) -> datetime | None:
        """Noon of the chosen day in UTC; None = now."""
        chosen = self.day.date()
        day = date(chosen.year(), chosen.month(), chosen.day())
        return None if day == self._desk.today else datetime.combine(day, time(12)).astimezone().astimezone(UTC)

    def _follow(self) -> None:
        """Show what the choices so far leave to be said, and what the button does."""
        if not hasattr(self, "take"):
            return
        what = self._said_what.checkedId()
        self.naming.setVisible(what == _NAMED)
        self._letter.setVisible(what != _NOT_CLEAR)
        self._day_row.setVisible(self._mail is None)
        self._offer_candidates()
        self.take.setText(self.tr("Write it down") if what == _NOT_CLEAR else self.tr("File it"))
        missing = ""
        if what == _NAMED and not self.naming.chosen:
            missing = self.tr("Say whom they named.")
        elif what != _NOT_CLEAR and self._mail is None and self._file is None:
            missing = self.tr("Choose the letter in which they say so.")
        self.take.setEnabled(not missing)
        promise = self.tr("The finding changes at once, and you can take it back.")
        unclear = self.tr("The request counts as answered in part; the finding stays as it is.")
        self._say(missing or (unclear if what == _NOT_CLEAR else promise))

    def _act(self) -> None:
        what, request = self._said_what.checkedId(), self._request
        at, mail, path = self._at, self._mail, self._file
        organisation, asked = self._organisation, self._asked
        named = self.naming.chosen if what == _NAMED else ()

        def work(audit: "Audit", tell: "Tell") -> None:
            if what == _NOT_CLEAR:
                audit.mark(request, "answered_partial")
                return
            document, message = (path, None) if mail is None else (None, mail.line.key)
            when = at if mail is None else None
            if asked == WHERE_FROM:
                source = named[0] if named else None
                audit.answered_where_from(organisation, source, document, message, when, request or None, tell)
            else:
                audit.answered_to_whom(organisation, named, document, message, when, request or None, tell)

        self.take.setEnabled(False)
        self._desk.jobs.run(
            self.tr("Filing their answer"), work, lambda _: self.accept(), otherwise=self._failed, owner=self
        )

    def _failed(self, error: Exception) -> bool:
        self._follow()
        if isinstance(error, InboxGuardError):
            self._say(shown(str(error), 600), "red")
        else:
            crash.report(error, self)
        return True

    def _say(self, words: str, tone: str = "muted") -> None:
        self.said.setText(phrases.breakable(words))
        self.said.setProperty("tone", tone)
        self.said.style().unpolish(self.said)
        self.said.style().polish(self.said)

    def _other(self) -> None:
        self.reject()
        self.other_wanted.emit()

    def _last_request(self) -> str:
        every = self._desk.audit.requests()
        found = (row.id for row in every if row.organisation == self._organisation and row.kind == self._asked)
        return next(found, "")

    def _called(self) -> str:
        """The name of the organisation; of one that is set aside nothing is said."""
        found = dict(self._find(self._organisation))
        return found.get(self._organisation, self.tr("this sender"))

    def _find(self, typed: str) -> list[tuple[SenderId, str]]:
        ids = self._desk.audit.sender_ids(text=typed)[:_MOST_FOUND]
        return [(row.id, row.name) for row in self._desk.audit.sender_rows(ids)]

    def _mail_words(self, mail: ReplyRow) -> str:
        words = self.tr("Their mail, {day}: {subject}")
        day = figures.full(figures.local(mail.line.at)) if mail.line.at is not None else ""
        return words.format(day=day, subject=shown(mail.line.subject or "", 120))

    def _sign_words(self, mail: ReplyRow) -> str:
        known = self.tr("From {address}. It answers your letter.")
        perhaps = self.tr("From {address}. It came while they had your letter, and may be about something else.")
        words = perhaps if mail.sign is Sign.SENDER else known
        head = "" if mail.opened else " " + self.tr("Only its head was read: save it as a file to keep its words.")
        return words.format(address=shown(mail.address, 80)) + head


def answer_dialog(
    desk: Desk,
    parent: QWidget | None,
    organisation: str,
    asked: str,
    request: str = "",
    name: str = "",
    message: str = "",
) -> AnswerDialog:
    """Open the question over `parent` and return it; it is accepted once the answer is filed, and goes by itself.

    `asked` is "where_from" (organisation = the recipient of a trail) or "to_whom" (= its source). `request` is the id
    of the letter, else the last of its kind counts; `name` is what to call the organisation, else its name where it is
    not set aside; `message` the key of the mail that is their answer, where the person said so.
    """
    dialog = AnswerDialog(desk, SenderId(organisation), asked, request, name, parent, message)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setModal(True)
    dialog.show()
    return dialog
