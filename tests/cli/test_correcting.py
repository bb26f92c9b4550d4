"""Corrections by commands: one sentence each, and they outlive analysis, a second import and new mail."""

import re
from pathlib import Path

import pytest

from tests.cli.shell import SAMPLES, Shell
from tests.servers.dovecot import Dovecot

SHOP, OUTLET = "hearthheron.example", "heronoutlet.example"

NEW = """From news@heronoutlet.example Tue Nov 24 07:00:00 2026
From: Heron Outlet <news@heronoutlet.example>
To: anna+heron@post.example
Subject: 20% off all lamps this weekend
Date: Tue, 24 Nov 2026 07:00:00 +0000
Message-ID: <new-1@heronoutlet.example>
List-Unsubscribe: <https://heronoutlet.example/out/1>
Precedence: bulk
Content-Type: text/plain

Shop now and save up to 30%. New arrivals every week. Unsubscribe here.
"""


def senders(shell: Shell) -> dict[str, dict[str, object]]:
    return {str(row["organisation"]): row for row in shell.lines("senders")}


def noted(shell: Shell, *words: object) -> str:
    """Return the id that the one sentence of a correction names."""
    done = shell("sender", *words)
    assert done.exit_code == 0, done.stderr
    assert len(done.stdout.splitlines()) == 1
    found = re.search(r"“sender undo (\d+)”", done.stdout)
    assert found
    return found[1]


def test_merged_senders_stay_merged(move: Shell, tmp_path: Path) -> None:
    before = senders(move)
    done = noted(move, "merge", SHOP, OUTLET.upper())
    merged = senders(move)
    assert OUTLET not in merged
    assert merged[SHOP]["messages"] == int(str(before[SHOP]["messages"])) + int(str(before[OUTLET]["messages"]))
    move("analyse")
    assert senders(move) == merged
    move("import", SAMPLES / "move.mbox")
    assert senders(move) == merged
    new = tmp_path / "new.mbox"
    new.write_text(NEW, encoding="utf-8")
    assert "1 new message" in move("import", new).stdout
    assert senders(move)[SHOP]["messages"] == int(str(merged[SHOP]["messages"])) + 1
    assert OUTLET not in senders(move)
    assert move("sender", "undo", done).stdout == f"Correction {done} is taken back.\n"
    assert int(str(senders(move)[OUTLET]["messages"])) == int(str(before[OUTLET]["messages"])) + 1


def test_what_a_later_sync_brings_is_corrected_too(empty: Shell, dovecot: Dovecot) -> None:
    def deliver(number: int, who: str) -> None:
        text = NEW.partition("\n")[2].replace("new-1", f"n{number}").replace("heronoutlet.example", who)
        dovecot.deliver(user, text.replace("\n", "\r\n").encode())

    user, secret = dovecot.user(), f"{dovecot.password}\n"
    deliver(1, "lamps.example")
    deliver(2, "lampoutlet.example")
    where = ("--host", dovecot.host, "--port", dovecot.tls_port, "--security", "tls", "--ca-file", dovecot.ca_file)
    assert empty("account", "add", user, *where, "--password-stdin", stdin=secret).exit_code == 0
    empty("sync", "--password-stdin", stdin=secret)
    noted(empty, "merge", "lamps.example", "lampoutlet.example")
    noted(empty, "kind", "lamps.example", "not-marketing")
    deliver(3, "lampoutlet.example")
    assert "1 new message" in empty("sync", "--password-stdin", stdin=secret).stdout
    (row,) = empty.lines("senders")
    assert (row["organisation"], row["messages"], row["marketing"]) == ("lamps.example", 3, 0)


def test_a_part_stays_split_off_under_its_own_id(move: Shell) -> None:
    parts = move.json("sender", "parts", SHOP)["parts"]
    by = parts[0]["by"]
    noted(move, "split", SHOP, "--by", by.upper())
    once = senders(move)
    assert once[by]["messages"] == parts[0]["messages"]
    move("analyse")
    move("import", SAMPLES / "move.mbox")
    assert senders(move) == once
    assert by in {row["sender"]["organisation"] for row in move.lines("messages")}


def test_a_name(move: Shell) -> None:
    noted(move, "rename", SHOP, "The lamp people")
    move("analyse")
    assert senders(move)[SHOP]["name"] == "The lamp people"
    assert "its own name again" in move("sender", "rename", SHOP, "").stdout
    assert senders(move)[SHOP]["name"] != "The lamp people"


def test_a_sender_that_does_not_advertise(move: Shell) -> None:
    noted(move, "kind", OUTLET, "not-marketing")
    move("import", SAMPLES / "move.mbox")
    assert senders(move)[OUTLET]["marketing"] == 0


@pytest.mark.parametrize("name", ["id", "message_id"])
def test_one_mail_is_called_what_it_is(move: Shell, name: str) -> None:
    row = next(row for row in move.lines("messages") if row["sender"]["organisation"] == OUTLET)
    done = noted(move, "kind", row[name], "discussion")
    move("analyse")
    kinds = {one["id"]: one["kind"] for one in move.lines("messages")}
    assert kinds[row["id"]] == "discussion"
    move("sender", "undo", done)
    assert {one["id"]: one["kind"] for one in move.lines("messages")}[row["id"]] == row["kind"]


def test_what_was_corrected_is_listed(move: Shell) -> None:
    assert move("sender", "corrections").stdout == "Nothing was corrected.\n"
    assert move.lines("sender", "corrections") == []
    done = move.json("sender", "merge", SHOP, OUTLET)
    assert done["of"] == SHOP
    assert move.lines("sender", "corrections", OUTLET) == [
        {"id": done["id"], "what": "merge", "of": [SHOP], "detail": OUTLET, "at": "2026-11-24T08:00:00Z"}
    ]
    assert OUTLET in move("sender", "corrections").stdout
    assert move.json("sender", "undo", done["id"]) == {"id": done["id"], "undone": True}
    assert move.lines("sender", "corrections") == []


def test_a_correction_of_who_is_set_aside_names_nobody_unasked(move: Shell) -> None:
    move("sender", "rename", OUTLET, "Cradle Club")
    move("themes", "accept", OUTLET)
    listed = move("sender", "corrections").stdout
    assert "set aside" in listed
    assert OUTLET not in listed
    assert "Cradle Club" not in listed
    assert "Cradle Club" in move("sender", "corrections", OUTLET).stdout


def test_the_parts_of_a_sender(move: Shell) -> None:
    assert move("sender", "parts", SHOP).stdout.startswith("Part")
    assert "cannot be split" in move("sender", "parts", OUTLET).stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("merge", SHOP, "nobody.example"), "No sender"),
        (("merge", SHOP, SHOP), "into itself"),
        (("split", SHOP, "--by", "nobody.example"), "No mail of"),
        (("split", "nobody.example", "--by", "x.example"), "No sender"),
        (("rename", "nobody.example", "X"), "No sender"),
        (("kind", "nobody.example", "marketing"), "No sender"),
        (("kind", SHOP, "spam"), "marketing or not marketing"),
        (("kind", "<nobody@nowhere.example>", "spam"), "There is no message"),
        (("kind", "0" * 24, "spam"), "There is no message"),
        (("undo", "7"), "There is no correction"),
        (("parts", "nobody.example"), "No sender"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(move: Shell, words: tuple[str, ...], said: str) -> None:
    assert said in move.refused("sender", *words)
    assert move.lines("sender", "corrections") == []
