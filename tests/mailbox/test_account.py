"""An account that would be unsafe or could never work is refused before anything is sent."""

import pytest

from inboxguard.errors import CertificateRefused, InboxGuardError, MailboxError, Refused
from inboxguard.mailbox.account import Account, Security, Trust, default_port, is_loopback, trust

PIN = "ab" * 32


def account(host: str = "imap.post.example", **changes: object) -> Account:
    parts = {"address": "mara@post.example", "port": 993, "security": Security.TLS, "user": "mara@post.example"}
    return Account(host=host, **(parts | changes))


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST", "127.0.0.1", "127.8.9.10", "::1", "[::1]"])
def test_this_computer_is_loopback(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize(
    "host",
    ["imap.post.example", "localhost.evil.example", "127.0.0.1.evil.example", "192.168.1.5", "127.1", "0.0.0.0", ""],
)
def test_other_hosts_are_not_loopback(host: str) -> None:
    assert not is_loopback(host)


def test_no_encryption_is_refused_off_this_computer() -> None:
    with pytest.raises(Refused, match="without encryption"):
        account(security=Security.NONE)


def test_no_encryption_is_fine_on_this_computer() -> None:
    assert trust(account("127.0.0.1", security=Security.NONE)) is Trust.LOOPBACK


def test_the_system_vouches_for_servers_elsewhere() -> None:
    assert trust(account()) is Trust.SYSTEM
    assert trust(account(security=Security.STARTTLS, port=143)) is Trust.SYSTEM


def test_a_file_of_authorities_counts_everywhere() -> None:
    assert trust(account(ca_file="ca.pem")) is Trust.FILE
    assert trust(account("localhost", ca_file="ca.pem")) is Trust.FILE


def test_a_server_on_this_computer_is_pinned() -> None:
    assert trust(account("127.0.0.1", pinned=PIN)) is Trust.PIN


def test_a_pin_is_refused_elsewhere() -> None:
    with pytest.raises(CertificateRefused):
        account(pinned=PIN)


@pytest.mark.parametrize("pin", ["", "AB" * 32, "ab" * 31, "zz" * 32])
def test_what_is_no_fingerprint_is_no_pin(pin: str) -> None:
    with pytest.raises(CertificateRefused):
        account("localhost", pinned=pin)


@pytest.mark.parametrize(
    "changes",
    [
        {"address": "mara"},
        {"address": "mara@post.example\r\nA1 LOGOUT"},
        {"address": "a@b@c"},
        {"host": ""},
        {"host": "imap post"},
        {"host": "https://imap.post.example"},
        {"host": "imap..post.example"},
        {"host": "x" * 300},
        {"port": 0},
        {"port": 70000},
        {"user": ""},
        {"user": "mara\r\nA1 LOGOUT"},
    ],
)
def test_parts_that_cannot_be_are_refused_in_one_sentence(changes: dict[str, object]) -> None:
    with pytest.raises(MailboxError) as refused:
        account(**changes)
    assert str(refused.value).endswith(".")
    assert "\n" not in str(refused.value)


def test_every_refusal_can_be_acted_on() -> None:
    assert issubclass(Refused, InboxGuardError)
    assert issubclass(CertificateRefused, MailboxError)


def test_default_ports() -> None:
    assert [default_port(kind) for kind in Security] == [993, 143, 143]
