"""Setting aside from the page Senders: it leaves quietly, and one press brings it back."""

from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton

from inboxguard.audit.audit import Audit
from inboxguard.audit.shelf_views import ShelfSettings, ShelfWord
from inboxguard.senders.sender import SenderId
from inboxguard.ui.page import Desk
from inboxguard.ui.senders.mail import SenderMail
from inboxguard.ui.senders.page import SendersPage
from inboxguard.ui.senders.shelving import By, ShelvingDialog
from inboxguard.ui.senders.shelving_acts import ShelvingActs

SOFAS = SenderId("sofasparrow.example")


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


@pytest.fixture
def acts(page: SendersPage) -> ShelvingActs:
    return page.acts._shelving


def opened(page: SendersPage) -> ShelvingDialog:
    return next(one for one in reversed(page.findChildren(ShelvingDialog)) if one.isVisible())


def mails(audit: Audit) -> tuple[Any, ...]:
    return audit.mail_ids(SOFAS)


def test_with_one_shelf_a_sender_is_set_aside_at_once_and_undone(
    page: SendersPage, acts: ShelvingActs, sample_audit: Audit
) -> None:
    before = mails(sample_audit)
    assert acts.senders((SOFAS,)) is None
    assert sample_audit.shelf("a")
    assert len(mails(sample_audit)) < len(before)
    assert page.undo.words.text() == "Set aside."
    page.undo.undo.click()
    assert mails(sample_audit) == before


def test_with_several_shelves_the_person_says_on_which(
    page: SendersPage, acts: ShelvingActs, sample_audit: Audit
) -> None:
    other = sample_audit.keep_shelf(ShelfSettings(None, "Later"))
    dialog = acts.senders((SOFAS,), "Sofa & Sparrow")
    assert dialog is not None
    assert not sample_audit.shelf()
    dialog.where.setCurrentIndex(1)
    dialog.take.click()
    assert sample_audit.shelf(other)
    assert not sample_audit.shelf("a")


def test_from_the_mails_own_window_to_the_question(page: SendersPage, sample_audit: Audit) -> None:
    key = mails(sample_audit)[0]
    mail = page.acts.mail(key)
    assert isinstance(mail, SenderMail)
    next(one for one in mail.findChildren(QPushButton) if one.text() == "Set aside...").click()
    assert not mail.isVisible()
    opened(page).reject()
    assert not sample_audit.shelf()


@pytest.mark.parametrize("by", [By.LIST, By.MAIL, By.SENDER])
def test_a_mail_is_set_aside_and_brought_back(
    page: SendersPage, acts: ShelvingActs, sample_audit: Audit, by: By
) -> None:
    before = mails(sample_audit)
    key = next(one for one in before if sample_audit.lists_of(one))
    dialog = acts.mail(key, "Sofa & Sparrow")
    assert dialog is not None
    dialog.choices[by].click()
    dialog.take.click()
    aside = {row.key for row in sample_audit.shelf()}
    assert key in aside
    assert (aside == {key}) is (by is By.MAIL)
    page.undo.undo.click()
    assert mails(sample_audit) == before
    assert not sample_audit.shelf()


def test_words_that_were_ticked_go_on_the_shelf_and_off_again(
    page: SendersPage, acts: ShelvingActs, sample_audit: Audit
) -> None:
    key = mails(sample_audit)[0]
    dialog = acts.mail(key, "Sofa & Sparrow")
    assert dialog is not None
    assert dialog.ticking.boxes == {}
    dialog.choices[By.WORDS].click()
    term = next(iter(dialog.ticking.boxes))
    dialog.ticking.boxes[term].click()
    dialog.take.click()
    assert sample_audit.shelf_settings("a").words == (ShelfWord(term, "strong"),)
    assert key in {row.key for row in sample_audit.shelf()}
    page.undo.undo.click()
    assert sample_audit.shelf_settings("a").words == ()
    assert not sample_audit.shelf()


def test_cancel_sets_nothing_aside(page: SendersPage, acts: ShelvingActs, sample_audit: Audit) -> None:
    dialog = acts.mail(mails(sample_audit)[0], "Sofa & Sparrow")
    assert dialog is not None
    dialog.reject()
    assert not sample_audit.shelf()
    assert page.undo.isHidden()
