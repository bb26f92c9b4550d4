"""A real server is reached only where it can be trusted, and whatever fails is said in one plain sentence."""

import logging
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from inboxguard.errors import CertificateRefused, InboxGuardError, MailboxError, NoFolder, Unreachable, WrongPassword
from inboxguard.mailbox.account import Account, Security
from inboxguard.mailbox.commands import State
from inboxguard.mailbox.connection import MAX_LITERAL, connect, throttled, worded
from inboxguard.mailbox.fetching import MAX_ANNOUNCED
from inboxguard.mailbox.listing import listed
from tests.mailbox.conftest import Opened
from tests.servers.cyrus import Cyrus
from tests.servers.dovecot import PLAIN, Certificate, Dovecot
from tests.servers.faulty_line import FaultyLine, injected, silent_after, without_capability
from tests.servers.scripted import Script, Scripted

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
        assert mailbox.examine("INBOX").state.uidvalidity > 0


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


def test_a_server_that_greets_with_goodbye_is_quoted_without_python_in_it(scripted: Callable[..., Scripted]) -> None:
    server = scripted(lambda command: b"OK", greeting=b"* BYE Too many connections, come back later\r\n")
    with pytest.raises(Unreachable) as failed:
        connect(account(server.host, server.port, Security.NONE), PASSWORD)
    assert "takes no connection just now (Too many connections, come back later)" in str(failed.value)
    assert is_sentence(failed.value)


def test_a_string_of_absurd_size_before_the_sign_in_is_a_sentence(scripted: Callable[..., Scripted]) -> None:
    server = scripted(lambda command: b"* CAPABILITY {99999999999}\r\nx\r\nOK", greeting=b"* OK ready\r\n")
    with pytest.raises(MailboxError) as failed:
        connect(account(server.host, server.port, Security.NONE), PASSWORD, timeout=2)
    assert is_sentence(failed.value)


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
            return b"* CAPABILITY IMAP4rev1\r\nOK"
        return b'* LIST () "/" {%d}\r\nx\r\nOK' % size if command.startswith("LIST") else b"OK"

    server = scripted(script)
    size = MAX_LITERAL + 1
    mailbox = connect(account(server.host, server.port, Security.NONE), PASSWORD)
    with pytest.raises(Unreachable) as failed, worded(mailbox.account):
        mailbox.client.list_folders()
    assert is_sentence(failed.value)
    mailbox.cut()
    size = MAX_ANNOUNCED + 1
    mailbox = connect(account(server.host, server.port, Security.NONE), PASSWORD)
    with pytest.raises(Unreachable, match="absurd length") as failed:
        listed(mailbox)
    assert is_sentence(failed.value)
    mailbox.cut()


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
    assert mailbox.examine("INBOX").state.messages == 0


def test_closing_twice_or_after_the_server_is_gone_is_harmless(scripted: Callable[..., Scripted]) -> None:
    def script(command: str) -> bytes | None:
        return b"* CAPABILITY IMAP4rev1\r\nOK" if command == "CAPABILITY" else None if command == "LOGOUT" else b"OK"

    server = scripted(script)
    mailbox = connect(account(server.host, server.port, Security.NONE), PASSWORD)
    mailbox.close()
    mailbox.close()
    with pytest.raises(MailboxError):
        mailbox.examine("INBOX")


# ---- who the server is


@pytest.mark.parametrize("kind", [Certificate.EXPIRED, Certificate.WRONG_NAME, Certificate.SELF_SIGNED])
@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
def test_a_certificate_that_proves_nothing_is_refused(
    dovecot_with: Callable[..., Dovecot], kind: Certificate, security: Security
) -> None:
    server = dovecot_with(certificate=kind)
    port = server.tls_port if security is Security.TLS else server.plain_port
    with pytest.raises(CertificateRefused, match=r"cannot be trusted .* nothing was sent") as refused:
        connect(account(server.host, port, security, ca_file=str(server.ca_file)), server.password)
    assert is_sentence(refused.value)


def test_starttls_stripped_on_the_way_to_a_real_server(
    dovecot: Dovecot, faulty_line: Callable[..., FaultyLine]
) -> None:
    line = faulty_line(dovecot.host, dovecot.plain_port, without_capability("STARTTLS"))
    with pytest.raises(CertificateRefused, match=r"offers no encryption.*no password was sent") as refused:
        connect(account(line.host, line.port, Security.STARTTLS, ca_file=str(dovecot.ca_file)), dovecot.password)
    assert is_sentence(refused.value)
    assert {command.split()[0] for command in line.commands} <= {"CAPABILITY", "LOGOUT"}


