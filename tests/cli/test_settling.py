"""What the person knows, and what they were told in writing, changes what may be claimed, at once and for good."""

from tests.cli.shell import Shell


def trail(shell: Shell, recipient: str) -> dict[str, object]:
    (row,) = [row for row in shell.json("trails")["trails"] if row["recipient"]["organisation"] == recipient]
    return dict(row)


def test_who_signed_up_themselves_accuses_nobody(move: Shell) -> None:
    assert trail(move, "sofasparrow.example")["source"] is not None
    done = move("trail", "mine", "sofasparrow.example")
    assert done.exit_code == 0
    assert done.stdout.startswith("Noted")
    settled = trail(move, "sofasparrow.example")
    assert (settled["relation"], settled["source"], settled["level"]) == ("own", None, "not_shown")
    move("analyse")
    assert trail(move, "sofasparrow.example")["relation"] == "own"


def test_an_unknown_sender(move: Shell) -> None:
    assert "No sender" in move.refused("trail", "mine", "nobody.example")
    assert "No sender" in move.refused("trail", "mine", "")
