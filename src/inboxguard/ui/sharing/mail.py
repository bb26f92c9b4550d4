"""One received mail, opened by the person: plain text, nothing loaded, nothing clickable."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLayout, QPlainTextEdit, QWidget

from inboxguard.audit.views import Letter
from inboxguard.ui import figures, panes, phrases, pieces, style


class MailDialog(QDialog):
    """Shows one mail as plain text with its head."""

    def __init__(self, letter: Letter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Mail"))
        body = pieces.column(self, gap=12, margins=(28, 24, 28, 20))
        body.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        body.addWidget(
            pieces.text(phrases.shown(letter.subject) or self.tr("No subject"), font="title", selectable=True)
        )
        facts = panes.Facts(10)
        facts.add(self.tr("From"), f"{phrases.shown(letter.sender)} <{phrases.shown(letter.address)}>")
        facts.add(self.tr("To"), phrases.shown(letter.recipient) or self.tr("not said"))
        facts.add(self.tr("Date"), figures.exact(letter.at))
        body.addWidget(facts)
        self.words = QPlainTextEdit()
        self.words.setReadOnly(True)
        self.words.setTabChangesFocus(True)
        self.words.setFont(style.font())
        self.words.setAccessibleName(self.tr("Text of the mail"))
        if letter.text is None:
            self.words.setPlainText(self.tr("The text of this mail was never read."))
        else:
            self.words.setPlainText(phrases.shown_text(letter.text))
        body.addWidget(self.words, 1)
        note = self.tr("Shown as plain text. Pictures and links of the mail are not loaded.")
        body.addWidget(pieces.text(note, font="small", tone="muted"))
        close = pieces.button(self.tr("Close"), self.close)
        body.addLayout(pieces.row(None, close))
        self.resize(style.ch(72), min(style.ch(70), 700))
        self.words.setFocus()


def show_mail(letter: Letter, parent: QWidget) -> MailDialog:
    """Open the mail over `parent`; it goes away by itself when closed."""
    dialog = MailDialog(letter, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setModal(True)
    dialog.show()
    return dialog
