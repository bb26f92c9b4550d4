"""Migrations are only ever added to, and each is recorded."""

from sqlite_utils import Database

from inboxguard.store.migrations import migrations


def test_the_order_of_steps_never_changes() -> None:
    db = Database(memory=True)
    names = [step.name for step in migrations.pending(db)]
    db.close()
    assert names[:3] == ["m001_facts", "m002_findings", "m003_decisions"]


def test_every_step_is_recorded_once() -> None:
    db = Database(memory=True)
    migrations.apply(db)
    migrations.apply(db)
    assert [step.name for step in migrations.applied(db)] == ["m001_facts", "m002_findings", "m003_decisions"]
    db.close()


def test_facts_findings_and_decisions_have_their_tables() -> None:
    db = Database(memory=True)
    migrations.apply(db)
    assert {"messages", "places", "texts"} <= set(db.table_names())
    assert {"attributions", "senders", "trails"} <= set(db.table_names())
    assert {"settings", "marked_themes", "requests", "request_events"} <= set(db.table_names())
    db.close()
