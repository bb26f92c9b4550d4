"""What vouches for a server is the same whatever is spoken with it."""

import socket
import ssl
from pathlib import Path

import pytest

from inboxguard.errors import CertificateRefused
from inboxguard.mailbox.account import Account, Security
from inboxguard.mailbox.trusting import context, vouched
from tests.servers.dovecot import Dovecot


def account(
    dovecot: Dovecot, host: str = "localhost", security: Security = Security.TLS, **told: str | None
) -> Account:
    return Account("me@post.example", host, dovecot.tls_port, security, "me", **told)


def test_authorities_are_asked_for_names_and_chains(dovecot: Dovecot) -> None:
    for one in (account(dovecot, "imap.post.example"), account(dovecot, ca_file=str(dovecot.ca_file))):
        judged = context(one)
        assert judged.verify_mode is ssl.CERT_REQUIRED
        assert judged.check_hostname


def test_a_file_that_holds_no_authority_is_refused(dovecot: Dovecot, tmp_path: Path) -> None:
    (tmp_path / "none.pem").write_text("nothing")
    for name in ("none.pem", "missing.pem"):
        with pytest.raises(CertificateRefused, match="PEM"):
            context(account(dovecot, ca_file=str(tmp_path / name)))


def test_the_first_certificate_on_this_computer_is_pinned_and_another_refused(dovecot: Dovecot) -> None:
    one = account(dovecot)
    with (
        socket.create_connection((dovecot.host, dovecot.tls_port), timeout=10) as wire,
        context(one).wrap_socket(wire, server_hostname="localhost") as encrypted,
    ):
        pin = vouched(one, encrypted)
        assert pin is not None
        assert vouched(account(dovecot, pinned=pin), encrypted) == pin
        with pytest.raises(CertificateRefused, match="not the one that was accepted before"):
            vouched(account(dovecot, pinned="0" * 64), encrypted)


def test_without_encryption_nothing_is_pinned(dovecot: Dovecot) -> None:
    with socket.create_connection((dovecot.host, dovecot.plain_port), timeout=10) as wire:
        assert vouched(account(dovecot, security=Security.NONE), wire) is None


def test_what_leads_away_from_this_computer_is_refused(dovecot: Dovecot) -> None:
    class Elsewhere(socket.socket):
        def getpeername(self) -> tuple[str, int]:
            return "192.0.2.1", 993

    with Elsewhere() as wire, pytest.raises(CertificateRefused, match="away from this computer"):
        vouched(account(dovecot, security=Security.NONE), wire)
