"""Forgetting asks first and leaves nothing of the person behind."""

from pathlib import Path

from tests.cli.shell import Shell


def left(shell: Shell) -> list[Path]:
    return list(shell.home.iterdir()) if shell.home.exists() else []


def test_it_asks_first(move: Shell) -> None:
    done = move("forget", stdin="n\n")
    assert done.exit_code == 1
    assert str(move.home) in done.stderr
    assert "cannot be undone" in done.stderr
    assert not done.stdout
    assert move.lines("messages")


def test_no_answer_is_no(move: Shell) -> None:
    assert move("forget", stdin="").exit_code == 1
    assert move.lines("messages")


def test_after_yes_nothing_is_left(move: Shell) -> None:
    (move.home / "logs").mkdir()
    (move.home / "logs" / "inboxguard.log").write_text("fault")
    assert move("forget", stdin="y\n").stdout == "Everything was erased.\n"
    assert not move.home.exists()
    assert move.lines("messages") == []


def test_without_a_question(move: Shell) -> None:
    assert move("forget", "--yes").exit_code == 0
    assert not move.home.exists()


def test_where_there_is_nothing_there_is_nothing_to_forget(empty: Shell) -> None:
    assert empty("forget", "--yes").exit_code == 0
