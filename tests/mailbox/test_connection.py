"""A real server is reached only where it can be trusted, and whatever fails is said in one plain sentence."""

import logging
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from inboxguard.errors import CertificateRefused, InboxGuardError, MailboxError, NoFolder, Unreachable, WrongPassword
from inboxguard.mailbox.account import Account, Security
from inboxguard.mailbox.connection import MAX_LITERAL, connect
from tests.mailbox.conftest import Opened
from tests.servers.dovecot import Dovecot
from tests.servers.scripted import Scripted

PASSWORD = "geheim-7"


def account(host: str, port: int, security: Security = Security.TLS, **changes: object) -> Account:
    return Account(**({"address": "mara@post.example", "host": host, "port": port, "security": security,
                       "user": "mara@post.example"} | changes))  # fmt: skip


def is_sentence(error: InboxGuardError) -> bool:
    text = str(error)
    return len(text) > 10 and text.endswith(".") and not any(sign in text for sign in ("\n", "Errno", "Traceback"))


def test_tls_with_the_authority_of_the_server(dovecot: Dovecot) -> None:
    with connect(account(dovecot.host, dovecot.tls_port, ca_file=str(dovecot.ca_file)), dovecot.password) as mailbox:
        assert mailbox.offers("UIDPLUS")  # announced only after signing in
        assert mailbox.pin is None


def test_starttls_with_the_authority_of_the_server(dovecot: Dovecot) -> None:
    own = account("localhost", dovecot.plain_port, Security.STARTTLS, ca_file=str(dovecot.ca_file))
    with connect(own, dovecot.password) as mailbox:
        assert mailbox.client.socket().version().startswith("TLS")
        assert mailbox.offers("UIDPLUS")


def test_no_encryption_on_this_computer(dovecot: Dovecot) -> None:
    with connect(account(dovecot.host, dovecot.plain_port, Security.NONE), dovecot.password) as mailbox:
        assert mailbox.examine("INBOX").uidvalidity > 0


@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
def test_a_certificate_on_this_computer_is_pinned_and_a_changed_one_refused(
    dovecot: Dovecot, security: Security
) -> None:
    port = dovecot.tls_port if security is Security.TLS else dovecot.plain_port
    with connect(account(dovecot.host, port, security), dovecot.password) as first:
        pin = first.pin
    assert pin is not None
    assert len(pin) == 64
    with connect(account(dovecot.host, port, security, pinned=pin), dovecot.password) as again:
        assert again.pin == pin

    dovecot.renew_certificate()
    with pytest.raises(CertificateRefused, match="not the one that was accepted before") as refused:
        connect(account(dovecot.host, port, security, pinned=pin), dovecot.password)
    assert is_sentence(refused.value)


def test_an_unknown_authority_is_refused_elsewhere(dovecot: Dovecot) -> None:
    # "127.1" leads to this computer, but is not among the names that count as this computer.
    with pytest.raises(CertificateRefused) as refused:
        connect(account("127.1", dovecot.tls_port), dovecot.password)
    assert is_sentence(refused.value)
    with pytest.raises(CertificateRefused):
        connect(account("127.1", dovecot.plain_port, Security.STARTTLS), dovecot.password)


def test_a_certificate_of_another_name_is_refused(dovecot: Dovecot) -> None:
    with pytest.raises(CertificateRefused):
        connect(account("127.1", dovecot.tls_port, ca_file=str(dovecot.ca_file)), dovecot.password)


