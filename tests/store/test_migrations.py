"""Migrations are only ever added to, and each is recorded."""

from sqlite_utils import Database

from inboxguard.store import accounts, decisions, folders, messages
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
    assert [step.name for step in migrations.applied(db)] == [
        "m001_facts", "m002_findings", "m003_decisions", "m004_facts_anew", "m005_corrections", "m006_judgements",
        "m007_answers", "m008_shelves", "m009_companies", "m010_unsubscribing", "m011_drafts",
        "m012_no_naming_terms",
    ]  # fmt: skip
    db.close()


_OF_BEFORE = """
CREATE TABLE accounts (address TEXT PRIMARY KEY, host TEXT NOT NULL, port INTEGER NOT NULL, security TEXT NOT NULL,
    user TEXT NOT NULL, ca_file TEXT, pinned TEXT, read_at TEXT);
CREATE TABLE folders (account TEXT NOT NULL, folder TEXT NOT NULL, last_uid INTEGER NOT NULL);
CREATE TABLE messages (key TEXT PRIMARY KEY, account TEXT NOT NULL, facts BLOB NOT NULL);
CREATE TABLE attributions (key TEXT PRIMARY KEY);
CREATE TABLE marked_themes (theme TEXT PRIMARY KEY, at TEXT NOT NULL);
CREATE TABLE shelved (what TEXT PRIMARY KEY, decision TEXT NOT NULL, at TEXT NOT NULL);
INSERT INTO accounts VALUES ('me@post.example', 'imap.post.example', 993, 'tls', 'me', NULL, NULL, '2026-11-23T08:00Z');
INSERT INTO messages VALUES ('1', 'me@post.example', x'00');
CREATE TABLE given (address TEXT NOT NULL, organisation TEXT NOT NULL, only_there INTEGER NOT NULL, at TEXT NOT NULL,
    PRIMARY KEY (address, organisation));
INSERT INTO given VALUES ('me+shop@post.example', 'shop.example', 1, '2026-11-23T08:00:00Z');
INSERT INTO marked_themes VALUES ('baby', '2026-11-23T08:00:00Z');
"""


def test_a_home_of_before_two_passes_keeps_decisions_and_accounts_and_reads_again() -> None:
    db = Database(memory=True)
    db.conn.executescript(_OF_BEFORE)
    migrations.ensure_migrations_table(db)
    for name in ("m001_facts", "m002_findings", "m003_decisions"):
        db["_sqlite_migrations"].insert({"migration_set": "inboxguard", "name": name, "applied_at": "2026-11-23"})
    migrations.apply(db)
    assert messages.count(db) == 0
    assert folders.staged_count(db) == 0
    (account,) = accounts.accounts(db)
    assert (account.address, account.read_at, account.sign_in) == ("me@post.example", None, "password")
    assert db.execute("SELECT theme FROM marked_themes").fetchall() == [("baby",)]
    (given,) = decisions.given(db)
    assert (given.address, given.only, given.made, given.by) == ("me+shop@post.example", True, False, "")
    db.close()


def test_facts_findings_and_decisions_have_their_tables() -> None:
    db = Database(memory=True)
    migrations.apply(db)
    assert {"messages", "places", "texts"} <= set(db.table_names())
    assert {"attributions", "senders", "trails"} <= set(db.table_names())
    assert {"settings", "marked_themes", "requests", "request_events"} <= set(db.table_names())
    db.close()
