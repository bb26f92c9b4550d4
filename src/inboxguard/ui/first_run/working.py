"""What runs during the first run: words, bar, time left, Stop."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar

from inboxguard.audit.progress import Step
from inboxguard.ui import figures, panes, phrases, pieces


class Working(panes.Card):
    """A card that tells how far the reading is; `stop` when the person has enough."""

    stop = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.what = pieces.text()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress"))
        self.left = pieces.text(font="small", tone="muted", wrap=False)
        self.stop_button = pieces.button(self.tr("Stop"), self._stop, name=self.tr("Stop what is running"))
        self.body.addWidget(self.what)
        self.body.addWidget(self.bar)
        self.body.addLayout(pieces.row(self.left, None, self.stop_button))

    def begin(self, label: str) -> None:
        """Show that work with these words runs."""
        self.what.setText(label)
        self.left.setText("")
        self.bar.setRange(0, 0)
        self.stop_button.setEnabled(True)
        self.show()

    def step(self, step: Step) -> None:
        """Show where the work is."""
        self.what.setText(phrases.step(step))
        self.bar.setRange(0, step.total if step.total < 2**31 else 0)
        self.bar.setValue(step.done)
        self.left.setText(figures.left(step.seconds_left) if step.seconds_left is not None else "")

    def _stop(self) -> None:
        self.left.setText(self.tr("stopping; what was read is kept"))
        self.stop_button.setEnabled(False)
        self.stop.emit()
