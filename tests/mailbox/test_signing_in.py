"""Signing in with passwords and tokens: what is sent, which answers are understood, and what is never repeated."""

import base64
import logging
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from inboxguard.errors import MailboxError, SignInAgain, Unreachable, WrongPassword
from inboxguard.mailbox.account import Account, Security
from inboxguard.mailbox.connection import connect
from inboxguard.mailbox.signing_in import Token

ACCESS = "ya29.geheim-token_7"
CHALLENGE = b"+ " + base64.b64encode(b'{"status":"401","schemes":"bearer","scope":"mail"}') + b"\r\n"


class Asking:
    """A server that answers AUTHENTICATE with these lines, one for each line of the client; it keeps what it heard."""

    def __init__(self, capability: str, answers: list[bytes]) -> None:
        self.heard: list[str] = []
        self._capability = capability
        self._answers = answers

    def talk(self, wire: socket.socket) -> None:
        wire.settimeout(10)
        wire.sendall(b"* OK ready\r\n")
        with wire.makefile("rb") as lines:
            for line in lines:
                tag, _, command = line.decode().strip().partition(" ")
                if command == "CAPABILITY":
                    wire.sendall(f"* CAPABILITY IMAP4rev1 {self._capability}\r\n{tag} OK so\r\n".encode())
                elif command.startswith("AUTHENTICATE"):
                    self.heard.append(command)
                    self._ask(wire, iter(lines), tag)
                else:
                    wire.sendall(f"{tag} OK so\r\n".encode())

    def _ask(self, wire: socket.socket, lines: Iterator[bytes], tag: str) -> None:
        for answer in self._answers:
            wire.sendall(answer.replace(b"TAG", tag.encode()))
            if not answer.startswith(b"+"):
                return
            self.heard.append(next(lines).decode().strip())


@contextmanager
def asking(capability: str, *answers: bytes) -> Iterator[tuple[Asking, Account]]:
    server = Asking(capability, list(answers))
    with serving(server) as account:
        yield server, account


@contextmanager
def serving(server: Asking) -> Iterator[Account]:
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            try:
                wire, _ = listening.accept()
                with wire:
                    server.talk(wire)
            except OSError:
                return

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        port = listening.getsockname()[1]
        yield Account("m=a,ra@post.example", "127.0.0.1", port, Security.NONE, "m=a,ra@post.example")
        thread.join(10)


def test_xoauth2_sends_the_token_as_google_and_microsoft_want_it() -> None:
    with asking("AUTH=XOAUTH2 AUTH=OAUTHBEARER", b"+ \r\n", b"TAG OK in\r\n") as (server, account):
        connect(account, Token(ACCESS), timeout=5).close()
    assert server.heard[0] == "AUTHENTICATE XOAUTH2"
    assert base64.b64decode(server.heard[1]) == f"user=m=a,ra@post.example\1auth=Bearer {ACCESS}\1\1".encode()


def test_oauthbearer_sends_the_token_as_rfc_7628_wants_it() -> None:
    with asking("AUTH=OAUTHBEARER", b"+ \r\n", b"TAG OK in\r\n") as (server, account):
        connect(account, Token(ACCESS), timeout=5).close()
    assert server.heard[0] == "AUTHENTICATE OAUTHBEARER"
    assert base64.b64decode(server.heard[1]) == f"n,a=m=3Da=2Cra@post.example,\1auth=Bearer {ACCESS}\1\1".encode()


def test_the_preference_of_the_provider_counts() -> None:
    token = Token(ACCESS, ("OAUTHBEARER", "XOAUTH2"))
    with asking("AUTH=XOAUTH2 AUTH=OAUTHBEARER", b"+ \r\n", b"TAG OK in\r\n") as (server, account):
        connect(account, token, timeout=5).close()
    assert server.heard[0] == "AUTHENTICATE OAUTHBEARER"


@pytest.mark.parametrize(("mechanism", "end"), [("XOAUTH2", ""), ("OAUTHBEARER", "AQ==")])
def test_the_servers_error_challenge_is_answered_and_the_refusal_said(mechanism: str, end: str) -> None:
    refusal = b"TAG NO [AUTHENTICATIONFAILED] no\r\n"
    with (
        asking(f"AUTH={mechanism}", b"+ \r\n", CHALLENGE, refusal) as (server, account),
        pytest.raises(SignInAgain, match="Sign in again") as refused,
    ):
        connect(account, Token(ACCESS), timeout=5)
    assert server.heard[2] == end
    assert ACCESS not in str(refused.value)
    assert (refused.value.__cause__, refused.value.__context__) == (None, None)


