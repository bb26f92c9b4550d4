"""The page Settings on the shipped sample, with real clicks."""

from dataclasses import replace

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QRadioButton

from inboxguard.audit.shelf_views import Mode
from inboxguard.ui import style
from inboxguard.ui.settings.asking import Question
from inboxguard.ui.settings.import_addresses import ImportAddressesDialog
from inboxguard.ui.settings.new_address import NewAddressDialog
from inboxguard.ui.settings.page import SettingsPage
from inboxguard.ui.settings.subjects import Subjects
from tests.ui.sharing.sample import cut, nameless, opened, press, tab_stops, words


def test_settings_are_reached_without_reading_a_subject(aside_desk, qtbot):
    page = opened(SettingsPage, aside_desk, qtbot)
    said = words(page).lower()
    themes = aside_desk.audit.themes()
    assert themes
    assert not any(theme.label.lower() in said for theme in themes)
    assert nameless(page) == []


def test_a_changed_name_is_kept_once(desk, qtbot):
    page = opened(SettingsPage, desk, qtbot)
    before = desk.audit.profile()
    qtbot.keyClicks(page.you.name, "Anna Vale")
    press(page, "Keep changes")
    assert desk.audit.profile() == replace(before, name="Anna Vale")
    assert "Kept." in words(page.you)
    assert not page.you.save.isEnabled()


def test_subjects_are_marked_behind_the_button_and_change_the_shelf(desk, qtbot):
    page = opened(SettingsPage, desk, qtbot)
    press(page, "Choose subjects to set aside...")
    dialog = page.findChild(Subjects)
    theme = next(iter(dialog.boxes))
    dialog.boxes[theme].click()
    press(dialog, "Keep changes")
    assert [row.id for row in desk.audit.themes() if row.marked] == [theme]
    press(page, "Choose subjects to set aside...")
    again = [one for one in page.findChildren(Subjects) if one is not dialog][-1]
    assert again.boxes[theme].isChecked()
    again.boxes[theme].click()
    press(again, "Keep changes")
    assert not any(row.marked for row in desk.audit.themes())


def test_cancel_marks_nothing(desk, qtbot):
    page = opened(SettingsPage, desk, qtbot)
    press(page, "Choose subjects to set aside...")
    dialog = page.findChild(Subjects)
    next(iter(dialog.boxes.values())).click()
    press(dialog, "Cancel")
    assert not any(row.marked for row in desk.audit.themes())


def test_the_look_is_kept_and_the_window_told(desk, qtbot):
    page = opened(SettingsPage, desk, qtbot)
    with qtbot.waitSignal(page.go) as said:
        page.appearance.findChild(QRadioButton, "settings_mode_dark").click()
    assert said.args == ["look", None]
    assert desk.audit.setting("appearance") == "dark"
    page.refresh(desk.audit)
    assert page.appearance.findChild(QRadioButton, "settings_mode_dark").isChecked()


def test_quiet_mode_is_kept_and_the_sidebar_told(desk, qtbot):
    page = opened(SettingsPage, desk, qtbot)
    with qtbot.waitSignal(page.go) as said:
        page.shelves.hushed.click()
    assert said.args == ["sidebar", None]
    assert desk.audit.behaviour().mode is Mode.QUIET
    with qtbot.waitSignal(page.go) as said:
        press(page, "Open the page Set aside")
    assert said.args == ["set_aside", None]
    page.shelves.hushed.click()
    assert desk.audit.behaviour().mode is Mode.NORMAL


def test_mail_is_read_as_it_comes_unless_the_person_says_otherwise(desk, qtbot):
    page = opened(SettingsPage, desk, qtbot)
    page.refresh(desk.audit)
    assert page.mailboxes.listens.isChecked()
    page.mailboxes.listens.click()
    assert desk.audit.setting("read_as_it_comes", "on") == "off"
    page.refresh(desk.audit)
    assert not page.mailboxes.listens.isChecked()


def test_adding_mail_is_asked_of_the_window(desk, qtbot):
    page = opened(SettingsPage, desk, qtbot)
    for act, wanted in (("Add a mailbox...", "connect"), ("Open a mail file...", "open_file")):
        with qtbot.waitSignal(page.go) as said:
            press(page, act)
        assert said.args == [wanted, None]


