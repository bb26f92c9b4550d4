"""The whole main path with real clicks: connect to a real server, read, look at a trail, draft, report."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QWidget

from inboxguard.audit.audit import Audit
from inboxguard.ui.jobs import Jobs
from inboxguard.ui.letter import LetterDialog
from inboxguard.ui.page import Desk
from inboxguard.ui.window import Window
from tests.audit.mailboxes import delivered
from tests.servers.dovecot import Dovecot
from tests.ui.conftest import now

PATIENCE = 60_000


@pytest.fixture
def window(tmp_path: Path, qtbot: Any) -> Iterator[Window]:
    home = tmp_path / "home"
    with Audit.open(home, now) as audit:
        made = Window(Desk(audit, Jobs(lambda: Audit.open(home, now)), now))
        qtbot.addWidget(made)
        made.show()
        yield made
        made.close()


def click(button: QWidget) -> None:
    assert button.isEnabled()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def activate(window: Window, qtbot: Any) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def button(inside: QWidget, words: str, qtbot: Any) -> QPushButton:
    def there() -> list[QPushButton]:
        return [one for one in inside.findChildren(QPushButton) if one.text() == words and one.isVisible()]

    qtbot.waitUntil(lambda: bool(there()))
    return there()[0]


def test_from_a_real_mailbox_to_a_draft_and_a_report(
    window: Window, dovecot: Dovecot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    user = delivered(dovecot)
    unread = dovecot.unseen(user)
    form = window.first_run.connecting

    # Connect: a wrong password first, then the right one.
    click(window.first_run.connect_choice)
    QTest.keyClicks(form.address, user)
    click(form.go_on_button)
    QTest.keyClicks(form.server.host, dovecot.host)
    form.server.port.setText(str(dovecot.tls_port))
    form.server.ca_file.setText(str(dovecot.ca_file))
    form.remember.click()
    country = form.country.choice
    country.setCurrentIndex(country.findData("DE"))
    QTest.keyClicks(form.password, "wrong")
    window.first_run.scroll_area.ensureWidgetVisible(form.connect_button)
    click(form.connect_button)
    qtbot.waitUntil(lambda: form.trouble.isVisible(), timeout=PATIENCE)
    assert window.desk.audit.accounts() == ()
    qtbot.waitUntil(lambda: not window.desk.jobs.busy, timeout=PATIENCE)
    form.password.setText(dovecot.password)
    click(form.connect_button)

    # It reads, and the Overview says what it found.
    qtbot.waitUntil(lambda: "overview" in window.pages and not window.desk.jobs.busy, timeout=PATIENCE)
    assert window.desk.audit.overview().mails > 100
    assert window.foot.read_button.isVisible()

    # A trail, and the letter that would settle it.
    activate(window, qtbot)
    QTest.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    sharing = window.pages["sharing"]
    sharing.shown("curtaincrow.example")
    click(button(sharing, "Draft letter...", qtbot))
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), LetterDialog), timeout=PATIENCE)
    letter: Any = QApplication.activeModalWidget()
    click(letter.drafts)
    qtbot.waitUntil(lambda: "It is in the folder" in letter.said.text(), timeout=PATIENCE)
    letter.close()
    activate(window, qtbot)
    with dovecot.outside(user) as client:
        client.select("Drafts", readonly=True)
        _, found = client.fetch("1", "(FLAGS BODY.PEEK[HEADER])")
    assert b"\\Draft" in found[0][0]
    assert b"privacy@curtaincrow.example" in found[0][1]

    # It waits under Requests.
    QTest.keyClick(window, Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier)
    (row,) = window.desk.audit.requests()
    assert (row.organisation, row.state) == ("curtaincrow.example", "drafted")

    # A report for others, without addresses.
    report = tmp_path / "report.html"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *args: (str(report), ""))
    QTest.keyClick(window, Qt.Key.Key_5, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: not window.desk.jobs.busy, timeout=PATIENCE)
    click(button(window.pages["reports"], "Save report...", qtbot))
    qtbot.waitUntil(lambda: report.exists() and not window.desk.jobs.busy, timeout=PATIENCE)
    assert user not in report.read_text(encoding="utf-8")

    # Nothing was marked as read, and nothing went wrong on the way.
    assert dovecot.unseen(user) == unread
    assert not window.banner.isVisible()
