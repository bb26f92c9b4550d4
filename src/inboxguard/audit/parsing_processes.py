"""Parses mail in child processes, so that the window stays smooth and a hostile letter breaks only a child."""

import itertools
import multiprocessing
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager

from inboxguard.audit.syncing import Mapped
from inboxguard.facts import parsing
from inboxguard.facts.message import Message, RawMessage

CHUNK = 25
"""Messages handed to a child at once: large enough that pickling does not count, small enough to share out."""


@contextmanager
def parsing_processes(number: int = 1) -> Iterator[Mapped]:
    """Yield a map over `number` child processes, begun with "spawn" so that no thread or socket is inherited."""
    children = _Children(number)
    try:
        yield children.map
    finally:
        children.close()


class _Children:
    def __init__(self, number: int) -> None:
        self._number = number
        self._executor = self._begun()

    def _begun(self) -> ProcessPoolExecutor:
        # Ctrl-C reaches every process of a terminal; the parent ends the children, which then have nothing to say.
        executor = ProcessPoolExecutor(
            self._number,
            mp_context=multiprocessing.get_context("spawn"),
            initializer=signal.signal,
            initargs=(signal.SIGINT, signal.SIG_IGN),
        )
        with _interruptions_held_back():
            for _ in range(self._number):
                executor.submit(int)  # begins a child
        return executor

    def map(self, function: Callable[[RawMessage], Message], items: Iterable[RawMessage]) -> Iterable[Message]:
        waiting, kept = itertools.tee(items)
        try:
            return list(self._executor.map(function, waiting, chunksize=CHUNK))
        except BrokenProcessPool:
            return [self._alone(function, item) for item in kept]

    def _alone(self, function: Callable[[RawMessage], Message], item: RawMessage) -> Message:
        """One message in a child of its own: the one that breaks it is kept as one that could not be read."""
        self.close()
        self._executor = self._begun()
        try:
            return self._executor.submit(function, item).result()
        except BrokenProcessPool:
            return parsing.bare(item)

    def close(self) -> None:
        self._executor.shutdown(cancel_futures=True)


@contextmanager
def _interruptions_held_back() -> Iterator[None]:
    """Children that begin in here inherit that Ctrl-C does not reach them, even while they load."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
