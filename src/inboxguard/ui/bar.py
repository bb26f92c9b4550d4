"""The bar of long work: how far it is, or only that it goes on where nobody knows how much there is."""

from PySide6.QtWidgets import QProgressBar

from inboxguard.audit.progress import Step

_FINE = 1000


class Bar(QProgressBar):
    """A bar without a figure in it; amounts of any size fit, also the octets of a large archive."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextVisible(False)
        self.setAccessibleName(self.tr("Progress"))
        self.begin()

    def begin(self) -> None:
        """Show that work runs."""
        self.setRange(0, 0)

    def show_step(self, step: Step) -> None:
        """Show where the work is."""
        self.setRange(0, _FINE if step.total > 0 else 0)
        if step.total > 0:
            self.setValue(step.done * _FINE // step.total)
