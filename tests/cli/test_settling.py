"""What the person knows, and what they were told in writing, changes what may be claimed, at once and for good."""

import hashlib
from pathlib import Path

import pytest

from tests.cli.shell import Shell

SOFA, LANTERN = "sofasparrow.example", "movinglantern.example"


def trail(shell: Shell, recipient: str) -> dict[str, object]:
    (row,) = [row for row in shell.json("trails")["trails"] if row["recipient"]["organisation"] == recipient]
    return dict(row)


def source(shell: Shell, recipient: str) -> object:
    found = trail(shell, recipient)["source"]
    return found["organisation"] if isinstance(found, dict) else None


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


def test_and_it_can_be_taken_back(move: Shell) -> None:
    before = trail(move, SOFA)
    move("trail", "mine", SOFA)
    assert move("trail", "not-mine", SOFA).stdout == "Taken back.\n"
    assert trail(move, SOFA) == before
    assert "did not say" in move("trail", "not-mine", SOFA).stdout
    assert "did not say" in move("trail", "not-mine", "nobody.example").stdout
    assert "No sender is called" in move.refused("trail", "not-mine", "")


@pytest.mark.parametrize("typed", ["Sofa & Sparrow", "https://www.sofasparrow.example/x", "news@SofaSparrow.example"])
def test_a_sender_is_meant_by_name_page_or_address(move: Shell, typed: str) -> None:
    assert f"signed up with {SOFA} yourself" in move("trail", "mine", typed).stdout
    assert trail(move, SOFA)["relation"] == "own"
    assert move("trail", "not-mine", typed).stdout == "Taken back.\n"
    assert move.json("trail", "explain", typed)["recipient"]["organisation"] == SOFA


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    """Their letter as the person saved it."""
    file = tmp_path / "answer.pdf"
    file.write_bytes(b"%PDF-1.7 we had it from Moving Lantern")
    return file


def test_their_answer_documents_the_trail_and_is_listed_given_back_and_forgotten(
    move: Shell, letter: Path, tmp_path: Path
) -> None:
    request = move.json("requests", "draft", "where_from", "--sender", SOFA)
    move("requests", "mark", request["id"], "sent")
    words = ("trail", "answered", "Sofa & Sparrow", "--source", "Moving Lantern", "--document", letter)
    done = move.json(*words)
    assert done == {"id": "a1", "of": SOFA, "request": request["reference"], "marked": True, "words": True}
    assert (trail(move, SOFA)["level"], source(move, SOFA)) == ("documented", LANTERN)
    assert [one["state"] for one in move.lines("requests", "list")] == ["answered"]
    (row,) = move.lines("trail", "answers")
    assert (row["id"], row["organisation"], row["what"], row["names"]) == ("a1", SOFA, "where_from", [LANTERN])
    assert (row["request"], row["message_id"], row["tenor"]) == (request["reference"], None, None)
    assert row["document"] == {
        "name": "answer.pdf", "sha256": hashlib.sha256(letter.read_bytes()).hexdigest(),
        "size": len(letter.read_bytes()), "media": "application/pdf",
    }  # fmt: skip
    assert "Sofa & Sparrow  had it from  Moving Lantern  answer.pdf" in move("trail", "answers").stdout
    assert move("trail", "document", "a1", "--out", tmp_path / "out.pdf").exit_code == 0
    assert (tmp_path / "out.pdf").read_bytes() == letter.read_bytes()
    assert move("trail", "forget", "a1").exit_code == 0
    assert trail(move, SOFA)["level"] == "strong"
    assert move.lines("trail", "answers") == []
    assert "No answer" in move("trail", "answers").stdout
    assert "no answer" in move.refused("trail", "forget", "a1")
    assert "no answer" in move.refused("trail", "document", "a1", "--out", tmp_path / "out.pdf")


def test_who_names_nobody_refutes_it(move: Shell, letter: Path) -> None:
    done = move("trail", "answered", SOFA, "--source", "None", "--document", letter)
    assert "nobody that it names" in done.stdout
    assert (trail(move, SOFA)["level"], source(move, SOFA)) == ("not_shown", None)
    move("analyse")
    assert source(move, SOFA) is None


