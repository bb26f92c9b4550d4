"""A complaint names its authority and what it shows; it waits for its day, and for a look where the time is unsure."""

from dataclasses import replace

from PySide6.QtGui import QDesktopServices

from inboxguard.audit.following_up import Regulator
from inboxguard.audit.views import Profile
from inboxguard.ui.requests.complaining import ComplainDialog
from tests.ui import accessibility
from tests.ui.sharing.sample import press, words


def made(desk, request, qtbot):
    dialog = ComplainDialog(desk, request)
    dialog.show()
    qtbot.waitUntil(lambda: "Writing the letter" not in words(dialog.letter))
    return dialog


def test_a_late_letter_leads_to_the_authority_of_where_the_person_lives(filled, late, qtbot, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()) or True)
    dialog = made(filled, late, qtbot)
    assert "BayLDA" in words(dialog.form)
    assert "It takes complaints in Deutsch." in words(dialog.form)
    assert not opened, "nothing is opened unasked"
    press(dialog, "Its page (www.lda.bayern.de)")
    assert len(opened) == 1
    assert opened[0].startswith("https://www.lda.bayern.de/")
    accessibility.check(dialog)
    qtbot.waitUntil(dialog.keep.isEnabled)
    with qtbot.waitSignal(dialog.written) as said:
        press(dialog, "Keep this letter...")
    assert (said.args[0].row.kind, said.args[0].follows) == ("complaint", late.row.id)


def test_before_its_day_it_is_refused_in_a_sentence(filled, late, qtbot):
    waits = next(row for row in filled.audit.requests() if row.organisation == "curtaincrow.example")
    dialog = made(filled, filled.audit.request(waits.id), qtbot)
    assert not dialog.keep.isEnabled()
    assert "A complaint is open from " in words(dialog.form)
    assert not dialog.already.isVisible()
    dialog.close()


def test_without_a_place_the_person_chooses_among_the_authorities_of_the_country(filled, late, qtbot):
    filled.audit.set_profile(Profile("Anna Vale", "DE", "", ("en",), "Europe/Berlin"))
    dialog = made(filled, late, qtbot)
    assert len(dialog._choices.buttons()) > 1
    dialog._choices.buttons()[1].click()
    qtbot.waitUntil(dialog.keep.isEnabled)
    assert dialog._choices.buttons()[1].accessibleName().split(" (")[0] in words(dialog.letter).replace("\n", " ")
    dialog.close()


def test_a_time_that_is_not_certain_asks_for_a_look_at_the_law(filled, late, qtbot):
    unsure = replace(late, may_complain=False, about="The time was not seen in a source.")
    dialog = made(filled, unsure, qtbot)
    assert "The time was not seen in a source." in words(dialog.form)
    assert "Look it up (eur-lex.europa.eu)" in words(dialog.form)
    asked = []
    dialog.desk.audit.complaint_preview = lambda *given: asked.append(given) or filled.audit.reminder_preview(given[0])
    press(dialog, "I looked it up: the time is right")
    qtbot.waitUntil(lambda: bool(asked))
    assert asked[-1][-1] is True
    dialog.close()
    assert not made(filled, late, qtbot).checked.isVisible()


def test_where_no_authority_is_known_it_says_what_to_do(filled, late, qtbot):
    dialog = made(filled, late, qtbot)
    dialog._found(((), ()))
    assert "No authority is known for where you live." in words(dialog.form)
    page_only = Regulator("x", "The Office", "", "https://office.example/", None, False)
    dialog._found(((page_only,), ()))
    said = words(dialog.form)
    assert "It takes complaints on its page, not by mail." in said
    assert "please check them" in said
    dialog.close()
