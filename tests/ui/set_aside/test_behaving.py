"""How the page behaves: normal and quiet at once, rest only with its date."""

from datetime import date

import pytest
from PySide6.QtCore import QDate

from inboxguard.audit.shelf_views import Behaviour, Mode
from inboxguard.ui.set_aside.behaving import Behaving
from tests.ui import accessibility

TODAY = date(2026, 11, 24)


@pytest.fixture
def card(qtbot):
    made = Behaving()
    qtbot.addWidget(made)
    made.show_behaviour(Behaviour(Mode.NORMAL), TODAY)
    made.show()
    return made


def test_quiet_is_chosen_by_one_click(card, qtbot):
    with qtbot.waitSignal(card.chosen) as said:
        card.modes[Mode.QUIET].click()
    assert said.args == [Mode.QUIET, None]


def test_what_is_already_so_is_not_asked_for_again(card, qtbot):
    with qtbot.assertNotEmitted(card.chosen, wait=20):
        card.modes[Mode.NORMAL].click()


def test_rest_waits_for_its_date(card, qtbot):
    with qtbot.assertNotEmitted(card.chosen, wait=20):
        card.modes[Mode.REST].click()
    assert card.day.isVisible()
    card.day.setDate(QDate(2026, 12, 27))
    with qtbot.waitSignal(card.chosen) as said:
        card.take.click()
    assert said.args == [Mode.REST, date(2026, 12, 27)]


def test_rest_is_never_over_before_it_begins(card):
    card.modes[Mode.REST].click()
    card.day.setDate(QDate(2020, 1, 1))
    assert card.day.date() == QDate(2026, 11, 24)


def test_while_it_rests_the_button_is_there_only_for_another_date(card):
    card.show_behaviour(Behaviour(Mode.REST, date(2026, 12, 1)), TODAY)
    assert card.modes[Mode.REST].isChecked()
    assert card.take.isHidden()
    card.day.setDate(QDate(2026, 12, 2))
    assert not card.take.isHidden()


def test_outside_of_rest_no_date_is_asked_for(card):
    assert not card.day.isVisible()
    card.show_behaviour(Behaviour(Mode.QUIET), TODAY)
    assert card.modes[Mode.QUIET].isChecked()
    assert not card.day.isVisible()
    accessibility.check(card)


def test_work_that_ends_meanwhile_takes_no_date_out_of_the_hand(card, qtbot):
    card.modes[Mode.REST].click()
    card.day.setDate(QDate(2026, 12, 27))
    card.show_behaviour(Behaviour(Mode.NORMAL), TODAY)
    assert card.modes[Mode.REST].isChecked()
    assert card.day.date() == QDate(2026, 12, 27)
    card.show_behaviour(Behaviour(Mode.QUIET), TODAY)
    assert card.modes[Mode.QUIET].isChecked()
