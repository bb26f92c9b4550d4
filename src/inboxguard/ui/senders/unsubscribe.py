"""The way out of one sender's list: where it leads, how, and what they learn - before anything happens."""

from PySide6.QtCore import Qt, QUrl, Signal, SignalInstance
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QLayout, QPushButton, QWidget

from inboxguard.audit.sender_views import SenderDetail
from inboxguard.ui import panes, phrases, pieces, style


class UnsubscribeDialog(QDialog):
    """Names the safest way out; its buttons ask for `mail_draft()` or `letter()`, nothing is sent from it."""

    mail_draft = Signal()
    letter = Signal()

    def __init__(self, detail: SenderDetail, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._way = detail.way_out
        name = phrases.shown(detail.row.name, 60)
        self.setWindowTitle(self.tr("Unsubscribe"))
        self.body = pieces.column(self, gap=12, margins=(28, 24, 28, 20))
        self.body.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.body.addWidget(pieces.text(self.tr("Unsubscribe from {name}").format(name=name), font="title"))
        self.body.addWidget(pieces.text(self._lead(), tone="muted"))
        if self._way.allowed and self._way.route != "none":
            self.body.addWidget(self._box())
            if self._way.route == "one_click":
                self.body.addWidget(pieces.text(self._instead(), tone="muted"))
        self.said = pieces.text("", tone="accent")
        self.said.hide()
        self.body.addWidget(self.said)
        self.body.addStretch(1)
        close = pieces.button(self.tr("Cancel"), self.close)
        self.buttons = self._acts()
        self.body.addLayout(pieces.row(None, close, *self.buttons))
        wide = style.ch(style.size("dialog_ch"))
        self.resize(wide, max(style.ch(24), self.body.totalHeightForWidth(wide)))

    def _lead(self) -> str:
        if not self._way.allowed:
            return phrases.shown(self._way.reason, 600)
        if self._way.route == "none":
            return self.tr("Their mail names no way out. A letter can ask them to delete your data.")
        return self.tr("This is the safest way that their last mail offers. Nothing happens until you choose.")

    def _instead(self) -> str:
        return self.tr(
            "inboxguard names this way but does not go it for you. Your mail program may show it as “Unsubscribe”. "
            "You can also draft a mail, where they take one, or have your data deleted."
        )

    def _box(self) -> QWidget:
        box = panes.Card("quiet")
        facts = panes.Facts(12)
        facts.add(self.tr("Way"), phrases.route(self._way.route))
        facts.add(self.tr("Goes to"), phrases.shown(self._way.host or self._way.url or ""))
        words = {
            "one_click": (
                self.tr("one request that their mail announces for this purpose"),
                self.tr("that this address wants no more mail, and your network address"),
            ),
            "mailto": (
                self.tr("a mail, which waits in your Drafts until you send it"),
                self.tr("that this address wants no more mail"),
            ),
            "link": (
                self.tr("a page that you open in your browser"),
                self.tr("that you read their mail; the page may ask for more than it needs"),
            ),
        }
        method, tells = words.get(self._way.route, ("", ""))
        facts.add(self.tr("Method"), method)
        facts.add(self.tr("It tells them"), tells)
        if self._way.reason:
            facts.add(self.tr("Why this one"), phrases.shown(self._way.reason, 400))
        box.body.addWidget(facts)
        return box

    def _acts(self) -> tuple[QPushButton, ...]:
        if not self._way.allowed:
            return ()
        if self._way.route == "mailto":
            return (pieces.primary(self.tr("Make the draft..."), lambda: self._leave(self.mail_draft)),)
        if self._way.route == "link" and self._way.url:
            copy = pieces.button(self.tr("Copy the link"), self._copy)
            return copy, pieces.primary(self.tr("Open the page"), self._open)
        delete = pieces.button(self.tr("Delete my data..."), lambda: self._leave(self.letter))
        if self._way.route == "one_click":
            return delete, pieces.primary(self.tr("Draft a mail..."), lambda: self._leave(self.mail_draft))
        return (delete,)

    def _leave(self, signal: SignalInstance) -> None:
        signal.emit()
        self.close()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._way.url or "")
        self.said.setText(self.tr("The link is on the clipboard."))
        self.said.show()

    def _open(self) -> None:
        url = QUrl(self._way.url or "", QUrl.ParsingMode.StrictMode)
        if url.isValid() and url.scheme() in ("https", "http"):
            QDesktopServices.openUrl(url)
            self.close()
        else:
            self.said.setText(self.tr("This link cannot be opened safely; copy it to look at it."))
            self.said.show()
