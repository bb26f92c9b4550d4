"""New and changed shelves, from the dialog to the Audit."""

import pytest

from inboxguard.audit.shelf_views import ShelfWord
from inboxguard.ui.set_aside.like_this import LikeThis
from inboxguard.ui.set_aside.page import SetAsidePage
from inboxguard.ui.set_aside.shelf_dialog import ShelfDialog
from inboxguard.ui.settings.asking import Question
from tests.ui.sharing.sample import opened, press, words


@pytest.fixture
def page(shelf_desk, qtbot):
    return opened(SetAsidePage, shelf_desk, qtbot)


def test_a_new_shelf_is_there_and_shown(page, shelves):
    dialog = page.shelving.new()
    dialog.label.setText("Someday")
    press(dialog, "Keep this shelf")
    assert not dialog.isVisible()
    assert [card.label for card in shelves.cards] == ["", "Later", "Not this year", "Someday"]
    assert page._shelf == "d"
    assert "Someday" in words(page)


def test_a_shelf_that_is_refused_stays_open_with_the_reason(page, shelves):
    shelves.refusal = "This name is longer than 40 letters. Please choose a shorter one."
    dialog = page.shelving.new()
    dialog.label.setText("Someday")
    press(dialog, "Keep this shelf")
    assert dialog.isVisible()
    assert "longer than 40 letters" in words(dialog)
    assert dialog.take.isEnabled()
    dialog.reject()


def test_changing_shows_the_shelf_as_it_is(page):
    dialog = page.shelving.change("b")
    assert dialog.label.text() == "Later"
    assert dialog.colours["green"].isChecked()
    dialog.reject()


def test_removing_is_asked_once_and_never_offered_for_the_first(page, shelves):
    first = page.shelving.change("a")
    assert first.away.isHidden()
    first.reject()
    dialog = page.shelving.change("b")
    press(dialog, "Remove...")
    press(dialog.findChild(Question), "Cancel")
    assert ("remove_shelf", "b") not in shelves.calls
    press(dialog, "Remove...")
    [question] = [one for one in dialog.findChildren(Question) if one.isVisible()]
    press(question, "Remove")
    assert ("remove_shelf", "b") in shelves.calls
    assert not dialog.isVisible()
    assert "Later" not in words(page)


def test_words_of_a_mail_come_into_the_shelf(page, shelves):
    dialog = page.shelving.change("b")
    dialog.parts["words"].link.click()
    press(dialog, "Mail like this...")
    like = dialog.findChild(LikeThis)
    sender = next(row for row in page.shelving.find("e") if shelves.mail_ids(row.id))
    like.senders.put(sender.id, sender.name)
    like.choose(shelves.mail_ids(sender.id)[0])
    like.ticking.boxes["lantern"].click()
    press(like, "Use these words")
    assert ShelfWord("lantern", "strong") in dialog.settings.words
    dialog.reject()


def test_no_subject_of_a_set_aside_mail_is_offered(page, aside_desk):
    audit = aside_desk.audit
    hidden = {audit.reveal(row.key).subject for row in audit.shelf()}
    for sender in {one for row in audit.shelf() for one in audit.behind([row.key]).organisations}:
        assert not hidden & {subject for _, _, subject in page.shelving._mails(sender)}


def test_a_shelf_for_real(aside_desk, qtbot):
    page = opened(SetAsidePage, aside_desk, qtbot)
    dialog = page.shelving.new()
    dialog.label.setText("Someday")
    press(dialog, "Keep this shelf")
    assert [card.label for card in aside_desk.audit.shelves()] == ["", "Someday"]
    assert page.masked.rows == ()
    dialog = page.shelving.change(page._shelf)
    assert isinstance(dialog, ShelfDialog)
    dialog.label.setText("Another day")
    press(dialog, "Keep this shelf")
    assert [card.label for card in aside_desk.audit.shelves()] == ["", "Another day"]
