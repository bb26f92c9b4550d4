"""A letter that is made is put where the person wants it, and shown where it lies nowhere."""

from pathlib import Path

from tests.cli.shell import Shell

NINTH = ("erasure", "--sender", "ninthcorner.example")


def test_a_letter_that_lies_nowhere_is_printed(move: Shell) -> None:
    said = move("requests", "draft", *NINTH).stdout
    assert "To: " in said
    assert "The draft is in" not in said


def test_a_letter_that_lies_in_a_file_is_not(move: Shell, tmp_path: Path) -> None:
    file = tmp_path / "letter.eml"
    said = move("requests", "draft", *NINTH, "--eml", file).stdout
    assert f"The draft is in {file}. Nothing was sent" in said
    assert "To: " not in said
    assert "To: " in move("requests", "draft", *NINTH, "--eml", file, "--print").stdout


def test_a_letter_for_programs(move: Shell) -> None:
    draft = move.json("requests", "draft", *NINTH)["draft"]
    assert draft.keys() == {
        "from", "to", "to_is_guess", "contact_source", "contact_detail", "subject", "body",
    }  # fmt: skip


def test_where_a_complaint_goes_is_said_to_be_untried(move: Shell) -> None:
    first = move.json("requests", "draft", *NINTH, "--lang", "en")["reference"]
    move("requests", "mark", first, "sent")
    said = move(
        "requests", "draft", "complaint", "--follows", first, "--authority", "deberlbdi",
        env={"INBOXGUARD_NOW": "2027-03-01T08:00:00Z"},
    ).stderr  # fmt: skip
    assert "it is from public records and was not tried." in said
    assert "Its page: https://" in said
    assert "sender contact" not in said
