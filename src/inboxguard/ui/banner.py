"""The one place where the window says what went wrong or was left: a headline, sentences, a way to put it away."""

from collections.abc import Sequence
from typing import Literal

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from inboxguard.errors import InboxGuardError
from inboxguard.ui import panes, phrases, pieces

MOST_LINES = 3


class Banner(QWidget):
    """Hidden until something is said; stays until it is put away or the person begins the next work."""

    def __init__(self) -> None:
        super().__init__()
        self._column = pieces.column(self, margins=(28, 16, 24, 0))
        self.words = ""
        self.hide()

    def say(self, error: InboxGuardError) -> None:
        """Show an error in words."""
        self.say_words(phrases.error_title(error), (str(error),))

    def say_words(self, title: str, lines: Sequence[str], tone: Literal["red", "muted"] = "red") -> None:
        """Show a headline and a sentence on each line; "muted" for what is no error."""
        kept = [phrases.shown(line) for line in lines[:MOST_LINES]]
        if len(lines) > MOST_LINES:
            kept.append(self.tr("and {n} more").format(n=len(lines) - MOST_LINES))
        pieces.clear(self._column)
        notice = panes.Notice(tone, phrases.shown(title), "\n".join(kept))
        close = pieces.link(self.tr("Close"), self.dismiss, name=self.tr("Close this message"))
        notice.body.addLayout(pieces.row(None, close))
        self._column.addWidget(notice)
        self.words = " ".join((f"{title}.", *lines))
        self.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, phrases.shown(self.words)))

    def dismiss(self) -> None:
        """Put the message away."""
        self.words = ""
        self.hide()
