"""Findings are a function of facts and decisions: the same each time, and recomputed when the code changed."""

import pytest

from inboxguard.audit import analysing
from inboxguard.audit.audit import Audit
from inboxguard.store import messages
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
