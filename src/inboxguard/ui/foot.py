"""The foot of the sidebar: what runs, how far, how long still, and Stop; at rest two quiet lines."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from inboxguard.audit.progress import Step
from inboxguard.ui import figures, phrases, pieces, style
from inboxguard.ui.bar import Bar


class Foot(QWidget):
    """Shows the work of `Jobs`; `stop` and `read` are pressed by the person."""

    stop = Signal()
    read = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._icons_only = False
        column = pieces.column(self, gap=4, margins=(26, 8, 12, 18))
        self._column = column
        self.what = pieces.text(font="small")
        self.bar = Bar()
        self.amount = pieces.text(font="small", tone="muted")
        self.left = pieces.text(font="small", tone="muted")
        self.stop_button = pieces.link(self.tr("Stop"), self.stop.emit, name=self.tr("Stop what is running"))
        self.stop_button.setFont(style.font("small"))
        self.read_button = pieces.link(self.tr("Read new mail"), self.read.emit)
        self.read_button.setFont(style.font("small"))
        column.addWidget(self.what)
        column.addWidget(self.bar)
        column.addWidget(self.amount)
        line = pieces.row()
        line.addWidget(self.left, 1)
        line.addWidget(self.stop_button)
        line.setAlignment(self.stop_button, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(line)
        column.addLayout(pieces.row(self.read_button, None))
        self._busy = False
        self._can_read = False
        self.rest("", "")

    def begin(self, label: str) -> None:
        """Show that work with these words runs."""
        self._busy = True
        self.what.setText(label)
        self.bar.begin()
        self.amount.setText("")
        self.left.setText("")
        self.stop_button.setEnabled(True)
        self._arrange()

    def step(self, step: Step) -> None:
        """Show where the work is."""
        if not self._busy:
            return
        self.what.setText(phrases.step(step))
        self.bar.show_step(step)
        self.amount.setText(phrases.amount(step))
        self.left.setText(phrases.time_left(step))
        self.amount.setVisible(not self._icons_only and bool(self.amount.text()))
        # In a narrow window only the bar is left to tell.
        words = [line.text() for line in (self.what, self.amount, self.left) if line.text()]
        self.bar.setToolTip(phrases.tooltip(". ".join(words)))
        self.bar.setAccessibleDescription(". ".join(words))

    def stopping(self) -> None:
        """Show that Stop was heard."""
        self.left.setText(self.tr("stopping..."))
        self.stop_button.setEnabled(False)

    def rest(self, first: str, second: str, can_read: bool = False) -> None:
        """Show two quiet lines and, with a mailbox to read, the way to read it."""
        self._busy = False
        self._can_read = can_read
        self.what.setText(first)
        self.amount.setText("")
        self.left.setText(second)
        self._arrange()

    def set_icons_only(self, only: bool) -> None:
        """Leave the bar and Stop, for a narrow window."""
        self._icons_only = only
        self._column.setContentsMargins(*((6, 8, 6, 12) if only else (26, 8, 12, 18)))
        self._arrange()

    def _arrange(self) -> None:
        self.what.setVisible(not self._icons_only)
        self.amount.setVisible(not self._icons_only and bool(self.amount.text()))
        self.left.setVisible(not self._icons_only and bool(self.left.text() or self._busy))
        self.bar.setVisible(self._busy)
        self.stop_button.setVisible(self._busy)
        self.read_button.setVisible(not self._busy and self._can_read and not self._icons_only)

    def read_words(self, read_at: datetime | None, now: datetime) -> str:
        """Return when the mailbox was read: "Read today, 08:40"."""
        if read_at is None:
            return self.tr("Not read yet")
        day = figures.day(read_at, figures.local(now).date())
        return self.tr("Read {day}, {clock}").format(day=day, clock=figures.clock(read_at))

    def rest_words(self, left: int) -> tuple[str, str]:
        """Return what is said while mail is left that was listed and not read: it is read the next time."""
        words = self.tr("one mail is left; it is read next time")
        if left != 1:
            words = self.tr("{n} mails are left; they are read next time").format(n=figures.number(left))
        return self.tr("Not all mail is read yet"), words
