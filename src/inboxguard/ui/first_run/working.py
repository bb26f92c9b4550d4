"""What runs during the first run: words, bar, time left, Stop."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from inboxguard.audit.progress import Step
from inboxguard.ui import panes, phrases, pieces
from inboxguard.ui.bar import Bar
from inboxguard.ui.tables import labelled


class Working(panes.Card):
    """A card that tells how far the reading is; `stop` when the person has enough."""

    stop = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.what = pieces.text()
        self.bar = Bar()
        self.left = pieces.text(font="small", tone="muted", wrap=False)
        self.stop_button = pieces.button(self.tr("Stop"), self._stop, name=self.tr("Stop what is running"))
        self.body.addWidget(self.what)
        self.body.addWidget(self.bar)
        # A field and no label, which would break the line and so the address that is copied from it.
        self.url = QLineEdit()
        self.url.setReadOnly(True)
        words = self.tr("No browser could be opened. Open this address in one on this computer")
        self.page = labelled(words, self.url)
        self.page.hide()
        self.body.addWidget(self.page)
        self.body.addLayout(pieces.row(self.left, None, self.stop_button))

    def begin(self, label: str) -> None:
        """Show that work with these words runs."""
        self.what.setText(label)
        self.left.setText("")
        self.bar.begin()
        self.page.hide()
        self.stop_button.setEnabled(True)
        self.show()

    def step(self, step: Step) -> None:
        """Show where the work is."""
        self.what.setText(phrases.step(step))
        self.bar.show_step(step)
        self.left.setText(", ".join(words for words in (phrases.amount(step), phrases.time_left(step)) if words))

    def show_page(self, url: str) -> None:
        """Show a page's address for the person to open, where no browser could be opened for them."""
        self.url.setText(phrases.shown(url, 4000))
        self.url.setCursorPosition(0)
        self.page.show()

    def _stop(self) -> None:
        self.left.setText(self.tr("stopping; what was read is kept, the rest is read next time"))
        self.stop_button.setEnabled(False)
        self.stop.emit()
