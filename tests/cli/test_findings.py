"""Mail files in, findings out: what cannot be read is named and the rest goes on."""

import gzip
import json
import os
import zipfile
from pathlib import Path

import pytest

from inboxguard.audit.audit import Audit
from inboxguard.audit.clock import now
from inboxguard.audit.views import ImportResult
from tests.audit.mailboxes import delivered
from tests.cli.shell import MAILS, SAMPLES, TRUTH, Shell, assert_a_sentence
from tests.servers.dovecot import Dovecot

NOTHING_CLAIMED = "Of the senders that are seen nothing can be claimed on the evidence of this mailbox.\n"

LETTER = (
    b"From: Shop <news@shop.example>\r\nTo: anna+shop@post.example\r\nSubject: Sale\r\n"
    b"Message-ID: <%d@shop.example>\r\nDate: Tue, 1 Sep 2026 10:00:00 +0000\r\n"
    b"List-Unsubscribe: <https://shop.example/u>\r\n\r\nOur sale.\r\n"
)

WEAK = b"".join(
    b"From - Mon Jan  6 10:00:00 2025\n"
    b"Received: from mail.%s (mail.%s [203.0.113.7]) by mx.post.example for <kestrel-4f9d2a@post.example>; %s\n"
    b"Authentication-Results: mx.post.example; dkim=pass header.d=%s; dmarc=pass header.from=%s\n"
    b"From: %s <mail@%s>\nTo: kestrel-4f9d2a@post.example\nDate: %s\nMessage-ID: <1@%s>\nSubject: %s\n%s\n%s\n\n"
    % (domain, domain, date, domain, domain, name, domain, date, domain, subject, listed, text)
    for domain, name, date, subject, listed, text in (
        (b"lantern.example", b"Lantern Moves", b"Mon, 6 Jan 2025 10:00:00 +0000", b"Your order 5531 is confirmed", b"",
         b"Thank you for your order 5531. Total: 40.00 EUR. Delivery address: Post Street 1."),
        (b"stranger.example", b"Stranger Sofas", b"Mon, 1 Jun 2026 10:00:00 +0000", b"20 % off all sofas",
         b"List-Unsubscribe: <https://stranger.example/out>\n", b"Our sale: 20 % off. Unsubscribe here."),
    )
)  # fmt: skip
"""A stranger at an address that one organisation had, with nothing but a gap between the two."""


def letter(folder: Path, number: int = 1) -> Path:
    file = folder / f"{number}.eml"
    file.write_bytes(LETTER % number)
    return file


def test_an_import_says_what_came_and_what_it_learnt(empty: Shell) -> None:
    done = empty("import", SAMPLES / "move.mbox")
    assert done.exit_code == 0
    assert not done.stderr
    counts, addresses, server = done.stdout.splitlines()
    assert counts == f"{MAILS} new messages, 0 known already."
    assert addresses == f"Your addresses (inferred): {', '.join(TRUTH['me'])}"
    assert server == f"Your receiving server: {TRUTH['authserv']}"