def test_what_was_said_in_clear_behind_starttls_counts_for_nothing(dovecot: Dovecot) -> None:
    # RFC 9051 section 11.3: an attacker on the way can put words before the encryption begins.
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(dovecot.where / "tls" / "server.pem", dovecot.where / "tls" / "server.key")
    said: list[bytes] = []

    def serve(server: socket.socket) -> None:
        wire, _ = server.accept()
        with wire:
            wire.sendall(b"* OK hello\r\n")
            while (command := wire.recv(1000).split())[1] != b"STARTTLS":
                wire.sendall(b"* CAPABILITY IMAP4rev1 STARTTLS\r\n" + command[0] + b" OK done\r\n")
            wire.sendall(command[0] + b" OK begin\r\n* CAPABILITY IMAP4rev1 INJECTED AUTH=PLAIN\r\n* BYE\r\n")
            with tls.wrap_socket(wire, server_side=True) as safe, safe.makefile("rb") as lines:
                for line in lines:
                    tag, command = line.split()[:2]
                    said.append(command)
                    told = b"* CAPABILITY IMAP4rev1\r\n" if command == b"CAPABILITY" else b""
                    safe.sendall(told + tag + b" OK done\r\n")

    with socket.create_server((dovecot.host, 0)) as server:
        thread = threading.Thread(target=serve, args=(server,), daemon=True)
        thread.start()
        own = account("localhost", server.getsockname()[1], Security.STARTTLS, ca_file=str(dovecot.ca_file))
        try:
            with connect(own, PASSWORD, timeout=5) as mailbox:
                assert not mailbox.offers("INJECTED")
                assert b"LOGIN" in said
        except Unreachable:  # the words came into the handshake, which failed over them
            assert said == []
        thread.join(timeout=5)


# ---- what is agreed on after signing in


def agreeing(capability: bytes, **answers: bytes) -> Script:
    """Return the script of a server that can so much and answers these commands so."""

    def script(command: str) -> bytes:
        if command == "CAPABILITY":
            return b"* CAPABILITY IMAP4rev1 " + capability + b"\r\nOK"
        if command.startswith("EXAMINE"):
            return b"* 3 EXISTS\r\n* OK [UIDVALIDITY 7] x\r\n* OK [HIGHESTMODSEQ 9] x\r\n* VANISHED 1\r\nOK"
        return answers.get(command.split(" ")[0], b"OK")

    return script


@pytest.mark.parametrize(
    ("capability", "enabled", "trusted"),
    [
        (b"CONDSTORE ENABLE QRESYNC", b"* ENABLED QRESYNC\r\nOK", True),
        (b"ENABLE QRESYNC", b"* enabled CONDSTORE qresync\r\nOK", True),
        (b"ENABLE QRESYNC", b"OK", False),  # iCloud
        (b"ENABLE QRESYNC", b"* ENABLED\r\nOK", False),
        (b"ENABLE QRESYNC", b"* ENABLED CONDSTORE\r\nBAD", False),
        (b"ENABLE", b"* ENABLED QRESYNC\r\nOK", False),
        (b"QRESYNC", b"* ENABLED QRESYNC\r\nOK", False),
    ],
)
def test_only_a_server_that_confirms_qresync_is_asked_what_vanished(
    scripted: Callable[..., Scripted], capability: bytes, enabled: bytes, trusted: bool
) -> None:
    server = scripted(agreeing(capability, ENABLE=enabled))
    with connect(account(server.host, server.port, Security.NONE), PASSWORD) as mailbox:
        found = mailbox.examine("INBOX", State(7, 5, 4, 8))
    assert found.vanished == (((1, 1),) if trusted else None)
    assert any("(QRESYNC (7 8))" in command for command in server.commands) is trusted


def test_a_state_without_modseq_is_no_question(scripted: Callable[..., Scripted]) -> None:
    server = scripted(agreeing(b"ENABLE QRESYNC CONDSTORE", ENABLE=b"* ENABLED QRESYNC\r\nOK"))
    with connect(account(server.host, server.port, Security.NONE), PASSWORD) as mailbox:
        assert mailbox.examine("INBOX", State(7, 5, 4, 0)).vanished is None
    assert 'EXAMINE "INBOX" (CONDSTORE)' in server.commands


def test_real_servers_confirm_what_they_offer(dovecot: Dovecot, cyrus: Cyrus) -> None:
    for server, port in ((dovecot, dovecot.plain_port), (cyrus, cyrus.port)):
        own = account(server.host, port, Security.NONE, user=server.user())
        with connect(own, server.password) as mailbox:
            before = mailbox.examine("INBOX").state
            assert mailbox.examine("INBOX", before).vanished == ()
            assert before.modseq > 0


def test_what_an_open_folder_is_is_not_asked_twice(scripted: Callable[..., Scripted]) -> None:
    server = scripted(agreeing(b""))
    with connect(account(server.host, server.port, Security.NONE), PASSWORD) as mailbox:
        first = mailbox.examine("INBOX")
        assert mailbox.examine("INBOX") is first
        mailbox.examine("Sent")
        mailbox.examine("INBOX")
        mailbox.examine("INBOX", State(7, 5, 4, 8))
    asked = [command for command in server.commands if command.startswith("EXAMINE")]
    assert asked == ['EXAMINE "INBOX"', 'EXAMINE "Sent"', 'EXAMINE "INBOX"', 'EXAMINE "INBOX"']


