"""What goes with the subjects just chosen: asked, never switched on."""

from inboxguard.audit.views import ThemeRow
from inboxguard.ui.settings.suggestions import Suggestions
from tests.ui import accessibility
from tests.ui.sharing.sample import press

THEMES = (ThemeRow("pets", "Pets", "goodbyes", False), ThemeRow("cars", "Cars", "dates", False))


def test_nothing_is_ticked_and_not_now_is_an_answer(qtbot):
    dialog = Suggestions(THEMES)
    qtbot.addWidget(dialog)
    assert dialog.chosen == ()
    assert not dialog.take.isEnabled()
    press(dialog, "Not now")
    assert dialog.result() == 0


def test_what_is_ticked_is_the_answer(qtbot):
    dialog = Suggestions(THEMES)
    qtbot.addWidget(dialog)
    dialog.list.boxes["cars"].click()
    assert dialog.take.isEnabled()
    accessibility.check(dialog)
    press(dialog, "Set aside")
    assert dialog.chosen == ("cars",)
    assert dialog.result() == 1
