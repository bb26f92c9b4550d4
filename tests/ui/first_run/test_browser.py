"""Signing in with the browser: what is asked of the person."""

from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from inboxguard.audit.ways_in import BrowserSignIn
from inboxguard.ui.first_run.browser import Browser
from tests.ui import accessibility

GOOGLE = BrowserSignIn(
    "Google", "Make a client at https://console.cloud.google.com/auth and give its id.", True, "mine"
)


@pytest.fixture
def browser(qtbot: Any) -> Browser:
    made = Browser()
    qtbot.addWidget(made)
    made.show()
    return made


def test_it_says_where_a_client_id_is_made_and_offers_the_last_one(browser: Browser) -> None:
    browser.show_way(GOOGLE)
    assert GOOGLE.register in [label.text() for label in browser.findChildren(QLabel)]
    (link,) = browser.findChildren(QPushButton)
    assert "console.cloud.google.com" in link.text()
    assert browser.client_secret.isVisible()
    assert browser.values() == ("mine", None)
    accessibility.check(browser)


def test_a_secret_is_asked_for_only_where_there_is_one_and_never_shown(browser: Browser) -> None:
    browser.client_secret.setText("hidden")
    browser.show_way(BrowserSignIn("Microsoft", "Register an app.", False, ""))
    assert not browser.client_secret.isVisible()
    assert browser.client_secret.echoMode() is QLineEdit.EchoMode.Password
    assert browser.values() == (None, None)
