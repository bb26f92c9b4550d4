"""A reminder is plain or answers what they said; a plain one waits for its day."""

from datetime import date

import pytest

from inboxguard.requests.request import Excuse
from inboxguard.ui import phrases
from inboxguard.ui.requests.reminding import RemindDialog
from tests.ui import accessibility
from tests.ui.sharing.sample import press, words


def made(desk, request, qtbot):
    dialog = RemindDialog(desk, request)
    dialog.show()
    qtbot.waitUntil(lambda: "Writing the letter" not in words(dialog.letter))
    return dialog


def test_a_late_letter_is_reminded_of_with_what_they_said(filled, late, qtbot):
    dialog = made(filled, late, qtbot)
    assert dialog.keep.isEnabled()
    plain = words(dialog.letter)
    press(dialog, phrases.excuse(Excuse.ID_COPY))
    assert not dialog.keep.isEnabled(), "what is kept is what is seen"
    qtbot.waitUntil(dialog.keep.isEnabled)
    assert words(dialog.letter) != plain
    accessibility.check(dialog)
    with qtbot.waitSignal(dialog.written) as said:
        press(dialog, "Keep this letter...")
    assert (said.args[0].excuse, said.args[0].follows) == ("id_copy", late.row.id)
    assert filled.audit.request(late.row.id).row.state == "overdue", "a letter that was not sent changes nothing"


def test_before_its_day_a_plain_reminder_is_refused_with_the_day(filled, qtbot):
    waits = next(row for row in filled.audit.requests() if row.organisation == "curtaincrow.example")
    assert waits.remind_from > date(2026, 11, 24)
    dialog = made(filled, filled.audit.request(waits.id), qtbot)
    assert not dialog.keep.isEnabled()
    assert "A plain reminder is fair from " in words(dialog.form)
    assert "a reminder is fair from " in words(dialog.letter)
    assert not dialog.already.isVisible()
    press(dialog, phrases.excuse(Excuse.FEE))
    qtbot.waitUntil(dialog.keep.isEnabled)
    dialog.close()


@pytest.mark.parametrize("code", ["de", "fr"])
def test_the_language_may_be_chosen(filled, late, qtbot, code):
    dialog = made(filled, late, qtbot)
    english = words(dialog.letter)
    dialog.language.setCurrentIndex(dialog.language.findData(code))
    qtbot.waitUntil(dialog.keep.isEnabled)
    assert words(dialog.letter) != english
    dialog.close()
