"""Scripts come and go octet by octet, over a line that is trusted first and bounded always."""

import base64
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace

import pytest

from inboxguard.errors import CertificateRefused, MailboxError, Refused, Unreachable, WrongPassword
from inboxguard.mailbox import managesieve
from inboxguard.mailbox.account import Account, Security
from inboxguard.mailbox.managesieve import PORT, Listing, beside, connect
from tests.servers.dovecot import Certificate, Dovecot


def imap(dovecot: Dovecot, security: Security = Security.TLS, host: str = "localhost", **told: str | None) -> Account:
    user = dovecot.user()
    return Account(user, host, dovecot.tls_port, security, user, **told)


def trusted(dovecot: Dovecot) -> Account:
    return beside(imap(dovecot, ca_file=str(dovecot.ca_file)), port=dovecot.sieve_port)


def test_the_server_of_rules_is_the_mail_server_unless_another_is_named() -> None:
    account = Account("me@post.example", "imap.post.example", 993, Security.TLS, "me", ca_file="ca.pem")
    assert beside(account) == replace(account, port=PORT, security=Security.STARTTLS)
    other = beside(account, "Sieve.Post.Example ", 2000)
    assert (other.host, other.port, other.security) == ("sieve.post.example", 2000, Security.STARTTLS)


def test_a_pin_counts_for_the_server_that_showed_it_only() -> None:
    account = Account("me@post.example", "localhost", 993, Security.TLS, "me", pinned="0" * 64)
    assert beside(account).pinned == "0" * 64
    assert beside(account, "127.0.0.1").pinned is None


def test_in_clear_on_this_computer_only(dovecot: Dovecot) -> None:
    account = beside(imap(dovecot, Security.NONE), port=dovecot.sieve_port)
    assert account.security is Security.NONE
    with connect(account, dovecot.password) as scripts:
        assert scripts.listing() == Listing(None, ())
    with pytest.raises(Refused, match="without encryption"):
        beside(imap(dovecot, Security.NONE), "sieve.post.example")


def test_extensions_are_those_that_the_server_announces(dovecot: Dovecot) -> None:
    with connect(trusted(dovecot), dovecot.password) as scripts:
        assert {"fileinto", "mailbox", "imap4flags", "body", "date", "relational"} <= scripts.extensions


@pytest.mark.parametrize(
    "text",
    [b"keep;", b"keep;\n", b"keep;\r\n", b"keep;\n\n", "# ä\r\n\r\n".encode(), b"# {3}\r\n/* \r\nOK\r\n */ keep;"],
)
def test_a_script_comes_back_octet_by_octet(dovecot: Dovecot, text: bytes) -> None:
    with connect(trusted(dovecot), dovecot.password) as scripts:
        scripts.put("mine", text)
        assert scripts.text("mine") == text


def test_names_of_any_kind_and_which_script_is_in_force(dovecot: Dovecot) -> None:
    names = ('say "x" \\ y', "Prüfung", "OK", "x ACTIVE")
    with connect(trusted(dovecot), dovecot.password) as scripts:
        for name in names:
            scripts.put(name, b"keep;")
        assert set(scripts.listing().names) == set(names)
        for name in names:
            scripts.activate(name)
            assert scripts.listing().active == name
        scripts.activate("")
        assert scripts.listing().active is None
        scripts.delete(names[0])
        assert names[0] not in scripts.listing().names


def test_what_the_server_does_not_take_changes_nothing_and_says_why(dovecot: Dovecot) -> None:
    with connect(trusted(dovecot), dovecot.password) as scripts:
        scripts.put("mine", b"keep;")
        scripts.activate("mine")
        for act in (
            lambda: scripts.put("mine", b"nonsense;"),
            lambda: scripts.check(b'require "nonsense";'),
            lambda: scripts.delete("mine"),
            lambda: scripts.activate("other"),
            lambda: scripts.put("mine", b"#" * 2_000_000),
        ):
            with pytest.raises(Refused, match="did not take the rules and nothing was changed"):
                act()
        with pytest.raises(Refused, match="not found"):
            scripts.text("other")
        assert scripts.text("mine") == b"keep;"
        assert scripts.listing() == Listing("mine", ("mine",))


def test_a_wrong_password(dovecot: Dovecot) -> None:
    with pytest.raises(WrongPassword) as refused:
        connect(trusted(dovecot), "wrong-Pa55")
    assert "wrong-Pa55" not in str(refused.value)
    assert base64.b64encode(b"wrong-Pa55").decode() not in str(refused.value)


def test_an_unknown_authority_and_another_name_are_refused(
    dovecot: Dovecot, dovecot_with: Callable[..., Dovecot]
) -> None:
    own = replace(
        trusted(dovecot), ca_file=ssl.get_default_verify_paths().cafile or "/etc/ssl/certs/ca-certificates.crt"
    )
    with pytest.raises(CertificateRefused, match="cannot be trusted"):
        connect(own, dovecot.password)
    wrong = dovecot_with(certificate=Certificate.WRONG_NAME)
    with pytest.raises(CertificateRefused, match="cannot be trusted"):
        connect(trusted(wrong), wrong.password)


def test_another_certificate_than_the_pinned_one_is_refused(dovecot: Dovecot) -> None:
    account = beside(imap(dovecot, pinned="0" * 64), port=dovecot.sieve_port)
    with pytest.raises(CertificateRefused, match="not the one"):
        connect(account, dovecot.password)


