"""The letter as it was written, and where it may go: the mailbox's Drafts, a file, the clipboard. Nothing is sent."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QLayout, QLineEdit, QPlainTextEdit, QWidget

from inboxguard.audit.views import RequestDetail
from inboxguard.errors import InboxGuardError
from inboxguard.ui import crash, panes, phrases, pieces, style
from inboxguard.ui.page import Desk
from inboxguard.ui.password import password_helps
from inboxguard.ui.tables import labelled


class LetterDialog(QDialog):
    """Shows one drafted letter and puts it where the person says."""

    def __init__(self, desk: Desk, request: RequestDetail, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._request = request
        self.setWindowTitle(self.tr("Letter to {name}").format(name=phrases.shown(request.row.name, 60)))
        body = pieces.column(self, gap=12, margins=(28, 24, 28, 20))
        body.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        kind = phrases.request_kind(request.row.kind)
        body.addWidget(pieces.text(phrases.shown(request.row.name), font="title"))
        under = self.tr("{kind} · reference {reference}").format(kind=kind, reference=request.row.reference)
        body.addWidget(pieces.text(under, tone="muted", selectable=True))
        facts = panes.Facts(10)
        facts.add(self.tr("To"), phrases.shown(request.to) or self.tr("no address is known; please look it up"))
        facts.add(self.tr("From"), phrases.shown(request.from_alias) or self.tr("your address"))
        facts.add(self.tr("Subject"), phrases.shown(request.subject))
        if request.cite:
            facts.add(self.tr("Law"), phrases.shown(request.cite))
        body.addWidget(facts)
        if request.to_is_guess and request.to:
            guess = self.tr("This address is the usual one, not one they name. Please check it before you send.")
            body.addWidget(panes.Notice("amber", self.tr("The address is a guess"), guess))
        self.letter = QPlainTextEdit(phrases.shown_text(request.body))
        self.letter.setReadOnly(True)
        self.letter.setTabChangesFocus(True)
        self.letter.setFont(style.font())
        self.letter.setAccessibleName(self.tr("The letter"))
        body.addWidget(self.letter, 1)
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self._password_row = labelled(
            self.tr("Password of your mailbox"),
            self.password,
            self.tr("No keyring has it. The password is used this once and not kept."),
        )
        self._password_row.hide()
        body.addWidget(self._password_row)
        self.said = pieces.text("", tone="muted")
        self.said.setText(self.tr("Nothing is sent from here. You send it yourself, from your own mail program."))
        body.addWidget(self.said)
        self.drafts = pieces.primary(self.tr("Put in Drafts"), self._put_in_drafts)
        self.drafts.setVisible(bool(desk.audit.accounts()))
        self.save = pieces.button(self.tr("Save as file..."), self._save)
        self.copy = pieces.button(self.tr("Copy"), self._copy, name=self.tr("Copy the letter"))
        close = pieces.link(self.tr("Close"), self.close)
        body.addLayout(pieces.row(close, None, self.copy, self.save, self.drafts))
        self.resize(style.ch(72), min(max(style.ch(70), self.sizeHint().height()), 760))

    def _say(self, words: str, tone: str = "muted") -> None:
        self.said.setText(words)
        self.said.setProperty("tone", tone)
        self.said.style().unpolish(self.said)
        self.said.style().polish(self.said)

    def _put_in_drafts(self) -> None:
        request_id, password = self._request.row.id, self.password.text() or None
        self.drafts.setEnabled(False)
        self._say(self.tr("Putting it in your Drafts..."))
        self._desk.jobs.run(
            self.tr("Putting a letter in Drafts"),
            lambda audit, tell: audit.put_in_drafts(request_id, password),
            self._landed,
            otherwise=self._not_landed,
            owner=self,
        )

    def _landed(self, folder: str) -> None:
        self.password.clear()
        self._password_row.hide()
        self._say(
            self.tr("It is in the folder {folder}. Please read it there and send it.").format(
                folder=phrases.shown(folder, 80)
            ),
            "accent",
        )

    def _not_landed(self, error: Exception) -> bool:
        self.drafts.setEnabled(True)
        if password_helps(error):
            self._password_row.show()
            self.password.setFocus()
        return self._say_failure(error)

    def _save(self) -> None:
        proposed = f"{self._request.row.reference}.eml"
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Save the letter"), proposed, self.tr("Mail (*.eml)"))
        if not chosen:
            return
        request_id, path = self._request.row.id, Path(chosen)
        self._desk.jobs.run(
            self.tr("Saving a letter"),
            lambda audit, tell: audit.save_eml(request_id, path),
            lambda _: self._say(self.tr("Saved. Open the file with your mail program to send it."), "accent"),
            otherwise=self._say_failure,
            owner=self,
        )

    def _say_failure(self, error: Exception) -> bool:
        """Say what the person can act on; a fault of the program gets its report over this dialog, which is modal."""
        if isinstance(error, InboxGuardError):
            self._say(phrases.shown(str(error)), "red")
        else:
            self._say("")
            crash.report(error, self)
        return True

    def _copy(self) -> None:
        clipboard = QGuiApplication.clipboard()
        clipboard.setText(f"{self._request.subject}\n\n{self._request.body}")
        self._say(self.tr("Subject and letter are on the clipboard."), "accent")


def show_letter(desk: Desk, request: RequestDetail, parent: QWidget | None = None) -> LetterDialog:
    """Open the letter over `parent`; it goes away by itself when closed."""
    dialog = LetterDialog(desk, request, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setModal(True)
    dialog.show()
    return dialog
