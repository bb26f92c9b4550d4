"""Progress is told as it is, and a remaining time only once the speed is known."""

import pytest

from inboxguard.audit import pace
from inboxguard.audit.progress import Step
from inboxguard.errors import Cancelled


def test_the_time_left_follows_from_the_speed(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([0.0, 1.0, 4.0])
    monkeypatch.setattr(pace.time, "monotonic", lambda: next(clock))
    told: list[Step] = []
    work = pace.Pace("importing", 100, told.append)
    work.on(10)
    work.on(30)
    assert told == [
        Step("importing", 0, 100), Step("importing", 10, 100, None), Step("importing", 40, 100, 6.0)
    ]  # fmt: skip


def test_more_than_was_thought_is_never_shown_as_more_than_all() -> None:
    told: list[Step] = []
    pace.Pace("importing", 100, told.append).on(150)
    pace.Pace("importing", 0, told.append).on(150)
    assert [(step.done, step.total) for step in told] == [(0, 100), (100, 100), (0, 0), (150, 0)]


def test_a_hurry_of_small_steps_is_told_now_and_then_but_the_last_always(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(number / 100 for number in range(200))
    monkeypatch.setattr(pace.time, "monotonic", lambda: next(clock))
    told: list[Step] = []
    work = pace.Pace("reading", 100, told.append)
    for _ in range(100):
        work.on(1)
    assert 15 < len(told) < 25
    assert told[-1].done == 100


def test_waiting_tells_and_can_be_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr(pace.time, "monotonic", lambda: now[0])
    monkeypatch.setattr(pace.time, "sleep", lambda seconds: now.__setitem__(0, now[0] + seconds))
    told: list[Step] = []
    pace.paused(1, told.append)
    assert {step.what for step in told} == {"waiting"}
    assert now[0] == pytest.approx(1)

    def stop(step: Step) -> None:
        raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        pace.paused(1000, stop)
    assert now[0] == pytest.approx(1)


def test_the_last_step_is_told_again_while_there_is_no_news(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [10.0]
    monkeypatch.setattr(pace.time, "monotonic", lambda: now[0])
    told: list[Step] = []
    beating = pace.Beating(told.append)
    beating(Step("opening", 3, 9))
    for _ in range(100):
        beating.beat()
        now[0] += 0.01
    assert 4 <= len(told) <= 6
    assert set(told) == {Step("opening", 3, 9)}

    def stop(step: Step) -> None:
        raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        pace.Beating(stop).beat()
