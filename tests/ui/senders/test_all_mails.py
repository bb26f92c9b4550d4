"""Every mail of one sender, in pages."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from inboxguard.audit.sender_views import MailRow
from inboxguard.facts.message import MessageKey
from inboxguard.senders.attribution import Kind
from inboxguard.ui.senders.all_mails import AllMails
from tests.ui import accessibility

AT = datetime(2026, 11, 3, 9, tzinfo=UTC)
IDS = tuple(MessageKey(f"k{at}") for at in range(3_000))


class Mails:
    """Three thousand mails, of which every tenth is set aside."""

    def __init__(self) -> None:
        self.read = 0

    def __call__(self, keys: Sequence[MessageKey]) -> list[MailRow]:
        self.read += len(keys)
        return [self.row(int(key[1:])) for key in keys]

    def row(self, at: int) -> MailRow:
        """One of them."""
        key, when = MessageKey(f"k{at}"), AT - timedelta(days=at)
        aside = at % 10 == 9
        return MailRow(key, when, None if aside else f"Lamp {at}", None if aside else Kind.MARKETING)


@pytest.fixture
def mails() -> Mails:
    return Mails()


@pytest.fixture
def dialog(host: Any, mails: Mails) -> AllMails:
    made = AllMails("Lamps\u202e & Sons", IDS, mails, date(2026, 11, 24), host)
    made.show()
    return made


def test_only_what_is_looked_at_is_read(dialog: AllMails, mails: Mails) -> None:
    dialog.grab()
    assert dialog.model.rowCount() == 3_000
    assert 0 < mails.read <= 400
    accessibility.check(dialog)
    assert "\u202e" not in dialog.windowTitle()


def test_enter_opens_and_a_mail_that_is_set_aside_stays_closed(dialog: AllMails, qtbot: Any) -> None:
    with qtbot.waitSignal(dialog.wanted) as wanted:
        QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    assert wanted.args == ["k0"]
    dialog.table.choose("k9")
    with qtbot.assertNotEmitted(dialog.wanted):
        QTest.keyClick(dialog.table, Qt.Key.Key_Return)
        dialog.open_button.click()
    assert "Lamp" not in str(dialog.model.index(9, 1).data())


@pytest.mark.qt_log_ignore("does not support raise", "does not support grabbing")
def test_the_menu_says_what_a_mail_is(dialog: AllMails, qtbot: Any) -> None:
    dialog.table.menu.emit("k3", QPoint(0, 0))
    menu = dialog.findChild(QMenu)
    with qtbot.waitSignal(dialog.called) as called:
        menu.actions()[1].trigger()
    assert called.args == ["k3", Kind.TRANSACTIONAL]
    menu.close()


def test_the_button_says_what_the_chosen_mail_is(dialog: AllMails, qtbot: Any) -> None:
    assert dialog.say_button.text() == "This is not marketing"
    with qtbot.waitSignal(dialog.called) as called:
        dialog.say_button.click()
    assert called.args == ["k0", Kind.TRANSACTIONAL]
    dialog.table.choose("k9")
    assert not dialog.say_button.isEnabled()


def test_asking_again_keeps_who_is_chosen(dialog: AllMails) -> None:
    dialog.table.choose("k5")
    dialog.again(IDS[1:])
    assert dialog.table.chosen_id() == "k5"
