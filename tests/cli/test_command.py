"""However a command ends, it ends in a sentence and a status, and never in a traceback."""

import os
import random
import shutil
import sqlite3
from pathlib import Path
from typing import NoReturn

import click
import pytest

from inboxguard.audit.audit import Audit
from inboxguard.cli.command import INTERRUPTED
from inboxguard.errors import Cancelled
from tests.cli.shell import MAILS, SAMPLES, Shell
from tests.cli.terminal import Terminal

READING = (
    ("messages", "--json"),
    ("messages",),
    ("senders", "--json"),
    ("senders",),
    ("trails", "--json"),
    ("trails",),
    ("analyse",),
    ("address", "list"),
    ("requests", "list", "--json"),
    ("unsubscribe", "ninthcorner.example", "--json"),
    ("requests", "draft", "erasure", "--sender", "ninthcorner.example"),
    ("themes", "accept", "ninthcorner.example"),
    ("trail", "mine", "ninthcorner.example"),
    ("import", str(SAMPLES / "move.mbox")),
)


def database(shell: Shell) -> Path:
    return shell.home / "inboxguard.db"


@pytest.mark.parametrize("words", READING)
def test_a_newer_database_is_left_alone(move: Shell, words: tuple[str, ...]) -> None:
    with sqlite3.connect(database(move)) as db:
        db.execute("INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('inboxguard', '9999', '')")
    db.close()
    before = database(move).read_bytes()
    assert "newer version" in move.refused(*words)
    assert database(move).read_bytes() == before


@pytest.mark.parametrize("words", READING)
def test_a_file_that_is_no_database_is_left_alone(empty: Shell, words: tuple[str, ...]) -> None:
    empty.home.mkdir()
    database(empty).write_bytes(b"my shopping list\n" * 500)
    assert "broken" in empty.refused(*words)
    assert database(empty).read_bytes() == b"my shopping list\n" * 500


@pytest.mark.parametrize("words", READING[:8])
def test_a_database_broken_in_the_middle(move: Shell, words: tuple[str, ...]) -> None:
    """The beginning is sound, so that the damage shows only when a record that lies further behind is read."""
    data = bytearray(database(move).read_bytes())
    sound = 80 * 4096
    data[sound:] = b"\xa5" * (len(data) - sound)
    database(move).write_bytes(data)
    said = move.refused(*words)
    assert "left as it is" in said


