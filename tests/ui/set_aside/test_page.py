"""The page Set aside on the shipped sample: months only, two deliberate steps, masked again on leaving."""

import pytest
from PySide6.QtCore import QDate, Qt

from inboxguard.audit.shelf_views import Mode, ShelfSettings
from inboxguard.audit.views import ShelfRow
from inboxguard.ui import style
from inboxguard.ui.set_aside.new_date import NewDate
from inboxguard.ui.set_aside.page import SetAsidePage
from inboxguard.ui.settings.subjects import Subjects
from inboxguard.ui.sharing.mail import MailDialog
from tests.ui.sharing.sample import cut, nameless, opened, press, tab_stops, words


@pytest.fixture
def page(aside_desk, qtbot):
    made = opened(SetAsidePage, aside_desk, qtbot)
    assert made.masked.rows
    return made


@pytest.fixture
def shelf_page(shelf_desk, qtbot):
    """The page over the double: three shelves, two proposals, two quiet days."""
    return opened(SetAsidePage, shelf_desk, qtbot)


def everything(page) -> str:
    """Return all that the page shows or says: widgets, cells, tooltips, accessible text, page by role."""
    model = page.masked.model
    cells = [
        str(model.data(model.index(row, column), role))
        for row in range(model.rowCount())
        for column in range(model.columnCount())
        for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
    ]
    return "\n".join([words(page), *cells])


def test_rows_say_nothing_but_a_month(page, aside_desk):
    said = everything(page)
    assert said.count("Set-aside message") >= len(page.masked.rows)
    for row in page.masked.rows:
        line = aside_desk.audit.reveal(row.key)
        assert line.subject not in said
        assert line.sender not in said
    for theme in aside_desk.audit.themes():
        assert theme.label not in said


def test_no_count_is_shown(page):
    figures = [part for part in words(page).split() if part.strip(".,").isdigit()]
    assert figures == []


def test_first_the_subject_then_the_mail(page, aside_desk):
    key = page.masked.rows[0].key
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
    if len(page.masked.rows) < 2:
        pytest.fail("the sample sets too little aside")
    for at in (0, 1):
        page.table.selectRow(at)
        press(page, "Show subject")
    assert list(page.masked._revealed) == [page.masked.rows[1].key]


def test_leaving_masks_everything_again(page, aside_desk):
    subject = aside_desk.audit.reveal(page.masked.rows[0].key).subject
    page.table.selectRow(0)
    press(page, "Show subject")
    page.hide()
    page.show()
    assert subject not in everything(page)
    assert page.masked.step_link.text() == "Show subject"


def test_esc_masks_first_and_goes_nowhere_else(page):
    page.table.selectRow(0)
    press(page, "Show subject")
    assert page.back()
    assert not page.back()


def test_a_refresh_keeps_what_was_shown_on_purpose_and_the_choice(page, aside_desk):
    page.table.selectRow(1)
    press(page, "Show subject")
    page.refresh(aside_desk.audit)
    assert page.table.chosen_id() == page.masked.rows[1].key
    assert page.masked.step_link.text() == "Open"


def test_enter_takes_only_the_first_step(page, qtbot):
    page.table.selectRow(0)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert page.masked.step_link.text() == "Open"
    assert page.findChild(MailDialog) is None


def test_the_honest_sentence_is_there(page):
    assert "Mail that only hints is often missed. You can set aside a whole sender." in words(page)
    assert nameless(page) == []


def test_an_empty_shelf_says_so_and_what_can_be_done(desk, qtbot):
    page = opened(SetAsidePage, desk, qtbot)
    assert "Nothing lies here." in words(page.masked.stack.currentWidget())
    press(page, "Choose subjects...")
    [picker] = page.findChildren(Subjects)
    picker.reject()


def test_a_message_that_is_gone_is_said_in_words(page, aside_desk):
    failures = []
    aside_desk.jobs.failed.connect(lambda label, error: failures.append(str(error)))
    gone = ShelfRow(type(page.masked.rows[0].key)("gone"), page.masked.rows[0].month)
    page.masked.show_rows((gone,))
    page.table.selectRow(0)
    press(page, "Show subject")
    assert failures == ["This message is no longer there. Read the mailbox again."]


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_no_button_is_cut_and_tab_comes_round(aside_desk, qtbot, qapp, scale):
    style.apply(qapp, "light", scale)
    page = opened(SetAsidePage, aside_desk, qtbot)
    page.set_narrow(scale > 1.5)
    assert cut(page) == []
    assert len(tab_stops(page, qtbot)) >= 6


def test_shelves_stand_under_the_persons_own_names(shelf_page):
    for name in ("Shelf A", "Later", "Not this year"):
        assert name in words(shelf_page)
    press(shelf_page, "Later")
    assert [row.key for row in shelf_page.masked.rows] == ["b0"]
    press(shelf_page, "Not this year")
    assert shelf_page.masked.rows == ()


