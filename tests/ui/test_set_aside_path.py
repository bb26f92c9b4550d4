"""Set aside with real clicks, real jobs and a real server: from a subject to the shelf, to the archive, and back."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from inboxguard.audit.audit import Audit
from inboxguard.audit.shelf_views import Mode
from inboxguard.ui.jobs import Jobs
from inboxguard.ui.page import Desk
from inboxguard.ui.set_aside.archiving import Archiving
from inboxguard.ui.set_aside.shelf_dialog import ShelfDialog
from inboxguard.ui.settings.subjects import Subjects
from inboxguard.ui.settings.suggestions import Suggestions
from inboxguard.ui.window import Window
from tests.audit.keyrings import Memory
from tests.audit.mailboxes import added, delivered
from tests.servers.dovecot import Dovecot
from tests.ui.conftest import now

PATIENCE = 60_000


@pytest.fixture
def user(dovecot: Dovecot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A mailbox on the server that was read into the home; a keyring answers, and nobody kept the password there."""
    monkeypatch.setattr("keyring.core._keyring_backend", Memory())
    made = delivered(dovecot, "registry")
    with Audit.open(tmp_path / "home", now) as audit:
        added(audit, dovecot, made)
        assert audit.sync(password=dovecot.password).added
    return made


@pytest.fixture
def window(user: str, tmp_path: Path, qtbot: Any) -> Iterator[Window]:
    home = tmp_path / "home"
    with Audit.open(home, now) as audit:
        audit.set_setting("read_as_it_comes", "off")
        made = Window(Desk(audit, Jobs(lambda: Audit.open(home, now)), now))
        qtbot.addWidget(made)
        made.show()
        yield made
        made.close()


def press(inside: QWidget, words: str, qtbot: Any) -> None:
    def there() -> list[QPushButton]:
        found = inside.findChildren(QPushButton)
        return [one for one in found if one.text() == words and one.isVisible() and one.isEnabled()]

    qtbot.waitUntil(lambda: bool(there()), timeout=PATIENCE)
    QTest.mouseClick(there()[0], Qt.MouseButton.LeftButton)


def opened(page: QWidget, kind: type[QDialog], qtbot: Any) -> Any:
    def there() -> list[Any]:
        return [one for one in page.findChildren(kind) if one.isVisible()]

    qtbot.waitUntil(lambda: bool(there()), timeout=PATIENCE)
    return there()[0]


def settled(window: Window, qtbot: Any) -> None:
    qtbot.waitUntil(lambda: not window.desk.jobs.busy, timeout=PATIENCE)


def test_from_a_subject_to_the_archive_and_back(window: Window, dovecot: Dovecot, user: str, qtbot: Any) -> None:
    audit = window.desk.audit
    inbox = len(dovecot.uids(user))
    assert not audit.shelf()

    # A subject is ticked in the picker; what goes with it is asked, and not wanted now.
    window.open_page("settings")
    settings: Any = window.pages["settings"]
    press(settings, "Choose subjects to set aside...", qtbot)
    picker = opened(settings, Subjects, qtbot)
    picker.boxes["baby"].click()
    press(picker, "Keep changes", qtbot)
    settled(window, qtbot)
    for asked in settings.findChildren(Suggestions):
        press(asked, "Not now", qtbot)

    # Its mail lies on the shelf and nowhere else, and says nothing but a month.
    press(settings, "Open the page Set aside", qtbot)
    qtbot.waitUntil(lambda: "set_aside" in window.pages, timeout=PATIENCE)
    page: Any = window.pages["set_aside"]
    qtbot.waitUntil(lambda: bool(page.masked.rows), timeout=PATIENCE)
    rows = page.masked.rows
    assert {page.masked.model.index(at, 0).data() for at in range(len(rows))} == {"Set-aside message"}

    # It is moved out of sight on the server as well; no keyring has the password, so it is asked for.
    press(page, "Whole shelf", qtbot)
    press(page, "Archive...", qtbot)
    archive = opened(page, Archiving, qtbot)
    press(archive, "Move them", qtbot)
    qtbot.waitUntil(archive.password.isVisible, timeout=PATIENCE)
    archive.password.setText(dovecot.password)
    press(archive, "Move them", qtbot)
    qtbot.waitUntil(page.undo.isVisible, timeout=PATIENCE)
    settled(window, qtbot)
    gone = inbox - len(dovecot.uids(user))
    assert 0 < gone <= len(rows)
    assert len(dovecot.uids(user, "Set aside")) == gone
    press(page.undo, "Undo", qtbot)
    settled(window, qtbot)
    assert len(dovecot.uids(user)) == inbox
    assert page.masked.rows == rows

    # A shelf of one's own, and one message that does not belong on any.
    press(page, "New shelf...", qtbot)
    shelf = opened(page, ShelfDialog, qtbot)
    shelf.label.setText("Later")
    press(shelf, "Keep this shelf", qtbot)
    settled(window, qtbot)
    assert [card.label for card in audit.shelves()] == ["", "Later"]
    press(page, "Shelf A", qtbot)
    qtbot.waitUntil(lambda: page.masked.rows == rows, timeout=PATIENCE)
    page.table.selectRow(0)
    page.acts.keep(page.masked.keys)
    qtbot.waitUntil(lambda: page.masked.rows == rows[1:], timeout=PATIENCE)

    # In quiet mode the word is gone, and Settings leads back.
    page.side.behaving.modes[Mode.QUIET].click()
    settled(window, qtbot)
    qtbot.waitUntil(lambda: window.sidebar.chosen() == "", timeout=PATIENCE)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window, Qt.Key.Key_6, Qt.KeyboardModifier.AltModifier)
    assert window.sidebar.chosen() == "settings"
    press(settings, "Open the page Set aside", qtbot)
    qtbot.waitUntil(lambda: window.book.currentWidget() is page, timeout=PATIENCE)
