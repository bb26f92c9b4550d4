"""What of a message does not belong on the shelf."""

import pytest

from inboxguard.audit.shelf_views import Wrong
from inboxguard.ui.set_aside.not_here import NotHere
from tests.ui import accessibility
from tests.ui.sharing.sample import press, words


@pytest.mark.parametrize("several", [False, True])
def test_the_least_is_chosen_first_and_each_can_be(qtbot, several):
    dialog = NotHere(several)
    qtbot.addWidget(dialog)
    assert dialog.by is Wrong.MAIL
    for by in (Wrong.WORDS, Wrong.SENDER, Wrong.MAIL):
        dialog.choices[by].click()
        assert dialog.by is by
    accessibility.check(dialog)
    press(dialog, "Keep it so")
    assert dialog.result() == 1


def test_one_and_several_are_told_apart_without_a_number(qtbot):
    one, several = NotHere(False), NotHere(True)
    for dialog in (one, several):
        qtbot.addWidget(dialog)
        assert not any(sign.isdigit() for sign in words(dialog))
    assert "Only this message" in words(one)
    assert "Only these messages" in words(several)
