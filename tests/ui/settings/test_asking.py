"""One plain question: Cancel has the focus, and only the named button acts."""

from PySide6.QtCore import Qt

from inboxguard.ui.settings.asking import Question
from tests.ui.sharing.sample import nameless


def test_enter_on_the_question_does_nothing_by_accident(qtbot):
    question = Question("Forget everything?", "It cannot be brought back.", "Forget everything")
    qtbot.addWidget(question)
    accepted = []
    question.accepted.connect(lambda: accepted.append(True))
    with qtbot.waitExposed(question):
        question.show()
    assert question.cancel.hasFocus() or not question.isActiveWindow()
    qtbot.keyClick(question.cancel, Qt.Key.Key_Space)
    assert accepted == []


def test_the_named_button_acts(qtbot):
    question = Question("Remove?", "It is no longer read.", "Remove")
    qtbot.addWidget(question)
    assert nameless(question) == []
    with qtbot.waitSignal(question.accepted):
        question.act.click()
