"""The short question gives an event, a moment that can be, and a note."""

from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QDate
from PySide6.QtWidgets import QRadioButton

from inboxguard.ui.requests.telling import Telling
from tests.ui.sharing.sample import nameless

DRAFTED = datetime(2026, 11, 10, 15, tzinfo=UTC)
TODAY = date(2026, 11, 24)


@pytest.fixture
def dialog(qtbot):
    events = [("answered_full", "They answered in full"), ("refused", "They refused")]
    made = Telling("They answered", "What did they say?", events, DRAFTED, TODAY)
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_first_answer_and_now_are_proposed(dialog):
    assert (dialog.event_code, dialog.at, dialog.note) == ("answered_full", None, None)


def test_another_answer_day_and_note(dialog):
    dialog.findChildren(QRadioButton)[1].click()
    dialog.day.setDate(QDate(2026, 11, 20))
    dialog.words.setText("  by letter  ")
    assert dialog.event_code == "refused"
    assert dialog.at.astimezone().date() == date(2026, 11, 20)
    assert dialog.note == "by letter"


def test_no_day_before_the_letter_or_in_the_future(dialog):
    dialog.day.setDate(QDate(2026, 12, 24))
    assert dialog.at is None
    dialog.day.setDate(QDate(2020, 1, 1))
    assert dialog.at == DRAFTED


def test_a_single_event_offers_no_choice(qtbot):
    dialog = Telling("I sent it", "", [("sent", "You sent it")], DRAFTED, TODAY)
    qtbot.addWidget(dialog)
    dialog.show()
    assert not any(choice.isVisible() for choice in dialog.findChildren(QRadioButton))
    assert dialog.event_code == "sent"


def test_every_control_has_a_name(dialog):
    assert nameless(dialog) == []
