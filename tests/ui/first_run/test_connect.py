"""Connecting: the address first, then what its provider needs; failures in words."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit

from inboxguard.audit.audit import Audit
from inboxguard.errors import Unreachable, WrongPassword
from inboxguard.ui.first_run.connect import Connect
from inboxguard.ui.page import Desk
from tests.ui import accessibility


@pytest.fixture
def form(empty_desk: Desk, qtbot: Any) -> Connect:
    made = Connect(empty_desk)
    qtbot.addWidget(made)
    made.show()
    return made


def trouble(form: Connect) -> str:
    return " ".join(label.text() for label in form.trouble.findChildren(QLabel)) if form.trouble.isVisible() else ""


def test_only_the_address_is_asked_first(form: Connect) -> None:
    assert form.address.isVisible()
    assert not form.password.isVisible()
    accessibility.check(form)


@pytest.mark.parametrize("half", ["", "anna", "anna@", "@post.example", "anna @post.example"])
def test_half_an_address_is_told_kindly(form: Connect, half: str) -> None:
    form.address.setText(half)
    QTest.keyClick(form.address, Qt.Key.Key_Return)
    assert "not a whole address" in trouble(form)
    assert not form.password.isVisible()


def test_a_known_provider_needs_only_the_password_and_says_what_it_wants(form: Connect, empty_audit: Audit) -> None:
    form.address.setText("anna@gmail.com")
    form.go_on()
    preset = empty_audit.preset("anna@gmail.com")
    assert preset is not None
    assert form.password.isVisible()
    assert not form.host.isVisible()
    assert (form.host.text(), form.port.text()) == (preset.host, str(preset.port))
    assert preset.name in form.note.text()
    assert preset.needs in form.note.text()


def test_an_unknown_provider_shows_the_servers_fields(form: Connect) -> None:
    form.address.setText("anna@post.example")
    form.go_on()
    assert form.host.isVisible()
    assert form.user.text() == "anna@post.example"
    assert form.password.echoMode() is QLineEdit.EchoMode.Password
    form.security.setCurrentIndex(form.security.findData("starttls"))
    assert form.port.text() == "143"
    accessibility.check(form)


def test_what_was_written_reaches_the_audit_and_the_password_leaves_the_form(
    form: Connect, empty_audit: Audit, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    asked: list[tuple[Any, ...]] = []

    def add_account(self: Audit, *values: Any, **named: Any) -> bool:
        named.pop("tell")
        asked.append((*values, *named.items()))
        return False

    monkeypatch.setattr(Audit, "add_account", add_account)
    form.address.setText(" anna@post.example ")
    form.go_on()
    form.host.setText("imap.post.example")
    form.password.setText("secret")
    form.remember.setChecked(False)
    form.ca_file.setText("own-ca.pem")
    with qtbot.waitSignal(form.connected) as connected:
        form.connect_button.click()
    assert asked == [
        ("anna@post.example", "imap.post.example", 993, "tls", "anna@post.example", "secret",
         ("ca_file", "own-ca.pem"), ("remember", False)),
    ]  # fmt: skip
    assert connected.args == ["anna@post.example", "secret"]
    assert form.password.text() == ""


@pytest.mark.parametrize(
    ("error", "title"),
    [
        (WrongPassword("Gmail needs an app password."), "The password was refused"),
        (Unreachable("imap.post.example did not answer."), "The server cannot be reached"),
    ],
)
def test_a_failure_is_a_sentence_in_place(
    form: Connect, monkeypatch: pytest.MonkeyPatch, error: Exception, title: str
) -> None:
    def refuse(self: Audit, *values: Any, **named: Any) -> bool:
        raise error

    monkeypatch.setattr(Audit, "add_account", refuse)
    form.address.setText("anna@post.example")
    form.go_on()
    form.password.setText("wrong")
    QTest.keyClick(form.password, Qt.Key.Key_Return)
    assert title in trouble(form)
    assert str(error) in trouble(form)
    assert "Traceback" not in trouble(form)
    accessibility.check(form)


def test_a_fault_of_our_own_is_not_called_the_servers(form: Connect, monkeypatch: pytest.MonkeyPatch) -> None:
    failed: list[Exception] = []
    form._desk.jobs.failed.connect(lambda label, error: failed.append(error))

    def broken(self: Audit, *values: Any, **named: Any) -> bool:
        raise ZeroDivisionError

    monkeypatch.setattr(Audit, "add_account", broken)
    form.address.setText("anna@post.example")
    form.go_on()
    form.connect_now()
    assert [type(error) for error in failed] == [ZeroDivisionError]
    assert trouble(form) == ""


def test_a_real_server_that_is_not_there(form: Connect) -> None:
    form.address.setText("anna@post.example")
    form.go_on()
    form.host.setText("127.0.0.1")
    form.security.setCurrentIndex(form.security.findData("none"))
    form.port.setText("9")
    form.password.setText("secret")
    form.connect_now()
    assert "The server cannot be reached" in trouble(form)


def test_beginning_again_forgets_the_password(form: Connect) -> None:
    form.address.setText("anna@gmail.com")
    form.go_on()
    form.password.setText("secret")
    form.begin()
    assert form.password.text() == ""
    assert not form.password.isVisible()
