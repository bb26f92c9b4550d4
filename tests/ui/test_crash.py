"""The report of a fault of our own says where, and nothing about whom."""

import sqlite3
import sys

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from inboxguard.errors import Damaged, InboxGuardError, Refused
from inboxguard.ui import crash


@pytest.fixture(autouse=True)
def no_dialogs_left(qapp: QApplication):  # type: ignore[no-untyped-def]
    yield
    for window in qapp.topLevelWidgets():
        if isinstance(window, crash.CrashDialog):
            window.close()
    qapp.processEvents()


def fault(message: str) -> Exception:
    try:
        raise TypeError(message)
    except TypeError as error:
        return error


def test_the_report_names_kind_place_and_versions() -> None:
    report = crash.words(fault("odd"))
    assert "TypeError: odd" in report
    assert "test_crash.py" in report
    assert "PySide" in report


@pytest.mark.parametrize(
    ("private", "mask"),
    [
        ("me+shop@post.example", "<address>"),
        ("https://track.shop.example/u?id=4711", "<link>"),
        ("no such file /home/anna/mail/Inbox", "<path>"),
        ("could not parse 'Your order 4711 of a cot'", "<text>"),
        ("unknown sender tinytoes.example", "<name>"),
    ],
)
def test_the_report_hides_what_could_name_somebody(private: str, mask: str) -> None:
    report = crash.words(fault(private))
    assert mask in report
    for secret in ("anna", "4711", "tinytoes", "me+shop", "track"):
        assert secret not in report


def test_words_that_may_be_those_of_a_mail_are_left_out() -> None:
    try:
        raise ValueError("bad subject: Your order of a cot is on its way")
    except ValueError as error:
        report = crash.words(error)
    assert "ValueError\n" in report
    assert "cot" not in report
    assert "test_crash.py" in report


def test_one_dialog_at_a_time_and_its_report_can_be_copied(qapp: QApplication) -> None:
    crash.report(fault("first"))
    crash.report(fault("second"))
    dialogs = [window for window in qapp.topLevelWidgets() if isinstance(window, crash.CrashDialog)]
    assert len(dialogs) == 1
    dialogs[0]._copy()
    assert "TypeError: first" in QGuiApplication.clipboard().text()


def test_an_error_that_nobody_caught_is_shown(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    crash.install(pytest.fail)
    error = fault("loose")
    sys.excepthook(ValueError, error, error.__traceback__)
    assert any(isinstance(window, crash.CrashDialog) for window in qapp.topLevelWidgets())


def test_an_interrupt_is_left_to_the_terminal(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(sys, "__excepthook__", lambda kind, error, trace: heard.append(kind))
    crash.install(pytest.fail)
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert heard == [KeyboardInterrupt]


@pytest.mark.parametrize("error", [Refused("No sender “x” was found."), sqlite3.DatabaseError("malformed")])
def test_what_a_person_can_act_on_is_said_and_no_fault(
    error: Exception, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[InboxGuardError] = []
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    crash.install(said.append)
    sys.excepthook(type(error), error, None)
    assert [type(one) for one in said] == [Refused if isinstance(error, Refused) else Damaged]
    assert not [one for one in qapp.topLevelWidgets() if isinstance(one, crash.CrashDialog) and one.isVisible()]