def test_what_is_refused_after_signing_in_is_done_without(scripted: Callable[..., Scripted]) -> None:
    capability = b"ID COMPRESS=DEFLATE ENABLE QRESYNC"
    server = scripted(agreeing(capability, ID=b"BAD", COMPRESS=b"NO [COMPRESSIONACTIVE]", ENABLE=b"BAD"))
    with connect(account(server.host, server.port, Security.NONE), PASSWORD) as mailbox:
        assert mailbox.examine("INBOX").state.messages == 3
    assert 'ID ("name" "inboxguard")' in server.commands


def test_a_poor_server_is_asked_for_nothing_that_it_does_not_know(dovecot_with: Callable[..., Dovecot]) -> None:
    server = dovecot_with(PLAIN)
    with connect(account(server.host, server.plain_port, Security.NONE), server.password) as mailbox:
        assert not mailbox.offers("COMPRESS=DEFLATE")
        assert mailbox.examine("INBOX", State(1, 1, 0, 5)).vanished is None
        assert mailbox.wire.plain == mailbox.wire.received


def test_a_real_server_compresses(dovecot: Dovecot) -> None:
    with connect(account(dovecot.host, dovecot.tls_port, user=dovecot.user()), dovecot.password) as mailbox:
        before = mailbox.wire.plain, mailbox.wire.received
        for _ in range(20):
            listed(mailbox)
        plain, received = mailbox.wire.plain - before[0], mailbox.wire.received - before[1]
    assert plain > 2 * received


@pytest.mark.parametrize("garbage", [b"\xff" * 50, b"* OK plain words\r\n" * 9, b"\x00\x00"])
def test_a_compressed_stream_that_is_none_ends_in_a_sentence(
    scripted: Callable[..., Scripted], garbage: bytes
) -> None:
    def script(command: str) -> object:
        told = agreeing(b"COMPRESS=DEFLATE")(command)
        return [b"%TAG% OK begin\r\n" + garbage] if command == "COMPRESS DEFLATE" else told

    server = scripted(script)

    def examined() -> None:  # it shows while connecting or with the first question
        with connect(account(server.host, server.port, Security.NONE), PASSWORD, timeout=0.3) as mailbox:
            mailbox.examine("INBOX")

    with pytest.raises(MailboxError) as failed:
        examined()
    assert is_sentence(failed.value)


def test_what_the_buffer_of_imaplib_holds_already_is_not_lost(scripted: Callable[..., Scripted]) -> None:
    greeting = b"* OK ready\r\n* OK and a notice in the same segment\r\n* 4 EXISTS\r\n"
    server = scripted(agreeing(b""), greeting=greeting)
    with connect(account(server.host, server.port, Security.NONE), PASSWORD, timeout=5) as mailbox:
        assert mailbox.examine("INBOX").state.messages == 3
        assert mailbox.wire.plain > len(greeting) - len(b"* OK ready\r\n")


# ---- the end


def test_a_line_that_is_cut_waits_for_nobody(dovecot: Dovecot, faulty_line: Callable[..., FaultyLine]) -> None:
    line = faulty_line(dovecot.host, dovecot.plain_port, injected(b"x"))
    mailbox = connect(account(line.host, line.port, Security.NONE), dovecot.password)
    line.faults = (silent_after(0),)
    began = time.monotonic()
    mailbox.cut()
    mailbox.cut()
    mailbox.close()
    assert time.monotonic() - began < 1
    with pytest.raises(MailboxError) as failed:
        mailbox.examine("INBOX")
    assert is_sentence(failed.value)


def test_half_open_while_a_folder_is_opened(dovecot: Dovecot, faulty_line: Callable[..., FaultyLine]) -> None:
    line = faulty_line(dovecot.host, dovecot.plain_port)
    mailbox = connect(account(line.host, line.port, Security.NONE), dovecot.password, timeout=0.3)
    line.faults = (silent_after(0),)
    with pytest.raises(Unreachable, match="did not answer in time") as failed:
        mailbox.examine("INBOX")
    assert is_sentence(failed.value)
    mailbox.cut()


@pytest.mark.parametrize(
    ("said", "held"),
    [
        ("OK Success [THROTTLED]", True),
        ("NO [OVERQUOTA] Account exceeded command or bandwidth limits. (Failure)", True),
        ("NO [LIMIT] UID FETCH Rate limit hit", True),
        ("NO [UNAVAILABLE] UID FETCH Server error", True),
        ("BAD Request is throttled. Suggested Backoff Time: 299961 milliseconds", True),
        ("NO [ALERT] Too many simultaneous connections", True),
        ("NO [NONEXISTENT] Mailbox doesn't exist: Throttle", False),
        ("OK Fetch completed (0.001 + 0.000 secs).", False),
        ("NO [CANNOT] no", False),
    ],
)
def test_what_a_server_says_when_it_holds_back(said: str, held: bool) -> None:
    assert throttled(said) is held


def test_a_server_that_falls_silent_while_signing_in_is_not_waited_for_twice(
    dovecot: Dovecot, faulty_line: Callable[..., FaultyLine]
) -> None:
    line = faulty_line(dovecot.host, dovecot.plain_port, silent_after(2))
    began = time.monotonic()
    with pytest.raises(Unreachable):
        connect(account(line.host, line.port, Security.NONE), dovecot.password, timeout=1)
    assert time.monotonic() - began < 1.8
