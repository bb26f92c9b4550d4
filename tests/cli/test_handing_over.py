"""A report hides the person unless they reveal themselves, and what is set aside is not in it."""

import json
from pathlib import Path

import pytest

from tests.cli.shell import TRUTH, Shell


def report(shell: Shell, where: Path, *words: str) -> str:
    done = shell("report", "--out", where, *words)
    assert done.exit_code == 0, done.stderr
    assert done.stdout == f"The report is in {where}.\n"
    return where.read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", ["html", "json", "csv"])
def test_the_person_is_hidden(move: Shell, tmp_path: Path, kind: str) -> None:
    move("profile", "--name", "Annabel Brandt")
    text = report(move, tmp_path / f"report.{kind}", "--format", kind)
    assert "Sofa" in text
    for private in (*TRUTH["me"], "anna+", "Annabel"):
        assert private not in text


def test_html_is_the_default(move: Shell, tmp_path: Path) -> None:
    assert report(move, tmp_path / "report").lower().startswith("<!doctype html")


def test_json_is_json(move: Shell, tmp_path: Path) -> None:
    assert json.loads(report(move, tmp_path / "report.json", "--format", "json"))


@pytest.mark.parametrize("words", [("--reveal",), ("--reveal", "addresses,names,orders"), ("--reveal", "addresses")])
def test_the_person_may_reveal_themselves(move: Shell, tmp_path: Path, words: tuple[str, ...]) -> None:
    assert "kestrel-4f9d2a@post.example" in report(move, tmp_path / "report.json", "--format", "json", *words)


def test_a_bare_reveal_before_another_option(move: Shell, tmp_path: Path) -> None:
    out = tmp_path / "report.json"
    assert move("report", "--reveal", "--format", "json", "--out", out).exit_code == 0
    assert "kestrel-4f9d2a@post.example" in out.read_text(encoding="utf-8")


def test_a_part_reveals_no_other_part(move: Shell, tmp_path: Path) -> None:
    assert "kestrel" not in report(move, tmp_path / "report.json", "--format", "json", "--reveal", "names")


def test_what_is_set_aside_is_not_handed_over(registry: Shell, tmp_path: Path) -> None:
    for kind in ("html", "json", "csv"):
        text = report(registry, tmp_path / f"report.{kind}", "--format", kind, "--reveal")
        assert "Cradle" not in text
        assert "baby" not in text.lower()


@pytest.mark.parametrize("kind", ["pdf", "graphml", "bundle"])
def test_other_formats_come_later(move: Shell, tmp_path: Path, kind: str) -> None:
    assert "later version" in move.refused("report", "--out", tmp_path / "report", "--format", kind)
    assert not (tmp_path / "report").exists()


def test_a_place_that_cannot_be_written(move: Shell, tmp_path: Path) -> None:
    assert "could not be written" in move.refused("report", "--out", tmp_path / "nowhere" / "report.html")


def test_a_folder_is_no_file(move: Shell, tmp_path: Path) -> None:
    assert move("report", "--out", tmp_path).exit_code == 2
