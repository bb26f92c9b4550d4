"""Signing in with the browser, with real clicks: at a real OAuth server and a real Dovecot that asks it."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import keyring
import pytest
from PySide6.QtWidgets import QLineEdit

from inboxguard.audit import signing_in
from inboxguard.audit.audit import Audit
from inboxguard.mailbox import oauth
from inboxguard.ui import web
from inboxguard.ui.jobs import Jobs
from inboxguard.ui.page import Desk
from inboxguard.ui.window import Window
from tests.audit.keyrings import Memory
from tests.servers.dovecot_oauth import DovecotWithOAuth
from tests.servers.oauth import CONFIDENTIAL, Browser, OAuthServer
from tests.ui.conftest import now

LETTER = b"From: News <news@shop.example>\r\nSubject: Hello\r\nMessage-ID: <1@shop.example>\r\n\r\nHello.\r\n"
PATIENCE = 30_000


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> Memory:
    memory = Memory()
    monkeypatch.setattr(keyring, "get_keyring", lambda: memory)
    return memory


@pytest.fixture
def window(
    tmp_path: Path, oauth_server: OAuthServer, ring: Memory, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> Iterator[Window]:
    known = oauth.providers() | {"post": oauth_server.provider()}
    monkeypatch.setattr(oauth, "providers", lambda: known)
    monkeypatch.setattr(signing_in, "provider_of", lambda host: known["post"])
    home = tmp_path / "home"
    with Audit.open(home, now) as audit:
        made = Window(Desk(audit, Jobs(lambda: Audit.open(home, now)), now))
        qtbot.addWidget(made)
        made.show()
        yield made
        made.close()


def filled(window: Window, dovecot: DovecotWithOAuth, user: str) -> Any:
    """The form with everything that the person gives."""
    window.first_run.connect_choice.click()
    form = window.first_run.connecting
    form.address.setText(user)
    form.go_on()
    form.server.put(dovecot.host, dovecot.tls_port, "tls", user)
    form.to_browser.click()
    form.browser.client_id.setText(CONFIDENTIAL.id)
    form.browser.client_secret.setText(CONFIDENTIAL.secret)
    return form


def test_the_browser_leads_into_the_mailbox_and_no_secret_stays_in_the_form(
    window: Window, dovecot_oauth: DovecotWithOAuth, ring: Memory, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    user = dovecot_oauth.user()
    dovecot_oauth.deliver(user, LETTER)
    browser = Browser()

    def open_url(url: Any) -> bool:
        # A browser of its own, as it would be; the window goes on meanwhile.
        threading.Thread(target=browser, args=(bytes(url.toEncoded().data()).decode(),)).start()
        return True

    monkeypatch.setattr(web.QDesktopServices, "openUrl", open_url)
    form = filled(window, dovecot_oauth, user)
    form.browser_button.click()
    qtbot.waitUntil(lambda: "overview" in window.pages and not window.desk.jobs.busy, timeout=PATIENCE)
    assert window.desk.audit.mails() == 1
    (account,) = window.desk.audit.accounts()
    assert account.sign_in == "post"
    assert list(ring.kept) != []
    typed = [field.text() for field in window.findChildren(QLineEdit)]
    assert CONFIDENTIAL.secret not in typed
    assert not window.banner.isVisible()


def test_who_does_not_come_back_from_the_browser_can_stop_waiting(
    window: Window, dovecot_oauth: DovecotWithOAuth, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    monkeypatch.setattr(web.QDesktopServices, "openUrl", lambda url: False)
    form = filled(window, dovecot_oauth, dovecot_oauth.user())
    form.browser_button.click()
    working = window.first_run.working
    qtbot.waitUntil(lambda: working.page.isVisible(), timeout=PATIENCE)
    assert working.what.text().startswith("Waiting for the browser")
    assert "code_challenge" in working.url.text()
    working.stop_button.click()
    qtbot.waitUntil(lambda: not window.desk.jobs.busy, timeout=PATIENCE)
    assert form.browser_button.isVisible()
    assert not working.isVisible()
    assert window.desk.audit.accounts() == ()
