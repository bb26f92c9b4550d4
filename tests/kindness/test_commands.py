"""Every command in plain words, every file for others, rules for servers, logs and names of files: nothing marked."""

import json
import logging
import os
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from inboxguard.audit.audit import Audit
from inboxguard.ui import crash
from tests.cli.conftest import nowhere_to_keep  # noqa: F401  # the keyring of whoever runs the tests is left alone
from tests.cli.shell import Shell
from tests.kindness import mailbox
from tests.kindness.mailbox import Box
from tests.kindness.reading import Reader

VISIBLE = "lindwurm.example"
PLAIN = (
    ("senders",), ("trails",), ("trails", "--all"), ("messages",), ("requests", "list"), ("address", "list"),
    ("account", "list"), ("shelf", "list"), ("breaches", "list"), ("trail", "answers"),
    ("companies", "list"), ("sender", "contact", VISIBLE),
    ("sender", "corrections", VISIBLE), ("sender", "parts", VISIBLE), ("trail", "explain", "distelfink.example"),
    ("trail", "explain", VISIBLE),
    ("profile",), ("analyse",), ("shelf", "mode", "normal"), ("filters", "move"),
    ("requests", "draft", "erasure", "--sender", "birnenwolke.example", "--print"),
)  # fmt: skip
"""Commands that are about everything, or about a sender of whom something is seen."""


@pytest.fixture
def shell(home: Path) -> Shell:
    return Shell(home)


@pytest.mark.parametrize("words", PLAIN, ids=" ".join)
def test_what_a_command_says(words: tuple[str, ...], shell: Shell, reader: Reader) -> None:
    said = shell(*words)
    assert said.output.strip(), "it says something"
    assert reader.wrong(said.output) == ()


@pytest.mark.parametrize("organisation", [VISIBLE, "amselgrund.example"])
def test_the_way_out_of_a_sender(organisation: str, shell: Shell, box: Box, reader: Reader) -> None:
    """It is the newest that the sender offers, with the address as it stands in that mail."""
    said = shell("unsubscribe", organisation)
    assert reader.wrong(said.output, but=tuple(f"qx{number:03d}pa" for number in box.secret_mails)) == ()


def test_the_trail_of_one_that_is_set_aside_is_told_without_its_name(shell: Shell, reader: Reader) -> None:
    """It was asked for by its name, so that may be said; what its mail says may not."""
    said = shell("trail", "explain", "zwiebelkrone-babymarkt.example")
    assert reader.wrong(said.output, but=("zwiebelkrone",)) == ()


@pytest.mark.parametrize("reveal", [(), ("--reveal", "addresses,names,orders")], ids=["hidden", "revealed"])
@pytest.mark.parametrize("kind", ["html", "json", "csv"])
def test_reports(kind: str, reveal: tuple[str, ...], shell: Shell, reader: Reader, tmp_path: Path) -> None:
    out = tmp_path / f"report.{kind}"
    said = shell("report", "--out", out, "--format", kind, *reveal)
    assert said.exit_code == 0, said.output
    assert reader.wrong(said.output) == ()
    text = out.read_text("utf-8")
    assert VISIBLE in text
    named = kind != "html"  # the style of the page has words of its own
    assert reader.wrong(re.sub(r"<style.*?</style>", "", text, flags=re.DOTALL), named=named or True) == ()


@pytest.mark.parametrize("kind", ["sieve", "gmail"])
def test_rules_for_a_server_name_senders_and_a_neutral_folder_only(
    kind: str, shell: Shell, box: Box, reader: Reader, tmp_path: Path
) -> None:
    """By default no word of a subject; whole senders that the person set aside have to be told to the server."""
    out = tmp_path / "rules"
    said = shell("filters", "--format", kind, "--out", out)
    assert said.exit_code == 0, said.output
    assert reader.wrong(said.output) == ()
    rules = out.read_text("utf-8")
    assert "eulengarten.example" in rules
    # Senders by their domain and lists by their id are all that stands there.
    names = ("eulengarten", "culladoro")
    assert reader.wrong(rules, but=(*names, *_lists(box))) == ()


def _lists(box: Box) -> tuple[str, ...]:
    return tuple(f"qx{number:03d}li" for number in box.secret_mails)


def test_a_letter_as_a_file_to_another_sender(shell: Shell, reader: Reader, tmp_path: Path) -> None:
    out = tmp_path / "letter.eml"
    said = shell("requests", "draft", "erasure", "--sender", "birnenwolke.example", "--eml", out)
    assert said.exit_code == 0, said.output
    assert reader.wrong(said.output) == ()
    assert reader.wrong(out.read_text("utf-8", errors="replace")) == ()


def test_names_of_files_and_logs_in_the_home(home: Path, shell: Shell, reader: Reader) -> None:
    shell("analyse", "--anew")
    names = [str(Path(where) / name) for where, _, found in os.walk(home) for name in found]
    assert names
    for name in names:
        assert reader.wrong(Path(name).relative_to(home).as_posix()) == ()
        if not name.endswith((".db", "-wal", "-shm")):
            assert reader.wrong(Path(name).read_text("utf-8", errors="replace")) == ()


def test_what_is_told_while_it_works_and_logged(
    box: Box, tmp_path: Path, reader: Reader, caplog: pytest.LogCaptureFixture
) -> None:
    """Steps of an import, a marking and an analysis say what is done and how far, never with what."""
    box.write(tmp_path / "mail.mbox")
    steps: list[Any] = []
    with caplog.at_level(logging.DEBUG), Audit.open(tmp_path / "new", lambda: mailbox.NOW) as audit:
        audit.import_files([tmp_path / "mail.mbox"], me=[mailbox.ME], authserv=[mailbox.SERVER], tell=steps.append)
        audit.mark_themes(["baby", "loss", "pet", "funeral"], steps.append)
        audit.analyse(steps.append)
    assert steps
    assert reader.wrong("\n".join(map(repr, steps)), named=False) == ()
    assert reader.wrong(caplog.text) == ()


def test_errors_and_the_report_of_a_fault(shell: Shell, reader: Reader) -> None:
    """What went wrong with a marked mail in hand is told without a word of it."""
    for words in (
        ("shelf", "put", "0" * 24), ("requests", "show", "2026-NONE"), ("shelf", "show", "nowhere"),
        ("unsubscribe", "nobody.example"), ("requests", "draft", "where_from", "--sender", "nobody.example"),
    ):  # fmt: skip
        assert reader.wrong(shell(*words).output) == ()
    fault = ValueError("Zwiebelkrone Babymarkt qx010su news@mail.zwiebelkrone-babymarkt.example")
    assert reader.wrong(crash.words(fault)) == ()


def test_the_walk_reads_what_may_be_read(shell: Shell, reader: Reader, tmp_path: Path) -> None:
    """Were it blind, it would find nothing: mail that nobody marked is met, and what is marked once it is not."""
    assert "Lindwurm" in shell("senders").output
    whole = [row for row in shell.lines("messages") if any(one["set_aside"] for one in row["themes"])]
    assert len(whole) > 30
    assert reader.wrong(json.dumps(whole))
    shell("themes", "unmark", "baby")
    assert "sender zwiebelkrone" in reader.wrong(shell("senders").output)
    shutil.rmtree(tmp_path / "home")
