"""The page Set aside on the shipped sample: months only, two deliberate steps, masked again on leaving."""

import pytest
from PySide6.QtCore import Qt

from inboxguard.audit.views import ShelfRow
from inboxguard.ui import style
from inboxguard.ui.set_aside.page import SetAsidePage
from inboxguard.ui.sharing.mail import MailDialog
from tests.ui.sharing.sample import cut, nameless, opened, press, tab_stops, words


@pytest.fixture
def page(aside_desk, qtbot):
    made = opened(SetAsidePage, aside_desk, qtbot)
    assert made._rows
    return made


def everything(page) -> str:
    """Return all that the page shows or says: widgets, cells, tooltips, accessible text, page by role."""
    model = page._model
    cells = [
        str(model.data(model.index(row, column), role))
        for row in range(model.rowCount())
        for column in range(model.columnCount())
        for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
    ]
    return "\n".join([words(page), *cells])


def test_rows_say_nothing_but_a_month(page, aside_desk):
    said = everything(page)
    assert said.count("Set-aside message") >= len(page._rows)
    for row in page._rows:
        line = aside_desk.audit.reveal(row.key)
        assert line.subject not in said
        assert line.sender not in said
    for theme in aside_desk.audit.themes():
        assert theme.label not in said


def test_no_count_is_shown(page):
    figures = [part for part in words(page).split() if part.strip(".,").isdigit()]
    assert figures == []


def test_first_the_subject_then_the_mail(page, aside_desk):
    key = page._rows[0].key
    subject = aside_desk.audit.reveal(key).subject
    page.table.selectRow(0)
    press(page, "Show subject")
    assert subject in everything(page)
    assert page.findChild(MailDialog) is None
    press(page, "Open")
    dialog = page.findChild(MailDialog)
    assert subject in words(dialog)
    dialog.close()


def test_only_one_subject_is_shown_at_a_time(page, aside_desk):
    if len(page._rows) < 2:
        pytest.fail("the sample sets too little aside")
    for at in (0, 1):
        page.table.selectRow(at)
        press(page, "Show subject")
    assert list(page._revealed) == [page._rows[1].key]


def test_leaving_masks_everything_again(page, aside_desk):
    subject = aside_desk.audit.reveal(page._rows[0].key).subject
    page.table.selectRow(0)
    press(page, "Show subject")
    page.hide()
    page.show()
    assert subject not in everything(page)
    assert page.step.text() == "Show subject"


def test_esc_masks_first_and_goes_nowhere_else(page):
    page.table.selectRow(0)
    press(page, "Show subject")
    assert page.back()
    assert not page.back()


def test_a_refresh_keeps_what_was_shown_on_purpose_and_the_choice(page, aside_desk):
    page.table.selectRow(1)
    press(page, "Show subject")
    page.refresh(aside_desk.audit)
    assert page.table.chosen_id() == page._rows[1].key
    assert page.step.text() == "Open"


def test_keep_takes_messages_off_the_shelf_for_good(page, aside_desk):
    keys = [row.key for row in page._rows[:2]]
    page.table.selectAll()
    page.table.clearSelection()
    for at in (0, 1):
        page.table.selectionModel().select(
            page._model.index(at, 0),
            page.table.selectionModel().SelectionFlag.Select | page.table.selectionModel().SelectionFlag.Rows,
        )
    assert page.step.isHidden()
    press(page, "Keep")
    left = [row.key for row in aside_desk.audit.shelf()]
    assert not set(keys) & set(left)
    aside_desk.audit.analyse()
    assert not set(keys) & {row.key for row in aside_desk.audit.shelf()}


def test_enter_takes_only_the_first_step(page, qtbot):
    page.table.selectRow(0)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert page.step.text() == "Open"
    assert page.findChild(MailDialog) is None


def test_the_honest_sentence_is_there(page):
    assert "Mail that only hints is often missed. You can set aside a whole sender." in words(page)
    assert nameless(page) == []


def test_an_empty_shelf_says_so_without_alarm(desk, qtbot):
    page = opened(SetAsidePage, desk, qtbot)
    assert "Nothing is set aside." in words(page.stack.currentWidget())
    assert not page.keep.isEnabled()
    assert page.step.isHidden()


def test_a_message_that_is_gone_is_said_in_words(page, aside_desk):
    failures = []
    aside_desk.jobs.failed.connect(lambda label, error: failures.append(str(error)))
    gone = ShelfRow(type(page._rows[0].key)("gone"), page._rows[0].month)
    page._rows = (gone,)
    page._model.set_ids([gone.key])
    page.table.selectRow(0)
    press(page, "Show subject")
    assert failures == ["This message is no longer there. Read the mailbox again."]


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_no_button_is_cut_and_tab_comes_round(aside_desk, qtbot, qapp, scale):
    style.apply(qapp, "light", scale)
    page = opened(SetAsidePage, aside_desk, qtbot)
    page.set_narrow(scale > 1.5)
    assert cut(page) == []
    assert len(tab_stops(page, qtbot)) >= 2
