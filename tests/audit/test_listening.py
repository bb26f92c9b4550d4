"""Listening: every account whose secret is known, and none besides; it ends at once when the window closes."""

import threading
import time
from collections.abc import Iterator

import keyring
import pytest

from inboxguard.audit.audit import Audit
from inboxguard.audit.listening import Listening, Opener, openers
from inboxguard.errors import InboxGuardError, WrongPassword
from inboxguard.mailbox.account import Account, Security
from inboxguard.mailbox.connection import Connection, connect
from inboxguard.mailbox.waiting import Pauses
from tests.audit.keyrings import Memory
from tests.audit.mailboxes import added
from tests.servers.dovecot import Dovecot

LETTER = b"From: shop@shop.example\r\nSubject: Hello\r\n\r\nHello.\r\n"
QUICK = Pauses(idle=60, poll=0.2, quiet=0.1, first=0.1, most=0.5)


class Heard:
    """What was called, from whichever thread."""

    def __init__(self) -> None:
        self.came: list[str] = []
        self.failed: list[tuple[str, InboxGuardError]] = []
        self._news = threading.Condition()

    def mail(self, address: str) -> None:
        with self._news:
            self.came.append(address)
            self._news.notify_all()

    def error(self, address: str, error: InboxGuardError) -> None:
        with self._news:
            self.failed.append((address, error))
            self._news.notify_all()

    def until(self, came: int = 0, failed: int = 0) -> bool:
        with self._news:
            return self._news.wait_for(lambda: len(self.came) >= came and len(self.failed) >= failed, 15)


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def ring() -> Iterator[Memory]:
    before, made = keyring.get_keyring(), Memory()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


def opener(dovecot: Dovecot, user: str, password: str | None = None) -> Opener:
    account = Account(user, dovecot.host, dovecot.plain_port, Security.NONE, user)
    return lambda: connect(account, password or dovecot.password)


def settled() -> None:
    """Until the connections stand and IDLE runs; mail that comes before is told all the same."""
    time.sleep(0.5)


def test_mail_that_comes_to_any_account_is_told_with_its_address(dovecot: Dovecot, heard: Heard) -> None:
    first, second = dovecot.user(), dovecot.user()
    listening = Listening(
        {user: opener(dovecot, user) for user in (first, second)}, heard.mail, heard.error, pauses=QUICK
    )
    listening.start()
    settled()
    dovecot.deliver(second, LETTER)
    assert heard.until(came=1)
    dovecot.deliver(first, LETTER)
    assert heard.until(came=2)
    listening.stop()
    assert heard.came == [second, first]
    assert heard.failed == []


def test_a_refused_password_is_told_once_and_the_others_go_on(dovecot: Dovecot, heard: Heard) -> None:
    locked, fine = dovecot.user(), dovecot.user()
    listening = Listening(
        {locked: opener(dovecot, locked, "wrong"), fine: opener(dovecot, fine)}, heard.mail, heard.error, pauses=QUICK
    )
    listening.start()
    assert heard.until(failed=1)
    dovecot.deliver(fine, LETTER)
    assert heard.until(came=1)
    listening.stop()
    ((address, error),) = heard.failed
    assert (address, type(error)) == (locked, WrongPassword)


def test_it_ends_within_two_seconds_even_where_a_server_hangs(dovecot: Dovecot, heard: Heard) -> None:
    hanging, release = threading.Event(), threading.Event()

    def hangs() -> Connection:
        hanging.set()
        release.wait(20)
        raise WrongPassword("Too late.")

    users = [dovecot.user() for _ in range(3)]
    listening = Listening(
        {"me@post.example": hangs, **{user: opener(dovecot, user) for user in users}}, heard.mail, heard.error
    )
    listening.start()
    assert hanging.wait(5)
    settled()
    began = time.monotonic()
    listening.stop()
    assert time.monotonic() - began < 2
    release.set()
    dovecot.deliver(users[0], LETTER)
    settled()
    assert heard.came == []
    assert heard.failed == []


def test_what_nobody_kept_a_secret_of_is_left_alone(empty: Audit, dovecot: Dovecot, heard: Heard, ring: Memory) -> None:
    user, other = dovecot.user(), dovecot.user()
    added(empty, dovecot, user)
    added(empty, dovecot, other)
    ring.kept[user] = dovecot.password
    assert list(openers(empty._db, [user, other, "nobody@post.example"], {})) == [user]
    assert list(openers(empty._db, [user, other], {other: dovecot.password})) == [user, other]
    ring.broken = True
    assert openers(empty._db, [user, other], {}) == {}


def test_an_audit_listens_to_its_accounts(empty: Audit, dovecot: Dovecot, heard: Heard, ring: Memory) -> None:
    user = dovecot.user()
    added(empty, dovecot, user)
    ring.kept[user] = dovecot.password
    listening = empty.listen(heard.mail, heard.error)
    assert listening.addresses == (user,)
    settled()
    listening.stop()
    assert heard.failed == []


def test_nothing_is_listened_to_without_accounts(empty: Audit, heard: Heard) -> None:
    listening = empty.listen(heard.mail, heard.error)
    listening.stop()
    assert listening.addresses == ()
