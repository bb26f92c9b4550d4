"""What is pressed on masked rows: it happens, names nobody, and is undone by one press."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from inboxguard.audit.shelf_letters import ShelfAct
from inboxguard.audit.shelf_views import Wrong
from inboxguard.ui.senders.leaving import LeavingDialog
from inboxguard.ui.set_aside.archiving import Archiving
from inboxguard.ui.set_aside.behind import Behind
from inboxguard.ui.set_aside.not_here import NotHere
from inboxguard.ui.set_aside.page import SetAsidePage
from tests.ui.sharing.sample import opened, press, words


@pytest.fixture
def page(aside_desk, qtbot, monkeypatch):
    monkeypatch.setattr(QMenu, "popup", lambda *_: None)  # there is no screen to grab the keyboard of
    return opened(SetAsidePage, aside_desk, qtbot)


def shelf(desk):
    return [row.key for row in desk.audit.shelf()]


def chosen(page, *rows):
    keys = [page.masked.rows[at].key for at in rows]
    page.table.choose_several(keys)
    return keys


def offered(menu):
    return [action.text() for action in menu.actions() if action.text()]


def take(menu, text):
    next(action for action in menu.actions() if action.text() == text).trigger()
    menu.close()


def test_without_a_choice_nothing_happens(page):
    page.acts.ask("hide", QPoint())
    assert page.acts.menu(QPoint()) is None
    assert page.undo.isHidden()


def test_keeping_brings_them_back_and_undo_puts_them_here_again(page, aside_desk):
    before = shelf(aside_desk)
    keys = chosen(page, 0, 1)
    take(page.acts.menu(QPoint()), "Keep: back to your lists")
    assert not set(keys) & set(shelf(aside_desk))
    press(page.undo, "Undo")
    assert shelf(aside_desk) == before


def test_one_that_was_put_here_by_hand_is_here_again_after_undo(page, aside_desk):
    audit = aside_desk.audit
    visible = next(key for row in audit.sender_ids() for key in audit.mail_ids(row))
    audit.missed(visible, "mail")
    page.refresh(audit)
    page.table.choose(visible)
    page.acts.keep((visible,))
    assert visible not in shelf(aside_desk)
    press(page.undo, "Undo")
    assert visible in shelf(aside_desk)


def test_a_sender_that_is_wrong_here_leaves_with_all_its_mail(page, aside_desk):
    before = shelf(aside_desk)
    [key] = chosen(page, 0)
    [sender] = aside_desk.audit.behind([key]).organisations
    press(page.masked, "Not here...")
    dialog = page.findChild(NotHere)
    dialog.choices[Wrong.SENDER].click()
    press(dialog, "Keep it so")
    assert all(sender not in aside_desk.audit.behind([one]).organisations for one in shelf(aside_desk))
    assert shelf(aside_desk) != before
    press(page.undo, "Undo")
    assert shelf(aside_desk) == before


def test_words_that_are_wrong_are_not_undone_by_a_line(page, aside_desk):
    [key] = chosen(page, 0)
    press(page.masked, "Not here...")
    dialog = page.findChild(NotHere)
    dialog.choices[Wrong.WORDS].click()
    press(dialog, "Keep it so")
    assert key not in shelf(aside_desk)
    assert page.undo.isHidden()


def test_cancel_keeps_everything_where_it_is(page, aside_desk):
    before = shelf(aside_desk)
    chosen(page, 0)
    press(page.masked, "Not here...")
    press(page.findChild(NotHere), "Cancel")
    assert shelf(aside_desk) == before


def test_hiding_senders_names_nobody_and_is_undone(page, aside_desk):
    before = shelf(aside_desk)
    keys = chosen(page, 0)
    name = aside_desk.audit.sender_rows(aside_desk.audit.behind(keys).organisations)[0].name
    press(page.masked, "Hide sender")
    assert len(shelf(aside_desk)) >= len(before)
    assert name not in words(page)
    assert "All marketing of these senders lies here now." in words(page.undo)
    press(page.undo, "Undo")
    assert shelf(aside_desk) == before


def test_the_menu_offers_what_has_no_button(page):
    chosen(page, 0)
    short = page.acts.menu(QPoint(), short=True)
    assert "Archive..." not in offered(short)
    assert {"Ask for less...", "Object...", "Keep: back to your lists", "Whole shelf"} <= set(offered(short))
    short.close()
    whole = page.acts.menu(QPoint())
    assert {"Archive...", "Unsubscribe...", "Hide sender", "Not here..."} <= set(offered(whole))
    take(whole, "Whole shelf")
    assert len(page.masked.keys) == len(page.masked.rows)


def test_looking_at_ways_out_opens_the_list_of_names(page):
    chosen(page, 0, 1)
    press(page.masked, "Unsubscribe...")
    press(page.findChild(Behind), "Look")
    [batch] = [one for one in page.findChildren(LeavingDialog) if one.isVisible()]
    batch.close()


def test_a_letter_and_the_archive_are_asked_in_windows_of_their_own(page):
    chosen(page, 0)
    page.acts.behind(ShelfAct.OBJECTION, page.masked.keys)
    page.findChild(Behind).close()
    press(page.masked, "Archive...")
    dialog = page.findChild(Archiving)
    assert "nothing to move" in words(dialog)
    dialog.close()


def test_archived_is_undone_by_the_same_act(page, aside_desk, monkeypatch):
    asked = []
    monkeypatch.setattr(type(aside_desk.audit), "archive_undo", lambda self, *args: asked.append(args[:2]))
    page.acts._archived(7, "")
    press(page.undo, "Undo")
    assert asked == [(7, None)]
