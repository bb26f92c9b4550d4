"""A letter on paper: whose addresses stand on it, and where its PDF goes; what is typed here is kept nowhere."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QLayout, QPlainTextEdit, QWidget

from inboxguard.audit.views import RequestDetail
from inboxguard.errors import InboxGuardError
from inboxguard.ui import crash, phrases, pieces, style
from inboxguard.ui.dialogs import sized
from inboxguard.ui.page import Desk
from inboxguard.ui.tables import labelled

LONGEST = 600
"""Letters of a postal address."""


class PaperDialog(QDialog):
    """Makes the PDF of one letter."""

    def __init__(self, desk: Desk, request: RequestDetail, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._request = desk, request
        self.setWindowTitle(self.tr("On paper"))
        body = pieces.column(self, gap=12, margins=(28, 24, 28, 20))
        body.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        body.addWidget(pieces.text(self.tr("On paper"), font="title"))
        line = self.tr("Both may be left out. A postal address tells them more of you than the mail address does.")
        body.addWidget(pieces.text(line, tone="muted"))
        self.own, self.theirs = self._field(), self._field()
        body.addWidget(labelled(self.tr("My postal address"), self.own), 1)
        note = self.tr("Without it their name and mail address stand there.")
        body.addWidget(labelled(self.tr("Their postal address"), self.theirs, note), 1)
        self.said = pieces.text(self.tr("What you type here is kept nowhere."), font="small", tone="muted")
        body.addWidget(self.said)
        self.save = pieces.primary(self.tr("Save as PDF..."), self._save)
        body.addLayout(pieces.row(None, pieces.button(self.tr("Close"), self.reject), self.save))
        sized(self, 58, 50)

    def _field(self) -> QPlainTextEdit:
        field = QPlainTextEdit()
        field.setFont(style.font())
        field.setTabChangesFocus(True)
        field.setMinimumHeight(3 * style.text_height())
        return field

    def _save(self) -> None:
        proposed = f"{self._request.row.reference}.pdf"
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Save as PDF"), proposed, self.tr("PDF (*.pdf)"))
        if not chosen:
            return
        one, path = self._request.row.id, Path(chosen)
        own, theirs = self.own.toPlainText()[:LONGEST], self.theirs.toPlainText()[:LONGEST]
        self.save.setEnabled(False)
        self.said.setText(self.tr("Making the PDF..."))
        self._desk.jobs.run(
            self.tr("Making a PDF"),
            lambda audit, tell: audit.save_pdf(one, path, own, theirs),
            lambda _: self._done(self.tr("Saved. Print it, sign it if you like, and post it.")),
            otherwise=self._failed,
            owner=self,
            changes=False,
        )

    def _done(self, words: str) -> None:
        self.save.setEnabled(True)
        self.said.setText(phrases.breakable(words))

    def _failed(self, error: Exception) -> bool:
        self._done("")
        if isinstance(error, InboxGuardError):
            self._done(phrases.shown(str(error), 400))
        else:
            crash.report(error, self)
        return True
