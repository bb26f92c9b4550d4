"""Parses mail in child processes, so that the window stays smooth and a hostile letter breaks only a child."""

import multiprocessing
import os
import signal
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from multiprocessing import connection
from threading import Thread
from typing import Protocol, TypeVar

CHUNK = 25
"""Messages handed to a child at once: large enough that pickling does not count, small enough to share out."""


Given = TypeVar("Given")
Got = TypeVar("Got")
GivenIn = TypeVar("GivenIn", contravariant=True)
GotOut = TypeVar("GotOut", covariant=True)


class Work(Protocol[GivenIn, GotOut]):
    """What a child does with one item: pure and picklable."""

    def __call__(self, given: GivenIn, /) -> GotOut:
        """Return what the item says; runs in a child."""
        ...

    def unreadable(self, given: GivenIn, /) -> GotOut:
        """Return what stands for an item that broke its child; runs in the parent and looks at nothing hostile."""
        ...


class Mapped(Protocol):
    """Does work on items, in their order: the builtin map, or that of child processes, which begins at once."""

    def __call__(self, work: Work[Given, Got], items: Iterable[Given], /) -> Iterable[Got]:
        """Return the results, each as soon as it is asked for."""
        ...


def here(work: Work[Given, Got], items: Iterable[Given], /) -> Iterable[Got]:
    """Do the work in this process."""
    return map(work, items)


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
            initializer=_prepared,
        )
        with _interruptions_held_back():
            for _ in range(self._number):
                executor.submit(int)  # begins a child
        return executor

    def map(self, work: Work[Given, Got], items: Iterable[Given]) -> Iterator[Got]:
        """Begin at once; what is read comes in the order of `items` as soon as it is asked for."""
        given = list(items)
        executor = self._executor
        results: Iterator[Got] = iter(())
        with suppress(BrokenProcessPool):  # by what was given before and has not been asked for yet
            results = executor.map(work, given, chunksize=CHUNK)
        return self._results(work, given, executor, results)

    def _results(
        self,
        work: Work[Given, Got],
        given: list[Given],
        executor: ProcessPoolExecutor,
        results: Iterator[Got],
    ) -> Iterator[Got]:
        number = 0
        with suppress(BrokenProcessPool):
            for message in results:
                number += 1
                yield message
        if number < len(given) and executor is self._executor:
            self._begin_anew()
        for item in given[number:]:
            yield self._alone(work, item)

    def _alone(self, work: Work[Given, Got], item: Given) -> Got:
        """One item by itself: the one that breaks the child is kept as one that could not be read."""
        try:
            return self._executor.submit(work, item).result()
        except BrokenProcessPool:
            self._begin_anew()
            return work.unreadable(item)

    def _begin_anew(self) -> None:
        self.close()
        self._executor = self._begun()

    def close(self) -> None:
        self._executor.shutdown(cancel_futures=True)


def _prepared() -> None:
    """Make a child ignore Ctrl-C, and end it when its parent is gone, however that ended.

    A child that writes a large result would wait for ever for its dead parent: it holds the pipe's other end itself.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)


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
