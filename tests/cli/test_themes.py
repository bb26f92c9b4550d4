"""Subjects are set aside when I choose, and nothing speaks of them afterwards."""

from pathlib import Path

import pytest

from tests.cli.shell import Shell


def marked(shell: Shell) -> set[str]:
    return {row["id"] for row in shell.lines("themes", "list") if row["marked"]}


def test_none_is_marked_at_first_and_each_has_a_name(empty: Shell) -> None:
    rows = empty.lines("themes", "list")
    assert rows
    assert not marked(empty)
    assert all(row["label"] and row["group"] for row in rows)
    said = empty("themes", "list").stdout.splitlines()
    assert len(said) == len(rows)
    assert not any(line.startswith("marked") for line in said)


def test_marking_and_unmarking(move: Shell) -> None:
    assert move("themes", "mark", "baby").stdout == "Done.\n"
    assert marked(move) == {"baby"}
    assert any(line.startswith("marked") for line in move("themes", "list").stdout.splitlines())
    assert move("themes", "mark", "baby").exit_code == 0
    assert move("themes", "unmark", "baby").stdout == "Done.\n"
    assert not marked(move)


def test_what_is_no_theme_is_refused_before_any_is_marked(move: Shell) -> None:
    for verb in ("mark", "unmark"):
        assert "no theme" in move.refused("themes", verb, "baby", "nonsense")
    assert not marked(move)


def test_unmarking_brings_the_mail_back(registry: Shell) -> None:
    def shown() -> str:
        return registry("messages").stdout + registry("senders").stdout + registry("trails").stdout

    assert "cradleclover.example" not in shown()
    assert registry("themes", "unmark", "baby").exit_code == 0
    assert "cradleclover.example" in shown()


def test_a_whole_sender_is_set_aside(move: Shell) -> None:
    assert "sofasparrow.example" in move("messages").stdout
    assert move("themes", "accept", "SofaSparrow.example ").stdout == "Done.\n"
    for command in ("messages", "senders"):
        assert "sofasparrow" not in move(command).stdout.lower()
    assert "sofa" not in move("trails").stdout.lower()
    # JSON is the person's own view and holds every message.
    assert any(row["sender"]["organisation"] == "sofasparrow.example" for row in move.lines("messages"))


@pytest.mark.parametrize("organisation", ["nobody.example", "", "Nobody & Sons"])
def test_an_unknown_sender(move: Shell, organisation: str) -> None:
    assert "o sender" in move.refused("themes", "accept", organisation)


def test_a_sender_is_named_by_its_name_too_and_a_file_of_ones_own_is_added(move: Shell, tmp_path: Path) -> None:
    assert move("themes", "accept", "Sofa & Sparrow").stdout == "Done.\n"
    assert "sofasparrow" not in move("senders").stdout.lower()
    file = tmp_path / "own.toml"
    file.write_text('format = 1\nid = "sofas"\n[terms.en]\nstrong = ["sofa*"]\n', "utf-8")
    assert move("themes", "add", str(file)).stdout == "Added. “themes mark sofas” sets it aside.\n"
    assert not marked(move)
    move("themes", "mark", "sofas")
    assert marked(move) == {"sofas"}
    move("themes", "remove", "sofas")
    assert not marked(move)
    file.write_bytes(b"\xff\xfe")
    assert "UTF-8" in move.refused("themes", "add", str(file))
    assert move("themes", "proposals").stdout == "Nothing is proposed.\n"
    assert "Nothing is proposed" in move.refused("themes", "decline", "curtaincrow.example")
    assert move("themes", "suggested", "loss").exit_code == 0
