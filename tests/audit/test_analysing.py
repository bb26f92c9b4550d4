"""Findings are a function of facts and decisions: the same each time, and recomputed when the code changed."""

import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import pytest

from inboxguard import resources
from inboxguard.audit import analysing, grounds, pace
from inboxguard.audit.analysing import Depth
from inboxguard.audit.audit import Audit
from inboxguard.audit.parsing_processes import parsing_processes
from inboxguard.audit.progress import Step
from inboxguard.errors import Cancelled
from inboxguard.facts.message import Message
from inboxguard.store import findings, judgements, messages
from inboxguard.store.database import FILE
from inboxguard.trace.trail import Level
from tests.audit.truth import NOW, Story


def test_the_same_facts_give_the_same_findings(audit: Audit) -> None:
    before = (list(audit.message_rows()), list(audit.json_senders()), audit.json_trails())
    audit.analyse()
    assert (list(audit.message_rows()), list(audit.json_senders()), audit.json_trails()) == before


def test_findings_of_older_code_are_stale(audit: Audit, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not audit.stale()
    monkeypatch.setattr(analysing, "FINDINGS", analysing.FINDINGS + 1)
    assert audit.stale()
    audit.analyse()
    assert not audit.stale()


def test_findings_that_know_less_than_is_stored_are_stale(audit: Audit, monkeypatch: pytest.MonkeyPatch) -> None:
    # As after Stop in the middle of reading: messages are stored, and the analysis did not come to its turn.
    stored = messages.count(audit._db)
    monkeypatch.setattr(messages, "count", lambda db, account=None: stored + 1)
    assert audit.stale()


def test_an_empty_home_is_not_stale(empty: Audit) -> None:
    assert not empty.stale()
    empty.analyse()
    assert empty.sender_ids() == ()
    assert empty.overview().mails == 0


def test_trails_come_by_source_and_the_surest_first(move: Story) -> None:
    rows = move.audit.trail_rows()
    assert [row.level for row in rows] == sorted((row.level for row in rows), key=list(Level).index)
    every = move.audit.trail_rows(all_rows=True)
    assert len(every) > len(rows)
    assert [row.source is None for row in every] == sorted(row.source is None for row in every)


def everything(audit: Audit) -> tuple[object, ...]:
    """What screens and commands are shown."""
    rows = audit.sender_rows(audit.sender_ids())
    return list(audit.message_rows()), list(audit.json_senders()), audit.json_trails(), audit.overview(), rows


@pytest.mark.parametrize("taken_for", [(), ("nobody@post.example",)])
def test_whoever_the_mailbox_was_taken_for_the_findings_are_of_whose_it_is(
    audit: Audit, taken_for: tuple[str, ...]
) -> None:
    before = everything(audit)
    with sqlite3.connect(audit.home / FILE) as connection:
        connection.execute("DELETE FROM own_addresses")
        connection.executemany("INSERT INTO own_addresses VALUES (?, 0)", [(one,) for one in taken_for])
    audit.analyse()
    assert everything(audit) == before


def parts(folder: Path, story: str, number: int) -> list[Path]:
    """The messages of a sample in files of so many each, in the order of the sample."""
    octets = resources.path(f"demo/{story}.mbox").read_bytes()
    mails = [b"From " + one for one in re.split(rb"^From (?=\S+ \w{3} \w{3})", octets, flags=re.MULTILINE)[1:]]
    made = []
    for start in range(0, len(mails), number):
        path = folder / f"{start:04}.mbox"
        path.write_bytes(b"".join(mails[start : start + number]))
        made.append(path)
    return made


@pytest.mark.parametrize("story", ["move", "registry"])
def test_mail_that_comes_bit_by_bit_is_found_what_it_is_found_at_once(story: str, tmp_path: Path) -> None:
    with Audit.open(tmp_path / "bits", lambda: NOW) as audit:
        audit.mark_themes(["baby"])
        for path in parts(tmp_path, story, 60):
            audit.import_files([path])
        bit_by_bit = everything(audit)
        audit.analyse(anew=True)
        assert everything(audit) == bit_by_bit


def noted(keys: list[str], read: Callable[..., object], mails: Sequence[Message], *told: object) -> object:
    """What a reader of mail makes of it; the keys of the mail are kept in `keys`."""
    keys.extend(one.key for one in mails)
    return read(mails, *told)


def test_only_what_is_new_is_judged(audit: Audit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    # The watch over an opt-out reads the dates of late mail once more; that judges no message anew.
    for name in ("judged", "asked"):
        monkeypatch.setattr(analysing, name, partial(noted, asked, getattr(analysing, name)))
    new = tmp_path / "new.eml"
    new.write_bytes(ADVERT)
    audit.import_files([new])
    assert len(asked) == 1
    asked.clear()
    audit.set_aside_sender(audit.sender_ids()[0])
    assert asked == []  # what is set aside is concluded with its sender, not read again
    asked.clear()
    audit.analyse()
    assert asked == []
    audit.analyse(anew=True)
    assert len(asked) == messages.count(audit._db)


ADVERT = b"""Return-Path: <news@brandnew.example>
Delivered-To: mara@post.example
Received: from out.brandnew.example (out.brandnew.example [192.0.2.9]) by mx.post.example;
 Tue, 24 Nov 2026 07:00:00 +0000
From: Brand New <news@brandnew.example>
To: mara@post.example
Subject: Lamps, 20 % off
Date: Tue, 24 Nov 2026 07:00:00 +0000
Message-ID: <1@brandnew.example>
List-Unsubscribe: <https://brandnew.example/out/1>
Content-Type: text/plain

Lamps, 20 % off this week. Unsubscribe: https://brandnew.example/out/1
"""


def decisions(audit: Audit) -> Iterator[Callable[[], object]]:
    """Everything the person may say of senders and mail, and how it is taken back."""
    one, two, three = audit.sender_ids()[:3]
    known = findings.sender(audit._db, two)
    assert known is not None
    yield lambda: audit.set_aside_sender(one)
    yield lambda: audit.keep_senders([two])
    yield lambda: audit.signed_up_myself(three)
    yield lambda: audit.merge_senders(one, [two])
    yield lambda: audit.call_senders([three], "not_marketing")
    yield lambda: audit.call_message(known.messages[0], "personal")
    yield lambda: audit.rename_sender(three, "Another name")
    yield lambda: audit.take_back(one)
    yield lambda: audit.mark_themes(["baby"])
    for row in [*audit.corrections_of(one), *audit.corrections_of(three)]:
        yield partial(audit.undo_correction, row.id)
    yield lambda: audit.unmark_themes(["baby"])


def test_after_every_decision_the_findings_are_those_of_a_whole_analysis(audit: Audit) -> None:
    for decide in decisions(audit):
        decide()
        at_once = everything(audit)
        audit.analyse()
        assert everything(audit) == at_once
    audit.analyse(anew=True)
    assert everything(audit) == at_once


def test_an_analysis_that_was_stopped_goes_on(audit: Audit, monkeypatch: pytest.MonkeyPatch) -> None:
    before = everything(audit)
    monkeypatch.setattr(analysing, "FINDINGS", analysing.FINDINGS + 1)
    steps = iter(range(100))

    def stopped(step: Step) -> None:
        if step.what == "analysing" and next(steps) > 3:
            raise Cancelled

    monkeypatch.setattr(pace, "_EVERY", 0)
    with pytest.raises(Cancelled):
        audit.analyse(stopped)
    assert audit.stale()
    assert 0 < len(judgements.unjudged(audit._db, _ground(audit))) < messages.count(audit._db)
    audit.renew()
    assert not audit.stale()
    assert everything(audit) == before


def _ground(audit: Audit) -> int:
    ground = grounds.stored(audit._db)
    assert ground is not None
    return ground.number


def test_child_processes_find_the_same(audit: Audit, monkeypatch: pytest.MonkeyPatch) -> None:
    before = everything(audit)
    monkeypatch.setattr(analysing, "_MANY", 1)
    analysing.analyse(audit._db, NOW, lambda step: None, lambda: parsing_processes(2), Depth.ALL)
    assert everything(audit) == before