def test_forgetting_is_asked_once_and_cancel_keeps_everything(desk, qtbot):
    page = opened(SettingsPage, desk, qtbot)
    press(page, "Forget everything...")
    press(page.findChild(Question), "Cancel")
    assert not desk.audit.empty()


def test_forgetting_erases_the_home_and_begins_anew(desk, qtbot):
    page = opened(SettingsPage, desk, qtbot)
    press(page, "Forget everything...")
    with qtbot.waitSignal(page.go) as said:
        press(page.findChild(Question), "Forget everything")
    assert said.args == ["first_run", None]
    assert desk.audit.empty()
    assert desk.audit.sender_ids() == ()
    assert not desk.audit.is_demo()


def test_removing_a_mailbox_that_is_not_there_is_said_in_words(desk, qtbot):
    page = opened(SettingsPage, desk, qtbot)
    failures = []
    desk.jobs.failed.connect(lambda label, error: failures.append(str(error)))
    page.mailboxes.remove.emit("nobody@post.example")
    question = page.findChild(Question)
    assert "nobody@post.example is no longer read" in words(question)
    press(question, "Remove")
    assert len(failures) == 1
    assert "nobody@post.example" in failures[0]


def test_reading_a_mailbox_is_left_to_the_window_which_can_ask_for_a_password(desk, qtbot):
    page = opened(SettingsPage, desk, qtbot)
    with qtbot.waitSignal(page.go) as said:
        page.mailboxes.sync.emit("me@post.example")
    assert said.args == ["read", "me@post.example"]


KESTREL = "kestrel-4f9d2a@post.example"


def test_a_new_address_is_in_the_list_and_can_be_copied_and_forgotten(desk, qtbot):
    page = opened(SettingsPage, desk, qtbot)
    press(page, "New address for a shop...")
    dialog = page.findChild(NewAddressDialog)
    dialog.shop.setText("teahouse.example")
    press(dialog, "Make the address")
    dialog.close()
    (made,) = [row.address for row in desk.audit.address_rows() if row.made]
    assert made in words(page.addresses)
    press(page, "Copy")
    assert QGuiApplication.clipboard().text() == made
    assert "is on the clipboard" in words(page.addresses)
    press(page, "Forget...")
    question = page.findChild(Question)
    assert made in words(question)
    press(question, "Forget")
    assert not any(row.made for row in desk.audit.address_rows())
    assert made not in words(page.addresses)


def test_an_import_changes_the_list(desk, qtbot, tmp_path):
    page = opened(SettingsPage, desk, qtbot)
    press(page, "Import from a password manager or alias service...")
    path = tmp_path / "export.csv"
    path.write_text(f"alias,note,enabled\n{KESTREL},Moving Lantern,True\n", encoding="utf-8")
    page.findChild(ImportAddressesDialog).take_in(path)
    assert "given to Moving Lantern, says SimpleLogin" in words(page.addresses)


def test_a_disagreement_is_settled_by_one_click_and_goes(desk, qtbot):
    for organisation in ("movinglantern.example", "sofasparrow.example"):
        desk.audit.given(KESTREL, organisation, only=True)
    page = opened(SettingsPage, desk, qtbot)
    assert "This does not agree" in words(page.addresses)
    press(page, "Only to Moving Lantern")
    assert "This does not agree" not in words(page.addresses)
    assert "given only to Moving Lantern" in words(page.addresses)


def test_the_addresses_name_nobody_who_is_set_aside(aside_desk, qtbot):
    page = opened(SettingsPage, aside_desk, qtbot)
    visible = set(aside_desk.audit.sender_ids())
    rows = aside_desk.audit.address_rows()
    hidden = {who for row in rows for who in row.senders} - visible
    assert hidden
    page.addresses._show_all()
    said = words(page.addresses).lower()
    assert not [one for one in hidden if one in said or one.partition(".")[0] in said]


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_no_button_is_cut_and_tab_comes_round(desk, qtbot, qapp, scale):
    style.apply(qapp, "light", scale)
    page = opened(SettingsPage, desk, qtbot)
    page.set_narrow(scale > 1.5)
    assert cut(page) == []
    assert len(tab_stops(page, qtbot)) >= 10
