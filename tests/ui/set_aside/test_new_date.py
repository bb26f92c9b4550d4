"""Adding a date: a day of one's own, or days of a calendar that is opened on purpose."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QDate

from inboxguard.audit.shelf_views import Occasion
from inboxguard.ui import style
from inboxguard.ui.set_aside.new_date import NewDate, OwnDay
from tests.ui import accessibility
from tests.ui.sharing.sample import cut, words

TODAY = date(2026, 11, 24)
DAYS = (
    Occasion("gardens/planting", "Planting & sowing", date(2027, 3, 20), date(2027, 3, 13), date(2027, 3, 27), False),
    Occasion("gardens/harvest", "Harvest", date(2027, 9, 20), date(2027, 9, 13), date(2027, 9, 27), True),
)


@pytest.fixture
def asked():
    return []


@pytest.fixture
def dialog(qtbot, asked):
    def ask(country, then):
        asked.append(country)
        then(DAYS if country in ("", "DE") else ())

    made = NewDate(TODAY, ask)
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_day_of_every_year_needs_no_year(dialog):
    dialog.day.setDate(QDate(2024, 2, 29))
    dialog.before.setValue(7)
    dialog.after.setValue(0)
    assert dialog.own == OwnDay(2, 29, None, 7, 0)


def test_a_day_of_one_year_keeps_it_and_loses_no_day(dialog):
    dialog.day.setDate(QDate(2024, 2, 29))
    dialog.yearly.click()
    assert dialog.own == OwnDay(2, 28, 2026, 3, 3)
    dialog.day.setDate(QDate(2027, 5, 5))
    assert dialog.own == OwnDay(5, 5, 2027, 3, 3)


def test_no_day_is_named_before_the_calendar_is_opened(dialog, asked):
    assert asked == []
    assert "Planting" not in words(dialog)
    assert dialog.ticked == dialog.unticked == ()


def test_days_of_the_calendar_are_ticked_one_by_one(dialog, asked):
    dialog.calendar.link.click()
    assert asked == [""]
    assert dialog.own is None
    assert not dialog.keep.isEnabled()
    assert dialog.boxes["gardens/planting"].text() == "20 March 2027, one week around it"
    assert "Planting" not in words(dialog), "named like a subject, which the picker alone may"
    dialog.boxes["gardens/planting"].click()
    dialog.boxes["gardens/harvest"].click()
    assert dialog.ticked == ("gardens/planting",)
    assert dialog.unticked == ("gardens/harvest",)
    assert dialog.keep.isEnabled()


def test_closing_the_calendar_forgets_no_tick(dialog, asked):
    dialog.calendar.link.click()
    dialog.boxes["gardens/planting"].click()
    dialog.calendar.link.click()
    assert dialog.ticked == ("gardens/planting",)
    dialog.calendar.link.click()
    assert asked == [""]


def test_another_country_has_other_days_or_none(dialog, asked):
    dialog.calendar.link.click()
    dialog.country.setCurrentIndex(dialog.country.findData("NL"))
    dialog.country.activated.emit(0)
    assert asked == ["", "NL"]
    assert "have no dates in this calendar" in words(dialog)
    assert dialog.ticked == ()


def test_an_answer_that_comes_late_is_not_that_of_another_country(dialog):
    dialog.calendar.link.click()
    dialog._came("NL", [replace(DAYS[0], day=date(2027, 3, 19))])
    assert "19 March" not in words(dialog)
    accessibility.check(dialog)


def test_at_200_percent_no_button_is_cut(qtbot, qapp):
    style.apply(qapp, "light", 2.0)
    made = NewDate(TODAY, lambda country, then: then(DAYS))
    qtbot.addWidget(made)
    made.show()
    made.calendar.link.click()
    assert cut(made) == []
