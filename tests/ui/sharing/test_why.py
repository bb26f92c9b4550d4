"""Why a level: nothing is shown before it is asked for, then reasons and what would change it, as plain text."""

from dataclasses import replace

from inboxguard.ui.sharing.why import Why
from tests.ui.sharing.sample import press, words
from tests.ui.sharing.test_detail import TRAIL

REASONS = replace(TRAIL, why=("The weighing gives 90 %.",), changes=("A written answer <b>would</b> document it",))


def test_the_fold_opens_and_closes(qtbot):
    fold = Why(REASONS)
    qtbot.addWidget(fold)
    fold.show()
    assert "The weighing" not in words(fold)
    press(fold, "Why this level")
    for part in ("The weighing gives 90 %.", "What would change it", "A written answer <b>would</b> document it"):
        assert part in words(fold)
    assert "The address could be guessed." not in words(fold)
    press(fold, "Hide why")
    assert "The weighing" not in words(fold)


def test_without_reasons_the_limits_stand_in_their_place(qtbot):
    fold = Why(TRAIL)
    qtbot.addWidget(fold)
    fold.show()
    press(fold, "Why this level")
    assert "The address could be guessed." in words(fold)
    assert "What would change it" not in words(fold)


def test_where_nothing_is_known_there_is_no_fold():
    assert Why.there(REASONS)
    assert not Why.there(replace(TRAIL, limits=()))
