"""Parses mail in child processes, so that the window stays smooth and a hostile letter breaks only a child."""

import multiprocessing
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress

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

    def map(self, function: Callable[[RawMessage], Message], items: Iterable[RawMessage]) -> Iterator[Message]:
        """Begin at once; what is read comes in the order of `items` as soon as it is asked for."""
        given = list(items)
        executor = self._executor
        results: Iterator[Message] = iter(())
        with suppress(BrokenProcessPool):  # by what was given before and has not been asked for yet
            results = executor.map(function, given, chunksize=CHUNK)
        return self._results(function, given, executor, results)

    def _results(
        self,
        function: Callable[[RawMessage], Message],
        given: list[RawMessage],
        executor: ProcessPoolExecutor,
        results: Iterator[Message],
    ) -> Iterator[Message]:
        number = 0
        with suppress(BrokenProcessPool):
            for message in results:
                number += 1
                yield message
        if number < len(given) and executor is self._executor:
            self._begin_anew()
        for item in given[number:]:
            yield self._alone(function, item)

    def _alone(self, function: Callable[[RawMessage], Message], item: RawMessage) -> Message:
        """One message by itself: the one that breaks the child is kept as one that could not be read."""
        try:
            return self._executor.submit(function, item).result()
        except BrokenProcessPool:
            self._begin_anew()
            return parsing.bare(item)

    def _begin_anew(self) -> None:
        self.close()
        self._executor = self._begun()

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
