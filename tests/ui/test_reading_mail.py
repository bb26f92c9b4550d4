"""Reading mailboxes at the person's word, and quietly when news comes."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget

from inboxguard.audit.audit import Audit
from inboxguard.audit.views import AccountRow, SyncResult
from inboxguard.errors import KeyringMissing, PasswordMissing, SignInAgain, Unreachable, WrongPassword
from inboxguard.ui import reading_mail
from inboxguard.ui.page import Desk
from inboxguard.ui.password import PasswordDialog
from inboxguard.ui.reading_mail import ReadingMail
from tests.ui.conftest import now

ME, WORK = "me@post.example", "work@post.example"


class Told:
    """What was asked of the audit and said to the person."""

    def __init__(self) -> None:
        self.read: list[tuple[str, str | None]] = []
        self.noted: list[tuple[str, tuple[str, ...]]] = []
        self.failed: list[Exception] = []
        self.answer: Callable[[str, str | None], SyncResult] = lambda address, password: SyncResult(0, ())


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Told:
    told = Told()

    def sync(self: Audit, address: str, password: str | None = None, tell: Any = None) -> SyncResult:
        told.read.append((address, password))
        return told.answer(address, password)

    rows = tuple(AccountRow(one, "imap.post.example", 993, "tls", 1, now()) for one in (ME, WORK))
    monkeypatch.setattr(Audit, "accounts", lambda self, counted=True: rows)
    monkeypatch.setattr(Audit, "sync", sync)
    return told


@pytest.fixture
def window(qtbot: Any) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def reading(sample_desk: Desk, window: QWidget, told: Told) -> ReadingMail:
    made = ReadingMail(sample_desk, window)
    made.noted.connect(lambda title, lines: told.noted.append((title, tuple(lines))))
    sample_desk.jobs.failed.connect(lambda label, error: told.failed.append(error))
    sample_desk.jobs.idle.connect(made.go_on)
    return made


def raising(error: Exception) -> Callable[[str, str | None], SyncResult]:
    def answer(address: str, password: str | None) -> SyncResult:
        if password is None:
            raise error
        return SyncResult(1, ())

    return answer


def test_every_mailbox_is_read_in_turn(reading: ReadingMail, told: Told) -> None:
    reading.read_all()
    assert told.read == [(ME, None), (WORK, None)]


def test_stop_leaves_what_waits(reading: ReadingMail, told: Told) -> None:
    reading._desk.jobs.busy = True  # type: ignore[misc]  # a double of Jobs
    reading.read_all()
    reading.stop()
    reading._desk.jobs.busy = False  # type: ignore[misc]
    reading.go_on()
    assert told.read == []


def test_news_waits_until_nothing_else_runs_and_is_read_once(reading: ReadingMail, told: Told) -> None:
    reading._desk.jobs.busy = True  # type: ignore[misc]  # a double of Jobs
    reading.news(ME)
    reading.news(ME)
    assert told.read == []
    reading._desk.jobs.busy = False  # type: ignore[misc]
    reading.go_on()
    assert told.read == [(ME, None)]
    assert reading._desk.jobs.show == "foot"


def test_after_a_long_quiet_reading_the_next_news_wait_but_never_the_person(
    reading: ReadingMail, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [0.0]
    monkeypatch.setattr(reading_mail.time, "monotonic", lambda: clock[0])

    def slow(address: str, password: str | None) -> SyncResult:
        clock[0] += 60
        return SyncResult(1, ())

    told.answer = slow
    reading.news(ME)
    reading.news(ME)
    assert told.read == [(ME, None)]
    reading.read(WORK)
    assert told.read == [(ME, None), (WORK, None)]
    clock[0] += 60 * reading_mail.REST
    reading.go_on()
    assert told.read == [(ME, None), (WORK, None), (ME, None)]


@pytest.mark.parametrize(
    "error",
    [
        KeyringMissing("There is no keyring."),
        PasswordMissing("It is not in the keyring."),
        WrongPassword("It was refused."),
    ],
)
def test_only_the_person_knows_the_password(
    reading: ReadingMail, window: QWidget, told: Told, error: Exception
) -> None:
    told.answer = raising(error)
    reading.read(ME)
    (dialog,) = window.findChildren(PasswordDialog)
    dialog.field.setText("secret")
    dialog.go_on.click()
    assert told.read == [(ME, None), (ME, "secret")]
    assert told.failed == []


def test_a_sign_in_that_ended_is_not_asked_for_as_a_password(reading: ReadingMail, window: QWidget, told: Told) -> None:
    told.answer = raising(SignInAgain("The sign-in has ended. Sign in again."))
    again: list[str] = []
    reading.again.connect(lambda address, error: again.append(address))
    reading.read(ME)
    assert window.findChildren(PasswordDialog) == []
    assert again == [ME]
    assert told.failed == []


def test_another_failure_is_the_windows_to_say(reading: ReadingMail, window: QWidget, told: Told) -> None:
    told.answer = raising(Unreachable("imap.post.example did not answer."))
    reading.read(ME)
    assert window.findChildren(PasswordDialog) == []
    assert [type(error) for error in told.failed] == [Unreachable]


def test_what_a_sync_left_is_said_quietly(reading: ReadingMail, told: Told) -> None:
    told.answer = lambda address, password: SyncResult(5, ("INBOX",), notes=("What is left is read tomorrow.",))
    reading.read(ME)
    assert [lines for _, lines in told.noted] == [("What is left is read tomorrow.",)]
    assert told.failed == []


def test_a_quiet_failure_is_said_once_and_asks_nothing(reading: ReadingMail, window: QWidget, told: Told) -> None:
    told.answer = raising(WrongPassword("post.example refused the password."))
    reading.news(ME)
    reading.news(ME)
    assert window.findChildren(PasswordDialog) == []
    assert told.noted == [("The password was refused", ("post.example refused the password.",))]
    assert told.failed == []
    told.answer = lambda address, password: SyncResult(0, ())
    reading.news(ME)
    told.answer = raising(Unreachable("post.example did not answer."))
    reading.news(ME)
    assert len(told.noted) == 2


def test_a_fault_of_our_own_is_not_hushed_up(reading: ReadingMail, told: Told) -> None:
    told.answer = raising(ZeroDivisionError())
    reading.news(ME)
    assert [type(error) for error in told.failed] == [ZeroDivisionError]
    assert told.noted == []


def test_a_mailbox_that_cannot_be_listened_to_is_said_once(reading: ReadingMail, told: Told) -> None:
    for _ in range(2):
        reading.listener.failed.emit(ME, SignInAgain("The sign-in of me@post.example has ended."))
    ((title, lines),) = told.noted
    assert title == "The sign-in has ended"
    assert ME in lines[1]
