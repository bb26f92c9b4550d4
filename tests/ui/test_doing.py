"""What a window has done is told, stopped and failed in the window itself."""

from typing import Any

import pytest
from PySide6.QtWidgets import QWidget

from inboxguard.audit.audit import Audit
from inboxguard.audit.progress import Step
from inboxguard.errors import Cancelled, Refused
from inboxguard.ui import crash
from inboxguard.ui.doing import Doing
from inboxguard.ui.jobs import Jobs
from inboxguard.ui.page import Desk
from tests.ui.conftest import now


@pytest.fixture
def window(qtbot: Any) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def heard() -> list[str]:
    return []


@pytest.fixture
def doing(sample_desk: Desk, window: QWidget, heard: list[str]) -> Doing:
    made = Doing(sample_desk, window)
    made.said.connect(heard.append)
    return made


def test_a_result_comes_home_and_nothing_is_busy_any_more(doing: Doing, heard: list[str]) -> None:
    came: list[int] = []
    doing.run("Counting", lambda audit, tell: 7, came.append)
    assert came == [7]
    assert heard == ["Counting..."]
    assert not doing.busy


def test_a_refusal_is_said_in_the_window(doing: Doing, heard: list[str]) -> None:
    def refuse(audit: Audit, tell: object) -> None:
        raise Refused("Not this\u202e one.")

    doing.run("Trying", refuse, lambda _: None)
    assert heard[-1] == "Not this⟨U+202E⟩ one."
    assert not doing.busy


def test_a_fault_of_the_program_gets_its_report(
    doing: Doing, heard: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    reported: list[BaseException] = []
    monkeypatch.setattr(crash, "report", lambda error, parent: reported.append(error))

    def fail(audit: Audit, tell: object) -> None:
        raise ZeroDivisionError

    doing.run("Trying", fail, lambda _: None)
    assert len(reported) == 1
    assert heard[-1] == ""


def test_stop_is_told_and_followed(doing: Doing, heard: list[str]) -> None:
    def stop(audit: Audit, tell: object) -> None:
        raise Cancelled("Stopped.")

    followed: list[bool] = []
    doing.run("Trying", stop, lambda _: None, stopped=lambda: followed.append(doing.busy))
    assert followed == [False]
    assert heard[-1] == "Stopped."


def test_steps_are_told_and_stop_is_heard_in_the_worker(
    empty_audit: Audit, tmp_path: Any, window: QWidget, qtbot: Any, heard: list[str]
) -> None:
    jobs = Jobs(lambda: Audit.open(tmp_path / "empty", now))
    made = Doing(Desk(empty_audit, jobs, now), window, lambda step: f"{step.done} of {step.total}")
    made.said.connect(heard.append)

    def work(audit: Audit, tell: Any) -> None:
        while True:
            tell(Step("counting", 1, 9))

    made.run("Counting", work, lambda _: None)
    qtbot.waitUntil(lambda: "1 of 9" in heard, timeout=10_000)
    made.stop()
    qtbot.waitUntil(lambda: heard[-1] == "Stopped.", timeout=10_000)
    assert not made.busy
    jobs.close()


def test_who_comes_second_is_told_so(empty_audit: Audit, tmp_path: Any, window: QWidget, qtbot: Any) -> None:
    jobs = Jobs(lambda: Audit.open(tmp_path / "empty", now))
    first: list[bool] = []
    heard: list[str] = []
    jobs.run("Reading mail", lambda audit, tell: True, first.append)
    made = Doing(Desk(empty_audit, jobs, now), window)
    made.said.connect(heard.append)
    made.run("Counting", lambda audit, tell: 1, lambda _: None)
    assert heard == ["It comes after what is being done now: Reading mail."]
    qtbot.waitUntil(lambda: not made.busy, timeout=10_000)
    jobs.close()
