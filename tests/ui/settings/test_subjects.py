"""The picker of subjects says only what changed."""

import pytest

from inboxguard.audit.views import ThemeRow
from inboxguard.ui.settings.subjects import Subjects, Wishes
from tests.ui import accessibility
from tests.ui.sharing.sample import nameless, press, words

THEMES = (
    ThemeRow("pets", "Pets & animals", "home", False),
    ThemeRow("cars", "Cars", "home", True, shelf="a", helping=False),
    ThemeRow("gardens", "Gardens", "outside", True, shelf="b", helping=True),
)
SHELVES = (("a", "Shelf A"), ("b", "Later"))


@pytest.fixture
def dialog(qtbot):
    made = Subjects(THEMES, SHELVES)
    qtbot.addWidget(made)
    made.show()
    return made


def test_untouched_nothing_changed(dialog):
    assert dialog.wishes == Wishes()


def test_ticks_say_what_was_added_and_taken_away(dialog):
    dialog.boxes["pets"].click()
    dialog.boxes["cars"].click()
    assert dialog.wishes == Wishes(("cars",), (("pets", "a"),))
    assert dialog.wishes.new == ("pets",)
    press(dialog, "Keep changes")
    assert dialog.result() == 1


def test_a_subject_is_put_on_a_shelf_or_onto_another(dialog):
    dialog.boxes["pets"].click()
    dialog.shelves["pets"].setCurrentIndex(1)
    dialog.shelves["cars"].setCurrentIndex(1)
    assert dialog.wishes.marked == (("pets", "b"), ("cars", "b"))


def test_help_organisations_are_a_tick_under_each_marked_subject(dialog):
    assert set(dialog.helping) == {"cars", "gardens"}
    assert dialog.helping["gardens"].isChecked()
    dialog.helping["gardens"].click()
    dialog.helping["cars"].click()
    assert set(dialog.wishes.helping) == {("gardens", False), ("cars", True)}
    assert dialog.wishes.marked == ()


def test_a_tick_taken_away_takes_what_was_under_it(dialog):
    dialog.helping["cars"].click()
    dialog.boxes["cars"].click()
    assert "cars" not in dialog.helping
    assert dialog.wishes == Wishes(("cars",))
    dialog.boxes["cars"].click()
    assert dialog.wishes == Wishes()


def test_with_one_shelf_none_is_asked_for(qtbot):
    made = Subjects(THEMES, SHELVES[:1])
    qtbot.addWidget(made)
    assert made.shelves == {}
    made.boxes["pets"].click()
    assert made.wishes.marked == (("pets", "a"),)


def test_names_are_whole_and_every_control_has_one(dialog):
    assert dialog.boxes["pets"].accessibleName() == "Pets & animals"
    assert dialog.helping["cars"].accessibleName() == "Cars: also help organisations"
    assert nameless(dialog) == []
    accessibility.check(dialog)


def test_no_reason_is_asked_and_no_word_hurts_around_them(qtbot):
    dialog = Subjects(())
    qtbot.addWidget(dialog)
    assert dialog.windowTitle() == "Set aside"
    assert dialog.wishes == Wishes()
    assert "why" not in words(dialog).lower()


def test_a_file_is_asked_for(dialog, qtbot):
    with qtbot.waitSignal(dialog.add_file):
        press(dialog, "Add a file...")
