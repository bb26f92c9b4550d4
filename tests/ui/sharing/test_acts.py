"""The acts of the page: what fails is said in words, what is masked stays masked in the undo line."""

from inboxguard.facts.message import MessageKey
from inboxguard.store import decisions
from inboxguard.ui.requests.answering import AnswerDialog
from inboxguard.ui.sharing.filtering import Show
from inboxguard.ui.sharing.given_only import GivenOnly
from inboxguard.ui.sharing.page import SharingPage
from tests.ui.sharing.sample import NOW, opened, press, words

SOFA, LANTERN = "sofasparrow.example", "movinglantern.example"


def test_a_mail_or_letter_that_is_gone_is_said_in_words(desk, qtbot):
    page = opened(SharingPage, desk, qtbot)
    for act in (lambda: page.acts.mail("gone"), lambda: page.acts.draft_again("gone")):
        with qtbot.waitSignal(desk.jobs.failed) as said:
            act()
        assert str(said.args[1])
    with qtbot.waitSignal(desk.jobs.failed):
        assert page.acts.line(MessageKey("gone")) is None


def test_the_undo_line_names_nobody_who_is_set_aside(desk, qtbot):
    desk.audit.set_aside_sender(SOFA)
    page = opened(SharingPage, desk, qtbot)
    page.shown(SOFA)
    press(page.detail, "I signed up there myself")
    assert "Set-aside sender" in page.undo.words.text()
    assert "Sofa" not in page.undo.words.text() + page.undo.undo.accessibleName() + words(page)


def test_a_source_that_is_set_aside_is_named_nowhere_unasked(desk, qtbot):
    for row in list(desk.audit.message_rows()):
        if row["sender"]["organisation"] == LANTERN:
            decisions.shelve(desk.audit._db, row["id"], "aside", NOW)
    desk.audit.analyse()
    page = opened(SharingPage, desk, qtbot)
    page.shown(SOFA)
    page.show_table(True)
    said = words(page) + page.picture.accessibleName() + page.detail.accessibleName()
    said += "".join(str(page._model.data(page._model.index(0, at))) for at in range(page._model.columnCount()))
    said += "".join(page.picture._tip(node.rect.center()) for node in page.picture._layout.sources)
    press(page.detail, "This address I gave only to...")
    dialog = page.findChild(GivenOnly)
    said += words(dialog) + dialog.found.item(0).text()
    assert "lantern" not in said.casefold()
    assert "kestrel" not in said
    dialog.take.click()
    assert "lantern" not in page.undo.words.text().casefold()
    assert "kestrel" not in page.undo.words.text()
    press(page.detail, "Show name")
    assert "Moving Lantern" in words(page.detail)


def test_a_dialog_that_is_closed_changes_nothing(desk, qtbot):
    page = opened(SharingPage, desk, qtbot)
    press(page.detail, "This address I gave only to...")
    page.findChild(GivenOnly).reject()
    assert page.undo.isHidden()


def test_an_answer_that_names_nobody_settles_the_trail_and_is_taken_back(desk, qtbot, tmp_path):
    letter = tmp_path / "answer.txt"
    letter.write_text("We had your address from nobody.", encoding="utf-8")
    page = opened(SharingPage, desk, qtbot)
    page.shown(SOFA)
    before = desk.audit.trail(SOFA).row
    press(page.detail, "They answered...")
    dialog = page.findChild(AnswerDialog)
    press(dialog, "They name nobody")
    dialog.take_file(letter)
    press(dialog, "File it")
    assert "Their answer is filed." in page.undo.words.text()
    assert desk.audit.trail(SOFA).row.settled == "answered"
    assert "They answered in writing and named no source." in words(page.detail)
    assert page.strip.chips[Show.SETTLED].text() == "Settled by you 1"
    page.undo.undo.click()
    assert desk.audit.trail(SOFA).row == before


def test_an_answer_that_names_the_source_documents_it_with_its_letter(desk, qtbot, tmp_path):
    letter = tmp_path / "answer.txt"
    letter.write_text("We had your address from Moving Lantern.", encoding="utf-8")
    desk.audit.answered_where_from(SOFA, LANTERN, letter)
    page = opened(SharingPage, desk, qtbot)
    page.shown(SOFA)
    said = words(page.detail)
    assert "Documented" in said
    assert "answer.txt" in said
