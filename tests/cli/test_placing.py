"""A letter of the ledger is taken where it is sent from; nothing is sent."""

from email import message_from_bytes, policy
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.audit.mailboxes import delivered
from tests.cli.shell import Shell
from tests.servers.dovecot import Dovecot

NINTH = ("--sender", "ninthcorner.example")


@pytest.fixture
def letter(move: Shell) -> str:
    """The id of a letter."""
    return str(move.json("requests", "draft", "erasure", *NINTH, "--lang", "de")["id"])


def test_it_is_printed_to_be_copied(move: Shell, letter: str) -> None:
    done = move("requests", "place", letter)
    assert done.exit_code == 0
    assert letter in done.stdout.splitlines()[0]
    assert done.stderr == ""  # mail was sent from this address before


def test_as_files_that_other_programs_open(move: Shell, letter: str, tmp_path: Path) -> None:
    pytest.importorskip("weasyprint")
    eml, pdf = tmp_path / "a.eml", tmp_path / "a.pdf"
    done = move("requests", "place", letter, "--eml", eml, "--pdf", pdf, "--my-address", "Anna Q\\n8 Elm Row")
    assert done.exit_code == 0
    assert str(pdf) in done.stdout
    assert "Guten Tag" not in done.stdout
    assert message_from_bytes(eml.read_bytes(), policy=policy.default)["X-Unsent"] == "1"
    assert pdf.read_bytes().startswith(b"%PDF-")


def test_as_an_address_for_the_mail_program_or_why_not(move: Shell, letter: str) -> None:
    done = move("requests", "place", letter, "--mailto")
    told = move.json("requests", "place", letter)
    if told["mailto"] is None:
        assert done.exit_code == 1
        assert "Save it as a file" in done.stderr
    else:
        assert unquote(done.stdout).startswith("mailto:")
    assert set(told) == {"from", "from_is", "text", "mailto", "files", "folder", "draft"}
    assert (told["from_is"], told["draft"]) == ("own", None)


def test_into_drafts_where_it_is_found_again(empty: Shell, dovecot: Dovecot) -> None:
    user = delivered(dovecot)
    secret = f"{dovecot.password}\n"
    where = ("--host", dovecot.host, "--port", dovecot.tls_port, "--ca-file", dovecot.ca_file, "--password-stdin")
    assert empty("account", "add", user, *where, stdin=secret).exit_code == 0
    assert empty("sync", "--password-stdin", stdin=secret).exit_code == 0
    letter = empty.json("requests", "draft", "erasure", *NINTH, "--law", "gdpr")["id"]
    told = empty.json("requests", "place", letter, "--to-drafts", "--password-stdin", stdin=secret)
    assert told["folder"] == "Drafts"
    assert told["draft"]["found"] == "there"
    assert "lies in Drafts" in empty("requests", "place", letter).stdout


@pytest.mark.parametrize(
    ("words", "status", "why"),
    [(("2026-NOBODY0",), 1, "There is no request"), (("x", "--my-address", "y"), 2, "belong to --pdf")],
)
def test_what_cannot_be(move: Shell, words: tuple[str, ...], status: int, why: str) -> None:
    done = move("requests", "place", *words)
    assert done.exit_code == status
    assert why in done.stderr
