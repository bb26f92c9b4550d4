"""The page Senders over the sample mailbox."""

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QWidget

from inboxguard.audit.audit import Audit
from inboxguard.audit.views import Chip, SortBy
from inboxguard.ui.letter import LetterDialog
from inboxguard.ui.page import Desk
from inboxguard.ui.requests.writing import WritingDialog
from inboxguard.ui.senders.batch import BatchDialog
from inboxguard.ui.senders.page import SendersPage
from inboxguard.ui.senders.register import Register
from inboxguard.ui.senders.unsubscribe import UnsubscribeDialog
from tests.ui import accessibility


@pytest.fixture
def page(sample_desk: Desk, qtbot: Any) -> SendersPage:
    made = SendersPage(sample_desk)
    qtbot.addWidget(made)
    made.resize(1084, 820)
    made.refresh(sample_desk.audit)
    made.show()
    made.shown()
    return made


def detail_title(page: SendersPage) -> str:
    return page.pane.findChildren(QLabel)[0].text()


def press(page: SendersPage, words: str) -> None:
    next(one for one in page.pane.findChildren(QPushButton) if one.text() == words).click()


def test_all_senders_are_listed_with_the_figures_of_the_audit(page: SendersPage, sample_audit: Audit) -> None:
    counts = sample_audit.chip_counts()
    assert page.model.rowCount() == counts[Chip.ALL]
    assert page.chips[Chip.NO_CONSENT].text() == f"No consent found {counts[Chip.NO_CONSENT]}"
    assert page.count.text() == f"{counts[Chip.ALL]} senders"
    accessibility.check(page)


@pytest.mark.parametrize("chip", list(Chip))
def test_a_chip_lists_exactly_what_it_counts(page: SendersPage, sample_audit: Audit, chip: Chip) -> None:
    page.chips[chip].click()
    assert page.model.rowCount() == sample_audit.chip_counts()[chip]


def test_another_page_can_ask_for_a_filter_or_a_sender(page: SendersPage) -> None:
    page.search.setText("nothing like this")
    page.shown(Chip.OPT_OUT_IGNORED)
    assert page.chips[Chip.OPT_OUT_IGNORED].isChecked()
    assert page.search.text() == ""
    page.shown("curtaincrow.example")
    assert page.chips[Chip.ALL].isChecked()
    assert detail_title(page) == "Curtain & Crow"


def test_searching_narrows_the_list_and_an_empty_one_leads_back(page: SendersPage, qtbot: Any) -> None:
    page.search.setText("lantern")
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    page.search.setText("zzzz")
    qtbot.waitUntil(lambda: page.model.rowCount() == 0)
    assert page._stack.currentIndex() == 1
    page._stack.currentWidget().findChild(QPushButton).click()
    assert page.model.rowCount() > 10


def test_a_click_on_a_head_sorts(page: SendersPage, sample_audit: Audit) -> None:
    page.table.horizontalHeader().sectionClicked.emit(1)
    rows = sample_audit.sender_rows(page.model.ids)
    assert [row.mails for row in rows] == sorted((row.mails for row in rows), reverse=True)
    page.table.horizontalHeader().sectionClicked.emit(0)
    assert page.model.ids == sample_audit.sender_ids(Chip.ALL, "", SortBy.NAME, False)


def test_by_keys_alone_down_to_the_detail(page: SendersPage) -> None:
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    chosen = page.table.chosen_id()
    assert chosen is not None
    assert detail_title(page) == page.desk.audit.sender(chosen).row.name


def test_who_is_chosen_stays_chosen_when_things_change(page: SendersPage, sample_audit: Audit) -> None:
    page.table.choose("curtaincrow.example")
    page.refresh(sample_audit)
    assert page.table.chosen_id() == "curtaincrow.example"
    assert detail_title(page) == "Curtain & Crow"


def test_asking_where_from_shows_the_letter_before_it_is_kept(page: SendersPage, sample_audit: Audit) -> None:
    page.table.choose("curtaincrow.example")
    press(page, "Ask where from...")
    (writing,) = page.findChildren(WritingDialog)
    writing._preview()
    assert not sample_audit.requests()
    writing.keep.click()
    (letter,) = page.findChildren(LetterDialog)
    assert "Curtain & Crow" in letter.windowTitle()
    assert [row.kind for row in sample_audit.requests()] == ["where_from"]
    letter.close()


def test_unsubscribing_by_mail_ends_in_a_draft(page: SendersPage) -> None:
    page.table.choose("ninthcorner.example")
    press(page, "Unsubscribe...")
    (dialog,) = page.findChildren(UnsubscribeDialog)
    next(one for one in dialog.findChildren(QPushButton) if one.text() == "Make the draft...").click()
    (letter,) = page.findChildren(LetterDialog)
    assert "ninthcorner.example" in letter._request.to
    letter.close()


def test_a_sender_that_is_set_aside_leaves_quietly(page: SendersPage, sample_audit: Audit) -> None:
    page.table.choose("curtaincrow.example")
    before = page.model.rowCount()
    press(page, "Set aside")
    page.refresh(sample_audit)
    assert page.model.rowCount() == before - 1
    assert page.table.chosen_id() is None
    everything = " ".join(label.text() for label in page.findChildren(QLabel))
    assert "Curtain" not in everything


