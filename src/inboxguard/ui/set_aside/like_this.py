"""The dialog "Mail like this...": from a sender to one of its mails, and to the words of it that are ticked."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLayout, QWidget

from inboxguard.audit.shelf_views import RareWord
from inboxguard.facts.message import MessageKey
from inboxguard.ui import panes, phrases, pieces
from inboxguard.ui.dialogs import sized
from inboxguard.ui.senders.mails import LineLink
from inboxguard.ui.set_aside.chosen import Find, SendersField
from inboxguard.ui.ticking import Ticking

MOST_MAILS = 12

Mails = Callable[[str], Sequence[tuple[MessageKey, str, str]]]
"""The newest mails of a sender that are not set aside: key, date and subject."""
AskWords = Callable[[MessageKey, Callable[[Sequence[RareWord]], object]], object]
"""Asks for the rare words of a mail and hands them to the second when they have come."""


class LikeThis(QDialog):
    """Finds a mail by its sender and offers its rare words; `words` are those that were ticked."""

    def __init__(self, find: Find, mails: Mails, ask: AskWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._mails = mails
        self._ask = ask
        self._wanted: MessageKey | None = None
        self.setWindowTitle(self.tr("Mail like this"))
        body = pieces.column(self, gap=12, margins=(28, 24, 28, 20))
        body.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        body.addWidget(pieces.text(self.tr("Mail like this"), font="title"))
        line = self.tr("Choose a mail; the words that set it apart are offered to be ticked.")
        body.addWidget(pieces.text(line, tone="muted"))
        self.area = panes.Scroll(gap=10, margins=(0, 0, 8, 0))
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setAccessibleName(self.tr("The mail"))
        self.senders = SendersField(self.tr("Who wrote it"), "", find)
        self.senders.lines.changed.connect(self._sender)
        self.area.body.addWidget(self.senders)
        self._listed = QWidget()
        self._lines = pieces.column(self._listed, gap=2)
        self.area.body.addWidget(self._listed)
        self.ticking = Ticking()
        self.ticking.changed.connect(self._follow)
        self.ticking.hide()
        self.area.body.addWidget(self.ticking)
        self.area.body.addStretch(1)
        body.addWidget(self.area, 1)
        self.take = pieces.primary(self.tr("Use these words"), self.accept)
        body.addLayout(pieces.row(None, pieces.button(self.tr("Cancel"), self.reject), self.take))
        sized(self, 62, 60)
        self._follow()
        self.senders.field.setFocus()

    @property
    def words(self) -> tuple[str, ...]:
        """The words that were ticked."""
        return self.ticking.ticked

    def _sender(self) -> None:
        pieces.clear(self._lines)
        self.ticking.hide()
        self._wanted = None
        for sender in self.senders.chosen:
            for key, day, subject in self._mails(sender)[:MOST_MAILS]:
                words = self.tr("{day}: {subject}").format(day=day, subject=phrases.shown(subject, 70))
                self._lines.addWidget(LineLink(words, words, partial(self.choose, key)), 0, Qt.AlignmentFlag.AlignLeft)
        self._follow()

    def choose(self, key: MessageKey) -> None:
        """Offer the words of this mail."""
        self._wanted = key
        self.ticking.show_waiting()
        self.ticking.show()
        self._ask(key, lambda found: self._came(key, found))

    def _came(self, key: MessageKey, found: Sequence[RareWord]) -> None:
        if key == self._wanted:
            self.ticking.show_words(found)

    def _follow(self) -> None:
        if hasattr(self, "take"):
            self.take.setEnabled(bool(self.words))
