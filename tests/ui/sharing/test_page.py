"""The page Sharing on the shipped samples, with real clicks."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from inboxguard.ui import style
from inboxguard.ui.letter import LetterDialog
from inboxguard.ui.sharing.given_only import GivenOnly
from inboxguard.ui.sharing.mail import MailDialog
from inboxguard.ui.sharing.page import SharingPage
from tests.ui.sharing.sample import cut, nameless, opened, press, tab_stops, words


def test_the_move_shows_whose_copy_it_was(desk, qtbot):
    page = opened(SharingPage, desk, qtbot)
    recipients = [node.row.recipient for node in page.picture.nodes]
    assert recipients == ["curtaincrow.example", "sofasparrow.example", "heronoutlet.example"]
    assert "states that it got your address from Moving Lantern" in words(page.detail)
    qtbot.keyClick(page.picture, Qt.Key.Key_Down)
    assert "It does not show how it reached Sofa & Sparrow" in words(page.detail)
    assert nameless(page) == []


def test_enter_goes_to_the_detail(desk, qtbot):
    page = opened(SharingPage, desk, qtbot)
    page.activateWindow()
    page.picture.setFocus()
    qtbot.keyClick(page.picture, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is page.detail.area)


def test_the_table_has_the_same_rows_and_the_same_choice(desk, qtbot):
    page = opened(SharingPage, desk, qtbot)
    qtbot.keyClick(page.picture, Qt.Key.Key_Down)
    press(page, "Table")
    assert page.stack.currentWidget() is page.table
    assert page.table.chosen_id() == "sofasparrow.example"
    page.table.selectRow(0)
    press(page, "Picture")
    assert "Curtain & Crow" in page.picture.accessibleName()
    page.table.sorted_by.emit("recipient", True)
    assert page._model.ids == ("sofasparrow.example", "heronoutlet.example", "curtaincrow.example")
    assert page.table.chosen_id() == "curtaincrow.example"


def test_show_mail_opens_the_mail_that_shows_it(desk, qtbot):
    page = opened(SharingPage, desk, qtbot)
    press(page.detail, "Show mail")
    dialog = page.findChild(MailDialog)
    assert "Curtain" in words(dialog)
    dialog.close()


def test_a_letter_is_drafted_and_shown_and_nothing_is_sent(desk, qtbot):
    page = opened(SharingPage, desk, qtbot)
    press(page.detail, "Draft letter...")
    dialog = page.findChild(LetterDialog)
    assert "Curtain & Crow" in words(dialog)
    (row,) = desk.audit.requests()
    assert (row.kind, row.organisation, row.sent) == ("where_from", "curtaincrow.example", None)
    dialog.close()


def test_saying_that_i_signed_up_there_takes_the_claim_back_at_once(desk, qtbot):
    page = opened(SharingPage, desk, qtbot)
    page.shown("sofasparrow.example")
    press(page.detail, "I signed up there myself")
    assert "sofasparrow.example" not in [node.row.recipient for node in page.picture.nodes]
    assert "Sofa & Sparrow" not in words(page.detail)


def test_this_address_i_gave_only_to_is_remembered(desk, qtbot):
    page = opened(SharingPage, desk, qtbot)
    press(page.detail, "This address I gave only to...")
    dialog = page.findChild(GivenOnly)
    assert dialog.found.item(0).text() == "Moving Lantern, movinglantern.example"
    dialog.take.click()
    given = {address: organisations for address, organisations, _ in desk.audit.addresses()}
    assert given["kestrel-4f9d2a@post.example"] == ("movinglantern.example",)


def test_a_masked_recipient_is_named_on_purpose_and_masked_again_on_leaving(desk, qtbot):
    name = "Sofa & Sparrow"
    desk.audit.set_aside_sender("sofasparrow.example")
    page = opened(SharingPage, desk, qtbot)
    page.shown("sofasparrow.example")
    assert name not in words(page)
    assert name not in page.picture.accessibleName()
    press(page.detail, "Show name")
    assert name in words(page.detail)
    page.hide()
    assert name not in words(page)


def test_a_subject_shown_on_purpose_is_masked_again_on_leaving(aside_desk, qtbot):
    page = opened(SharingPage, aside_desk, qtbot)
    masked = next(row for row in page._rows if row.name is None)
    page.shown(masked.recipient)
    key = next(card.line.key for card in aside_desk.audit.trail(masked.recipient).cards if card.line)
    subject = aside_desk.audit.reveal(key).subject
    assert subject not in words(page)
    press(page.detail, "Show subject")
    assert subject in words(page)
    page.hide()
    assert subject not in words(page)


def test_an_empty_mailbox_claims_nothing_and_says_what_to_do(empty_desk, qtbot):
    page = opened(SharingPage, empty_desk, qtbot)
    assert page.picture.nodes == ()
    assert "finding nothing is a result too" in words(page.stack.currentWidget())
    with qtbot.waitSignal(page.go) as said:
        press(page.stack.currentWidget(), "Look at senders")
    assert said.args == ["senders", None]


def test_a_narrow_window_shows_one_pane_and_esc_goes_back(desk, qtbot):
    page = opened(SharingPage, desk, qtbot)
    page.set_narrow(True)
    assert not page.detail.isVisible()
    page.picture.opened.emit()
    assert page.detail.isVisible()
    assert page.back()
    assert not page.detail.isVisible()
    assert not page.back()


def test_another_page_may_name_a_recipient_and_unknown_ones_change_nothing(desk, qtbot):
    page = opened(SharingPage, desk, qtbot)
    page.shown("sofasparrow.example")
    assert "Sofa & Sparrow" in page.picture.accessibleName()
    page.shown("nobody.example")
    assert "Sofa & Sparrow" in page.picture.accessibleName()


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_no_button_is_cut_and_tab_comes_round(desk, qtbot, qapp, scale):
    style.apply(qapp, "light", scale)
    page = opened(SharingPage, desk, qtbot)
    page.set_narrow(scale > 1.5)
    assert cut(page) == []
    assert len(tab_stops(page, qtbot)) >= 3
