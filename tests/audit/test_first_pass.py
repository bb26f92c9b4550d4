"""What the first pass holds of each message is all that anything after it asks for."""

from dataclasses import replace

import pytest
from sqlite_utils import Database

from inboxguard.audit.audit import Audit
from inboxguard.audit.deciding import theme_decisions, trace_decisions
from inboxguard.audit.first_pass import FirstPass, first_pass, held
from inboxguard.facts.message import MessageKey
from inboxguard.facts.person import Person
from inboxguard.senders.attribution import Attribution
from inboxguard.senders.grouping import group
from inboxguard.senders.optout import opt_outs, written_to
from inboxguard.store import decisions, messages
from inboxguard.store.database import open_database
from inboxguard.store.records import unpacked
from inboxguard.store.spool import Row
from inboxguard.themes.lexicon import load
from inboxguard.themes.setting_aside import ThemeDecisions
from inboxguard.trace.coverage import coverage
from inboxguard.trace.sharing import trails
from tests.audit.truth import Story


def owner(db: Database) -> Person:
    """Return whose mailbox the analysis took it for."""
    return Person(decisions.own_addresses(db)[0], decisions.own_servers(db)[0])


def passed(audit: Audit, decisions: ThemeDecisions | None = None) -> tuple[FirstPass, list[Row]]:
    """One pass over a sample, with its rows."""
    db = open_database(audit.home)
    try:
        rows: list[Row] = []
        themes = decisions or theme_decisions(db)
        return first_pass(messages.each(db), owner(db), themes, load(), rows.append), rows
    finally:
        db.close()


@pytest.mark.parametrize("story", ["move", "registry"])
def test_senders_trails_and_opt_outs_of_what_is_held_are_those_of_the_whole(
    story: str, request: pytest.FixtureRequest
) -> None:
    audit: Audit = request.getfixturevalue(story).audit
    first, rows = passed(audit)
    by_key = {one.message: one for one in (unpacked(row.record, Attribution) for row in rows)}
    whole = tuple(by_key[one.message] for one in first.attributions)
    assert any(one.message_id for one in whole)
    senders = group(whole)
    assert group(first.attributions) == senders
    db = open_database(audit.home)
    try:
        person, decided = owner(db), trace_decisions(db)
    finally:
        db.close()
    covered = coverage([one.at for one in whole if one.at], ())
    assert trails(senders, first.attributions, first.statements, decided, covered, person) == trails(
        senders, whole, first.statements, decided, covered, person
    )
    addresses = written_to(first.attributions)
    naming = [one for one in whole if not addresses.isdisjoint(one.out_addresses)]
    assert opt_outs(first.attributions, naming) == opt_outs(whole)


def test_rows_come_in_the_order_of_the_store_and_attributions_in_order_of_time(move: Story) -> None:
    first, rows = passed(move.audit)
    assert [row.key for row in rows] == sorted(row.key for row in rows)
    times = [one.at for one in first.attributions if one.at is not None]
    assert times == sorted(times)
    assert len(rows) == len(first.attributions)


def test_equal_values_are_held_once(move: Story) -> None:
    first, _ = passed(move.audit)
    for name in ("organisation", "recipient", "reasons", "legal", "sending_domains"):
        values = [getattr(one, name) for one in first.attributions]
        assert len({id(value) for value in values}) == len(set(values))


def test_what_nobody_asks_for_is_not_held(move: Story) -> None:
    first, rows = passed(move.audit)
    one = unpacked(rows[0].record, Attribution)
    assert held(replace(one, role=None, subject="Lamps", out_addresses=("leave@shop.example",))).subject == ""
    assert all(one.message_id is None and not one.out_addresses for one in first.attributions)
    assert any(one.subject for one in first.attributions)


def test_marketing_of_a_sender_that_is_set_aside_for_the_greater_part_goes_whole(registry: Story) -> None:
    first, rows = passed(registry.audit)
    alone = {MessageKey(row.key) for row in rows if row.aside}
    assert alone < first.aside
    kept, _ = passed(registry.audit, ThemeDecisions(marked=frozenset({"baby"}), kept=first.aside))
    assert not kept.aside & first.aside
