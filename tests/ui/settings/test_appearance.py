"""The card Appearance shows what is kept and says what is wanted."""

import pytest
from PySide6.QtWidgets import QRadioButton

from inboxguard.ui import style
from inboxguard.ui.settings.appearance import Appearance
from tests.ui.sharing.sample import nameless


@pytest.fixture
def card(qtbot):
    made = Appearance()
    qtbot.addWidget(made)
    made.show()
    return made


def chosen(card) -> str:
    return next(one.objectName() for one in card.findChildren(QRadioButton) if one.isChecked())


def test_it_shows_what_is_kept_without_saying_that_it_changed(card, qtbot):
    with qtbot.assertNotEmitted(card.changed):
        card.show_look("dark", "1.5")
    assert chosen(card) == "settings_mode_dark"
    assert card.text_size.currentText() == "150 %"


@pytest.mark.parametrize(("mode", "scale"), [("pink", "huge"), ("", ""), ("system", "nan"), ("system", "1e9")])
def test_what_is_no_look_is_the_usual_one(card, mode, scale):
    card.show_look(mode, scale)
    assert chosen(card) == "settings_mode_system"
    assert card.text_size.currentIndex() in range(len(style.SCALES))


def test_choices_are_said_by_name(card, qtbot):
    card.show_look("system", "1.0")
    with qtbot.waitSignal(card.changed) as said:
        card.findChild(QRadioButton, "settings_mode_light").click()
    assert said.args == ["appearance", "light"]
    with qtbot.waitSignal(card.changed) as said:
        card.text_size.setCurrentIndex(5)
        card.text_size.activated.emit(5)
    assert said.args == ["text_scale", "2.0"]
    assert nameless(card) == []
