"""Connecting: the address first, then what its provider needs; failures in words."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QRadioButton

from inboxguard.audit.audit import Audit
from inboxguard.errors import Unreachable, WrongPassword
from inboxguard.ui import web
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


def texts(widget: Any) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


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
    assert not form.server.host.isVisible()
    assert (form.server.host.text(), form.server.port.text()) == (preset.host, str(preset.port))
    assert preset.name in texts(form.note)
    assert preset.needs in texts(form.note)


def test_an_unknown_provider_shows_the_servers_fields(form: Connect) -> None:
    form.address.setText("anna@post.example")
    form.go_on()
    assert form.server.host.isVisible()
    assert form.server.user.text() == "anna@post.example"
    assert form.password.echoMode() is QLineEdit.EchoMode.Password
    form.server.security.setCurrentIndex(form.server.security.findData("starttls"))
    assert form.server.port.text() == "143"
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
    form.server.host.setText("imap.post.example")
    form.password.setText("secret")
    form.remember.setChecked(False)
    form.server.ca_file.setText("own-ca.pem")
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
    form.server.host.setText("imap.post.example")
    form.password.setText("wrong")
    QTest.keyClick(form.password, Qt.Key.Key_Return)
    assert title in trouble(form)
    assert str(error) in trouble(form)
    assert "Traceback" not in trouble(form)
    accessibility.check(form)


def test_enter_in_any_field_connects_once_there_is_a_password(form: Connect, monkeypatch: pytest.MonkeyPatch) -> None:
    hosts: list[str] = []
    monkeypatch.setattr(Audit, "add_account", lambda self, address, host, *values, **named: hosts.append(host))
    form.address.setText("anna@post.example")
    form.go_on()
    form.server.host.setText("imap.post.example")
    QTest.keyClick(form.server.user, Qt.Key.Key_Return)
    assert hosts == []
    form.password.setText("secret")
    QTest.keyClick(form.server.user, Qt.Key.Key_Return)
    assert hosts == ["imap.post.example"]


def test_a_fault_of_our_own_is_not_called_the_servers(form: Connect, monkeypatch: pytest.MonkeyPatch) -> None:
    failed: list[Exception] = []
    form._desk.jobs.failed.connect(lambda label, error: failed.append(error))

    def broken(self: Audit, *values: Any, **named: Any) -> bool:
        raise ZeroDivisionError

    monkeypatch.setattr(Audit, "add_account", broken)
    form.address.setText("anna@post.example")
    form.go_on()
    form.server.host.setText("imap.post.example")
    form.connect_now()
    assert [type(error) for error in failed] == [ZeroDivisionError]
    assert trouble(form) == ""


def test_a_real_server_that_is_not_there(form: Connect) -> None:
    form.address.setText("anna@post.example")
    form.go_on()
    form.server.host.setText("127.0.0.1")
    form.server.security.setCurrentIndex(form.server.security.findData("none"))
    form.server.port.setText("9")
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


def test_without_a_server_nothing_is_tried(form: Connect) -> None:
    form.address.setText("anna@post.example")
    form.go_on()
    form.password.setText("secret")
    form.connect_now()
    assert "The server is missing" in trouble(form)
    assert form._desk.jobs.ran == []  # type: ignore[attr-defined]  # a double of Jobs


def test_a_provider_that_wants_another_user_name_gets_it(form: Connect) -> None:
    form.address.setText("anna@icloud.com")
    form.go_on()
    assert form.server.user.text() == "anna"


def test_a_page_of_the_provider_opens_on_a_click_and_says_where_it_leads(
    form: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(web, "show", opened.append)
    form.address.setText("anna@gmail.com")
    form.go_on()
    assert opened == []
    (link,) = form.note.findChildren(QPushButton)
    assert "myaccount.google.com" in link.text()
    link.click()
    assert opened == ["https://myaccount.google.com/apppasswords"]
    accessibility.check(form)


def test_a_provider_that_is_closed_to_programs_is_said_to_be_and_files_are_offered(form: Connect, qtbot: Any) -> None:
    form.address.setText("anna@tuta.com")
    form.go_on()
    assert "Tuta" in texts(form.note)
    assert not form.password.isVisible()
    assert not form.connect_button.isVisible()
    with qtbot.waitSignal(form.files):
        form.files_button.click()


def test_another_address_begins_anew(form: Connect) -> None:
    form.address.setText("anna@gmail.com")
    form.go_on()
    QTest.keyClick(form.address, Qt.Key.Key_Backspace)
    assert form.go_on_button.isVisible()
    assert not form.password.isVisible()
    assert not form.note.isVisible()


def test_a_provider_with_two_servers_lets_the_person_choose(form: Connect) -> None:
    form.address.setText("anna@yahoo.com")
    form.go_on()
    first, second = form.finding.findChildren(QRadioButton)
    assert first.isChecked()
    second.setChecked(True)
    assert form.server.host.text() == "export.imap.mail.yahoo.com"
    accessibility.check(form)


def test_where_only_the_browser_leads_in_no_password_is_asked(form: Connect) -> None:
    form.address.setText("anna@outlook.com")
    form.go_on()
    assert not form.password.isVisible()
    assert not form.to_password.isVisible()
    assert form.browser.client_id.isVisible()
    assert not form.browser.client_secret.isVisible()
    assert form.browser_button.isVisible()
    accessibility.check(form)


def test_where_both_lead_in_the_person_chooses(form: Connect) -> None:
    form.address.setText("anna@gmail.com")
    form.go_on()
    assert form.password.isVisible()
    form.to_browser.click()
    assert form.browser.client_secret.isVisible()
    assert form.browser.client_secret.echoMode() is QLineEdit.EchoMode.Password
    assert not form.password.isVisible()
    form.to_password.click()
    assert form.password.isVisible()


def test_an_own_domain_at_a_known_server_can_use_the_browser(form: Connect) -> None:
    form.address.setText("anna@studio.example")
    form.go_on()
    assert not form.to_browser.isVisible()
    form.server.host.setFocus()
    form.server.host.setText("outlook.office365.com")
    QTest.keyClick(form.server.host, Qt.Key.Key_Return)
    assert form.to_browser.isVisible()


def test_signing_in_hands_the_client_id_over_and_opens_the_page(
    form: Connect, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    asked: list[tuple[Any, ...]] = []
    opened: list[str] = []
    monkeypatch.setattr(web.QDesktopServices, "openUrl", lambda url: opened.append(url.toString()) or True)

    def sign_in(self: Audit, address: str, open_browser: Any, *values: Any) -> bool:
        asked.append((address, *values[:-1]))
        open_browser("https://login.microsoftonline.com/x")
        return False

    monkeypatch.setattr(Audit, "sign_in", sign_in)
    form.address.setText("anna@outlook.com")
    form.go_on()
    form.browser.client_id.setText(" my-client ")
    with qtbot.waitSignal(form.connected) as connected:
        form.browser_button.click()
    assert asked == [("anna@outlook.com", "outlook.office365.com", 993, "tls", "anna@outlook.com", "my-client", None)]
    assert connected.args == ["anna@outlook.com", ""]
    assert "asked for again" in form.unkept
    qtbot.waitUntil(lambda: opened == ["https://login.microsoftonline.com/x"])


def test_without_a_browser_the_address_is_told(form: Connect, monkeypatch: pytest.MonkeyPatch, qtbot: Any) -> None:
    monkeypatch.setattr(web.QDesktopServices, "openUrl", lambda url: False)
    with qtbot.waitSignal(form.browser.closed) as closed:
        form.browser.open_page("https://login.post.example/")
    assert closed.args == ["https://login.post.example/"]


def test_a_sign_in_that_was_refused_is_a_sentence(form: Connect, monkeypatch: pytest.MonkeyPatch) -> None:
    form.address.setText("anna@outlook.com")
    form.go_on()
    form.sign_in_now()  # without a client id
    assert "Microsoft wants a client id of your own" in trouble(form)