def test_a_port_where_nobody_listens() -> None:
    account = Account("me@post.example", "127.0.0.1", 1, Security.NONE, "me")
    with pytest.raises(Unreachable, match="accepts no connection on port 1"):
        connect(account, "secret")


Scene = Callable[[socket.socket], None]


@pytest.fixture
def playing() -> Iterator[Callable[[Scene], Account]]:
    """Return a function that lets a server on loopback play a scene, once; it hears whether a password came."""
    servers: list[socket.socket] = []

    def play(scene: Scene) -> Account:
        server = socket.create_server(("127.0.0.1", 0))
        servers.append(server)

        def serve() -> None:
            with suppress(OSError), server.accept()[0] as wire:
                scene(wire)

        threading.Thread(target=serve, daemon=True).start()
        return Account("me@post.example", "127.0.0.1", server.getsockname()[1], Security.STARTTLS, "me")

    yield play
    for server in servers:
        server.close()


GREETING = b'"IMPLEMENTATION" "x"\r\n"SASL" "PLAIN"\r\n"SIEVE" "fileinto"\r\n"STARTTLS"\r\nOK\r\n'


def test_what_was_said_in_clear_behind_starttls_counts_for_nothing(playing: Callable[[Scene], Account]) -> None:
    heard: list[bytes] = []

    def scene(wire: socket.socket) -> None:
        wire.sendall(GREETING)
        heard.append(wire.recv(1000))
        wire.sendall(b"OK\r\n" + GREETING)  # an attacker between, who cannot encrypt
        heard.append(wire.recv(1000))

    with pytest.raises(CertificateRefused, match="in clear"):
        connect(playing(scene), "secret")
    assert heard[0] == b"STARTTLS\r\n"
    assert not any(b"AUTHENTICATE" in one for one in heard)


def test_a_server_without_encryption_hears_no_password(playing: Callable[[Scene], Account]) -> None:
    heard: list[bytes] = []

    def scene(wire: socket.socket) -> None:
        wire.sendall(GREETING.replace(b'"STARTTLS"\r\n', b""))
        heard.append(wire.recv(1000))

    with pytest.raises(CertificateRefused, match="no encryption"):
        connect(playing(scene), "secret")
    assert not any(b"AUTHENTICATE" in one for one in heard)


@pytest.mark.parametrize(
    ("greeting", "error"),
    [
        (b"* OK IMAP4rev1 ready\r\n", Unreachable),
        (b"220 smtp ready\r\n", Unreachable),
        (b"BYE\r\n", Unreachable),
        (b"", Unreachable),
        (b'NO "not now"\r\n', MailboxError),
        (b"NO ((((\r\n", MailboxError),
        (b"OK\r\n", MailboxError),
        (b'"SASL"\r\nOK\r\n', MailboxError),
        (b'"\xff\xfe" "x"\r\nOK\r\n', MailboxError),
        (b"{99999999999}\r\n", MailboxError),
        (b"{4000000}\r\n" + b"x" * 5_000_000, MailboxError),
        (b"x" * 5_000_000, MailboxError),
    ],
    ids=["imap", "smtp", "bye", "silence", "no", "torn", "bare", "no ways", "no text", "huge", "endless", "no line"],
)
def test_what_is_no_server_of_rules_ends_in_a_sentence(
    playing: Callable[[Scene], Account], greeting: bytes, error: type[MailboxError]
) -> None:
    def scene(wire: socket.socket) -> None:
        wire.sendall(greeting)

    with pytest.raises(error) as ended:
        connect(replace(playing(scene), security=Security.NONE), "secret")
    assert str(ended.value).endswith(".")
    assert "Error(" not in str(ended.value)


def test_a_server_that_trickles_is_not_waited_for(
    playing: Callable[[Scene], Account], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(managesieve, "TIMEOUT", 0.5)
    stop = threading.Event()

    def scene(wire: socket.socket) -> None:
        while not stop.wait(0.1):
            wire.sendall(b"x")

    with pytest.raises(Unreachable, match="in time"):
        connect(playing(scene), "secret")
    stop.set()


def test_a_server_that_wants_no_password_gets_none(playing: Callable[[Scene], Account]) -> None:
    def scene(wire: socket.socket) -> None:
        wire.sendall(GREETING.replace(b"PLAIN", b"GSSAPI SCRAM-SHA-1"))
        assert b"AUTH" not in wire.recv(1000)

    with pytest.raises(MailboxError, match="no sign-in with a password"):
        connect(replace(playing(scene), security=Security.NONE), "secret")


def test_a_full_server_says_so_in_plain_words(playing: Callable[[Scene], Account]) -> None:
    def scene(wire: socket.socket) -> None:
        wire.sendall(GREETING)
        wire.recv(1000)
        wire.sendall(b"OK\r\n")
        wire.recv(1000)
        wire.sendall(b'NO (QUOTA/MAXSIZE) "Quota exceeded"\r\n')

    with (
        connect(replace(playing(scene), security=Security.NONE), "secret") as scripts,
        pytest.raises(Refused, match="larger than it takes"),
    ):
        scripts.put("mine", b"keep;")


def test_closing_twice_is_harmless(dovecot: Dovecot) -> None:
    scripts = connect(trusted(dovecot), dovecot.password)
    scripts.close()
    scripts.close()
    with pytest.raises(MailboxError):
        scripts.listing()
