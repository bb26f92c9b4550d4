"""One file, opened carefully: nobody else's, nothing broken, nothing newer is ever written over."""

import os
import sqlite3
import stat
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlite_utils import Database

from inboxguard.errors import Damaged, DatabaseFromTheFuture, StoreError
from inboxguard.store.database import FILE, open_database, writing
from inboxguard.store.migrations import migrations


def test_a_fresh_home_is_private(tmp_path: Path) -> None:
    home = tmp_path / "home"
    open_database(home).close()
    assert stat.S_IMODE(os.stat(home).st_mode) == 0o700
    assert stat.S_IMODE(os.stat(home / FILE).st_mode) == 0o600


def test_opening_again_changes_nothing(tmp_path: Path) -> None:
    first = open_database(tmp_path)
    before = first.schema
    first.close()
    second = open_database(tmp_path)
    assert second.schema == before
    second.close()


def test_the_schema_is_the_one_that_was_reviewed(tmp_path: Path) -> None:
    db = open_database(tmp_path)
    schema = db.schema.strip() + "\n"
    db.close()
    reviewed = Path(__file__).with_name("schema.sql")
    if os.environ.get("INBOXGUARD_REWRITE"):
        reviewed.write_text(schema)
    assert schema == reviewed.read_text()


def test_a_database_of_a_newer_version_is_refused_in_a_sentence_and_left_alone(tmp_path: Path) -> None:
    db = open_database(tmp_path)
    with db.atomic():
        db["_sqlite_migrations"].insert({"migration_set": "inboxguard", "name": "m999_beyond", "applied_at": "later"})
    db.close()
    before = (tmp_path / FILE).read_bytes()
    with pytest.raises(DatabaseFromTheFuture, match="newer version of inboxguard"):
        open_database(tmp_path)
    assert (tmp_path / FILE).read_bytes() == before


@pytest.mark.parametrize(
    "content", [b"this is no database at all, only words\n" * 200, b"SQLite format 3\0" + b"\xff" * 5000]
)
def test_a_broken_file_is_said_to_be_broken_and_not_overwritten(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    with pytest.raises(Damaged, match="broken"):
        open_database(tmp_path)
    assert (tmp_path / FILE).read_bytes() == content


def test_the_database_of_another_program_is_not_touched(tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / FILE)
    other.execute("CREATE TABLE recipes (name TEXT)")
    other.commit()
    other.close()
    before = (tmp_path / FILE).read_bytes()
    with pytest.raises(Damaged, match="another program"):
        open_database(tmp_path)
    assert (tmp_path / FILE).read_bytes() == before


def test_an_opening_that_was_interrupted_leaves_nothing_half_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(db: Database) -> None:
        migrations.ensure_migrations_table(db)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("inboxguard.store.database.migrations.apply", interrupted)
        with pytest.raises(KeyboardInterrupt):
            open_database(tmp_path)
    db = open_database(tmp_path)
    assert "messages" in db.table_names()
    db.close()


def test_many_may_open_a_new_home_at_once(tmp_path: Path) -> None:
    def opened(number: int) -> list[str]:
        db = open_database(tmp_path)
        names = sorted(db.table_names())
        db.close()
        return names

    with ThreadPoolExecutor(6) as at_once:
        found = list(at_once.map(opened, range(24)))
    assert "messages" in found[0]
    assert all(names == found[0] for names in found)


def test_a_home_that_is_a_file_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file")
    with pytest.raises(StoreError, match="--home"):
        open_database(tmp_path / "home")


def test_what_fails_half_way_leaves_no_trace(db: Database) -> None:
    def stopped() -> None:
        with writing(db) as connection:
            connection.execute("INSERT INTO settings VALUES ('name', 'Anna')")
            raise RuntimeError("stopped")

    with pytest.raises(RuntimeError):
        stopped()
    assert db.conn.execute("SELECT count(*) FROM settings").fetchone()[0] == 0


def test_two_writers_wait_for_each_other(tmp_path: Path) -> None:
    open_database(tmp_path).close()
    failures: list[BaseException] = []

    def write(name: str) -> None:
        try:
            db = open_database(tmp_path)
            for number in range(50):
                with writing(db) as connection:
                    connection.execute("INSERT INTO settings VALUES (?, '')", (f"{name}{number}",))
            db.close()
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=write, args=(name,)) for name in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    db = open_database(tmp_path)
    assert db.conn.execute("SELECT count(*) FROM settings").fetchone()[0] == 100
    db.close()
