"""The one place where the window says what went wrong: a headline, what to do, and a way to put it away."""

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from inboxguard.errors import InboxGuardError
from inboxguard.ui import panes, phrases, pieces


class Banner(QWidget):
    """Hidden until something is said; stays until it is put away or the next work begins."""

    def __init__(self) -> None:
        super().__init__()
        self._column = pieces.column(self, margins=(28, 16, 24, 0))
        self.words = ""
        self.hide()

    def say(self, error: InboxGuardError) -> None:
        """Show an error in words."""
        self.say_words(phrases.error_title(error), str(error))

    def say_words(self, title: str, words: str) -> None:
        """Show a headline and a sentence."""
        pieces.clear(self._column)
        notice = panes.Notice("red", phrases.shown(title), phrases.shown(words))
        close = pieces.link(self.tr("Close"), self.dismiss, name=self.tr("Close this message"))
        notice.body.addLayout(pieces.row(None, close))
        self._column.addWidget(notice)
        self.words = f"{title}. {words}"
        self.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, phrases.shown(self.words)))

    def dismiss(self) -> None:
        """Put the message away."""
        self.words = ""
        self.hide()
