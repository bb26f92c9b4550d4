"""Mailbox accounts on a real server, their passwords in a real keyring or nowhere."""

import pytest

from inboxguard.errors import Refused
from tests.cli.shell import NOW, Shell
from tests.servers.dovecot import Dovecot
from tests.servers.keyring import Run

TYPED = """
import sys
from inboxguard.app import main
sys.argv = ["inboxguard", "--home", {home!r}, *{words!r}]
class Stdin:
    import io
    buffer = io.BytesIO({stdin!r})
    isatty = staticmethod(lambda: False)
sys.stdin = Stdin()
try:
    main()
except SystemExit as end:
    print("status", end.code or 0)
"""


def where(server: Dovecot) -> tuple[object, ...]:
    return ("--host", server.host, "--port", server.tls_port, "--ca-file", server.ca_file, "--password-stdin")


def test_an_account_is_added_listed_and_removed(empty: Shell, dovecot: Dovecot) -> None:
    user = dovecot.user()
    dovecot.deliver(user, b"From: a@shop.example\r\nSubject: x\r\nMessage-ID: <1@shop.example>\r\n\r\nhello\r\n")
    done = empty("account", "add", user.upper(), *where(dovecot), stdin=f"{dovecot.password}\n")
    assert done.exit_code == 0
    assert "was added" in done.stdout
    assert "no keyring" in done.stderr
    assert empty.lines("account", "list") == [
        {
            "address": user,
            "host": dovecot.host,
            "port": dovecot.tls_port,
            "security": "tls",
            "messages": 0,
            "read_at": None,
            "sign_in": "password",
        }
    ]
    assert "never" in empty("account", "list").stdout
    assert "keyring" in empty.refused("sync")
    assert empty("sync", "--password-stdin", stdin=f"{dovecot.password}\n").exit_code == 0
    assert NOW[:10] in empty("account", "list").stdout
    assert dovecot.password.encode() not in (empty.home / "inboxguard.db").read_bytes()
    assert empty("account", "remove", user).stdout == f"{user} was removed.\n"
    assert empty.lines("account", "list") == empty.lines("messages") == []


def test_on_this_computer_the_certificate_may_be_self_signed_or_missing(empty: Shell, dovecot: Dovecot) -> None:
    user = dovecot.user()
    for port, security in ((dovecot.tls_port, "tls"), (dovecot.plain_port, "starttls"), (dovecot.plain_port, "none")):
        told = ("--host", dovecot.host, "--port", port, "--security", security, "--password-stdin")
        assert empty("account", "add", user, *told, stdin=f"{dovecot.password}\n").exit_code == 0
    (row,) = empty.lines("account", "list")
    assert row["security"] == "none"


def test_refusals(empty: Shell, dovecot: Dovecot) -> None:
    def refused(*words: object, stdin: str = "secret\n") -> str:
        return empty.refused("account", "add", *words, "--password-stdin", stdin=stdin)

    user = dovecot.user()
    here = ("--host", dovecot.host, "--port", dovecot.tls_port, "--ca-file", dovecot.ca_file)
    assert "password" in refused(user, *here)
    assert "imap.nowhere.invalid" in refused("me@post.example", "--host", "imap.nowhere.invalid")
    assert "no connection" in refused("me@post.example", "--host", "127.0.0.1", "--port", 1)
    assert "certificate" in refused(user, "--host", "127.1", "--port", dovecot.tls_port)
    assert "no mail address" in refused("me", *here)
    assert "without encryption" in refused("me@post.example", "--host", "imap.post.example", "--security", "none")
    assert "standard input" in refused(user, *here, stdin="")
    assert "no terminal" in empty.refused("account", "add", user, *here)
    assert "no account" in empty.refused("account", "remove", user)
    assert empty.lines("account", "list") == []


def test_nobody_types_a_password_in_vain_or_the_wrong_one(empty: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def ask(address: str) -> str:
        asked.append(address)
        raise Refused("Enough.")

    monkeypatch.setattr("inboxguard.cli.accounts.ask_password", ask)
    assert "does not know the mail server" in empty.refused("account", "add", "me@unknown.example")
    assert asked == []
    assert "app password" in empty("account", "add", "me@gmail.com").stderr
    assert asked == ["me@gmail.com"]


def test_a_ca_file_that_is_not_there_is_wrong_usage(empty: Shell) -> None:
    assert empty("account", "add", "me@post.example", "--ca-file", "/nowhere/ca.pem").exit_code == 2


def test_with_a_keyring_the_password_is_given_once(
    dovecot: Dovecot, keyring: Run, tmp_path_factory: pytest.TempPathFactory
) -> None:
    user, home = dovecot.user(), str(tmp_path_factory.mktemp("home"))
    dovecot.deliver(user, b"From: a@shop.example\r\nSubject: x\r\nMessage-ID: <1@shop.example>\r\n\r\nhello\r\n")

    def typed(*words: object, stdin: bytes = b"") -> str:
        return keyring(TYPED.format(home=home, words=[str(word) for word in words], stdin=stdin))

    said = typed("account", "add", user, *where(dovecot), stdin=f"{dovecot.password}\n".encode())
    assert said.startswith(f"{user} was added.")
    assert said.endswith("status 0\n")
    assert typed("sync").startswith("1 new message from ")
    assert typed("forget", "--yes") == "Everything was erased.\nstatus 0\n"
    assert typed("account", "list", "--json") == "status 0\n"
    assert keyring(f"import keyring; print(keyring.get_password('inboxguard', {user!r}))").strip() == "None"
