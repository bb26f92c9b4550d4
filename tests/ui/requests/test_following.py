"""A letter that follows another is seen before it is kept; what fails is said in its place."""

from dataclasses import replace

from PySide6.QtWidgets import QLabel

from inboxguard.errors import Refused
from inboxguard.ui.crash import CrashDialog
from inboxguard.ui.requests.following import FollowingDialog
from tests.ui.sharing.sample import press, words


class Plain(FollowingDialog):
    """A reminder, or a failure in its place."""

    error = None

    def __init__(self, desk, request):
        words = "Write to {name}", "A line.", "I did already..."
        super().__init__(desk, request, *words, self.letter_shown, self.letter_kept)

    def letter_shown(self):
        if self.error is not None:
            return self._raise
        return lambda audit: audit.reminder_preview(self.request.row.id)

    def letter_kept(self):
        return lambda audit: audit.remind(self.request.row.id)

    def _raise(self, audit):
        raise self.error


def made(desk, request, qtbot):
    dialog = Plain(desk, request)
    dialog.show()
    qtbot.wait(1)
    return dialog


def test_the_letter_is_seen_before_it_can_be_kept(filled, late, qtbot):
    dialog = made(filled, late, qtbot)
    assert not dialog.keep.isEnabled()
    dialog.change()
    qtbot.waitUntil(dialog.keep.isEnabled)
    assert "Dear data protection team of Sofa & Sparrow," in words(dialog.letter)
    assert dialog.windowTitle() == "Write to Sofa & Sparrow"
    before = len(filled.audit.requests())
    with qtbot.waitSignal(dialog.written) as said:
        dialog.keep.click()
    assert said.args[0].row.follows == late.row.id
    assert len(filled.audit.requests()) == before + 1


def test_a_refusal_stands_where_the_letter_would(filled, late, qtbot):
    dialog = made(filled, late, qtbot)
    dialog.error = Refused("It is too early. Wait until Monday.")
    dialog.change()
    qtbot.waitUntil(lambda: "It is too early." in words(dialog.letter))
    assert not dialog.keep.isEnabled()


def test_a_fault_of_the_program_is_reported_over_the_dialog(filled, late, qtbot):
    dialog = made(filled, late, qtbot)
    dialog.error = KeyError("letter")
    dialog.change()
    qtbot.waitUntil(lambda: bool(dialog.findChildren(CrashDialog)))
    dialog.findChildren(CrashDialog)[0].close()
    assert "KeyError" not in words(dialog.letter)


def test_what_was_done_elsewhere_leads_to_the_question_when(filled, late, qtbot):
    dialog = made(filled, late, qtbot)
    with qtbot.waitSignal(dialog.told_already):
        dialog.already.click()
    assert not dialog.isVisible()


def test_one_that_is_set_aside_is_not_named(filled, late, qtbot):
    dialog = made(filled, replace(late, row=replace(late.row, name="")), qtbot)
    assert dialog.windowTitle() == "Write to Set-aside sender"
    dialog.change()
    qtbot.waitUntil(dialog.keep.isEnabled)
    assert all("Sofa" not in label.text() for label in dialog.findChildren(QLabel))
    press(dialog, "Show the letter")
    assert "Sofa & Sparrow" in words(dialog.letter)
    dialog.change()
    qtbot.waitUntil(dialog.keep.isEnabled)
    assert "Sofa & Sparrow" in words(dialog.letter), "what was asked for once stays seen"
