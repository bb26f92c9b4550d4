"""Work beside the window: in order, in one thread, stoppable, and with one way for failures."""

import gc
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QObject

from inboxguard.audit.progress import Step
from inboxguard.errors import Unreachable
from inboxguard.ui.jobs import Jobs

WAIT = 3000


class Memory:
    """Stands where the worker's Audit would: remembers in which threads it was made, used and closed."""

    def __init__(self) -> None:
        self.made_in = threading.get_ident()
        self.closed_in: int | None = None

    def close(self) -> None:
        self.closed_in = threading.get_ident()


@pytest.fixture
def made() -> list[Memory]:
    return []


@pytest.fixture
def jobs(qapp: Any, made: list[Memory]) -> Iterator[Jobs]:
    def make() -> Memory:
        made.append(Memory())
        return made[-1]

    one = Jobs(make)  # type: ignore[arg-type]  # a stand-in for the Audit
    yield one
    one.close()


def heard(jobs: Jobs) -> list[tuple[Any, ...]]:
    told: list[tuple[Any, ...]] = []
    jobs.started.connect(lambda label: told.append(("started", label)))
    jobs.stepped.connect(lambda step: told.append(("step", step.done)))
    jobs.done.connect(lambda label, changes: told.append(("done", label, changes)))
    jobs.cancelled.connect(lambda label: told.append(("cancelled", label)))
    jobs.failed.connect(lambda label, error: told.append(("failed", label, str(error))))
    return told


def test_steps_arrive_before_the_result_and_jobs_in_their_order(jobs: Jobs, qtbot: Any) -> None:
    told = heard(jobs)

    def work(number: int) -> Callable[..., int]:
        def count(audit: Any, tell: Any) -> int:
            for done in range(3):
                tell(Step("reading", done, 3))
            return number

        return count

    with qtbot.waitSignal(jobs.idle, timeout=WAIT):
        jobs.run("one", work(1), lambda result: told.append(("then", result)))
        jobs.run("two", work(2), lambda result: told.append(("then", result)), changes=False)
    steps = [("step", 0), ("step", 1), ("step", 2)]
    assert told == [
        ("started", "one"), *steps, ("then", 1), ("done", "one", True),
        ("started", "two"), *steps, ("then", 2), ("done", "two", False),
    ]  # fmt: skip


def test_results_come_home_to_the_windows_thread(jobs: Jobs, qtbot: Any) -> None:
    threads: list[int] = []
    with qtbot.waitSignal(jobs.idle, timeout=WAIT):
        jobs.run(
            "x",
            lambda audit, tell: threading.get_ident(),
            lambda worker: threads.extend((worker, threading.get_ident())),
        )
    assert threads[0] != threading.get_ident() == threads[1]


def test_the_worker_has_one_audit_made_and_closed_in_its_own_thread(jobs: Jobs, made: list[Memory], qtbot: Any) -> None:
    with qtbot.waitSignal(jobs.idle, timeout=WAIT):
        jobs.run("a", lambda audit, tell: None)
        jobs.run("b", lambda audit, tell: None)
    jobs.close()
    (audit,) = made
    assert audit.made_in == audit.closed_in != threading.get_ident()


def test_no_full_garbage_collection_holds_up_the_window_meanwhile(jobs: Jobs, qtbot: Any) -> None:
    before = gc.get_threshold()
    seen: list[tuple[int, int, int]] = []

    def fail(audit: Any, tell: Any) -> None:
        seen.append(gc.get_threshold())
        raise Unreachable("Nobody is there.")

    with qtbot.waitSignal(jobs.idle, timeout=WAIT):
        jobs.run("a", lambda audit, tell: seen.append(gc.get_threshold()))
        jobs.run("b", fail)
    assert [one[:2] for one in seen] == [before[:2], before[:2]]
    assert all(one[2] > 1000 * before[2] for one in seen)
    assert gc.get_threshold() == before


def test_stop_ends_the_work_at_its_next_step_and_what_waits_goes_on(jobs: Jobs, qtbot: Any) -> None:
    told = heard(jobs)

    def endless(audit: Any, tell: Any) -> None:
        while True:
            tell(Step("reading"))
            time.sleep(0.002)

    with qtbot.waitSignal(jobs.stepped, timeout=WAIT):
        jobs.run("endless", endless, lambda _: told.append(("then",)))
    jobs.run("next", lambda audit, tell: None)
    assert jobs.busy
    assert jobs.label == "endless"
    with qtbot.waitSignal(jobs.idle, timeout=WAIT):
        jobs.stop()
    assert ("cancelled", "endless") in told
    assert ("then",) not in told
    assert told[-1] == ("done", "next", True)
    assert not jobs.busy


