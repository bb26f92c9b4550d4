"""Choosing the one organisation that an address was given to."""

import pytest
from PySide6.QtCore import Qt

from inboxguard.senders.sender import SenderId
from inboxguard.ui.sharing.given_only import GivenOnly
from tests.ui.sharing.sample import nameless

KNOWN = ((SenderId("sofa.example"), "Sofa"), (SenderId("lantern.example"), "Lantern"))


def find(typed):
    return [row for row in KNOWN if typed.lower() in row[1].lower()]


@pytest.fixture
def dialog(qtbot):
    made = GivenOnly("me+x@post.example", KNOWN[1], find)
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_source_of_the_trail_stands_first(dialog):
    assert [dialog.found.item(n).text() for n in range(2)] == ["Lantern, lantern.example", "Sofa, sofa.example"]
    dialog.take.click()
    assert dialog.answer == "lantern.example"


def test_search_and_arrows_choose_without_leaving_the_field(dialog, qtbot):
    qtbot.keyClick(dialog.field, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    assert dialog.answer == "sofa.example"


def test_what_is_not_found_cannot_be_chosen(dialog, qtbot):
    dialog.field.setText("nobody")
    assert not dialog.take.isEnabled()
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    assert dialog.answer is None


def test_cancel_answers_nothing(dialog):
    dialog.reject()
    assert dialog.answer is None


def test_every_control_has_a_name(dialog):
    assert nameless(dialog) == []
