"""A double of Jobs that does the work at once, in the thread that asks."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from inboxguard.audit.progress import Step
from inboxguard.errors import Cancelled


class Immediate(QObject):
    """Same signals and the same `run` as Jobs; `ran` lists the labels of what was done."""

    started = Signal(str)
    stepped = Signal(object)
    done = Signal(str, bool)
    cancelled = Signal(str)
    failed = Signal(str, object)
    idle = Signal()

    def __init__(self, audit: Any) -> None:
        super().__init__()
        self._audit = audit
        self.ran: list[str] = []
        self.busy = False
        self.label = ""
        self.show = "all"
        self._closed = False

    def run(
        self,
        label: str,
        work: Callable[[Any, Callable[[Step], None]], Any],
        then: Callable[[Any], None] | None = None,
        *,
        otherwise: Callable[[Exception], bool] | None = None,
        owner: QObject | None = None,
        changes: bool = True,
        show: str = "all",
    ) -> None:
        if self._closed:
            return
        self.ran.append(label)
        self.show = show
        if show != "nothing":
            self.started.emit(label)
        try:
            result = work(self._audit, self.stepped.emit)
        except Cancelled:
            self.cancelled.emit(label)
        except Exception as error:
            if not (otherwise is not None and otherwise(error)):
                self.failed.emit(label, error)
        else:
            if then is not None:
                then(result)
            if not self._closed:
                self.done.emit(label, changes)
        if not self._closed:
            self.idle.emit()

    def stop(self) -> None:
        """Nothing runs longer than the call that asked for it."""

    def close(self) -> None:
        """A closed window asks for nothing any more, also when one of its timers still fires in a later test."""
        self._closed = True