def test_going_to_another_shelf_covers_what_was_shown(page, aside_desk):
    audit = aside_desk.audit
    other = audit.keep_shelf(ShelfSettings(None, "Later"))
    page.refresh(audit)
    subject = audit.reveal(page.masked.rows[0].key).subject
    page.table.selectRow(0)
    press(page, "Show subject")
    assert subject in everything(page)
    press(page, "Later")
    assert page._shelf == other
    press(page, "Shelf A")
    assert subject not in everything(page)


def test_a_shelf_that_is_gone_gives_way_to_the_first(shelf_page, shelves):
    press(shelf_page, "Later")
    shelves.remove_shelf("b")
    shelf_page.refresh(shelves)
    assert shelf_page._shelf == "a"
    assert len(shelf_page.masked.rows) == 14


def test_a_mode_is_kept_and_the_sidebar_told(shelf_page, shelves, qtbot):
    with qtbot.waitSignal(shelf_page.go) as said:
        shelf_page.side.behaving.modes[Mode.QUIET].click()
    assert said.args == ["sidebar", None]
    assert ("behave", Mode.QUIET, None) in shelves.calls


def test_proposals_come_one_at_a_time_and_without_a_name(shelf_page, shelves):
    card = shelf_page.side.proposing
    assert "Tinsel" not in words(shelf_page)
    press(card, "Not now")
    assert ("decline_proposal", "tinsel.example") in shelves.calls
    assert "same thing as Later" in words(card)
    press(card, "Set aside")
    assert ("accept_proposal", "lantern.example") in shelves.calls
    assert card.isHidden()


def test_leaving_covers_the_name_of_a_proposal_too(shelf_page):
    press(shelf_page, "Look")
    assert "Tinsel" in words(shelf_page)
    shelf_page.hide()
    shelf_page.show()
    assert "Tinsel" not in words(shelf_page)


def test_a_date_of_ones_own_is_added_and_taken_away(shelf_page, shelves):
    press(shelf_page, "Add a date...")
    dialog = shelf_page.findChild(NewDate)
    dialog.day.setDate(QDate(2024, 6, 7))
    press(dialog, "Keep quiet")
    assert ("add_quiet_day", 6, 7, None, 3, 3) in shelves.calls
    assert "7 June" in words(shelf_page)
    press(shelf_page.side.dates, "Remove")
    assert ("remove_quiet_day", 1) in shelves.calls


def test_a_date_of_a_calendar_is_kept_quiet_without_its_name(shelf_page, shelves):
    press(shelf_page, "Add a date...")
    dialog = shelf_page.findChild(NewDate)
    press(dialog, "Choose from a calendar...")
    dialog.boxes["gardens/planting"].click()
    press(dialog, "Keep quiet")
    assert ("keep_quiet", "gardens/planting", True) in shelves.calls
    assert "20 March" in words(shelf_page.side)
    assert "Planting" not in words(shelf_page.side)
    press(shelf_page.side.dates, "Remove", 2)
    assert ("keep_quiet", "gardens/planting", False) in shelves.calls


def test_in_a_narrow_window_modes_and_dates_are_one_step_away(shelf_page):
    assert not shelf_page.beside.isVisible()
    shelf_page.set_narrow(True)
    assert not shelf_page.side.isVisible()
    press(shelf_page, "Modes and dates...")
    assert shelf_page.side.isVisible()
    assert shelf_page.back()
    assert not shelf_page.side.isVisible()
    assert not shelf_page.back()
    shelf_page.set_narrow(False)
    assert shelf_page.side.isVisible()


def test_none_of_the_words_that_hurt_is_on_the_page(shelf_page):
    said = words(shelf_page).lower()
    for word in ("painful", "trigger", "sensitive", "victim", "recover", "congratulations", "warning"):
        assert word not in said


def test_whole_shelf_chooses_every_row(page):
    press(page, "Whole shelf")
    assert len(page.masked.keys) == len(page.masked.rows)


def test_while_long_work_runs_the_rows_are_there_all_the_same(aside_desk, qtbot):
    page = SetAsidePage(aside_desk)
    qtbot.addWidget(page)
    aside_desk.jobs.busy, aside_desk.jobs.show = True, "all"
    before = list(aside_desk.jobs.ran)
    page._ask_rows()
    assert aside_desk.jobs.ran == before
    page._choose_shelf("a")
    assert page.masked.rows


def test_rows_of_a_shelf_that_was_left_meanwhile_are_not_shown(shelf_page, shelves, monkeypatch):
    late = []
    monkeypatch.setattr(shelf_page.desk.jobs, "run", lambda label, work, then, **_: late.append((work, then)))
    press(shelf_page, "Later")
    press(shelf_page, "Not this year")
    for work, then in late:
        then(work(shelves, None))
    assert shelf_page.masked.rows == ()
