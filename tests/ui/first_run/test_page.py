"""The first run: three choices, and nothing is read before one is chosen."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QLabel

from inboxguard import resources
from inboxguard.audit.audit import Audit
from inboxguard.audit.views import ImportResult, SyncResult
from inboxguard.errors import Unreachable, UnreadableFile
from inboxguard.ui.first_run.page import FirstRun
from inboxguard.ui.page import Desk
from tests.ui import accessibility

SAMPLE = resources.path("demo/move.mbox")


@pytest.fixture
def page(empty_desk: Desk, qtbot: Any) -> FirstRun:
    made = FirstRun(empty_desk)
    qtbot.addWidget(made)
    made.resize(1100, 800)
    made.begin()
    made.show()
    return made


def texts(widget: Any) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def test_three_choices_and_one_promise(page: FirstRun, empty_audit: Audit) -> None:
    for choice in (page.connect_choice, page.file_choice, page.sample_choice):
        assert choice.isVisible()
    assert "Everything stays on this computer." in texts(page)
    assert empty_audit.empty()
    assert page._desk.jobs.ran == []
    accessibility.check(page)


def test_the_sample_is_one_click_away(page: FirstRun, empty_audit: Audit, qtbot: Any) -> None:
    with qtbot.waitSignal(page.arrived) as arrived:
        page.sample_choice.click()
    assert isinstance(arrived.args[0], ImportResult)
    assert empty_audit.is_demo()


def test_connecting_and_back(page: FirstRun) -> None:
    page.connect_choice.click()
    assert page.connecting.isVisible()
    page.back()
    assert page.choices.isVisible()


def test_a_chosen_file_is_read(page: FirstRun, empty_audit: Audit, monkeypatch: pytest.MonkeyPatch, qtbot: Any) -> None:
    page.file_choice.click()
    assert page.files.isVisible()
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *args: ([str(SAMPLE)], ""))
    with qtbot.waitSignal(page.arrived):
        page.files.choose_files()
    assert not empty_audit.empty()
    assert not empty_audit.is_demo()


def test_choosing_nothing_reads_nothing(page: FirstRun, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *args: ([], ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *args: "")
    page.files.choose_files()
    page.files.choose_folder()
    assert page._desk.jobs.ran == []


def test_a_folder_without_mail_is_told(page: FirstRun, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "letters").mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *args: str(tmp_path / "letters"))
    page.files.choose_folder()
    assert page.notice.isVisible()
    assert texts(page.notice)
    accessibility.check(page)


def test_a_file_can_be_dropped_anywhere(page: FirstRun, empty_audit: Audit, qtbot: Any) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(SAMPLE)), QUrl("https://shop.example/mail.mbox")])
    action, button, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entered = QDragEnterEvent(QPoint(5, 5), action, mime, button, none)
    page.dragEnterEvent(entered)
    assert entered.isAccepted()
    assert page.file_choice.property("drop") == "true"
    page.dragLeaveEvent(QDragLeaveEvent())
    assert page.file_choice.property("drop") == "false"
    with qtbot.waitSignal(page.arrived):
        page.dropEvent(QDropEvent(QPointF(5, 5), action, mime, button, none))
    assert not empty_audit.empty()


def test_something_that_is_no_file_is_not_taken(page: FirstRun) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl("https://shop.example/mail.mbox")])
    entered = QDragEnterEvent(
        QPoint(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    entered.setAccepted(False)
    page.dragEnterEvent(entered)
    assert not entered.isAccepted()


def test_while_work_runs_the_choices_wait(page: FirstRun) -> None:
    page.work_began("Reading the file")
    assert page.working.isVisible()
    assert not page.sample_choice.isEnabled()
    assert page.steps.isVisible()
    page.work_ended()
    page.reads = True
    page.work_began("Reading mail")
    assert not page.steps.isVisible()
    page.work_ended()
    assert page.steps.isVisible()
    assert not page.working.isVisible()
    assert page.sample_choice.isEnabled()


def test_an_error_is_a_headline_and_a_sentence(page: FirstRun) -> None:
    page.say(UnreadableFile("Outlook files (.pst) are not read. Export the folder as .eml or mbox."))
    assert "The file cannot be read" in texts(page.notice)
    assert "Export the folder" in texts(page.notice)
    page.begin()
    assert not page.notice.isVisible()


def test_with_mail_there_already_back_leads_to_the_window(page: FirstRun, qtbot: Any) -> None:
    page.begin("connect", may_go_back=True)
    assert page.connecting.isVisible()
    with qtbot.waitSignal(page.left):
        page.back()
    page.begin("open_file", may_go_back=True)
    assert page.files.isVisible()


def test_a_connected_mailbox_is_read_with_the_password_that_was_given(
    page: FirstRun, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    asked: list[tuple[Any, ...]] = []

    def sync(self: Audit, address: str, password: str | None = None, tell: Any = None) -> SyncResult:
        asked.append((address, password))
        return SyncResult(2, ("INBOX",), notes=("A folder is left for the next time.",))

    monkeypatch.setattr(Audit, "sync", sync)
    with qtbot.waitSignal(page.arrived) as arrived:
        page.connecting.connected.emit("anna@post.example", "secret")
    assert arrived.args[0].notes == ("A folder is left for the next time.",)
    page.connecting.unkept = "No keyring could keep it."
    with qtbot.waitSignal(page.arrived) as arrived:
        page.connecting.connected.emit("anna@post.example", "")
    assert arrived.args[0].notes[-1] == "No keyring could keep it."
    assert asked == [("anna@post.example", "secret"), ("anna@post.example", None)]


def test_what_came_before_the_line_broke_is_shown(page: FirstRun, monkeypatch: pytest.MonkeyPatch, qtbot: Any) -> None:
    def sync(self: Audit, address: str, password: str | None = None, tell: Any = None) -> SyncResult:
        raise Unreachable("imap.post.example stopped answering.")

    monkeypatch.setattr(Audit, "sync", sync)
    arrived: list[object] = []
    failed: list[Exception] = []
    page.arrived.connect(arrived.append)
    page._desk.jobs.failed.connect(lambda label, error: failed.append(error))
    page.connecting.connected.emit("anna@post.example", "secret")
    assert arrived == []
    monkeypatch.setattr(Audit, "empty", lambda self: False)
    page.connecting.connected.emit("anna@post.example", "secret")
    assert arrived == [None]
    assert [type(error) for error in failed] == [Unreachable, Unreachable]


def test_who_has_a_closed_provider_is_led_to_the_files(page: FirstRun) -> None:
    page.connect_choice.click()
    page.connecting.address.setText("anna@tuta.com")
    page.connecting.go_on()
    page.connecting.files_button.click()
    assert page.files.isVisible()


def test_own_mail_does_not_mix_with_the_sample(page: FirstRun, empty_audit: Audit, tmp_path: Path, qtbot: Any) -> None:
    page.sample_choice.click()
    own = tmp_path / "own.eml"
    own.write_text("From: shop@shop.example\nTo: me@post.example\nSubject: Hello\nMessage-ID: <1@shop.example>\n\nx\n")
    with qtbot.waitSignal(page.arrived):
        page.import_files([own])
    assert not empty_audit.is_demo()
    assert [row["message_id"] for row in empty_audit.message_rows()] == ["<1@shop.example>"]
