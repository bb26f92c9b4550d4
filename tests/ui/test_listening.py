"""Listening while the window is open: with the accounts, with the setting, and not a moment longer."""

import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from inboxguard.audit.audit import Audit
from inboxguard.audit.listening import Came, Failed, Listening
from inboxguard.audit.views import AccountRow
from inboxguard.errors import WrongPassword
from inboxguard.mailbox.waiting import Pauses
from inboxguard.ui.jobs import Jobs
from inboxguard.ui.listening import SETTING, Listener
from inboxguard.ui.page import Desk
from inboxguard.ui.window import Window
from tests.servers.dovecot import Dovecot
from tests.ui.conftest import now

ME, WORK = "me@post.example", "work@post.example"


class Listened:
    """A double of audit.listening.Listening that hears what a test says."""

    def __init__(self, addresses: tuple[str, ...], came: Came, failed: Failed) -> None:
        self.addresses, self.came, self.failed = addresses, came, failed
        self.ended = False

    def stop(self) -> None:
        self.ended = True


@pytest.fixture
def accounts(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    found = [ME]
    monkeypatch.setattr(
        Audit,
        "accounts",
        lambda self, counted=True: tuple(AccountRow(one, "imap.post.example", 993, "tls", 1, None) for one in found),
    )
    return found


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[Listened]:
    made: list[Listened] = []

    def listen(self: Audit, came: Came, failed: Failed) -> Listened:
        made.append(Listened(tuple(one.address for one in self.accounts()), came, failed))
        return made[-1]

    monkeypatch.setattr(Audit, "listen", listen)
    return made


@pytest.fixture
def listener(empty_desk: Desk, accounts: list[str], begun: list[Listened]) -> Iterator[Listener]:
    made = Listener(empty_desk)
    yield made
    made.stop()


def test_it_begins_with_the_accounts_and_not_twice(listener: Listener, begun: list[Listened]) -> None:
    listener.follow()
    listener.follow()
    assert [one.addresses for one in begun] == [(ME,)]
    assert not begun[0].ended


def test_another_account_begins_it_anew(
    listener: Listener, accounts: list[str], begun: list[Listened], qtbot: Any
) -> None:
    listener.follow()
    accounts.append(WORK)
    listener.follow()
    assert begun[-1].addresses == (ME, WORK)
    qtbot.waitUntil(lambda: begun[0].ended)


def test_a_new_password_begins_it_anew(listener: Listener, begun: list[Listened], qtbot: Any) -> None:
    listener.follow()
    listener.renew()
    listener.follow()
    assert len(begun) == 2
    qtbot.waitUntil(lambda: begun[0].ended)
    assert not begun[1].ended


def test_the_last_account_that_goes_ends_it(
    listener: Listener, accounts: list[str], begun: list[Listened], qtbot: Any
) -> None:
    listener.follow()
    accounts.clear()
    listener.follow()
    qtbot.waitUntil(lambda: begun[0].ended)
    assert len(begun) == 1


def test_the_setting_switches_it_off_and_on(
    listener: Listener, empty_audit: Audit, begun: list[Listened], qtbot: Any
) -> None:
    empty_audit.set_setting(SETTING, "off")
    listener.follow()
    assert begun == []
    empty_audit.set_setting(SETTING, "on")
    listener.follow()
    assert len(begun) == 1
    empty_audit.set_setting(SETTING, "off")
    listener.follow()
    qtbot.waitUntil(lambda: begun[0].ended)


def test_the_sample_is_never_listened_to(sample_desk: Desk, accounts: list[str], begun: list[Listened]) -> None:
    Listener(sample_desk).follow()
    assert begun == []


def test_news_and_failures_come_home_with_their_address(listener: Listener, begun: list[Listened], qtbot: Any) -> None:
    listener.follow()
    with qtbot.waitSignal(listener.came) as came:
        begun[0].came(ME)
    assert came.args == [ME]
    error = WrongPassword("It was refused.")
    with qtbot.waitSignal(listener.failed) as failed:
        begun[0].failed(ME, error)
    assert failed.args == [ME, error]


def test_what_was_on_its_way_as_it_ended_is_told_no_more(listener: Listener, begun: list[Listened], qtbot: Any) -> None:
    listener.follow()
    told: list[str] = []
    listener.came.connect(told.append)
    begun[0].came(ME)
    listener.stop()
    qtbot.wait(20)
    assert told == []
    assert begun[0].ended


def test_mail_that_comes_is_read_by_itself_and_closing_is_quick(
    dovecot: Dovecot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    quick = partial(Listening, pauses=Pauses(quiet=0.1))
    monkeypatch.setattr("inboxguard.audit.audit.Listening", quick)
    user, home = dovecot.user(), tmp_path / "home"
    letter = b"From: News <news@shop.example>\r\nSubject: %d\r\nMessage-ID: <%d@shop.example>\r\n\r\nHello.\r\n"
    dovecot.deliver(user, letter % (1, 1))

    with Audit.open(home, now) as audit:
        made = Window(Desk(audit, Jobs(lambda: Audit.open(home, now)), now))
        qtbot.addWidget(made)
        made.show()
        # As the person would on the first page; the password stays in the worker's memory.
        form = made.first_run.connecting
        form.address.setText(user)
        form.go_on()
        form.server.put(dovecot.host, dovecot.plain_port, "none", user)
        form.password.setText(dovecot.password)
        form.remember.setChecked(False)
        form.connect_now()
        qtbot.waitUntil(lambda: audit.mails() == 1 and not made.desk.jobs.busy, timeout=30_000)
        qtbot.wait(500)
        dovecot.deliver(user, letter % (2, 2))
        qtbot.waitUntil(lambda: audit.mails() == 2, timeout=20_000)
        assert not made.banner.isVisible()
        qtbot.waitUntil(lambda: not made.desk.jobs.busy, timeout=10_000)
        began = time.monotonic()
        made.close()
        assert time.monotonic() - began < 2
