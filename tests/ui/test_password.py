"""The password is asked for where nobody else keeps it, and does not stay in the dialog."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit

from inboxguard.errors import WrongPassword
from inboxguard.ui.password import PasswordDialog
from tests.ui import accessibility


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
