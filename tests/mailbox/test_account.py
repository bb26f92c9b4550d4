"""An account that would be unsafe or could never work is refused before anything is sent."""

import ipaddress
import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxguard.errors import CertificateRefused, InboxGuardError, MailboxError, Refused
from inboxguard.mailbox.account import (
    Account,
    Security,
    Trust,
    default_port,
    is_loopback,
    trust,
    without_brackets,
)

PIN = "ab" * 32


def account(host: str = "imap.post.example", **changes: object) -> Account:
    parts = {"address": "mara@post.example", "port": 993, "security": Security.TLS, "user": "mara@post.example"}
    return Account(host=host, **(parts | changes))


HERE = [
    "localhost", "LOCALHOST", "localhost.", "127.0.0.1", "127.8.9.10", "127.255.255.254", "::1", "[::1]",
    "0:0:0:0:0:0:0:1", "::ffff:127.0.0.1", "[::ffff:127.0.0.1]", "::ffff:7f00:1",
]  # fmt: skip

ELSEWHERE = [
    "imap.post.example", "localhost.evil.example", "127.0.0.1.evil.example", "localhost.localdomain", "x.localhost",
    "localhost..", ".localhost", "ip6-localhost", "192.168.1.5", "10.0.0.1", "169.254.0.1", "fe80::1", "127.1",
    "127.0.1", "2130706433", "0x7f000001", "0177.0.0.1", "127.0.0.01", "0.0.0.0", "0", "::", "[::]", "::ffff:0.0.0.0",
    "::ffff:192.168.1.5", "::127.0.0.1", "64:ff9b::127.0.0.1", "127.0.0.1:1143", "[127.0.0.1]", "[[::1]]", "[::1",
    "::1]", "[]", "localtest.me", "loc\u0430lhost", "127.0.0.1.", "",
]  # fmt: skip


@pytest.mark.parametrize("host", HERE)
def test_this_computer_is_loopback(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ELSEWHERE)
def test_other_hosts_are_not_loopback(host: str) -> None:
    assert not is_loopback(host)


@pytest.mark.parametrize("host", [host for host in ELSEWHERE if host])
def test_what_only_looks_like_this_computer_is_neither_unencrypted_nor_pinned(host: str) -> None:
    with pytest.raises(InboxGuardError):
        account(host, security=Security.NONE, port=143)
    with pytest.raises(MailboxError):
        account(host, pinned=PIN)


@pytest.mark.parametrize("host", HERE)
def test_on_this_computer_a_server_is_pinned_or_unencrypted(host: str) -> None:
    assert trust(account(host, security=Security.NONE, port=143)) is Trust.LOOPBACK
    assert trust(account(host, pinned=PIN)) is Trust.PIN
    assert trust(account(host, security=Security.STARTTLS, port=1143)) is Trust.PIN


def test_a_name_that_resolves_to_this_computer_is_judged_by_its_name() -> None:
    name = socket.gethostname()
    assert not is_loopback(name) or name.rstrip(".") == "localhost"
    assert trust(account("localtest.me")) is Trust.SYSTEM


@given(st.ip_addresses())
def test_every_address_of_a_network_elsewhere_is_elsewhere(address: ipaddress.IPv4Address) -> None:
    mapped = getattr(address, "ipv4_mapped", None)
    assert is_loopback(str(address)) == (mapped or address).is_loopback


@given(st.text(max_size=40))
def test_any_text_is_taken_for_a_host(host: str) -> None:
    assert not is_loopback(host) or host.casefold().startswith(("localhost", "127.", "::", "[", "0"))


def test_brackets_of_a_url_are_taken_off_an_address_only() -> None:
    assert [without_brackets(host) for host in ("[::1]", "::1", "[x]", "imap.post.example", "[", "[]", "")] == [
        "::1", "::1", "[x]", "imap.post.example", "[", "[]", "",
    ]  # fmt: skip


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