def test_signatures_are_checked_only_when_asked_and_the_help_says_whom_that_tells(
    empty: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []

    def read(self: Audit, *given: object) -> ImportResult:
        asked.append(bool(given[-1]))
        return ImportResult(0, 1, (), (), (), True)

    monkeypatch.setattr(Audit, "import_files", read)
    assert empty("import", letter(tmp_path)).exit_code == 0
    assert empty("import", letter(tmp_path), "--check-signatures").exit_code == 0
    assert asked == [False, True]
    told = " ".join(empty("import", "--help").stdout.split())
    assert "DNS" in told
    assert "which companies write to you" in told
    assert "Off unless you ask" in told


def test_importing_again_adds_nothing(move: Shell, tmp_path: Path) -> None:
    findings = [move(command, "--json").stdout for command in ("messages", "senders", "trails")]
    packed = tmp_path / "again.mbox.gz"
    packed.write_bytes(gzip.compress((SAMPLES / "move.mbox").read_bytes()))
    for path in (SAMPLES / "move.mbox", packed):
        done = move("import", path)
        assert done.exit_code == 0
        assert done.stdout.startswith(f"0 new messages, {MAILS} known already.")
    assert [move(command, "--json").stdout for command in ("messages", "senders", "trails")] == findings


def test_the_person_may_say_who_they_are(empty: Shell, tmp_path: Path) -> None:
    told = ("--me", "Anna@Post.example", "--me", "@anna.example", "--authserv", "mx.post.example")
    done = empty("import", letter(tmp_path), *told)
    assert done.exit_code == 0
    assert "Your addresses (as you said): anna@post.example, @anna.example" in done.stdout
    assert "Your receiving server: mx.post.example" in done.stdout
    (row,) = empty.lines("messages")
    assert row["recipient"] == "anna+shop@post.example"


def test_nothing_learnt_is_said_with_what_to_do(empty: Shell, tmp_path: Path) -> None:
    (tmp_path / "one.eml").write_bytes(b"Subject: nobody wrote this\r\n\r\nhello\r\n")
    done = empty("import", tmp_path / "one.eml")
    assert done.exit_code == 0
    assert "none found; say them with --me" in done.stdout
    assert "none found; say it with --authserv" in done.stdout


def unreadable(where: Path) -> list[Path]:
    """Everything that can be typed and is no mail that this version reads."""
    (where / "picture.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(range(256)) * 40)
    with zipfile.ZipFile(where / "takeout.zip", "w") as archive:
        archive.writestr("Takeout/Photos/one.jpg", b"\xff\xd8\xff\xe0")
    os.mkfifo(where / "pipe")
    (where / "nothing").mkdir()
    profile = where / "profile"
    (profile / "ImapMail").mkdir(parents=True)
    (profile / "prefs.js").write_text("")
    return [where / name for name in ("missing.mbox", "picture.jpg", "takeout.zip", "pipe", "nothing", "profile")]


def test_what_cannot_be_read_is_named_and_the_rest_goes_on(empty: Shell, tmp_path: Path) -> None:
    strange = unreadable(tmp_path)
    done = empty("import", *strange[:3], letter(tmp_path, 1), *strange[3:], letter(tmp_path, 2))
    assert done.exit_code == 0
    assert done.stdout.startswith("2 new messages, 0 known already.")
    *named, count = done.stderr.splitlines()
    assert sorted(line.partition(": ")[0] for line in named) == sorted(map(str, strange))
    for line in named:
        assert_a_sentence(f"{line}\n")
    assert count == "6 could not be read."


def test_one_bad_file_in_a_folder_does_not_hide_the_others(empty: Shell, tmp_path: Path) -> None:
    letter(tmp_path, 1)
    (tmp_path / "broken.mbox").write_bytes(b"\x00\x01\x02" * 100)
    done = empty("import", tmp_path)
    assert done.exit_code == 0
    assert done.stdout.startswith("1 new message, ")
    assert "broken.mbox" in done.stderr


def test_where_nothing_could_be_read_the_status_is_1(empty: Shell, tmp_path: Path) -> None:
    strange = unreadable(tmp_path)
    done = empty("import", *strange)
    assert done.exit_code == 1
    assert len(done.stderr.splitlines()) == len(strange) + 1


def test_an_empty_mailbox_was_read_all_the_same(empty: Shell, tmp_path: Path) -> None:
    (tmp_path / "empty.mbox").write_bytes(b"")
    done = empty("import", tmp_path / "empty.mbox", tmp_path / "missing.mbox")
    assert done.exit_code == 0
    assert done.stdout.startswith("0 new messages, 0 known already.")


def test_a_file_name_that_is_no_text(empty: Shell, tmp_path: Path) -> None:
    done = empty("import", os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.mbox"))
    assert done.exit_code == 1
    assert "There is no file" in done.stderr


@pytest.mark.parametrize("command", ["messages", "senders"])
def test_json_lines_and_nothing_else(move: Shell, command: str) -> None:
    done = move(command, "--json")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert rows
    assert all(isinstance(row, dict) for row in rows)
    assert not done.stderr


def test_trails_are_one_object_with_a_row_for_every_marketing_sender(move: Shell) -> None:
    found = move.json("trails")
    assert found["schema"] == 1
    assert found["coverage"]["share"] > 0
    marketing = {row["organisation"] for row in move.lines("senders") if row["marketing"]}
    assert {row["recipient"]["organisation"] for row in found["trails"]} == marketing


def test_for_people_only_what_may_be_claimed_is_a_trail(move: Shell) -> None:
    shown = [row for row in move.json("trails")["trails"] if row["level"] in ("documented", "strong", "probable")]
    head, *said, gap, how = move("trails").stdout.splitlines()
    assert head.split()[:3] == ["Level", "Sender", "Domain"]
    assert len(said) == len(shown) > 0
    assert [line.split()[0] for line in said] == ["Documented", "Strong", "Probable"]
    assert "Sofa & Sparrow  sofasparrow.example  Moving Lantern" in said[1]
    assert (gap, how) == ("", "“trail explain ORGANISATION” tells why. This is not proof of wrongdoing.")
    assert not [line for line in said if "Tidewater" in line]


def test_what_is_too_weak_is_listed_at_a_wish_only(empty: Shell, tmp_path: Path) -> None:
    (tmp_path / "weak.mbox").write_bytes(WEAK)
    empty("import", tmp_path / "weak.mbox", "--me", "anna@post.example")
    (row,) = [row for row in empty.json("trails")["trails"] if row["recipient"]["organisation"] == "stranger.example"]
    assert row["level"] == "possible"
    assert empty("trails").stdout == NOTHING_CLAIMED
    (line,) = empty("trails", "--all").stdout.splitlines()[1:-2]
    assert line.split()[0] == "Possible"


def test_a_table_names_nobody_who_is_set_aside(registry: Shell) -> None:
    listed, table = registry("senders").stdout, registry("trails").stdout
    for row in registry.json("trails")["trails"]:
        if row["recipient"]["organisation"] not in listed:
            assert row["recipient"]["organisation"] not in table
            assert row["recipient"]["name"] not in table
    hidden = [row for row in registry.json("trails")["trails"] if row["recipient"]["organisation"] not in listed]
    assert any(row["level"] in ("documented", "strong") for row in hidden)
    assert "set aside" not in table, "nor is it told how many there are"
    assert "set aside" not in registry("analyse").stdout.lower()


def test_tables_for_people(move: Shell) -> None:
    head, *rows = move("senders").stdout.splitlines()
    assert head.split()[:3] == ["Sender", "Domain", "Mails"]
    assert any("ninthcorner.example" in row and "not_honoured" in row for row in rows)
    head, *rows = move("messages").stdout.splitlines()
    assert head.split() == ["Date", "Kind", "Sender", "Came", "to"]
    assert len(rows) == MAILS


def test_set_aside_mail_is_in_no_table(registry: Shell) -> None:
    rows = registry.lines("messages")
    with Audit.open(registry.home, now) as audit:
        aside = audit.shelf()
    assert len(aside) >= sum(any(theme["set_aside"] for theme in row["themes"]) for row in rows) > 0
    assert len(registry("messages").stdout.splitlines()) == 1 + len(rows) - len(aside)


@pytest.mark.parametrize("command", ["messages", "senders", "trails"])
def test_an_empty_home_says_how_to_begin(empty: Shell, command: str) -> None:
    done = empty(command)
    assert done.exit_code == 0
    assert "inboxguard import" in done.stderr
    assert not empty(command, "--json").stderr


def test_an_empty_home_in_json(empty: Shell) -> None:
    assert empty.lines("messages") == empty.lines("senders") == []
    assert empty.json("trails")["trails"] == []
    assert empty("analyse").stdout.startswith("0 mails from 0 senders, no dates")


def test_analysing_again_changes_nothing(move: Shell) -> None:
    before = [move(command, "--json").stdout for command in ("messages", "senders", "trails")]
    said = move("analyse").stdout
    assert "mails from" in said
    assert [move(command, "--json").stdout for command in ("messages", "senders", "trails")] == before


def test_a_mailbox_is_synced_once(empty: Shell, dovecot: Dovecot) -> None:
    user = delivered(dovecot)
    where = ("--host", dovecot.host, "--port", dovecot.tls_port, "--security", "tls", "--ca-file", dovecot.ca_file)
    secret = f"{dovecot.password}\n"
    assert empty("account", "add", user, *where, "--password-stdin", stdin=secret).exit_code == 0
    unseen = dovecot.unseen(user)
    done = empty("sync", "--folder", "Sent", "--password-stdin", stdin=secret)
    assert done.stdout.endswith("from 1 folder.\n")
    done = empty("sync", user, "--password-stdin", stdin=secret)
    assert done.exit_code == 0
    assert done.stdout.startswith(f"{MAILS - done_before(empty, done.stdout)} new messages from ")
    assert empty("sync", "--password-stdin", stdin=secret).stdout.startswith("0 new messages from ")
    assert dovecot.unseen(user) == unseen
    assert len(empty.lines("messages")) == MAILS
    (row,) = empty.lines("account", "list")
    assert row["messages"] == MAILS
    assert row["read_at"] == "2026-11-24T08:00:00Z"


def done_before(shell: Shell, said: str) -> int:
    """How many mails the first sync, of one folder, had brought."""
    return len(shell.lines("messages")) - int(said.split()[0])


def test_sync_refusals(empty: Shell, dovecot: Dovecot) -> None:
    assert "no account yet" in empty.refused("sync")
    users = dovecot.user(), dovecot.user()
    secret = f"{dovecot.password}\n"
    where = ("--host", dovecot.host, "--port", dovecot.tls_port, "--ca-file", dovecot.ca_file, "--password-stdin")
    for user in users:
        empty("account", "add", user, *where, stdin=secret)
    assert "Name its address" in empty.refused("sync", "--password-stdin", stdin=secret)
    assert "no account" in empty.refused("sync", "nobody@post.example", "--password-stdin", stdin=secret)
    assert "no folder" in empty.refused("sync", users[0], "--folder", "Nope", "--password-stdin", stdin=secret)
    assert "password" in empty.refused("sync", users[0], "--password-stdin", stdin="wrong\n")
    assert "standard input" in empty.refused("sync", users[0], "--password-stdin", stdin="")