@pytest.mark.parametrize("content", [None, b"", b"not a certificate"])
def test_an_unusable_file_of_authorities_is_refused(dovecot: Dovecot, tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "ca.pem"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(CertificateRefused, match=r"ca\.pem") as refused:
        connect(account(dovecot.host, dovecot.tls_port, ca_file=str(file)), dovecot.password)
    assert is_sentence(refused.value)


def test_a_wrong_password(dovecot: Dovecot) -> None:
    with pytest.raises(WrongPassword, match="refused the user name or password") as refused:
        connect(account(dovecot.host, dovecot.tls_port), PASSWORD)
    assert is_sentence(refused.value)


def test_a_wrong_password_names_what_the_provider_wants(dovecot: Dovecot) -> None:
    own = account(dovecot.host, dovecot.tls_port, address="mara@gmail.com")
    with pytest.raises(WrongPassword, match="app password"):
        connect(own, PASSWORD)


def test_an_unknown_host() -> None:
    with pytest.raises(Unreachable, match=r"imap\.nowhere\.invalid") as failed:
        connect(account("imap.nowhere.invalid", 993), PASSWORD)
    assert is_sentence(failed.value)


def test_a_closed_port() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(Unreachable, match=f"port {port}") as failed:
        connect(account("127.0.0.1", port), PASSWORD)
    assert is_sentence(failed.value)


@pytest.fixture
def silent_port() -> Iterator[int]:
    """A port that accepts and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.mark.parametrize("security", list(Security))
def test_a_server_that_never_answers(silent_port: int, security: Security) -> None:
    with pytest.raises(Unreachable, match="in time") as failed:
        connect(account("127.0.0.1", silent_port, security), PASSWORD, timeout=0.3)
    assert is_sentence(failed.value)


def test_tls_on_a_port_without_it(dovecot: Dovecot) -> None:
    with pytest.raises(Unreachable, match="does not speak TLS") as failed:
        connect(account(dovecot.host, dovecot.plain_port), dovecot.password)
    assert is_sentence(failed.value)


CAPABILITY = b"* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\nOK"


def test_stripped_starttls_is_refused_before_the_password(scripted: Callable[..., Scripted]) -> None:
    server = scripted(lambda command: CAPABILITY if command == "CAPABILITY" else b"OK")
    with pytest.raises(CertificateRefused, match="offers no encryption"):
        connect(account(server.host, server.port, Security.STARTTLS), PASSWORD)
    assert {command.split()[0] for command in server.commands} <= {"CAPABILITY", "LOGOUT"}


def test_a_greeting_that_skips_signing_in_is_refused(scripted: Callable[..., Scripted]) -> None:
    server = scripted(
        lambda command: CAPABILITY if command == "CAPABILITY" else b"OK", greeting=b"* PREAUTH welcome\r\n"
    )
    with pytest.raises(MailboxError, match="claims to be signed in"):
        connect(account(server.host, server.port, Security.STARTTLS), PASSWORD)
    assert {command.split()[0] for command in server.commands} <= {"CAPABILITY", "LOGOUT"}


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (b"NO [AUTHENTICATIONFAILED] no", WrongPassword),
        (b"NO LOGIN geheim-7 failed", WrongPassword),
        (b"NO [UNAVAILABLE] later", Unreachable),
        (b"BAD [UNAVAILABLE] later", Unreachable),
        (b"* BYE too many\r\nNO gone", MailboxError),
        (None, Unreachable),
    ],
)
def test_refusals_to_sign_in(
    scripted: Callable[..., Scripted], answer: bytes | None, kind: type[MailboxError], caplog: pytest.LogCaptureFixture
) -> None:
    def script(command: str) -> bytes | None:
        if command == "CAPABILITY":
            return b"* CAPABILITY IMAP4rev1\r\nOK"
        return answer if command.startswith("LOGIN") else b"OK"

    server = scripted(script)
    with caplog.at_level(logging.DEBUG), pytest.raises(kind) as failed:
        connect(account(server.host, server.port, Security.NONE), PASSWORD)
    assert is_sentence(failed.value)
    assert PASSWORD not in str(failed.value)
    assert failed.value.__cause__ is None
    assert failed.value.__context__ is None


def test_a_password_that_login_cannot_carry(scripted: Callable[..., Scripted]) -> None:
    server = scripted(lambda command: b"* CAPABILITY IMAP4rev1\r\nOK" if command == "CAPABILITY" else b"OK")
    with pytest.raises(WrongPassword, match="without accents"):
        connect(account(server.host, server.port, Security.NONE), "Wärme")


@pytest.mark.parametrize("greeting", [b"HTTP/1.1 400 Bad Request\r\n", b"\r\n", b"\x00\xff\x00\r\n", b"* BYE no\r\n"])
def test_what_is_no_mail_server(scripted: Callable[..., Scripted], greeting: bytes) -> None:
    server = scripted(lambda command: b"OK", greeting=greeting)
    with pytest.raises(MailboxError) as failed:
        connect(account(server.host, server.port, Security.NONE), PASSWORD)
    assert is_sentence(failed.value)


def test_a_string_of_absurd_size_is_not_read(scripted: Callable[..., Scripted]) -> None:
    def script(command: str) -> bytes | None:
        if command == "CAPABILITY":
            return CAPABILITY
        if command.startswith("LIST"):
            return b'* LIST () "/" {%d}\r\nx\r\nOK' % (MAX_LITERAL + 1)
        return b"OK"

    def signed_in(command: str) -> bytes | None:
        return b"* CAPABILITY IMAP4rev1\r\nOK" if command == "CAPABILITY" else script(command)

    server = scripted(signed_in)
    from inboxguard.mailbox.reading import listed

    with connect(account(server.host, server.port, Security.NONE), PASSWORD) as mailbox, pytest.raises(Unreachable):
        listed(mailbox)


def test_the_password_is_in_no_log_and_no_text(dovecot: Dovecot, caplog: pytest.LogCaptureFixture) -> None:
    own = account(dovecot.host, dovecot.tls_port)
    with caplog.at_level(logging.DEBUG), connect(own, dovecot.password) as mailbox:
        texts = [repr(mailbox), repr(own), str(vars(type(mailbox)))]
    with caplog.at_level(logging.DEBUG), pytest.raises(WrongPassword):
        connect(own, PASSWORD)
    for secret in (dovecot.password, PASSWORD, "Z2VoZWltLTc"):
        assert all(secret not in text for text in [*texts, caplog.text])


def test_a_folder_that_is_not_there(dovecot: Dovecot, opened: Opened) -> None:
    mailbox = opened(dovecot.user())
    for name in ("Nowhere", "", "Kä", 'quo"te'):
        with pytest.raises(NoFolder) as failed:
            mailbox.examine(name)
        assert is_sentence(failed.value)
    assert mailbox.examine("INBOX").exists == 0


def test_closing_twice_or_after_the_server_is_gone_is_harmless(scripted: Callable[..., Scripted]) -> None:
    def script(command: str) -> bytes | None:
        return b"* CAPABILITY IMAP4rev1\r\nOK" if command == "CAPABILITY" else None if command == "LOGOUT" else b"OK"

    server = scripted(script)
    mailbox = connect(account(server.host, server.port, Security.NONE), PASSWORD)
    mailbox.close()
    mailbox.close()
    with pytest.raises(MailboxError):
        mailbox.examine("INBOX")