def test_several_are_set_aside_together(page: SendersPage, sample_audit: Audit) -> None:
    page.shown(Chip.COPY)
    assert page.model.rowCount() == 2
    page.table.selectAll()
    assert detail_title(page) == "2 senders chosen"
    press(page, "Set these aside...")
    assert page.model.rowCount() == 2
    page.findChild(BatchDialog).take.click()
    page.refresh(sample_audit)
    assert page.model.rowCount() == 0
    assert page.chips[Chip.COPY].text() == "Copy of somebody else 0"


def test_keeping_is_remembered(page: SendersPage) -> None:
    page.table.choose("curtaincrow.example")
    press(page, "Keep")
    assert page.desk.jobs.ran == ["Keeping"]


@pytest.mark.qt_log_ignore("does not support raise", "does not support grabbing")
@pytest.mark.parametrize("rows", [1, 2])
def test_the_context_menu_offers_the_same_acts(page: SendersPage, rows: int) -> None:
    page.table.selectRow(0)
    for _ in range(rows - 1):
        QTest.keyClick(page.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    page.table.menu.emit(page.table.chosen_id(), QPoint(0, 0))
    menu = page.findChild(QMenu)
    offered = [action.text() for action in menu.actions() if action.text()]
    assert len(offered) == (12 if rows == 1 else 6)
    menu.close()


def test_a_narrow_window_opens_the_detail_and_goes_back(page: SendersPage) -> None:
    page.set_narrow(True)
    page.table.choose("curtaincrow.example")
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert page.pane.isVisible()
    assert not page.table.isVisible()
    assert page.back()
    assert page.table.isVisible()
    assert not page.back()


def test_what_the_person_said_is_shown_and_can_be_taken_back(page: SendersPage, sample_audit: Audit) -> None:
    sample_audit.signed_up_myself("sofasparrow.example")
    page.refresh(sample_audit)
    page.shown("sofasparrow.example")
    said = [label.text() for label in page.pane.findChildren(QLabel)]
    assert "that you signed up there yourself" in said
    press(page, "Take it back")
    page.refresh(sample_audit)
    assert sample_audit.sender("sofasparrow.example").said == ""
    assert sample_audit.trail("sofasparrow.example").row.source == "movinglantern.example"


def test_several_that_are_chosen_stay_so_when_things_change(page: SendersPage, sample_audit: Audit) -> None:
    wanted = page.model.ids[1:4]
    page.table.choose_several(wanted)
    page.refresh(sample_audit)
    assert page.table.chosen_ids() == wanted
    assert detail_title(page) == "3 senders chosen"


def test_where_nobody_is_selected_any_more_nothing_can_be_done(page: SendersPage) -> None:
    page.table.selectAll()
    page.table.clearSelection()
    assert not page.pane.acts.count()


def test_one_click_shows_a_sender_once(page: SendersPage, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    real = page.desk.audit.sender
    monkeypatch.setattr(page.desk.audit, "sender", lambda one: asked.append(one) or real(one))
    page.table.choose("curtaincrow.example")
    assert asked == ["curtaincrow.example"]
    page.chips[Chip.MARKETING].click()
    assert page.table.chosen_id() == "curtaincrow.example"
    assert len(asked) == 1
    page.refresh(page.desk.audit)
    assert len(asked) == 2


def test_who_has_much_mail_shows_its_register_when_asked(page: SendersPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inboxguard.ui.senders.page.AT_ONCE", 3)
    page.table.choose("sofasparrow.example")
    assert not page.pane.findChildren(Register)
    press(page, "Address by address")
    assert page.pane.findChildren(Register)
    page.table.choose("lamplinden.example")
    assert page.pane.findChildren(Register)


def test_chips_are_reached_and_changed_by_keys(page: SendersPage) -> None:
    page.chips[Chip.ALL].setFocus()
    QTest.keyClick(page.chips[Chip.ALL], Qt.Key.Key_Right)
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_Space)
    assert page.chips[Chip.MARKETING].isChecked()
    assert page.model.rowCount() == page.desk.audit.chip_counts()[Chip.MARKETING]


def test_tab_walks_through_the_whole_page_and_out_of_everything(page: SendersPage, qtbot: Any) -> None:
    page.table.choose("sofasparrow.example")
    page.undo.say("Something was done.", lambda: None)
    qtbot.wait(1)
    page.search.setFocus()
    walked: list[QWidget] = []
    while page.focusWidget() not in walked and len(walked) < 80:
        walked.append(page.focusWidget())
        QTest.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
    assert page.focusWidget() is page.search
    words = [one.text() for one in walked if isinstance(one, QPushButton)]
    assert page.table in walked
    order = [
        "Undo", "Why is this marketing?", "This is not marketing", "All mails...", "Unsubscribe...", "More...", "Keep",
    ]  # fmt: skip
    assert [one for one in words if one in order] == order
