"""Shelves on the command line: everything that the window can do, without a subject shown."""

from tests.cli.shell import Shell


def test_a_shelf_is_made_changed_shown_and_taken_away(move: Shell) -> None:
    assert move("shelf", "list").stdout == "a  Shelf A\n"
    made = move("shelf", "keep", "--label", "Later", "--word", "Zeppelin*", "--sender", "SofaSparrow.example").stdout
    assert made == "Done. Its id is s1.\n"
    move("shelf", "keep", "s1", "--colour", "green", "--until", "2027-01-31", "--except", "bank.example")
    assert move("shelf", "list").stdout.splitlines()[1] == "s1  Later  until 2027-01-31"
    assert move("shelf", "show", "s1").stdout.splitlines() == [
        "strong  zeppelin*", "sender  sofasparrow.example", "except  bank.example",
    ]  # fmt: skip
    assert "sofasparrow" not in move("senders").stdout
    assert move("shelf", "remove", "s1").stdout == "Done.\n"
    assert "sofasparrow" in move("senders").stdout
    assert "no shelf" in move.refused("shelf", "show", "s1")


def test_mail_is_put_there_and_taken_off(move: Shell) -> None:
    row = next(row for row in move.lines("messages") if row["sender"]["organisation"] == "sofasparrow.example")
    move("shelf", "put", row["id"])
    assert _set_aside(move, row["id"])
    assert move("shelf", "rare-words", row["id"]).exit_code == 0
    move("shelf", "not-here", row["id"])
    assert not _set_aside(move, row["id"])
    assert "no longer there" in move.refused("shelf", "put", "0" * 24)


def test_modes_and_days(move: Shell) -> None:
    assert "past" in move.refused("shelf", "mode", "rest", "--until", "2020-01-01")
    assert "Only a rest" in move.refused("shelf", "mode", "quiet", "--until", "2030-01-01")
    assert move("shelf", "mode", "quiet").stdout == "Done.\n"
    assert move("shelf", "dates", "add", "05-31", "--before", "1", "--after", "0").stdout == "Done. Its number is 1.\n"
    assert move("shelf", "dates", "list").stdout == "1  05-31  1 days before, 0 after\n"
    assert "no day" in move.refused("shelf", "dates", "add", "spring")
    assert "no such day" in move.refused("shelf", "dates", "add", "02-31")
    assert move("shelf", "dates", "remove", "1").exit_code == 0
    assert "no such quiet day" in move.refused("shelf", "dates", "remove", "1")


def _set_aside(shell: Shell, message: str) -> bool:
    return bool(next(row["set_aside"] for row in shell.lines("messages") if row["id"] == message))
