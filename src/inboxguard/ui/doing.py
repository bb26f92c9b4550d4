"""What one window has the worker do: one thing at a time, told while it runs, stopped when the window says so."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from inboxguard.audit.progress import Step, Tell
from inboxguard.errors import InboxGuardError
from inboxguard.ui import crash, phrases
from inboxguard.ui.page import Desk

if TYPE_CHECKING:
    from inboxguard.audit.audit import Audit

Result = TypeVar("Result")
Told = Callable[[Step], str]


class Doing(QObject):
    """Runs work for its window; `said(words)` are the words for the person, `turned()` follows beginning and end."""

    said = Signal(str)
    turned = Signal()

    def __init__(self, desk: Desk, window: QWidget, told: Told = phrases.step) -> None:
        """Work for `window`; `told` puts a step into words."""
        super().__init__(window)
        self._desk = desk
        self._window = window
        self._told = told
        self._label = ""
        self._stopped: Callable[[], object] | None = None

    @property
    def busy(self) -> bool:
        """Return whether something is done or waits to be."""
        return bool(self._label)

    def run(
        self,
        label: str,
        work: "Callable[[Audit, Tell], Result]",
        then: Callable[[Result], object],
        *,
        changes: bool = False,
        stopped: Callable[[], object] | None = None,
    ) -> None:
        """Do `work`, then call `then` with its result, or `stopped` where it was stopped."""
        jobs = self._desk.jobs
        before = jobs.label if jobs.busy else ""
        self._label, self._stopped = label, stopped
        jobs.stepped.connect(self._step)
        jobs.cancelled.connect(self._cancelled)
        waits = self.tr("It comes after what is being done now: {what}.").format(what=before)
        self.said.emit(waits if before else f"{label}...")
        self.turned.emit()

        def came(result: Result) -> None:
            self._rest()
            then(result)
            self.turned.emit()

        jobs.run(label, work, came, otherwise=self._failed, owner=self._window, changes=changes)

    def stop(self) -> None:
        """Ask what is done to stop at its next step."""
        if self._label and self._desk.jobs.label == self._label:
            self._desk.jobs.stop()

    def leave(self) -> None:
        """Hear no more of it: the window is going."""
        self._rest()

    def _rest(self) -> None:
        if self._label:
            self._desk.jobs.stepped.disconnect(self._step)
            self._desk.jobs.cancelled.disconnect(self._cancelled)
        self._label = ""

    def _step(self, step: Step) -> None:
        if self._desk.jobs.label == self._label:
            self.said.emit(self._told(step))

    def _cancelled(self, label: str) -> None:
        if label != self._label:
            return
        self._rest()
        self.said.emit(self.tr("Stopped."))
        if self._stopped is not None:
            self._stopped()
        self.turned.emit()

    def _failed(self, error: Exception) -> bool:
        """Say what the person can act on; a fault of the program gets its report over the window, which is modal."""
        self._rest()
        if isinstance(error, InboxGuardError):
            self.said.emit(phrases.shown(str(error), 600))
        else:
            self.said.emit("")
            crash.report(error, self._window)
        self.turned.emit()
        return True
