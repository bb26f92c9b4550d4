"""The page Sharing on the shipped samples, with real clicks."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication

from inboxguard.trace.trail import Relation
from inboxguard.ui import style
from inboxguard.ui.letter import LetterDialog
from inboxguard.ui.sharing.filtering import Show
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
    assert page.table.isVisible()
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


def test_saying_that_i_signed_up_there_takes_the_claim_back_at_once_and_can_be_undone(desk, qtbot):
    page = opened(SharingPage, desk, qtbot)
    page.shown("sofasparrow.example")
    before = words(page.detail)
    press(page.detail, "I signed up there myself")
    assert "sofasparrow.example" not in [node.row.recipient for node in page.picture.nodes]
    assert "Nothing is claimed about Sofa & Sparrow any more." in page.undo.words.text()
    assert "Settled by you" in words(page.detail)
    page.undo.undo.click()
    assert "sofasparrow.example" in [node.row.recipient for node in page.picture.nodes]
    assert words(page.detail) == before
    assert page.undo.isHidden()


def test_what_i_settled_stays_findable_and_can_be_taken_back_later(desk, qtbot):
    desk.audit.signed_up_myself("sofasparrow.example")
    page = opened(SharingPage, desk, qtbot)
    assert page.strip.chips[Show.ALL].text() == "All 2"
    press(page.strip, "Settled by you 1")
    assert page.table.isVisible()
    assert page._model.ids == ("sofasparrow.example",)
    assert "You said that you signed up there yourself." in words(page.detail)
    assert "Draft letter..." not in words(page.detail)
    press(page.detail, "Take this back")
    assert "Sofa & Sparrow is shown now: Strong" in page.undo.words.text()
    assert page.strip.chips[Show.ALL].text() == "All 3"
    page.undo.undo.click()
    assert desk.audit.trail("sofasparrow.example").row.settled == "mine"


def test_this_address_i_gave_only_to_is_remembered(desk, qtbot):
    page = opened(SharingPage, desk, qtbot)
    press(page.detail, "This address I gave only to...")
    dialog = page.findChild(GivenOnly)
    assert dialog.found.item(0).text() == "Moving Lantern, movinglantern.example"
    dialog.take.click()
    given = {address: organisations for address, organisations, _ in desk.audit.addresses()}
    assert given["kestrel-4f9d2a@post.example"] == ("movinglantern.example",)
    said = page.undo.words.text()
    assert said.startswith("kestrel-4f9d2a@post.example counts as given to Moving Lantern only.")
    assert "Curtain & Crow" in said
    page.undo.undo.click()
    assert not any(organisations for _, organisations, _ in desk.audit.addresses())


def test_a_letter_that_was_drafted_is_opened_again_and_not_offered_twice(desk, qtbot):
    page = opened(SharingPage, desk, qtbot)
    page.shown("sofasparrow.example")
    press(page.detail, "Draft letter...")
    page.findChild(LetterDialog).close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert "waiting for you to send it" in words(page.detail)
    press(page.detail, "Open draft...")
    assert "Sofa & Sparrow" in words(page.findChild(LetterDialog))
    (row,) = desk.audit.requests()
    desk.audit.mark(row.id, "sent")
    page.refresh(desk.audit)
    with qtbot.waitSignal(page.go) as said:
        press(page.detail, "See the request")
    assert said.args == ["requests", row.id]


def test_the_filter_narrows_picture_and_table_alike(desk, qtbot):
    page = opened(SharingPage, desk, qtbot)
    page.seek()
    assert page.search.hasFocus() or page.search.selectedText() == page.search.text()
    with qtbot.waitSignal(page.sought):
        qtbot.keyClicks(page.search, "heron")
    assert [node.row.recipient for node in page.picture.nodes] == ["heronoutlet.example"]
    assert page._model.ids == ("heronoutlet.example",)
    assert "Heron Outlet" in page.detail.accessibleName()
    assert page.foot.count.text() == "1 of 3 rows"
    with qtbot.waitSignal(page.sought):
        page.search.setText("nobody at all")
    assert "Nothing here." in words(page.stack.currentWidget())
    press(page.stack.currentWidget(), "Show all")
    assert len(page.picture.nodes) == 3


def test_chips_count_each_way_as_what_it_is(desk, qtbot):
    page = opened(SharingPage, desk, qtbot)
    rows = desk.audit.trail_rows()
    family = [row.recipient for row in rows if row.relation in (Relation.GROUP, Relation.SERVICE, Relation.HOST)]
    press(page.strip, f"Group, service, host {len(family)}")
    assert [node.row.recipient for node in page.picture.nodes] == family
    page.strip.choose(Show.PASSED_ON)
    assert not {node.row.recipient for node in page.picture.nodes} & set(family)


def test_the_switch_for_weak_findings_is_there_only_where_there_are_some(desk, qtbot):
    page = opened(SharingPage, desk, qtbot)
    assert page.strip.weak.isHidden()
    assert page.legend._weak.isHidden()


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
