"""The line that says what was done and undoes it."""

from typing import Any

from inboxguard.ui.undo import UndoLine
from tests.ui import accessibility


def test_it_says_what_was_done_and_undoes_it_once(qtbot: Any) -> None:
    line, undone = UndoLine(), []
    qtbot.addWidget(line)
    assert line.isHidden()
    line.say("Ba\u202enk is kept.", lambda: undone.append(1))
    assert not line.isHidden()
    assert line.words.text() == "Ba⟨U+202E⟩nk is kept."
    assert line.undo.accessibleName() == "Undo: Ba⟨U+202E⟩nk is kept."
    accessibility.check(line)
    line.undo.click()
    assert line.isHidden()
    line.undo.click()
    assert undone == [1]


def test_the_last_act_is_the_one_that_is_undone(qtbot: Any) -> None:
    line, undone = UndoLine(), []
    qtbot.addWidget(line)
    line.say("first", lambda: undone.append("first"))
    line.say("second", lambda: undone.append("second"))
    line.undo.click()
    assert undone == ["second"]


def test_what_is_put_away_stays_done(qtbot: Any) -> None:
    line, undone = UndoLine(), []
    qtbot.addWidget(line)
    line.say("first", lambda: undone.append(1))
    line.dismiss()
    line.undo.click()
    assert undone == []
