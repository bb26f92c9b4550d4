"""A password is read without being shown, from a pipe or from a terminal."""

import io
from pathlib import Path

import pytest

from inboxguard.cli.passwords import ask_password, read_password
from inboxguard.errors import Refused
from tests.cli.terminal import Terminal


def piped(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data), encoding="ascii"))


@pytest.mark.parametrize(
    ("data", "password"),
    [
        (b"secret\n", "secret"),
        (b"secret", "secret"),
        (b"secret\r\nmore\r\n", "secret"),
        ('W\u00e4"7\\k\n'.encode(), 'W\u00e4"7\\k'),
        (b"\xef\xbb\xbfsecret\n", "secret"),
        (b" spaces stay \n", " spaces stay "),
    ],
)
def test_the_first_line_is_the_password(data: bytes, password: str, monkeypatch: pytest.MonkeyPatch) -> None:
    piped(monkeypatch, data)
    assert read_password() == password


@pytest.mark.parametrize("data", [b"", b"\n", b"\xff\xfe\n"])
def test_what_is_no_password(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    piped(monkeypatch, data)
    with pytest.raises(Refused, match="standard input"):
        read_password()


def test_where_standard_input_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)
    with pytest.raises(Refused, match="standard input"):
        read_password()
    with pytest.raises(Refused, match="no terminal"):
        ask_password("me@post.example")


def test_where_there_is_no_terminal_nobody_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    piped(monkeypatch, b"secret\n")
    with pytest.raises(Refused, match="--password-stdin"):
        ask_password("me@post.example")


def test_on_a_terminal_it_is_asked_for_and_not_shown(tmp_path: Path) -> None:
    with Terminal(tmp_path, "account", "add", "me@post.example", "--host", "127.0.0.1", "--port", "1") as terminal:
        assert "Password of me@post.example" in terminal.until(b"example: ")
        terminal.type(b"very secret\n")
        said = terminal.rest()
    assert terminal.status == 1
    assert "very secret" not in said
    assert "127.0.0.1 accepts no connection on port 1" in said


def test_ctrl_c_at_the_question_is_an_interruption(tmp_path: Path) -> None:
    with Terminal(tmp_path, "account", "add", "me@post.example", "--host", "127.0.0.1", "--port", "1") as terminal:
        terminal.until(b"example: ")
        terminal.type(b"\x03")
        said = terminal.rest()
    assert terminal.status == 130
    assert "Traceback" not in said


def test_a_sentence_names_what_was_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    piped(monkeypatch, b"")
    with pytest.raises(Refused, match=r"No client secret came.*leave out --client-secret-stdin"):
        read_password("client secret", "--client-secret-stdin")
