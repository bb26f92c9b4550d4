"""One trail explained: enough for a person to judge it, in their language, and nothing of what is set aside."""

from pathlib import Path

import pytest

from inboxguard import __version__
from tests.cli.shell import Shell, assert_harmless

SOFA, HERON, TIDEWATER = "sofasparrow.example", "heronoutlet.example", "tidewaterletter.example"
PARTS = ("Why this level", "What was found", "Other explanations", "Looked for and not found", "What would change it")


def test_a_person_reads_why_and_why_not(move: Shell) -> None:
    done = move("trail", "explain", SOFA)
    assert done.exit_code == 0
    assert not done.stderr
    name, sentence, level, *rest = done.stdout.splitlines()
    assert name == f"Sofa & Sparrow ({SOFA})"
    assert sentence in move.json("trail", "explain", SOFA)["wording"]
    assert level.startswith("Strong, ")
    assert level.endswith(", kestrel-4f9d2a@post.example")
    assert [line for line in rest if line in PARTS] == list(PARTS)
    assert "  - The weighing gives 95 % for Moving Lantern's copy; “Strong” begins at 90 %." in rest
    assert "    2025-05-27  A sofa that fits through the door" in rest
    assert "  - A source outside this mailbox (under 5 %)" in rest
    assert "  - a statement about the source" in rest
    assert "  - A written answer of Sofa & Sparrow that names no source would end the claim" in rest
    assert rest[-2].startswith("Searched: 246 mails from 2024-06-05 to 2026-11-19; 96 % of the weeks")
    assert rest[-1] == f"inboxguard {__version__}. This is not proof of wrongdoing."
    assert_harmless(done.stdout)


def test_a_statement_is_quoted_with_its_mail(move: Shell) -> None:
    said = move("trail", "explain", "curtain & CROW").stdout.splitlines()
    quote = next(number for number, line in enumerate(said) if line.startswith("    “"))
    assert "passed your address on to us as a partner" in said[quote]
    assert said[quote + 1].startswith("    2025-07-02  ")


def test_what_limits_a_trail_is_said_once(move: Shell) -> None:
    said = move("trail", "explain", HERON).stdout
    assert said.count("The address can be guessed.") == 1
    assert said.count("an address is not passed on to a third party") == 1
    assert "Probable, likely one company\n" in said


@pytest.mark.parametrize("organisation", [TIDEWATER, "quillfern.example"])
def test_where_nothing_is_claimed_that_is_explained_too(move: Shell, organisation: str) -> None:
    said = move("trail", "explain", organisation).stdout
    assert "Not shown\n" in said
    assert "Why this level" in said
    assert "not proof of wrongdoing" in said


def test_it_speaks_the_first_language_that_has_words(move: Shell) -> None:
    move("profile", "--languages", "ja,de")
    said = move("trail", "explain", SOFA).stdout
    assert "Warum diese Stufe" in said
    assert "Was gefunden wurde" in said
    assert said.endswith("Das ist kein Beweis für ein Fehlverhalten.\n")


@pytest.mark.parametrize("story", ["move", "registry"])
def test_the_json_is_the_row_of_trails_and_why(story: str, request: pytest.FixtureRequest) -> None:
    shell: Shell = request.getfixturevalue(story)
    for row in shell.json("trails")["trails"]:
        told = shell.json("trail", "explain", row["recipient"]["organisation"])
        more = {key: told.pop(key) for key in ("why", "absent", "changes")}
        assert told == row
        assert all(isinstance(words, str) and words for said in more.values() for words in said)
        assert bool(more["changes"]) == (row["relation"] != "own")
        assert more["why"]


def test_what_is_set_aside_is_shown_only_at_a_wish(registry: Shell) -> None:
    listed = registry("senders").stdout
    rows = [row for row in registry.json("trails")["trails"] if row["recipient"]["organisation"] not in listed]
    subjects = ("cot", "baby", "registry")
    assert rows
    for row in rows:
        domain, name = row["recipient"]["organisation"], row["recipient"]["name"]
        closed = registry("trail", "explain", domain).stdout
        assert domain not in closed
        assert name not in closed
        assert not [word for word in subjects if word in closed.lower()]
        opened = registry("trail", "explain", domain, "--reveal").stdout
        assert opened.startswith(f"{name} ({domain})\n")


def test_what_settles_a_trail_is_seen_in_its_explanation(move: Shell) -> None:
    move("trail", "mine", SOFA)
    said = move("trail", "explain", SOFA).stdout
    assert f"“trail not-mine {SOFA}” takes it back.\n" in said
    assert "Moving Lantern" not in said
    assert "Other explanations" not in said
    assert "What would change it" not in said


def test_what_was_given_or_answered_is_said_with_the_way_back(move: Shell, tmp_path: Path) -> None:
    address = "kestrel-4f9d2a@post.example"
    move("address", "given", address, SOFA)
    assert f"“address forget {address} {SOFA}” takes that back.\n" in move("trail", "explain", SOFA).stdout
    move("address", "forget", address, SOFA)
    (tmp_path / "letter.txt").write_text("from nobody")
    move("trail", "answered", SOFA, "--source", "none", "--document", tmp_path / "letter.txt")
    assert "An answer that you filed names no source" in move("trail", "explain", SOFA).stdout


@pytest.mark.parametrize("typed", ["nobody.example", "", "a" * 3000, "x\ny", "\u202egnp.example", "-", "%s"])
def test_who_has_no_trail(move: Shell, typed: str) -> None:
    assert "No sender" in move.refused("trail", "explain", "--", typed)
    assert not move("trail", "explain", "--json", "--", typed).stdout


def test_a_home_without_mail_has_no_trails(empty: Shell) -> None:
    assert "No sender" in empty.refused("trail", "explain", SOFA)


def test_who_never_advertised_has_none(move: Shell) -> None:
    quiet = next(row["organisation"] for row in move.lines("senders") if not row["marketing"])
    assert "only who sends advertising has one" in move.refused("trail", "explain", quiet)
