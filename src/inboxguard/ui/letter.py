"""The letter as it was written, and where it may go: Drafts, a file, the mail program, paper, the clipboard.

Nothing is sent.
"""

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QLayout, QLineEdit, QPlainTextEdit, QWidget

from inboxguard.audit.placing import From, Handed
from inboxguard.audit.views import RequestDetail
from inboxguard.errors import InboxGuardError
from inboxguard.ui import crash, panes, phrases, pieces, style, web
from inboxguard.ui.dialogs import sized
from inboxguard.ui.flow import Flow
from inboxguard.ui.page import Desk
from inboxguard.ui.paper import PaperDialog
from inboxguard.ui.password import password_helps
from inboxguard.ui.tables import labelled


class LetterDialog(QDialog):
    """Shows one drafted letter and puts it where the person says."""

    def __init__(self, desk: Desk, request: RequestDetail, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._request = request
        called = phrases.shown(request.row.name, 60) or phrases.set_aside_sender()
        about = self.tr("Complaint about {name}") if request.row.kind == "complaint" else self.tr("Letter to {name}")
        self.setWindowTitle(about.format(name=called))
        body = pieces.column(self, gap=12, margins=(28, 24, 28, 20))
        body.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        kind = phrases.request_kind(request.row.kind)
        body.addWidget(pieces.text(phrases.shown(request.row.name) or called, font="title"))
        under = self.tr("{kind} · reference {reference}").format(kind=kind, reference=request.row.reference)
        body.addWidget(pieces.text(under if request.row.reference else kind, tone="muted", selectable=True))
        facts = panes.Facts(10)
        nowhere = self.tr("no address is known; please look it up")
        if request.web_form:
            nowhere = self.tr("no mail address; it is filed on their page")
        facts.add(self.tr("To"), phrases.shown(request.to) or nowhere)
        facts.add(self.tr("From"), phrases.shown(request.from_alias) or self.tr("your address"))
        facts.add(self.tr("Subject"), phrases.shown(request.subject))
        if request.cite:
            facts.add(self.tr("Law"), phrases.shown(request.cite))
        body.addWidget(facts)
        if request.to_is_guess and request.to:
            guess = self.tr("This address is the usual one, not one they name. Please check it before you send.")
            body.addWidget(panes.Notice("amber", self.tr("The address is a guess"), guess))
        self.leaves = pieces.text("", font="small", tone="muted")
        self.leaves.hide()
        body.addWidget(self.leaves)
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
        body.addLayout(self._places())
        # Its height is that of what stands round the letter, which takes the room that is left.
        sized(self, 80, 84)
        if request.row.reference:
            self._ask_sender()

    def _places(self) -> QLayout:
        """Return the row of places; a letter without an address can only be copied, printed or filed on their page."""
        to, kept = bool(self._request.to), bool(self._request.row.reference)
        self.drafts = pieces.primary(self.tr("Put in Drafts"), self._put_in_drafts)
        self.drafts.setVisible(to and bool(self._desk.audit.accounts()))
        self.save = pieces.button(self.tr("Save as file..."), self._save)
        self.save.setVisible(to)
        self.program = pieces.button(self.tr("Open in the mail program"), self._hand_over)
        self.program.setVisible(to and kept)
        self.paper = pieces.button(self.tr("PDF..."), self._on_paper, name=self.tr("On paper, as a PDF"))
        self.paper.setVisible(kept)
        self.copy = pieces.button(self.tr("Copy"), self._copy, name=self.tr("Copy the letter"))
        close = pieces.link(self.tr("Close"), self.close)
        box = QWidget()
        flow = Flow(box, gap=8)
        if self._request.web_form:
            flow.addWidget(web.link(self.tr("Open their page"), self._request.web_form))
        for widget in (self.drafts, self.save, self.program, self.paper, self.copy):
            flow.addWidget(widget)
        line = pieces.row(box, close)
        line.setStretch(0, 1)
        return line

    def _ask_sender(self) -> None:
        """Say from which address it has to leave, where that is not plain."""
        one = self._request.row.id

        def came(found: From) -> None:
            self.leaves.setText(phrases.breakable(phrases.shown(found.words, 400)))
            self.leaves.setVisible(bool(found.words))

        self._desk.jobs.run(
            self.tr("Looking at your addresses"),
            lambda audit, tell: audit.sends_from(one),
            came,
            otherwise=lambda error: isinstance(error, InboxGuardError),
            owner=self,
            changes=False,
            show="nothing",
        )

    def _hand_over(self) -> None:
        """Open the letter in the default mail program, or save it as a file where it does not fit."""
        one = self._request.row.id
        self._desk.jobs.run(
            self.tr("Opening a letter"),
            lambda audit, tell: audit.as_mailto(one),
            self._handed,
            otherwise=self._say_failure,
            owner=self,
            changes=False,
            show="nothing",
        )

    def _handed(self, found: Handed) -> None:
        words = phrases.shown(found.words, 400)
        if found.url is None:
            self._say(words)
            self._save()
        elif QDesktopServices.openUrl(QUrl.fromEncoded(found.url.encode("ascii"))):
            self._say(words, "accent")
        else:
            self._say(self.tr("No mail program was found. Save the letter as a file, or copy it."), "red")

    def _on_paper(self) -> None:
        dialog = PaperDialog(self._desk, self._request, self)
        dialog.setModal(True)
        dialog.show()

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
