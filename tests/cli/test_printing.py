"""What strangers write reaches a terminal as text and nothing else; JSON says the same in other letters."""

import io
import json
from email.header import Header
from pathlib import Path

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from inboxguard.cli import printing
from inboxguard.cli.printing import counted, plain, print_json, print_table, say
from tests.cli.shell import Shell, assert_harmless

HOSTILE = "\x1b[31mEvil\x1b]0;owned\x07\u202egnp\u202c \x9b2JShop\u200b\u2028\u2066end\u2069\ufeff"


def printed(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out


@given(st.text())
def test_whatever_it_is_one_harmless_line_remains(text: str) -> None:
    assert_harmless(plain(text))
    assert "\n" not in plain(text)
    assert plain(plain(text)) == plain(text)


@pytest.mark.parametrize("text", ["Hearth & Heron", "Grünkorn – 10 % für dich", "日本の店", "  marked", "👶"])
def test_ordinary_words_stay_as_they_are(text: str) -> None:
    assert plain(text) == text


def test_lines_of_a_letter_stay_lines(capsys: pytest.CaptureFixture[str]) -> None:
    say(f"Dear {HOSTILE},\n\n\tplease stop.\r\nAnna")
    said = printed(capsys)
    assert_harmless(said)
    assert said.splitlines()[1:] == ["", "    please stop.", "Anna"]


def test_a_file_name_that_is_no_text_is_no_reason_to_fail(capsys: pytest.CaptureFixture[str]) -> None:
    say("The report is in caf\udce9.html.")
    assert printed(capsys) == "The report is in caf.html.\n"


def test_one_message_and_two_messages() -> None:
    assert [counted(number, "message") for number in (0, 1, 2)] == ["0 messages", "1 message", "2 messages"]


def test_a_table_in_a_pipe_is_whole_and_plain(capsys: pytest.CaptureFixture[str]) -> None:
    long = "x" * 500
    print_table(("Sender", "Came to"), [("[red]Shop[/red]", long), (f"Shop {HOSTILE}", "me@post.example"), ("", "")])
    said = printed(capsys)
    assert_harmless(said)
    head, first, second, *_ = said.splitlines()
    assert head.split() == ["Sender", "Came", "to"]
    assert "[red]Shop[/red]" in first
    assert long in first
    assert second.endswith("me@post.example")


def test_a_table_on_a_terminal_is_cut_to_its_width(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "40")
    print_table(("Sender", "Came to"), [("x" * 60, "me@post.example"), ("日本の店" * 9, "b@post.example")])
    lines = [click.unstyle(line) for line in printed(capsys).splitlines()]
    assert max(map(cell_len, lines)) <= 40
    assert [line.split()[1] for line in lines[1:]] == ["me@post.example", "b@post.example"]
    assert lines[1].split()[0].endswith("x…")
    monkeypatch.setenv("COLUMNS", "1")
    print_table(("Sender", "Came to"), [("x" * 60, "me@post.example")])


def test_a_table_without_rows_is_its_head(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(("Sender", "Came to"), [])
    assert printed(capsys) == "Sender  Came to\n"


@given(st.dictionaries(st.text(), st.text() | st.lists(st.text()) | st.none() | st.booleans() | st.floats(0, 1)))
def test_json_says_the_same_and_no_terminal_obeys_it(value: dict[str, object]) -> None:
    text = printing._json(value)
    assert json.loads(text) == value
    assert_harmless(text)


def test_json_is_readable_where_the_output_takes_unicode(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    print_json({"name": "Grünkorn"})
    assert "Grünkorn" in printed(capsys)
    old = io.TextIOWrapper(io.BytesIO(), encoding="cp1252")
    monkeypatch.setattr("sys.stdout", old)
    print_json({"name": "日本"})
    old.seek(0)
    assert json.loads(old.read()) == {"name": "日本"}


@pytest.fixture
def hostile(empty: Shell, tmp_path: Path) -> Shell:
    """A mailbox whose senders write names, subjects and addresses to take over the terminal."""
    box = tmp_path / "box"
    box.mkdir()
    name = Header(f"Shop {HOSTILE}", "utf-8").encode(linesep="\r\n")
    for number in range(6):
        told = "sold.example" if number % 2 else "shop.example"
        (box / f"{number}.eml").write_bytes(
            f"Return-Path: <news@{told}>\r\n"
            f"Received: from mail.{told} by mx.post.example; Tue, 0{number + 1} Sep 2026 10:00:00 +0000\r\n"
            f"Authentication-Results: mx.post.example; dkim=pass header.d={told}; spf=pass smtp.mailfrom={told}; "
            f"dmarc=pass header.from={told}\r\n"
            f"From: {name} <news@{told}>\r\n"
            "To: anna+shop@post.example\r\n"
            f"Subject: {Header(f'Sale {HOSTILE}', 'utf-8').encode(linesep=chr(13) + chr(10))}\r\n"
            f"Message-ID: <{number}@{told}>\r\n"
            f"Date: Tue, 0{number + 1} Sep 2026 10:00:00 +0000\r\n"
            f"List-Unsubscribe: <mailto:leave@{told}?subject=out%1B%5B2J>\r\n"
            f"List-Id: {name} <list.{told}>\r\n"
            "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
            f"Our sale: 20 % off.\r\nYou receive this because Shop {HOSTILE} (shop.example) passed your address on.\r\n"
            "Unsubscribe from this newsletter: https://shop.example/u/1\r\n".encode()
        )
    assert empty("import", box, "--me", "anna@post.example", "--authserv", "mx.post.example").exit_code == 0
    assert empty("profile", "--country", "DE", "--name", f"Anna {HOSTILE}").exit_code == 0
    return empty


@pytest.mark.parametrize(
    "words",
    [
        ("messages",),
        ("messages", "--json"),
        ("senders",),
        ("senders", "--json"),
        ("trails",),
        ("trails", "--json"),
        ("analyse",),
        ("address", "list"),
        ("themes", "list"),
        ("profile",),
        ("profile", "--json"),
        ("trail", "mine", "shop.example"),
        ("unsubscribe", "shop.example"),
        ("unsubscribe", "shop.example", "--yes"),
        ("unsubscribe", "shop.example", "--yes", "--json"),
        ("unsubscribe", HOSTILE),
        ("requests", "draft", "erasure", "--sender", "shop.example"),
        ("requests", "draft", "erasure", "--sender", "shop.example", "--json"),
        ("requests", "draft", "reminder", "--sender", "shop.example"),
        ("requests", "list"),
        ("requests", "mark", HOSTILE, "sent"),
        ("sync", HOSTILE),
        ("import", f"{HOSTILE}.mbox"),
        ("report", "--out", f"{HOSTILE}/report.html"),
    ],
)
def test_nothing_a_stranger_writes_commands_the_terminal(hostile: Shell, words: tuple[str, ...]) -> None:
    done = hostile(*words)
    assert done.exit_code in (0, 1)
    assert_harmless(done.stdout)
    assert_harmless(done.stderr)
    assert done.output.strip()


def test_the_stories_above_are_about_hostile_senders(hostile: Shell) -> None:
    rows = {row["organisation"]: row for row in hostile.lines("senders")}
    assert rows["shop.example"]["marketing"] == 3
    assert {row["sender"]["name"] for row in hostile.lines("messages")} != {"Shop"}
    assert "Evil" in hostile("senders").stdout
    assert hostile("requests", "draft", "erasure", "--sender", "shop.example").exit_code == 0
    assert "Evil" in hostile("requests", "list").stdout