def test_a_server_that_never_stops_asking_is_cancelled() -> None:
    endless = [b"+ \r\n", CHALLENGE, CHALLENGE, b"TAG BAD cancelled\r\n"]
    with asking("AUTH=XOAUTH2", *endless) as (server, account), pytest.raises(MailboxError):
        connect(account, Token(ACCESS), timeout=5)
    assert server.heard[2:] == ["", "*"]
    assert sum(base64.b64encode(b"user=").decode()[:6] in line for line in server.heard) == 1


@pytest.mark.parametrize("last", [b"TAG NO [UNAVAILABLE] later\r\n", b"TAG NO [THROTTLED] slow\r\n"])
def test_a_busy_server_says_nothing_about_the_token(last: bytes) -> None:
    with asking("AUTH=XOAUTH2", b"+ \r\n", last) as (_, account), pytest.raises(Unreachable, match="just now"):
        connect(account, Token(ACCESS), timeout=5)


def test_a_server_without_oauth_never_sees_the_token() -> None:
    with asking("AUTH=PLAIN") as (server, account), pytest.raises(MailboxError, match="with a password") as refused:
        connect(account, Token(ACCESS), timeout=5)
    assert not isinstance(refused.value, WrongPassword)
    assert server.heard == []


def test_the_token_is_in_no_log_and_no_text(caplog: pytest.LogCaptureFixture) -> None:
    token = Token(ACCESS)
    with (
        caplog.at_level(logging.DEBUG),
        asking("AUTH=XOAUTH2", b"+ \r\n", b"TAG OK in\r\n") as (_, account),
        connect(account, token, timeout=5) as mailbox,
    ):
        texts = [repr(token), repr(mailbox)]
    assert "AUTHENTICATE" in caplog.text
    sent = base64.b64encode(f"user={account.user}\1auth=Bearer {ACCESS}\1\1".encode()).decode()
    assert all(secret not in text for text in [*texts, caplog.text] for secret in (ACCESS, sent))


def test_a_server_that_repeats_the_token_gets_it_into_no_error() -> None:
    echo = f"TAG NO wrong token {ACCESS}\r\n".encode()
    with asking("AUTH=XOAUTH2", b"+ \r\n", echo) as (_, account), pytest.raises(SignInAgain) as refused:
        connect(account, Token(ACCESS), timeout=5)
    assert ACCESS not in str(refused.value)
    assert (refused.value.__cause__, refused.value.__context__) == (None, None)


REFUSALS = [
    (b"NO [AUTHENTICATIONFAILED] Authentication failed.", WrongPassword, "user name or password"),
    (b"NO [ALERT] Application-specific password required: support", WrongPassword, "app password"),
    (b"NO AUTHENTICATE failed. BasicAuthBlocked", WrongPassword, "through the browser"),
    (b"NO [LIMIT] too many", Unreachable, "may be right"),
]


@pytest.mark.parametrize(("answer", "kind", "words"), REFUSALS)
def test_what_a_refused_password_means(answer: bytes, kind: type[MailboxError], words: str) -> None:
    with (
        asking("AUTH=PLAIN", b"+ \r\n", b"TAG " + answer + b"\r\n") as (_, account),
        pytest.raises(kind, match=words) as refused,
    ):
        connect(account, "geheim", timeout=5)
    assert not isinstance(refused.value, SignInAgain)
    assert "geheim" not in str(refused.value)


def test_a_mailbox_closed_to_mail_programs_is_no_reason_to_sign_in_again() -> None:
    answer = b"TAG NO [ALERT] Your account is not enabled for IMAP use.\r\n"
    with (
        asking("AUTH=XOAUTH2", b"+ \r\n", answer) as (_, account),
        pytest.raises(MailboxError, match="IMAP is switched off") as refused,
    ):
        connect(account, Token(ACCESS), timeout=5)
    assert not isinstance(refused.value, WrongPassword)


def test_a_server_that_repeats_the_line_with_the_password_later_gets_it_into_no_error() -> None:
    class Parrot(Asking):
        def talk(self, wire: socket.socket) -> None:
            wire.settimeout(10)
            wire.sendall(b"* OK ready\r\n")
            signed_in = ""
            with wire.makefile("rb") as lines:
                for line in lines:
                    tag, _, command = line.decode().strip().partition(" ")
                    if command.startswith("LOGIN"):
                        signed_in = command
                        wire.sendall(f"{tag} OK so\r\n".encode())
                    elif signed_in:
                        wire.sendall(f"{tag} BAD {signed_in}\r\n".encode())
                    else:
                        wire.sendall(f"* CAPABILITY IMAP4rev1\r\n{tag} OK so\r\n".encode())

    with serving(Parrot("", [])) as account, pytest.raises(MailboxError) as refused:
        connect(account, "geheim-7")
    assert "does not understand" in str(refused.value)
    assert "geheim-7" not in str(refused.value)
