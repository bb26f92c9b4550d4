"""One piece of work at a time beside the window."""

import gc
import logging
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from inboxguard.audit.failures import explained
from inboxguard.audit.progress import Step, Tell
from inboxguard.errors import Cancelled

if TYPE_CHECKING:
    from inboxguard.audit.audit import Audit

Result = TypeVar("Result")
log = logging.getLogger(__name__)

_SELDOM = 1_000_000

Show = Literal["all", "foot", "nothing"]
"""How much of a job the person sees: "foot" for work that nobody asked for just now, which interrupts nothing."""


@contextmanager
def _no_full_collections() -> Iterator[None]:
    """Put off full garbage collections: with a mailbox in memory each holds up every thread for 50 ms and more.

    What is young is collected as ever; a full collection follows when the work is over and its records are gone.
    """
    young, middle, old = gc.get_threshold()
    gc.set_threshold(young, middle, _SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(young, middle, old)


@dataclass(eq=False, slots=True)
class Job:
    """One piece of work: its words for the person, the work, and what the window does with its result."""

    label: str
    work: Callable[["Audit", Tell], Any]
    then: Callable[[Any], object] | None = None
    otherwise: Callable[[Exception], bool] | None = None
    owner: QObject | None = None
    changes: bool = True
    show: Show = "all"
    stopped: Event = field(default_factory=Event)


class Jobs(QObject):
    """Runs work in one thread with an Audit of its own; results come home by queued signals, in order.

    `started(label)`, `stepped(Step)`, then one of `done(label, changes)`, `cancelled(label)` and
    `failed(label, exception)`, and `idle()` when nothing waits any more; all in the window's thread.
    """

    started = Signal(str)
    stepped = Signal(object)
    done = Signal(str, bool)
    cancelled = Signal(str)
    failed = Signal(str, object)
    idle = Signal()

    _begun = Signal(object)
    _told = Signal(object, object)
    _settled = Signal(object, object)

    def __init__(self, make: Callable[[], "Audit"], parent: QObject | None = None) -> None:
        """Keep `make`, which is called once in the worker's thread to make the worker's own Audit."""
        super().__init__(parent)
        self._make = make
        self._audit: Audit | None = None
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="inboxguard-work")
        self._waiting: list[Job] = []
        self._closed = False
        # A direct connection would run in this thread whenever the work is already finished as the callback is
        # added, and the result would overtake the steps that are still on their way.
        queued = Qt.ConnectionType.QueuedConnection
        self._begun.connect(self._begin, queued)
        self._told.connect(self._step, queued)
        self._settled.connect(self._settle, queued)

    @property
    def busy(self) -> bool:
        """Return whether something runs or waits."""
        return bool(self._waiting)

    @property
    def label(self) -> str:
        """Return the words of what runs now, or ""."""
        return self._waiting[0].label if self._waiting else ""

    @property
    def show(self) -> Show:
        """Return how much of what runs now is shown."""
        return self._waiting[0].show if self._waiting else "all"

    def run(
        self,
        label: str,
        work: Callable[["Audit", Tell], Result],
        then: Callable[[Result], object] | None = None,
        *,
        otherwise: Callable[[Exception], bool] | None = None,
        owner: QObject | None = None,
        changes: bool = True,
        show: Show = "all",
    ) -> None:
        """Do `work` after what already waits, then call `then` with its result in the window's thread.

        `otherwise` sees a failure first and returns whether it has shown it; everything else is `failed`.
        With `owner`, neither is called once that object is gone. `changes=False` says that no page need ask again.
        Of work with `show="nothing"` neither start nor steps are told.
        """
        if self._closed:
            return
        job = Job(label, work, then, otherwise, owner, changes, show)
        self._waiting.append(job)
        future = self._pool.submit(self._work, job)
        future.add_done_callback(lambda done: self._settled.emit(job, done))

    def stop(self) -> None:
        """Ask what runs now to stop at its next step; what waits behind it goes on."""
        if self._waiting:
            self._waiting[0].stopped.set()

    def close(self) -> None:
        """Stop everything, close the worker's Audit in its own thread and wait."""
        if self._closed:
            return
        self._closed = True
        for job in self._waiting:
            job.stopped.set()
        self._pool.submit(self._close_audit)
        self._pool.shutdown(wait=True)

    @_no_full_collections()
    def _work(self, job: Job) -> Any:
        def tell(step: Step) -> None:
            if job.stopped.is_set():
                raise Cancelled("Stopped.")
            self._told.emit(job, step)

        if job.stopped.is_set():
            raise Cancelled("Stopped.")
        self._begun.emit(job)
        if self._audit is None:
            self._audit = self._make()
        return job.work(self._audit, tell)

    def _close_audit(self) -> None:
        if self._audit is not None:
            self._audit.close()
            self._audit = None

    def _begin(self, job: Job) -> None:
        if job.show != "nothing":
            self.started.emit(job.label)

    def _step(self, job: Job, step: Step) -> None:
        if not job.stopped.is_set() and job.show != "nothing":
            self.stepped.emit(step)

    def _settle(self, job: Job, future: "Future[Any]") -> None:
        self._waiting.remove(job)
        if self._closed:
            # The window and its Audit are going: there is nobody left to tell.
            return
        alive = job.owner is None or shiboken6.isValid(job.owner)
        try:
            result = future.result()
        except (Cancelled, CancelledError):
            self.cancelled.emit(job.label)
        except Exception as failure:  # the one way out of every failure; what it means is said by the window
            error = explained(failure)
            log.info("work failed: %s", type(error).__name__)
            shown = alive and job.otherwise is not None and job.otherwise(error)
            if not shown and not self._closed:
                self.failed.emit(job.label, error)
        else:
            if alive and job.then is not None:
                job.then(result)
            # What comes then may have opened a dialog, behind which the window was closed.
            if not self._closed:
                self.done.emit(job.label, job.changes)
        if not self._waiting and not self._closed:
            self.idle.emit()
