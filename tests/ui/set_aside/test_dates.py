"""Quiet dates by the date alone."""

from datetime import date

import pytest

from inboxguard.audit.shelf_views import Occasion, QuietDay
from inboxguard.ui.set_aside.dates import Dates
from tests.ui import accessibility
from tests.ui.sharing.sample import press, words

OWN = (QuietDay(4, 5, 5, None, 7, 7), QuietDay(5, 3, 3, 2027, 0, 0))
KEPT = (Occasion("gardens/planting", "Planting day", date(2027, 3, 20), date(2027, 3, 10), date(2027, 3, 27), True),)


@pytest.fixture
def card(qtbot):
    made = Dates()
    qtbot.addWidget(made)
    made.show()
    return made


def test_days_are_listed_with_what_is_around_them(card):
    card.show_dates(OWN, KEPT)
    said = words(card)
    assert "5 May\none week around it" in said
    assert "3 March 2027\nthat day" in said
    assert "20 March\n10 days before, 1 week after" in said


def test_a_day_of_a_calendar_is_not_named(card):
    card.show_dates((), KEPT)
    assert "Planting" not in words(card)


def test_each_is_taken_away_by_its_own_link(card, qtbot):
    card.show_dates(OWN, KEPT)
    with qtbot.waitSignal(card.remove) as said:
        press(card, "Remove", 1)
    assert said.args == [5]
    with qtbot.waitSignal(card.leave) as left:
        press(card, "Remove", 2)
    assert left.args == ["gardens/planting"]


def test_without_any_it_says_what_they_are_for_and_that_nothing_reminds(card, qtbot):
    card.show_dates(OWN, ())
    card.show_dates((), ())
    assert "There is no reminder." in words(card)
    assert "5 May" not in words(card)
    with qtbot.waitSignal(card.add):
        card.new.click()
    accessibility.check(card)