def test_what_a_source_answers_about_its_recipients(move: Shell, letter: Path) -> None:
    words = ("trail", "answered", LANTERN, "--recipient", SOFA, "--recipient", "else.example", "--document", letter)
    assert f"gave your address to {SOFA}, else.example" in move(*words).stdout
    assert move("trail", "answered", LANTERN, "--recipient", "none", "--document", letter).exit_code == 0
    assert [row["names"] for row in move.lines("trail", "answers")] == [[SOFA, "else.example"], []]


def test_a_notice_is_kept_with_its_day(move: Shell, letter: Path) -> None:
    at = ("--at", "2026-03-01T00:00:00Z")
    assert move.json("trail", "notice", LANTERN, "--partners", "--document", letter, *at) == {"id": "n1"}
    assert "n2" in move("trail", "notice", LANTERN, "--names", SOFA, "--document", letter).stdout
    assert move("trail", "notice", LANTERN, "--denies", "--document", letter).exit_code == 0
    rows = {row["id"]: row for row in move.lines("trail", "answers")}
    assert (rows["n1"]["tenor"], rows["n1"]["at"], rows["n2"]["names"]) == ("partners", "2026-03-01T00:00:00Z", [SOFA])
    assert "partners, not named" in move("trail", "answers").stdout


@pytest.mark.parametrize(
    "typed",
    [
        "trail answered {} --document {}",
        "trail answered {} --source none",
        "trail answered {} --source none --recipient none --document {}",
        "trail answered {} --source none --document {} --message <x@y>",
        "trail answered {} --recipient none --recipient shop.example --document {}",
        "trail answered {} --source none --document {} --at soon",
        "trail notice {} --document {}",
        "trail notice {} --partners --denies --document {}",
        "trail notice {} --partners",
        "trail document a1",
    ],
)
def test_what_cannot_be_meant_is_wrong_usage(move: Shell, letter: Path, typed: str) -> None:
    done = move(*typed.replace("{}", SOFA, 1).replace("{}", str(letter)).split())
    assert done.exit_code == 2
    assert move.lines("trail", "answers") == []


def test_a_letter_of_long_ago_is_kept_like_any_other(move: Shell, letter: Path) -> None:
    for at in ("0001-01-01", "0999-12-31T23:59:59Z"):
        move("trail", "answered", SOFA, "--source", "none", "--document", letter, "--at", at)
    assert [row["at"] for row in move.lines("trail", "answers")] == ["0001-01-01T00:00:00Z", "0999-12-31T23:59:59Z"]
    assert "  0001-01-01  " in move("trail", "answers").stdout
    assert move("trail", "explain", SOFA).exit_code == 0


def test_hostile_documents_and_names_end_in_a_sentence(move: Shell, tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    for document in (tmp_path, tmp_path / "missing", tmp_path / "empty"):
        move.refused("trail", "answered", SOFA, "--source", "none", "--document", document)
    (tmp_path / "x").write_bytes(b"x")
    for source_ in ("\u202egnp.example", "a" * 5000, "x\ny", "-", "gmail.com", SOFA):
        said = move.refused("trail", "answered", SOFA, "--source", source_, "--document", tmp_path / "x")
        assert len(said) < 6000
    assert "No sender" in move.refused("trail", "answered", "nobody.example", "--source", "none", "--document",
                                       tmp_path / "x")  # fmt: skip
    assert move.lines("trail", "answers") == []


def test_a_list_names_nobody_who_is_set_aside(registry: Shell, letter: Path) -> None:
    listed = registry("senders").stdout
    hidden = next(row for row in registry.lines("senders") if row["organisation"] not in listed)
    done = registry("trail", "answered", hidden["organisation"], "--source", "none", "--document", letter)
    assert done.exit_code == 0
    table = registry("trail", "answers").stdout
    assert "set aside" in table
    assert hidden["organisation"] not in table
    assert hidden["name"] not in table
    assert registry.lines("trail", "answers")[0]["organisation"] == hidden["organisation"]


def test_everything_goes_with_the_home(move: Shell, letter: Path) -> None:
    move("trail", "answered", SOFA, "--source", "none", "--document", letter)
    assert move("forget", "--yes").exit_code == 0
    assert not (move.home / "inboxguard.db").exists()
    assert move.lines("trail", "answers") == []
