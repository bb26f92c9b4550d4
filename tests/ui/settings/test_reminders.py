"""Whether the desktop is told, and how long what has ended is kept: shown as it is, kept at once."""

import pytest

from inboxguard.ui.settings.page import SettingsPage
from inboxguard.ui.settings.reminders import Reminders
from tests.ui import accessibility
from tests.ui.sharing.sample import opened, press, words


@pytest.fixture
def card(qtbot):
    made = Reminders()
    qtbot.addWidget(made)
    made.show_kept(True, None)
    made.show()
    return made


def test_it_shows_what_is_kept(card):
    assert card.notices.isChecked()
    assert card.kept.currentText() == "always"
    card.show_kept(False, 365)
    assert not card.notices.isChecked()
    assert card.kept.currentText() == "for a year"
    card.show_kept(True, 200)
    assert card.kept.currentText() == "for 200 days"
    accessibility.check(card)


def test_a_change_is_handed_on(card, qtbot):
    with qtbot.waitSignal(card.tells) as said:
        card.notices.click()
    assert said.args == [False]
    with qtbot.waitSignal(card.keeps) as said:
        card.kept.setCurrentIndex(1)
        card.kept.activated.emit(1)
    assert said.args == [90]
    with qtbot.waitSignal(card.open_page):
        press(card, "Save or take in the ledger...")


def test_it_names_nobody(card):
    assert "names nobody" in words(card)


def test_the_page_keeps_both(desk, qtbot):
    page = opened(SettingsPage, desk, qtbot)
    assert page.reminders.notices.isChecked()
    page.reminders.notices.click()
    page.reminders.keeps.emit(365)
    page.refresh(desk.audit)
    assert not page.reminders.notices.isChecked()
    assert desk.audit.due_to_tell() == ()
    assert desk.audit.ended_kept_for() == 365
    page.reminders.keeps.emit(None)
    assert desk.audit.ended_kept_for() is None
