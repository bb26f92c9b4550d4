"""Accounts as rows, each with acts that name it."""

from dataclasses import replace
from datetime import UTC, date, datetime

from PySide6.QtWidgets import QPushButton

from inboxguard.audit.views import AccountRow
from inboxguard.ui.settings.mailboxes import Mailboxes
from tests.ui.sharing.sample import nameless, press, words

TODAY = date(2026, 11, 24)
ROW = AccountRow("anna@post.example", "imap.post.example", 993, "tls", 412, datetime(2026, 11, 23, 12, tzinfo=UTC))


def test_an_account_can_be_read_and_removed(qtbot):
    card = Mailboxes()
    qtbot.addWidget(card)
    card.show_accounts([ROW], TODAY)
    card.show()
    said = words(card)
    assert "anna@post.example" in said
    assert "imap.post.example, 412 mails, read yesterday" in said
    with qtbot.waitSignal(card.sync) as asked:
        press(card, "Read now")
    assert asked.args == ["anna@post.example"]
    with qtbot.waitSignal(card.remove) as asked:
        press(card, "Remove...")
    assert asked.args == ["anna@post.example"]
    names = {button.accessibleName() for button in card.findChildren(QPushButton)}
    assert "Remove anna@post.example" in names
    assert nameless(card) == []


def test_reading_mail_as_it_comes_can_be_switched_off(qtbot):
    card = Mailboxes()
    qtbot.addWidget(card)
    card.show_accounts([], TODAY)
    card.show()
    assert not card.listens.isVisible()
    card.show_accounts([ROW], TODAY)
    assert card.listens.isVisible()
    card.listens.setChecked(True)
    with qtbot.waitSignal(card.as_it_comes) as said:
        card.listens.click()
    assert said.args == [False]
    assert nameless(card) == []


def test_an_account_of_the_browser_says_so(qtbot):
    card = Mailboxes()
    qtbot.addWidget(card)
    card.show_accounts([ROW, replace(ROW, address="bea@outlook.com", sign_in="microsoft")], TODAY)
    assert words(card).count("signed in with the browser") == 1


def test_without_accounts_it_says_that_files_are_enough(qtbot):
    card = Mailboxes()
    qtbot.addWidget(card)
    card.show_accounts([], TODAY)
    assert "No mailbox is connected." in words(card)
    assert "Read now" not in words(card)


def test_listing_again_replaces_the_rows(qtbot):
    card = Mailboxes()
    qtbot.addWidget(card)
    card.show_accounts([ROW], TODAY)
    card.show_accounts([ROW], TODAY)
    assert words(card).count("imap.post.example") == 1
