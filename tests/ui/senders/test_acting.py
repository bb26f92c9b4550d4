"""What is pressed on the page Senders happens, sticks, and is undone by one press."""

from typing import Any

import pytest
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QRadioButton

from inboxguard.audit.audit import Audit
from inboxguard.audit.batches import Act
from inboxguard.senders.attribution import Kind
from inboxguard.senders.sender import SenderId
from inboxguard.ui.page import Desk
from inboxguard.ui.requests.writing import WritingDialog
from inboxguard.ui.senders.acting import apart_setting
from inboxguard.ui.senders.all_mails import AllMails
from inboxguard.ui.senders.batch import BatchDialog
from inboxguard.ui.senders.leaving import LeavingDialog
from inboxguard.ui.senders.mail import SenderMail
from inboxguard.ui.senders.merging import MergeDialog
from inboxguard.ui.senders.naming import NameDialog
from inboxguard.ui.senders.page import SendersPage
from inboxguard.ui.senders.shelving import ShelvingDialog
from inboxguard.ui.senders.splitting import SplitDialog
from inboxguard.ui.senders.unsubscribe import UnsubscribeDialog

SOFAS, CURTAINS = SenderId("sofasparrow.example"), SenderId("curtaincrow.example")


@pytest.fixture
def page(sample_desk: Desk, qtbot: Any) -> SendersPage:
    made = SendersPage(sample_desk)
    qtbot.addWidget(made)
    made.resize(1084, 820)
    sample_desk.jobs.done.connect(lambda label, changes: made.refresh(sample_desk.audit) if changes else None)
    made.refresh(sample_desk.audit)
    made.show()
    made.shown(SOFAS)
    return made


def press(widget: Any, words: str) -> None:
    next(one for one in widget.findChildren(QPushButton) if one.text() == words).click()


def said(widget: Any) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def dialog(page: SendersPage, kind: type[QDialog]) -> Any:
    return next(one for one in reversed(page.findChildren(kind)) if one.isVisible())


def test_not_marketing_sticks_and_is_undone(page: SendersPage, sample_audit: Audit) -> None:
    before = sample_audit.why(SOFAS).marketing
    assert before
    press(page.pane, "This is not marketing")
    assert sample_audit.why(SOFAS).marketing == 0
    assert page.table.chosen_id() == SOFAS
    assert page.undo.words.text() == "Sofa & Sparrow: not marketing."
    assert "that it is not marketing" in said(page.pane)
    sample_audit.analyse()
    assert sample_audit.why(SOFAS).marketing == 0
    page.undo.undo.click()
    assert sample_audit.why(SOFAS).marketing == before
    assert not sample_audit.corrections_of(SOFAS)
    assert page.undo.isHidden()


def test_what_was_said_is_taken_back_from_the_detail_too(page: SendersPage, sample_audit: Audit) -> None:
    press(page.pane, "This is not marketing")
    press(page.pane, "Take it back")
    assert sample_audit.why(SOFAS).marketing
    assert page.undo.isHidden()


def test_one_mail_is_called_something_else_from_its_own_window(page: SendersPage, sample_audit: Audit) -> None:
    key = sample_audit.mail_ids(SOFAS)[0]
    before = sample_audit.why(SOFAS).marketing
    page.acts.mail(key)
    press(dialog(page, SenderMail), "This is not marketing")
    assert sample_audit.mail_why(key).kind is Kind.TRANSACTIONAL
    assert sample_audit.why(SOFAS).marketing == before - 1
    assert "of one mail that it is: receipt or notice" in said(page.pane)
    page.undo.undo.click()
    assert sample_audit.mail_why(key).kind is Kind.MARKETING


def test_a_mail_is_set_aside_from_the_detail(page: SendersPage) -> None:
    page.pane.aside_mail.emit(page.desk.audit.mail_ids(SOFAS)[0])
    dialog(page, ShelvingDialog).reject()


def test_a_mail_set_aside_from_the_list_of_all_does_not_stay_listed(page: SendersPage) -> None:
    page.acts.all_mails(SOFAS)
    listed = dialog(page, AllMails)
    listed.wanted.emit(page.desk.audit.mail_ids(SOFAS)[0])
    press(dialog(page, SenderMail), "Set aside...")
    assert not listed.isVisible()
    dialog(page, ShelvingDialog).reject()


def test_two_are_merged_and_parted_again(page: SendersPage, sample_audit: Audit) -> None:
    number = page.model.rowCount()
    page.acts.merge((SOFAS, CURTAINS))
    asked = dialog(page, MergeDialog)
    asked.findChildren(QRadioButton)[1].click()
    asked.accept()
    assert page.model.rowCount() == number - 1
    assert page.table.chosen_id() == CURTAINS
    assert page.undo.words.text() == "2 senders are now Curtain & Crow."
    assert "that this is one sender with sofasparrow.example" in said(page.pane)
    page.undo.undo.click()
    assert page.model.rowCount() == number


