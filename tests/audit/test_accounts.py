"""What can go wrong with a mailbox, each in one clear sentence, and the password in a real keyring only."""

import pytest

from inboxguard.audit import accounts
from inboxguard.audit.audit import Audit
from inboxguard.errors import CertificateRefused, InboxGuardError, Refused, Unreachable, WrongPassword
from tests.audit.mailboxes import added
from tests.servers.dovecot import Dovecot
from tests.servers.keyring import Run


def test_a_wrong_password(dovecot: Dovecot, empty: Audit) -> None:
    user = dovecot.user()
    with pytest.raises(WrongPassword) as failure:
        empty.add_account(user, dovecot.host, dovecot.tls_port, "tls", user, "wrong", str(dovecot.ca_file))
    assert_a_sentence(failure.value)
    assert empty.accounts() == ()


def test_an_unknown_host(empty: Audit) -> None:
    with pytest.raises(Unreachable) as failure:
        empty.add_account("me@post.example", "imap.nowhere.invalid", 993, "tls", None, "secret")
    assert_a_sentence(failure.value)


def test_a_refused_certificate(dovecot: Dovecot, empty: Audit) -> None:
    user = dovecot.user()
    # 127.1 reaches this computer but is not the loopback name or address that may be self-signed.
    with pytest.raises(CertificateRefused) as failure:
        empty.add_account(user, "127.1", dovecot.tls_port, "tls", user, dovecot.password)
    assert_a_sentence(failure.value)


def test_no_encryption_is_for_this_computer_only(empty: Audit) -> None:
    with pytest.raises(InboxGuardError) as failure:
        empty.add_account("me@post.example", "imap.post.example", 143, "none", None, "secret")
    assert_a_sentence(failure.value)


def test_what_is_no_address(empty: Audit) -> None:
    with pytest.raises(Refused, match="no mail address"):
        empty.add_account("me", "127.0.0.1", 993, "tls", None, "secret")


def test_an_account_is_listed_without_its_password(dovecot: Dovecot, empty: Audit) -> None:
    user = dovecot.user()
    added(empty, dovecot, user)
    (row,) = empty.accounts()
    assert (row.address, row.port, row.security) == (user, dovecot.tls_port, "tls")
    assert dovecot.password not in repr(row)
    assert dovecot.password.encode() not in (empty.home / "inboxguard.db").read_bytes()


def test_no_account_by_that_name(empty: Audit) -> None:
    with pytest.raises(Refused, match="no account"):
        empty.sync("me@post.example")
    with pytest.raises(Refused, match="no account yet"):
        empty.sync()


def test_a_draft_goes_to_the_mailbox_that_the_alias_belongs_to(dovecot: Dovecot, empty: Audit) -> None:
    first, second = dovecot.user(), dovecot.user()
    for user in (first, second):
        added(empty, dovecot, user)
    local, domain = second.split("@")
    found = accounts.for_address(empty._db, f"{local}+shop@{domain}")
    assert found.address == second


SYNC = """
import sys, tempfile
from datetime import UTC, datetime
from pathlib import Path
from inboxguard.audit.audit import Audit
from inboxguard.errors import InboxGuardError
user, port, password, ca, step = {user!r}, {port}, {password!r}, {ca!r}, {step!r}
home = Path({home!r})
with Audit.open(home, lambda: datetime.now(UTC)) as audit:
    try:
        if step == "add":
            print(audit.add_account(user, "127.0.0.1", port, "tls", user, password, ca))
        elif step == "sync":
            print(audit.sync().added)
        else:
            audit.remove_account(user)
            print("removed")
    except InboxGuardError as error:
        print(type(error).__name__, error)
"""


def test_with_a_real_keyring_the_password_is_asked_for_once(
    dovecot: Dovecot, keyring: Run, tmp_path_factory: pytest.TempPathFactory
) -> None:
    user = dovecot.user()
    dovecot.deliver(user, b"From: a@shop.example\r\nSubject: x\r\nMessage-ID: <1@shop.example>\r\n\r\nhello\r\n")
    told = {
        "user": user, "port": dovecot.tls_port, "password": dovecot.password, "ca": str(dovecot.ca_file),
        "home": str(tmp_path_factory.mktemp("kept")),
    }  # fmt: skip
    assert keyring(SYNC.format(step="add", **told)).strip() == "True"
    assert keyring(SYNC.format(step="sync", **told)).strip() == "1"
    assert keyring(SYNC.format(step="remove", **told)).strip() == "removed"
    assert keyring(SYNC.format(step="sync", **told)).startswith("Refused There is no account")


def test_without_a_keyring_it_is_not_kept_and_that_is_said(
    dovecot: Dovecot, without_keyring: Run, tmp_path_factory: pytest.TempPathFactory
) -> None:
    user = dovecot.user()
    told = {
        "user": user, "port": dovecot.tls_port, "password": dovecot.password, "ca": str(dovecot.ca_file),
        "home": str(tmp_path_factory.mktemp("not-kept")),
    }  # fmt: skip
    assert without_keyring(SYNC.format(step="add", **told)).strip() == "False"
    said = without_keyring(SYNC.format(step="sync", **told))
    assert said.startswith("KeyringMissing")
    assert "--password-stdin" in said


def assert_a_sentence(error: InboxGuardError) -> None:
    """One or two plain sentences, nothing of Python in them."""
    said = str(error)
    assert said.endswith((".", "”", ")"))
    assert "\n" not in said
    assert "Traceback" not in said
    assert "Error(" not in said
