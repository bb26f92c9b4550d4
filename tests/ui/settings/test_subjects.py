"""The picker of subjects says only what changed."""

from inboxguard.audit.views import ThemeRow
from inboxguard.ui.settings.subjects import Subjects
from tests.ui.sharing.sample import nameless, press

THEMES = (
    ThemeRow("pets", "Pets & animals", "home", False),
    ThemeRow("cars", "Cars", "home", True),
    ThemeRow("gardens", "Gardens", "outside", True),
)


def test_ticks_say_what_was_added_and_taken_away(qtbot):
    dialog = Subjects(THEMES)
    qtbot.addWidget(dialog)
    assert (dialog.marked, dialog.unmarked) == ((), ())
    dialog.boxes["pets"].click()
    dialog.boxes["cars"].click()
    assert (dialog.marked, dialog.unmarked) == (("pets",), ("cars",))
    press(dialog, "Keep changes")
    assert dialog.result() == 1


def test_names_are_whole_and_every_control_has_one(qtbot):
    dialog = Subjects(THEMES)
    qtbot.addWidget(dialog)
    assert dialog.boxes["pets"].accessibleName() == "Pets & animals"
    assert nameless(dialog) == []


def test_there_is_no_word_that_hurts_around_them(qtbot):
    dialog = Subjects(())
    qtbot.addWidget(dialog)
    assert dialog.windowTitle() == "Set aside"
    assert dialog.marked == ()