def test_a_proposal_that_was_put_off_does_not_come_again(page: SendersPage, sample_audit: Audit) -> None:
    page.acts.apart(SOFAS, CURTAINS)
    assert sample_audit.setting(apart_setting(CURTAINS, SOFAS)) == "yes"


def test_a_name_is_given_and_taken_back(page: SendersPage, sample_audit: Audit) -> None:
    page.acts.rename(SOFAS)
    asked = dialog(page, NameDialog)
    asked.field.setText("The sofa people")
    asked.accept()
    assert sample_audit.sender(SOFAS).row.name == "The sofa people"
    assert page.table.chosen_id() == SOFAS
    page.undo.undo.click()
    assert sample_audit.sender(SOFAS).row.name == "Sofa & Sparrow"


def test_a_part_is_split_off(page: SendersPage, sample_audit: Audit) -> None:
    one = next(one for one in sample_audit.sender_ids() if sample_audit.parts_of(one))
    part = sample_audit.parts_of(one)[0]
    page.acts.split(one)
    asked = dialog(page, SplitDialog)
    asked.findChildren(QRadioButton)[0].click()
    asked.accept()
    assert part.by in sample_audit.sender_ids()
    page.undo.undo.click()
    assert part.by not in sample_audit.sender_ids()


def test_set_aside_leaves_without_a_name_and_comes_back(page: SendersPage, sample_audit: Audit) -> None:
    press(page.pane, "Set aside")
    assert SOFAS not in sample_audit.sender_ids()
    assert page.undo.words.text() == "Set aside."
    assert "Sofa" not in page.undo.undo.accessibleName()
    page.undo.undo.click()
    assert SOFAS in sample_audit.sender_ids()


@pytest.mark.parametrize("act", [Act.KEEP, Act.NOT_MARKETING, Act.MARKETING, Act.SET_ASIDE])
def test_a_batch_happens_once_it_is_confirmed_and_is_undone(page: SendersPage, sample_audit: Audit, act: Act) -> None:
    ids = sample_audit.sender_ids()
    before = [sample_audit.sender(one) for one in ids]
    page.acts.batch(act, ids)
    assert [sample_audit.sender(one) for one in ids] == before
    dialog(page, BatchDialog).take.click()
    assert [sample_audit.sender(one) for one in ids] != before
    page.undo.undo.click()
    assert [sample_audit.sender(one) for one in ids] == before


def test_all_mails_are_listed_and_called_from_there(page: SendersPage, sample_audit: Audit) -> None:
    press(page.pane, "All mails...")
    listed = dialog(page, AllMails)
    key = listed.model.ids[3]
    assert list(listed.model.ids) == list(sample_audit.mail_ids(SOFAS))
    listed.called.emit(key, Kind.TRANSACTIONAL)
    assert listed.model.row(3).kind is Kind.TRANSACTIONAL
    listed.wanted.emit(key)
    press(dialog(page, SenderMail), "This is marketing")
    assert listed.model.row(3).kind is Kind.MARKETING
    listed.close()


def test_a_mail_that_is_gone_is_said_to_be_gone(page: SendersPage, qtbot: Any) -> None:
    with qtbot.waitSignal(page.desk.jobs.failed):
        page.acts.mail("0" * 24)


def test_what_was_done_on_a_page_is_recorded_and_undone(
    page: SendersPage, sample_audit: Audit, opened: list[str]
) -> None:
    page.shown(CURTAINS)
    press(page.pane, "Unsubscribe...")
    asked = dialog(page, UnsubscribeDialog)
    assert asked.go.text() == "Open the page"
    asked.go.click()
    asked.go.click()
    assert len(opened) == 1
    assert sample_audit.sender(CURTAINS).row.opt_out == "watching"
    assert page.undo.words.text() == "Recorded: you left Curtain & Crow on its page."
    assert "Too early to say" in said(page.pane)
    page.undo.undo.click()
    assert sample_audit.sender(CURTAINS).row.opt_out is None
    assert "Too early to say" not in said(page.pane)


def test_several_are_left_in_a_window_that_sends_nothing_by_itself(page: SendersPage, sample_audit: Audit) -> None:
    page.acts.batch(Act.UNSUBSCRIBE, (SOFAS, CURTAINS))
    asked = dialog(page, LeavingDialog)
    assert set(asked.model.ids) == {SOFAS, CURTAINS}
    asked.close()
    assert not sample_audit.one_clicks_at(SOFAS)


def test_the_next_step_about_an_opt_out_is_one_press(page: SendersPage, qtbot: Any) -> None:
    page.shown("ninthcorner.example")
    press(page.pane, "Object by letter...")
    letter = dialog(page, WritingDialog)
    assert "Ninth" in letter.windowTitle()
    letter.reject()
    with qtbot.waitSignal(page.go) as asked:
        page.acts.next_step("remind", "ninthcorner.example", "r7")
    assert asked.args == ["requests", "r7"]
