"""Rows wait in order, packed, and what a full disk does to them is said in a sentence."""

import errno
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import SpooledTemporaryFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database

from inboxguard.errors import StoreError
from inboxguard.store import spool
from inboxguard.store.findings import row
from inboxguard.store.spool import Row, spooled
from tests.store.findings import advert


def rows(number: int) -> Iterator[Row]:
    return (row(advert(f"{one:06}", "shop.example", aside=one % 7 == 0)) for one in range(number))


@given(st.lists(st.builds(Row, *[st.text(max_size=9)] * 4, st.booleans(), st.booleans(), st.binary(), st.binary())))
def test_what_is_taken_is_given_back_as_often_as_asked(taken: list[Row]) -> None:
    with closing(Database(memory=True)) as db, spooled(db) as made:
        for one in taken:
            made.add(one)
        assert list(made) == taken
        made.add(Row("last", None, None, "spam", False, False, b"", b""))
        assert [one.key for one in made] == [*(one.key for one in taken), "last"]


def test_many_rows_lie_in_a_nameless_file_beside_the_database(
    db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spool, "_IN_MEMORY", 1_000)
    list(db.query("SELECT * FROM attributions"))  # SQLite's own files are made by the first look
    before = sorted(one.name for one in tmp_path.rglob("*"))
    with spooled(db) as made:
        for one in rows(1_001):
            made.add(one)
        assert sorted(one.name for one in tmp_path.rglob("*")) == before
        assert list(made) == list(rows(1_001))
    assert sorted(one.name for one in tmp_path.rglob("*")) == before


def test_a_full_disk_is_said_in_a_sentence(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_anything: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(SpooledTemporaryFile, "write", full)
    with spooled(db) as made:
        for one in rows(199):
            made.add(one)
        with pytest.raises(StoreError, match="Make room on the disk"):
            made.add(next(rows(1)))


def test_the_database_has_its_memory_back_afterwards(db: Database) -> None:
    before = db.conn.execute("PRAGMA cache_size").fetchone()
    with spooled(db):
        assert db.conn.execute("PRAGMA cache_size").fetchone() != before
    assert db.conn.execute("PRAGMA cache_size").fetchone() == before


def test_nothing_is_left_of_rows_that_are_cleared(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "_AT_ONCE", 2)
    with spooled(db) as made:
        for one in rows(5):
            made.add(one)
        made.clear()
        assert list(made) == []
        made.add(next(rows(1)))
        assert list(made) == list(rows(1))
