"""What replies seem to say is shown, and recorded at the person's word."""

from datetime import timedelta
from pathlib import Path

import pytest

from inboxguard.audit.audit import Audit
from tests.audit.letters import arrives
from tests.audit.truth import NOW
from tests.cli.shell import Shell

SOFA = "sofasparrow.example"
LATER = {"INBOXGUARD_NOW": "2026-12-20T08:00:00Z"}


@pytest.fixture
def letter(move: Shell) -> str:
    """The id of a letter that was sent."""
    written = str(move.json("requests", "draft", "where_from", "--sender", SOFA)["id"])
    assert move("requests", "mark", written, "sent").exit_code == 0
    return written


@pytest.fixture
def mail(move: Shell, letter: str, tmp_path: Path) -> str:
    """The Message-ID of an answer to it."""
    with Audit.open(move.home, lambda: NOW + timedelta(days=9)) as audit:
        return arrives(
            audit, tmp_path / "post", NOW + timedelta(days=5), f"Re: {letter}",
            text="We obtained your address from Moving Lantern.", X_Auto_Response_Suppress="All",
        )  # fmt: skip


def test_a_proposal_is_shown_with_its_words_and_taken(move: Shell, letter: str, mail: str) -> None:
    (told,) = move.lines("requests", "proposals", env=LATER)
    assert told == {
        "request": letter, "event": "answered_full", "cue": "words", "message": mail, "sign": "reference",
        "quote": "We obtained your address from Moving Lantern.", "received": "2026-11-29T08:00:00Z",
        "authenticated": True, "from_them": True,
        "excuse": None,
    }  # fmt: skip
    shown = move("requests", "proposals", letter, env=LATER).stdout
    assert f"requests accept {letter} '{mail}'" in shown
    assert "your mail server confirms the sender" in shown
    done = move("requests", "accept", letter, mail, env=LATER)
    assert done.stdout.startswith(f"{letter}: answered full")
    assert "It names Moving Lantern (movinglantern.example)" in done.stdout
    assert move.lines("requests", "proposals", env=LATER) == []


def test_without_replies_there_is_nothing_to_show_or_take(move: Shell, letter: str) -> None:
    assert move("requests", "proposals").stdout == ""
    done = move("requests", "accept", letter, "<nobody@x.example>")
    assert done.exit_code == 1
    assert "There is no reply" in done.stderr
