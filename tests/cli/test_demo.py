"""The sample in a fresh home: summary first, window if there is a screen, never into the person's own mail."""

from pathlib import Path

import pytest

from tests.cli.shell import MAILS, SAMPLES, Shell


def test_the_house_move_is_the_first_sight(empty: Shell) -> None:
    done = empty("demo", "--no-window")
    assert done.exit_code == 0
    assert "mails from" in done.stdout
    assert "Still writing after you asked them to stop: Ninth Corner Flowers" in done.stdout
    assert "not proof of wrongdoing" in done.stdout
    assert not done.stderr
    assert len(empty.lines("messages")) == MAILS
    assert not any(row["marked"] for row in empty.lines("themes", "list"))
    assert empty.windows == []


def test_the_summary_leads_into_the_window(empty: Shell) -> None:
    done = empty("demo", env={"DISPLAY": ":0"})
    assert done.exit_code == 0
    assert "mails from" in done.stdout
    assert empty.windows == [empty.home]


def test_without_a_screen_it_says_so_and_that_is_no_failure(empty: Shell) -> None:
    done = empty("demo")
    assert done.exit_code == 0
    assert "no screen" in done.stdout
    assert empty.windows == []


def test_twice_is_once(move: Shell) -> None:
    before = move("messages", "--json").stdout
    assert move("demo", "--no-window").exit_code == 0
    assert move("messages", "--json").stdout == before


def test_the_registry_comes_with_its_theme_marked_and_says_nothing_of_it(kept: Path, empty: Shell) -> None:
    done = empty("demo", "--story", "registry", "--no-window")
    assert done.exit_code == 0
    assert [row["id"] for row in empty.lines("themes", "list") if row["marked"]] == ["baby"]
    aside = [row for row in empty.lines("messages") if any(theme["set_aside"] for theme in row["themes"])]
    assert aside
    for word in ("baby", "set aside", "Cradle", "Nestling", "Thistle", "Kinderzimmer"):
        assert word.lower() not in done.stdout.lower()


def test_one_home_holds_one_story(move: Shell) -> None:
    assert "other sample" in move.refused("demo", "--story", "registry", "--no-window")


def test_own_mail_is_not_mixed_with_the_sample(empty: Shell) -> None:
    assert empty("import", SAMPLES / "move.mbox").exit_code == 0
    before = empty("messages", "--json").stdout
    for story in ("move", "registry"):
        assert "your own mail" in empty.refused("demo", "--story", story, "--no-window")
    assert empty("messages", "--json").stdout == before


def test_who_imports_into_the_sample_is_told(move: Shell, tmp_path: Path) -> None:
    (tmp_path / "one.eml").write_bytes(b"From: a@shop.example\r\nTo: me@post.example\r\nSubject: x\r\n\r\nhello\r\n")
    done = move("import", tmp_path / "one.eml")
    assert done.exit_code == 0
    assert "sample" in done.stderr


@pytest.mark.parametrize("words", [("--story", "war"), ("--windowless",)])
def test_wrong_usage(empty: Shell, words: tuple[str, ...]) -> None:
    assert empty("demo", *words).exit_code == 2
