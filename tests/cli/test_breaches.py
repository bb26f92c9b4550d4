"""A list of breaches is taken, listed for those who write, and replaced; hostile ones end in a sentence."""

import json
from pathlib import Path

from tests.cli.shell import Shell

LANTERN = "movinglantern.example"
ROW = {
    "Name": "Lantern", "Title": "Moving Lantern", "Domain": LANTERN, "BreachDate": "2025-06-30",
    "DataClasses": ["Email addresses", "Names"], "IsVerified": True,
}  # fmt: skip


def saved(folder: Path, *rows: object) -> Path:
    file = folder / "breaches.json"
    file.write_text(json.dumps(rows))
    return file


def test_a_list_is_taken_and_taken_anew(move: Shell, tmp_path: Path) -> None:
    assert "No breaches are known" in move("breaches", "list").stdout
    other = {**ROW, "Name": "Else", "Title": "Else", "Domain": "else.example"}
    doubted = {**ROW, "Name": "Doubt", "IsVerified": False}
    done = move.json("breaches", "load", saved(tmp_path, ROW, other, doubted, "junk"))
    assert done == {"known": 2, "unverified": 1, "left_out": 0, "unreadable": 1}
    assert {row["organisation"]: row["sender"] for row in move.lines("breaches", "list")} == {
        LANTERN: True, "else.example": False,
    }  # fmt: skip
    mine = move("breaches", "list").stdout
    assert "2025-06-30  movinglantern.example  Moving Lantern  Email addresses, Names" in mine
    assert "else.example" not in mine
    assert "else.example" in move("breaches", "list", "--all").stdout
    assert "1 breach is known." in move("breaches", "load", saved(tmp_path, other)).stdout
    assert "None of those who write" in move("breaches", "list").stdout


def test_what_was_left_out_is_said(move: Shell, tmp_path: Path) -> None:
    done = move(
        "breaches", "load",
        saved(tmp_path, ROW, {**ROW, "Domain": ""}, {**ROW, "IsVerified": False}, 7, {**ROW, "Name": "B"}),
    )  # fmt: skip
    assert "2 breaches are known." in done.stdout
    assert "1 left out because nobody verified" in done.stdout
    assert "1 left out: no addresses" in done.stdout
    assert "1 could not be read." in done.stderr


def test_a_breach_is_never_a_claim_by_itself(move: Shell, tmp_path: Path) -> None:
    before = {row["recipient"]["organisation"]: row["source"] for row in move.json("trails")["trails"]}
    everybody = [{**ROW, "Name": one, "Domain": one} for one in before]
    move("breaches", "load", saved(tmp_path, *everybody))
    after = {row["recipient"]["organisation"]: row["source"] for row in move.json("trails")["trails"]}
    assert {who for who, source in after.items() if source} <= {who for who, source in before.items() if source}


def test_what_is_no_list_is_refused(move: Shell, tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"<html>")
    for file in (tmp_path, tmp_path / "missing", tmp_path / "x", saved(tmp_path)):
        move.refused("breaches", "load", file)
