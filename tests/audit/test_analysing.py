"""Findings are a function of facts and decisions: the same each time, and recomputed when the code changed."""

import sqlite3
from collections.abc import Iterable
from typing import Any

import pytest

from inboxguard.audit import analysing
from inboxguard.audit.audit import Audit
from inboxguard.audit.first_pass import FirstPass, first_pass
from inboxguard.facts.message import Message
from inboxguard.facts.person import Person
from inboxguard.store import messages
from inboxguard.store.database import FILE
from inboxguard.trace.trail import Level
from tests.audit.truth import Story


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


@pytest.mark.parametrize("taken_for", [(), ("nobody@post.example",)])
def test_whoever_the_mailbox_was_taken_for_the_findings_are_of_whose_it_is(
    audit: Audit, monkeypatch: pytest.MonkeyPatch, taken_for: tuple[str, ...]
) -> None:
    before = (list(audit.message_rows()), list(audit.json_senders()), audit.json_trails())
    passes = []

    def counted(stored: Iterable[Message], person: Person, *further: Any) -> FirstPass:
        passes.append(person)
        return first_pass(stored, person, *further)

    monkeypatch.setattr(analysing, "first_pass", counted)
    audit.analyse()
    assert len(passes) == 1
    with sqlite3.connect(audit.home / FILE) as connection:
        connection.execute("DELETE FROM own_addresses")
        connection.executemany("INSERT INTO own_addresses VALUES (?, 0)", [(one,) for one in taken_for])
    audit.analyse()
    assert len(passes) == (3 if taken_for else 2)
    assert (list(audit.message_rows()), list(audit.json_senders()), audit.json_trails()) == before
