"""The password is asked for where nobody else keeps it, and does not stay in the dialog."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit

from inboxguard.errors import KeyringMissing, PasswordMissing, Refused, SignInAgain, Unreachable, WrongPassword
from inboxguard.ui.password import PasswordDialog, password_helps
from tests.ui import accessibility


@pytest.mark.parametrize("kind", [KeyringMissing, PasswordMissing, WrongPassword])
def test_a_password_helps_where_nobody_has_the_right_one(kind: type[Exception]) -> None:
    assert password_helps(kind("Only you know it."))


@pytest.mark.parametrize("kind", [SignInAgain, Unreachable, Refused, OSError])
def test_it_is_not_asked_for_where_it_helps_nothing(kind: type[Exception]) -> None:
    assert not password_helps(kind("It is something else."))


def test_it_says_why_and_hands_the_password_on_once(qtbot: Any) -> None:
    dialog = PasswordDialog("me@post.example", WrongPassword("Gmail needs an app password."))
    qtbot.addWidget(dialog)
    dialog.show()
    accessibility.check(dialog)
    assert dialog.field.echoMode() is QLineEdit.EchoMode.Password
    assert "Gmail needs an app password." in [label.text() for label in dialog.findChildren(QLabel)]
    dialog.go_on.click()
    assert dialog.isVisible()
    QTest.keyClicks(dialog.field, "secret")
    with qtbot.waitSignal(dialog.given) as given:
        QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    assert given.args == ["secret"]
    assert dialog.field.text() == ""
    assert not dialog.isVisible()
