"""The acts of the page: what fails is said in words, what is masked stays masked in the undo line."""

from inboxguard.facts.message import MessageKey
from inboxguard.store import decisions
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