def test_a_failure_has_one_way_out(jobs: Jobs, qtbot: Any) -> None:
    told = heard(jobs)

    def fail(audit: Any, tell: Any) -> None:
        raise Unreachable("The server is away.")

    with qtbot.waitSignal(jobs.idle, timeout=WAIT):
        jobs.run("fails", fail, lambda _: told.append(("then",)))
    assert told[-1] == ("failed", "fails", "The server is away.")
    assert ("then",) not in told


def test_who_asked_may_show_the_failure_itself(jobs: Jobs, qtbot: Any) -> None:
    told = heard(jobs)
    seen: list[Exception] = []

    def fail(audit: Any, tell: Any) -> None:
        raise Unreachable("away")

    with qtbot.waitSignal(jobs.idle, timeout=WAIT):
        jobs.run("fails", fail, otherwise=lambda error: seen.append(error) is None)
    assert [type(error) for error in seen] == [Unreachable]
    assert all(one[0] != "failed" for one in told)


def test_an_audit_that_cannot_be_opened_is_a_failure_too(qapp: Any, qtbot: Any) -> None:
    def broken() -> Any:
        raise Unreachable("no data")

    jobs = Jobs(broken)
    told = heard(jobs)
    with qtbot.waitSignal(jobs.idle, timeout=WAIT):
        jobs.run("x", lambda audit, tell: None)
    assert told[-1] == ("failed", "x", "no data")
    jobs.close()


def test_nothing_comes_back_to_a_page_that_is_gone(jobs: Jobs, qtbot: Any) -> None:
    import shiboken6

    owner = QObject()
    results: list[object] = []
    go = threading.Event()
    jobs.run("slow", lambda audit, tell: go.wait(2), results.append, owner=owner)
    shiboken6.delete(owner)
    with qtbot.waitSignal(jobs.idle, timeout=WAIT):
        go.set()
    assert not results


def test_closing_stops_what_runs_and_takes_nothing_new(jobs: Jobs) -> None:
    def endless(audit: Any, tell: Any) -> None:
        while True:
            tell(Step("reading"))
            time.sleep(0.002)

    jobs.run("endless", endless)
    began = time.monotonic()
    jobs.close()
    jobs.close()
    jobs.run("late", endless)
    assert time.monotonic() - began < 2


def test_what_ends_after_closing_is_told_to_nobody(jobs: Jobs, qtbot: Any) -> None:
    told = heard(jobs)
    jobs.run("last", lambda audit, tell: None, lambda _: told.append(("then",)))
    jobs.close()
    qtbot.wait(20)
    assert ("then",) not in told
    assert all(one[0] not in ("done", "failed", "cancelled") for one in told)


def test_qt_keeps_count_of_none_and_true(jobs: Jobs) -> None:
    """PySide6 6.12.0 loses a reference of None per call and of True per emit on Python < 3.12, and then aborts."""
    before = sys.getrefcount(None), sys.getrefcount(True)
    for _ in range(400):
        jobs.setObjectName("x")
        jobs.done.emit("x", True)
    assert sys.getrefcount(None) > before[0] - 200
    assert sys.getrefcount(True) > before[1] - 200


@pytest.mark.parametrize(("show", "told"), [("all", True), ("foot", True), ("nothing", False)])
def test_work_that_nobody_asked_for_need_not_be_seen(jobs: Jobs, qtbot: Any, show: Any, told: bool) -> None:
    begun: list[tuple[str, str]] = []
    steps: list[Step] = []
    jobs.started.connect(lambda label: begun.append((label, jobs.show)))
    jobs.stepped.connect(steps.append)
    with qtbot.waitSignal(jobs.idle):
        jobs.run("Listening", lambda audit, tell: tell(Step("listing")), show=show)
    assert begun == ([("Listening", show)] if told else [])
    assert steps == ([Step("listing")] if told else [])
    assert jobs.show == "all"


@pytest.mark.parametrize("fails", [False, True])
def test_a_window_closed_by_what_comes_then_hears_nothing_more(jobs: Jobs, qtbot: Any, fails: bool) -> None:
    told = heard(jobs)
    jobs.idle.connect(lambda: told.append(("idle",)))

    def work(memory: Any, tell: Any) -> None:
        if fails:
            raise Unreachable("The server did not answer. Try again later.")

    def close(result: object) -> bool:
        jobs.close()
        return False

    jobs.run("Looking", work, close, otherwise=close)
    qtbot.waitUntil(lambda: not jobs.busy, timeout=WAIT)
    qtbot.wait(20)
    assert told == [("started", "Looking")]
