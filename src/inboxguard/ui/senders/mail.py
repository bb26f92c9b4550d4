"""One mail of a sender, opened: its plain text, what it is taken for, why, and the word against that."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from inboxguard.audit.sender_views import MailWhy
from inboxguard.audit.views import Letter
from inboxguard.senders.attribution import Kind
from inboxguard.ui import panes, phrases, pieces
from inboxguard.ui.dialogs import sized
from inboxguard.ui.flow import Flow
from inboxguard.ui.senders.wording import wording
from inboxguard.ui.sharing.mail import MailDialog

MOST_REASONS = 12


class SenderMail(MailDialog):
    """A mail with its kind and reasons; `called(key, Kind)` is the person's word against it, after which it closes.

    `aside(key, sender's name)` says that it, or what it came by, is to be set aside.
    """

    called = Signal(str, object)
    aside = Signal(str, str)

    def __init__(self, letter: Letter, why: MailWhy, parent: QWidget | None = None) -> None:
        super().__init__(letter, parent)
        self._sender = letter.sender
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        body = self.layout()
        assert isinstance(body, QBoxLayout)
        body.insertWidget(2, self._why(why))
        sized(self, 72, 84)

    def _why(self, why: MailWhy) -> QWidget:
        card = panes.Card("quiet", gap=4, margins=(14, 10, 14, 8))
        title = self.tr("You said: {kind}") if why.said else self.tr("Taken for: {kind}")
        card.body.addWidget(pieces.text(title.format(kind=wording.kind(why.kind)), font="strong"))
        for sentence in why.reasons[:MOST_REASONS]:
            card.body.addWidget(pieces.text(phrases.shown(sentence), font="small"))
        if not why.outgoing:
            words, kind = wording.contradiction(why.kind)
            strip = QWidget()
            flow = Flow(strip, gap=16)
            flow.addWidget(pieces.link(words, lambda: self._say(why, kind)))
            flow.addWidget(pieces.link(self.tr("Set aside..."), lambda: self._set_aside(why)))
            card.body.addWidget(strip)
        return card

    def _set_aside(self, why: MailWhy) -> None:
        self.close()
        self.aside.emit(why.key, self._sender)

    def _say(self, why: MailWhy, kind: Kind) -> None:
        self.called.emit(why.key, kind)
        self.close()
