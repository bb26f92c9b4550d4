"""A new address is made for one shop and copied with one click."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from inboxguard.audit.address_views import Base
from inboxguard.ui import style
from inboxguard.ui.settings.new_address import NewAddressDialog
from tests.ui.sharing.sample import cut, nameless, press, tab_stops, words


def opened(desk, qtbot, bases=None):
    dialog = NewAddressDialog(desk, desk.audit.address_bases() if bases is None else bases)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    return dialog


def test_it_is_made_and_copied(desk, qtbot):
    dialog = opened(desk, qtbot)
    assert not dialog.make.isEnabled()
    assert "its copy came from that shop's" in words(dialog)
    qtbot.keyClicks(dialog.shop, "teahouse.example")
    qtbot.keyClick(dialog.shop, Qt.Key.Key_Return)
    (made,) = [row for row in desk.audit.address_rows() if row.made]
    assert made.address in words(dialog)
    assert [one.organisation for one in made.given] == ["teahouse.example"]
    assert "Made for teahouse.example; this is remembered." in words(dialog)
    assert dialog.copy.hasFocus() or not dialog.isActiveWindow()
    dialog.copy.click()
    assert QGuiApplication.clipboard().text() == made.address
    assert "It is on the clipboard." in words(dialog)
    assert dialog.make.isHidden()
    assert nameless(dialog) == []


def test_an_unknown_name_is_answered_in_the_dialog(desk, qtbot):
    dialog = opened(desk, qtbot)
    dialog.shop.setText("Nobody")
    press(dialog, "Make the address")
    assert "No sender is called “Nobody”." in words(dialog)
    assert dialog.make.isEnabled()
    assert not any(row.made for row in desk.audit.address_rows())


def test_the_same_shop_gets_the_same_address(desk, qtbot):
    before = desk.audit.new_address("Moving Lantern").address
    dialog = opened(desk, qtbot)
    dialog.shop.setText("movinglantern.example")
    press(dialog, "Make the address")
    assert before in words(dialog)
    assert "Made for movinglantern.example before." in words(dialog)


def test_what_it_is_made_from_is_said_in_words(desk, qtbot):
    dialog = opened(desk, qtbot, (Base("@anna.example", True), Base("anna@post.example", False)))
    assert [dialog.kind.itemText(at) for at in range(2)] == [
        "Any name at your domain: …@anna.example",
        "A tag on your address: anna+…@post.example",
    ]


def test_an_address_that_was_never_tried_is_to_be_tried_first(desk, qtbot):
    dialog = opened(desk, qtbot, (Base("kestrel-4f9d2a@post.example", False),))
    dialog.shop.setText("teahouse.example")
    press(dialog, "Make the address")
    assert "kestrel-4f9d2a+" in words(dialog)
    assert "Send yourself one to this address" in words(dialog)


def test_without_addresses_there_is_nothing_to_make_it_from(empty_desk, qtbot):
    dialog = opened(empty_desk, qtbot)
    assert "Read your mail first." in words(dialog)
    dialog.shop.setText("teahouse.example")
    assert not dialog.make.isEnabled()


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_no_button_is_cut_and_tab_comes_round(desk, qtbot, qapp, scale):
    style.apply(qapp, "light", scale)
    dialog = opened(desk, qtbot)
    assert cut(dialog) == []
    assert len(tab_stops(dialog, qtbot)) >= 3
