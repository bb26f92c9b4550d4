"""What their mails seem to say: each with the words that say so, taken up with one press or denied with another."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QLayout, QWidget

from inboxguard.audit.replying import ReplyRow
from inboxguard.requests.proposals import Cue
from inboxguard.ui import figures, panes, phrases, pieces
from inboxguard.ui.dialogs import sized
from inboxguard.ui.flow import Flow
from inboxguard.ui.phrases import shown


class Proposed(panes.Card):
    """One mail and what it seems to say. Signals: `accepted()`, `denied()`."""

    accepted = Signal()
    denied = Signal()

    def __init__(self, reply: ReplyRow, today: date) -> None:
        super().__init__("quiet", gap=6, margins=(14, 10, 14, 10))
        title = self.tr("It seems: {event}").format(event=phrases.request_event(str(reply.proposed)))
        self.setAccessibleName(title)
        self.body.addWidget(pieces.text(title, font="strong"))
        self.body.addWidget(pieces.text(self._ground(reply)))
        day = figures.day(figures.local(reply.line.at).date(), today) if reply.line.at is not None else ""
        words = self.tr("{subject}, from {address}, {day}.").format(
            subject=shown(reply.line.subject or "", 120), address=shown(reply.address, 80), day=day
        )
        self.body.addWidget(pieces.text(words, font="small", tone="muted"))
        if not reply.theirs:
            other = self.tr("It comes from another address than theirs, such as that of a desk that answers for them.")
            self.body.addWidget(pieces.text(other, font="small", tone="muted"))
        box = QWidget()
        flow = Flow(box, gap=8)
        yes = self.tr("Yes, write it down")
        flow.addWidget(pieces.button(yes, self.accepted.emit, name=f"{yes}: {title}"))
        flow.addWidget(pieces.button(self.tr("No"), self.denied.emit, name=self.tr("No, it does not say so")))
        self.body.addWidget(box)

    def _ground(self, reply: ReplyRow) -> str:
        if reply.cue is Cue.REPORT and not reply.quote:
            return self.tr("A delivery report says that your letter did not arrive.")
        if reply.cue is Cue.MACHINE or not reply.quote:
            return self.tr("The head of the mail says that a machine wrote it.")
        return self.tr("“{quote}”").format(quote=shown(reply.quote, 300))


class ProposalsDialog(QDialog):
    """Lists what their mails seem to say; `accepted_one(ReplyRow)`, `denied_one(ReplyRow)`, `other_wanted()`."""

    accepted_one = Signal(object)
    denied_one = Signal(object)
    other_wanted = Signal()

    def __init__(self, name: str, replies: Sequence[ReplyRow], today: date, parent: QWidget | None = None) -> None:
        """Offer `replies`, which are not set aside, of the organisation called `name`."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("They answered"))
        outer = pieces.column(self, gap=12, margins=(28, 24, 28, 20))
        outer.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        outer.addWidget(pieces.text(self.tr("They answered"), font="title"))
        line = self.tr("What mails of {name} seem to say. Nothing is written down unless you say so.")
        outer.addWidget(pieces.text(line.format(name=shown(name, 80)), tone="muted"))
        area = panes.Scroll(gap=10, margins=(0, 0, 8, 0))
        area.setAccessibleName(self.tr("Their mails"))
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._left = len(replies)
        for reply in reversed(replies):
            card = Proposed(reply, today)
            card.accepted.connect(lambda one=reply: self._accept(one))
            card.denied.connect(lambda one=reply, card=card: self._deny(one, card))
            area.body.addWidget(card)
        area.body.addStretch(1)
        outer.addWidget(area, 1)
        other = pieces.link(self.tr("They said something else..."), self._other)
        outer.addLayout(pieces.row(other, None, pieces.button(self.tr("Cancel"), self.reject)))
        sized(self, 62, 60)

    def _accept(self, reply: ReplyRow) -> None:
        self.accept()
        self.accepted_one.emit(reply)

    def _deny(self, reply: ReplyRow, card: QWidget) -> None:
        self.denied_one.emit(reply)
        self._left -= 1
        card.hide()
        if not self._left:
            self._other()

    def _other(self) -> None:
        self.reject()
        self.other_wanted.emit()
