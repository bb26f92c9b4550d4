"""The card Set aside in Settings."""

from datetime import date

import pytest

from inboxguard.audit.shelf_views import Behaviour, Mode
from inboxguard.ui.settings.shelves import Shelves
from tests.ui import accessibility
from tests.ui.sharing.sample import press, words

TODAY = date(2026, 11, 24)


@pytest.fixture
def card(qtbot):
    made = Shelves()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize(
    ("button", "signal"),
    [
        ("Choose subjects to set aside...", "choose"),
        ("Open the page Set aside", "open_page"),
        ("Help lines...", "lines"),
    ],
)
def test_each_button_asks_for_its_own(card, qtbot, button, signal):
    with qtbot.waitSignal(getattr(card, signal)):
        press(card, button)


def test_quiet_is_asked_for_and_left(card, qtbot):
    card.show_behaviour(Behaviour(Mode.NORMAL), TODAY)
    with qtbot.waitSignal(card.quiet) as said:
        card.hushed.click()
    assert said.args == [True]
    card.show_behaviour(Behaviour(Mode.QUIET), TODAY)
    assert card.hushed.isChecked()
    with qtbot.waitSignal(card.quiet) as said:
        card.hushed.click()
    assert said.args == [False]


def test_a_rest_says_until_when_and_is_not_ended_by_a_slip(card):
    assert not card.rest.isVisible()
    card.show_behaviour(Behaviour(Mode.REST, date(2026, 12, 27)), TODAY)
    assert "until 27 Dec 2026" in words(card)
    assert not card.hushed.isEnabled()
    card.show_behaviour(Behaviour(Mode.NORMAL), TODAY)
    assert card.hushed.isEnabled()
    assert not card.rest.isVisible()
    accessibility.check(card)
