"""Company records on the command line, and where letters to a sender go."""

import json
from pathlib import Path
from typing import Any

import pytest

from inboxguard.cli.companies import sentences
from inboxguard.requests.contacts import Contact, ContactSource
from tests.audit.test_companies import LANTERN, OTHER, RECORD, SITE
from tests.cli.shell import Shell


def saved(folder: Path, content: Any) -> Path:
    path = folder / "list.json"
    path.write_text(json.dumps(content))
    return path


def test_a_list_is_taken_listed_and_forgotten(move: Shell, tmp_path: Path) -> None:
    assert "No companies are known" in move("companies", "list").stdout
    done = move.json("companies", "load", saved(tmp_path, [RECORD, OTHER]))
    assert done == {
        "companies": 2, "senders": 1, "delete_pages": 0, "delete_page_senders": 0, "left_out": 0, "unreadable": 0,
    }  # fmt: skip
    (row,) = move.lines("companies", "list")
    assert (row["organisation"], row["record"], row["email"]) == (LANTERN, "lantern", f"dpo@{LANTERN}")
    told = move("companies", "list").stdout
    assert LANTERN in told
    assert "2 records and 0 pages" in told
    assert "forgotten" in move("companies", "forget").stdout
    assert "No companies were known" in move("companies", "forget").stdout


def test_what_was_loaded_is_said(move: Shell, tmp_path: Path) -> None:
    said = move("companies", "load", saved(tmp_path, [RECORD, OTHER, SITE, {"slug": "x", "name": 7}]))
    assert "2 company records taken, 1 of them about those who write to you." in said.stdout
    assert "1 page for deleting accounts taken, for 1 of those who write to you." in said.stdout
    assert "1 record could not be read." in said.stderr
    one = move("companies", "load", saved(tmp_path, RECORD)).stdout
    assert "1 company record taken, about one who writes to you." in one


@pytest.mark.parametrize("content", [[], {}, "words", [1]])
def test_what_is_no_company_file_ends_in_a_sentence(move: Shell, tmp_path: Path, content: Any) -> None:
    assert move.refused("companies", "load", str(saved(tmp_path, content))).strip().endswith(".")
    assert "no file" in move.refused("companies", "load", str(tmp_path / "none"))


def test_where_letters_go_and_the_persons_own_word(move: Shell, tmp_path: Path) -> None:
    assert "a guess" in move("sender", "contact", LANTERN).stdout
    move("companies", "load", saved(tmp_path, [RECORD, SITE]))
    told = move("sender", "contact", LANTERN).stdout
    assert f"dpo@{LANTERN} (a company record: Moving Lantern GmbH (verified, list.json))" in told
    assert "web form" in told
    assert "by letter" in told
    assert "Customer number" in told
    assert "Send none before" in told
    assert f"deleted at https://{LANTERN}/leave (hard)" in told
    said = move.json("sender", "contact", LANTERN, f"desk@{LANTERN}")
    assert (said["address"], said["source"]) == (f"desk@{LANTERN}", "own_entry")
    assert said["delete_page"]["difficulty"] == "hard"
    assert "company record" in move("sender", "contact", LANTERN, "none").stdout
    assert "Nobody reads" in move.refused("sender", "contact", LANTERN, f"no-reply@{LANTERN}")


def test_a_letter_says_where_its_recipient_is_known_from(move: Shell, tmp_path: Path) -> None:
    move("companies", "load", saved(tmp_path, [RECORD]))
    written = move.json("requests", "draft", "erasure", "--sender", LANTERN, "--law", "gdpr", "--print")["draft"]
    assert (written["to"], written["to_is_guess"], written["contact_source"]) == (
        f"dpo@{LANTERN}", False, "company_file",
    )  # fmt: skip


def test_a_draft_says_it_to_people_too(move: Shell) -> None:
    asked = ("requests", "draft", "erasure", "--sender", LANTERN, "--law", "gdpr", "--print")
    assert "is a guess" in move(*asked).stderr
    move("sender", "contact", LANTERN, f"desk@{LANTERN}")
    assert f"The address desk@{LANTERN} is from your own entry" in move(*asked).stderr


def test_every_source_has_its_sentence() -> None:
    for source in ContactSource:
        assert sentences(Contact("a@b.example", source, "x"))[0].startswith("Letters go to a@b.example (")
    assert "not known" in sentences(None)[0]
    assert "No mail address" in sentences(Contact("", ContactSource.COMPANY_FILE, "x", web_form="https://x.example"))[0]