@pytest.mark.parametrize("seed", range(6))
def test_wherever_a_database_is_broken_it_ends_in_a_sentence(kept: Path, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray((kept / "move" / "inboxguard.db").read_bytes())
    start, length = chance.randrange(len(data)), chance.choice([1, 30, 4096, 60_000])
    data[start : start + length] = chance.choice([b"\0", b"A", b"\xff"]) * len(data[start : start + length])
    for number, words in enumerate(READING[:11]):
        shell = Shell(tmp_path / str(number))
        shell.home.mkdir()
        database(shell).write_bytes(data)
        done = shell(*words)
        assert done.exit_code in (0, 1)
        if done.exit_code:
            assert len(done.stderr.splitlines()) == 1
            assert "fault of the program" not in done.stderr


def test_a_home_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert "cannot be used" in Shell(tmp_path / "file" / "home").refused("senders")


def failing(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def fails(audit: Audit) -> NoReturn:
        raise error

    monkeypatch.setattr(Audit, "themes", fails)


def test_a_full_disk(empty: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    failing(monkeypatch, OSError(28, "No space left on device"))
    assert "No space left on device" in empty.refused("themes", "list")


def test_a_fault_of_the_program_says_where_and_nothing_private(empty: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    failing(monkeypatch, KeyError("anna@post.example"))
    done = empty("themes", "list")
    assert done.exit_code == 1
    assert len(done.stderr.splitlines()) == 1
    assert "KeyError in cli/themes.py" in done.stderr
    assert "anna" not in done.stderr


@pytest.mark.parametrize("error", [KeyboardInterrupt(), Cancelled("Stopped.")])
def test_an_interruption_is_130(empty: Shell, monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    failing(monkeypatch, error)
    done = empty("themes", "list")
    assert done.exit_code == INTERRUPTED == 130
    assert not done.output


def test_to_say_no_is_an_answer_and_no_interruption(empty: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    failing(monkeypatch, click.Abort())
    assert empty("themes", "list").exit_code == 1


@pytest.mark.parametrize(
    "words",
    [
        ("nonsense",),
        ("senders", "--nonsense"),
        ("import",),
        ("requests", "draft", "love_letter", "--sender", "shop.example"),
        ("requests", "draft", "erasure"),
        ("requests", "mark", "2026-AAAAAAA", "exploded"),
        ("requests", "mark", "2026-AAAAAAA", "sent", "--at", "yesterday"),
        ("demo", "--story", "war"),
        ("report",),
        ("report", "--out", "x.html", "--format", "docx"),
        ("report", "--out", "x.html", "--reveal", "everything"),
        ("unsubscribe", "shop.example", "--dry-run", "--yes"),
        ("unsubscribe", "shop.example", "--to-drafts"),
        ("address", "given", "me", "shop.example"),
        ("import", "x.mbox", "--me", "anna"),
        ("account", "add", "me@post.example", "--port", "0"),
        ("account", "add", "me@post.example", "--security", "maybe"),
    ],
)
def test_wrong_usage_is_2(empty: Shell, words: tuple[str, ...]) -> None:
    done = empty(*words)
    assert done.exit_code == 2
    assert not done.stdout
    assert "Usage:" in done.stderr
    assert not empty.home.exists()


def test_findings_of_other_code_are_made_anew_before_they_are_read(move: Shell) -> None:
    before = move("senders", "--json").stdout
    with sqlite3.connect(database(move)) as db:
        db.execute("DELETE FROM findings WHERE name = 'number'")
        ground = "replace(CAST(value AS TEXT), '\"findings\":', '\"findings\":1')"
        db.execute(f"UPDATE findings SET value = {ground} WHERE name = 'ground'")
        db.execute("DELETE FROM senders WHERE id = 'ninthcorner.example'")
    db.close()
    assert move("senders", "--json").stdout == before


def test_progress_is_shown_on_a_terminal_only(tmp_path: Path) -> None:
    quiet = Shell(tmp_path / "quiet")("import", SAMPLES / "move.mbox")
    assert not quiet.stderr
    with Terminal(tmp_path / "seen", "import", str(SAMPLES / "move.mbox")) as terminal:
        said = terminal.rest()
    assert terminal.status == 0
    assert f"{MAILS} new messages" in said
    assert "━" in said


def test_ctrl_c_on_a_terminal_keeps_what_was_read(tmp_path: Path) -> None:
    big = tmp_path / "big.mbox"
    letters = (SAMPLES / "move.mbox").read_bytes()
    with big.open("wb") as file:
        for number in range(12):
            file.write(letters.replace(b"Message-ID: <", b"Message-ID: <%d." % number))
    with Terminal(tmp_path / "home", "import", str(big)) as terminal:
        terminal.until(b"Importing")
        terminal.until("\N{BOX DRAWINGS HEAVY HORIZONTAL}".encode())
        terminal.type(b"\x03")
        said = terminal.rest()
    assert terminal.status == 130
    assert "Traceback" not in said
    assert Shell(tmp_path / "home")("messages", "--json").exit_code == 0


def test_the_copies_for_the_tests_are_whole(kept: Path, tmp_path: Path) -> None:
    assert sorted(os.listdir(kept / "move")) == ["inboxguard.db", "reading.lock"]
    assert len(Shell(Path(shutil.copytree(kept / "move", tmp_path / "home"))).lines("messages")) == MAILS
