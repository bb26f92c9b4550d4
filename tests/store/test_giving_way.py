"""The database gives way - held by another program, on a full or broken disk: it is said, and nothing is half done."""

import resource
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlite_utils import Database

from inboxguard.errors import StoreError
from inboxguard.facts.message import Shelf
from inboxguard.store import accounts, decisions, findings, folders, messages
from inboxguard.store.accounts import StoredAccount
from inboxguard.store.database import FILE, open_database, told, writing
from inboxguard.store.folders import StagedHead, State
from tests.store.disks import Filled, small_disk
from tests.store.messages import message

ANNA = "anna@post.example"
AT = datetime(2026, 11, 3, 8, tzinfo=UTC)
ROW = messages.row(message(1, file=False))

ROOT = Path(__file__).parents[2]
HEAD = StagedHead(2, AT, 9, b"()", b"", b"From: a" * 100)

HOLDING = """
import sqlite3, sys
other = sqlite3.connect(sys.argv[1], isolation_level=None)
for statement in sys.argv[2:]:
    other.execute(statement)
print("held", flush=True)
sys.stdin.readline()
"""

DOORS: dict[str, Callable[[Database], object]] = {
    "folder": lambda db: folders.folder(db, ANNA, "INBOX", "Inbox", Shelf.PLAIN),
    "stage": lambda db: folders.stage(db, 1, 7, [HEAD]),
    "settle": lambda db: folders.settle(db, 1, 7, [ROW], [], [3]),
    "complete": lambda db: folders.complete(db, 1, State(7, 9, 8, 0)),
    "vanished": lambda db: folders.vanished(db, 1, 7, [1]),
    "drop_folders": lambda db: folders.drop_folders(db, ANNA, set()),
    "add_traffic": lambda db: folders.add_traffic(db, ANNA, date(2026, 11, 3), 5),
    "add": lambda db: messages.add(db, [ROW]),
    "forget_account": lambda db: messages.forget_account(db, ANNA),
    "account": lambda db: accounts.add(db, StoredAccount(ANNA, "post.example", 993, "tls", ANNA, None, None, None)),
    "was_read": lambda db: accounts.was_read(db, ANNA, AT, None),
    "setting": lambda db: decisions.set_setting(db, "country", "DE"),
    "findings": lambda db: findings.judged(db, [], date(2026, 11, 3)),
}


READING = """
import dataclasses, pathlib, sys
from inboxguard.facts.message import Shelf
from inboxguard.store import folders, messages
from inboxguard.store.database import open_database
from tests.store.messages import message
from tests.store.test_giving_way import HEAD, ROW
db = open_database(pathlib.Path(sys.argv[1]))
inbox = folders.folder(db, "anna@post.example", "Lists", "Lists", Shelf.PLAIN).id
print("reading", flush=True)
uid = max(folders.known_uids(db, inbox, 7), default=0)
while True:
    uids = range(uid + 1, uid + 11)
    uid += 10
    folders.stage(db, inbox, 7, [dataclasses.replace(HEAD, uid=one) for one in uids])
    place = dataclasses.replace(ROW.place, uid=uid)
    rows = [dataclasses.replace(ROW, key=str(uid), twin=str(uid), place=place)]
    folders.settle(db, inbox, 7, rows, [(one, str(uid)) for one in uids[1:8]], [uids[0]])
"""


@contextmanager
def another_program(home: Path, *statements: str) -> Iterator[Callable[[], None]]:
    """A program that has done `statements` and holds what it got until it is told to go, or killed."""
    command = [sys.executable, "-c", HOLDING, str(home / FILE), *statements]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        try:
            yield other.kill
        finally:
            other.kill()


def everything(db: Database) -> list[list[tuple[object, ...]]]:
    return [db.conn.execute(f"SELECT * FROM {table}").fetchall() for table in db.table_names()]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with a folder, a message in it, a head that waits and an account."""
    home = tmp_path / "home"
    with closing(open_database(home)) as db:
        DOORS["account"](db)
        inbox = folders.folder(db, ANNA, "INBOX", "INBOX", Shelf.PLAIN).id
        assert inbox == 1
        folders.settle(db, inbox, 7, [messages.row(message(5, file=False))])
        folders.stage(db, inbox, 7, [StagedHead(1, AT, 9, b"()", b"", b"From: b")])
    return home


@pytest.mark.parametrize("door", DOORS.values(), ids=DOORS)
def test_another_program_holds_the_database(home: Path, door: Callable[[Database], object]) -> None:
    with closing(open_database(home, patience=0.05)) as db:
        before = everything(db)
        with another_program(home, "BEGIN IMMEDIATE", "INSERT INTO settings VALUES ('theirs', '')") as killed:
            with pytest.raises(StoreError, match="Another program is using the database"):
                door(db)
            assert everything(db) == before
            assert not db.conn.in_transaction
            killed()
            # What a killed program held is free again as soon as the system has cleared it away.
            db.conn.execute("PRAGMA busy_timeout = 5000")
            door(db)
        assert ("theirs", "") not in db.conn.execute("SELECT * FROM settings").fetchall()


@pytest.mark.parametrize("ready", [True, False])
def test_another_program_holds_the_file_while_it_is_opened(tmp_path: Path, ready: bool) -> None:
    if ready:
        open_database(tmp_path).close()
    with another_program(tmp_path, "PRAGMA locking_mode = EXCLUSIVE", "BEGIN EXCLUSIVE", "CREATE TABLE t (a)"):
        began = time.monotonic()
        with pytest.raises(StoreError, match="Another program is using the database"):
            open_database(tmp_path, patience=0.05)
        assert time.monotonic() - began < 5
    with closing(open_database(tmp_path)) as db:
        assert "messages" in db.table_names()


def test_a_writer_waits_as_long_as_it_was_told(home: Path) -> None:
    with closing(open_database(home, patience=0.3)) as db, another_program(home, "BEGIN IMMEDIATE"):
        began = time.monotonic()
        with pytest.raises(StoreError), writing(db):
            pass
        assert 0.25 < time.monotonic() - began < 5


def test_a_full_disk_keeps_what_was_there_and_takes_the_rest_when_there_is_room(tmp_path: Path) -> None:
    heads = [StagedHead(uid, AT, 9, b"()", b"", bytes([uid % 251]) * 3000) for uid in range(1, 400)]
    rows = [messages.row(message(number, file=False)) for number in range(400)]
    with small_disk(tmp_path / "disk") as real, closing(open_database(tmp_path / "disk")) as db:
        disk = Filled(db, tmp_path / "disk", real)
        inbox = folders.folder(db, ANNA, "INBOX", "INBOX", Shelf.PLAIN).id
        folders.stage(db, inbox, 7, heads[:5])
        before = everything(db)
        disk.fill()
        with pytest.raises(StoreError, match="disk is full"):
            folders.stage(db, inbox, 7, heads)
        with pytest.raises(StoreError, match="disk is full"):
            folders.settle(db, inbox, 7, rows)
        assert everything(db) == before
        assert not db.conn.in_transaction
        disk.free()
        folders.stage(db, inbox, 7, heads)
        assert folders.staged_count(db, inbox) == 399
        assert folders.settle(db, inbox, 7, rows) == 400
        assert db.conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_full_disk_while_the_home_is_made(tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        with pytest.raises(StoreError, match=r"[Dd]isk"):
            open_database(tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    with closing(open_database(tmp_path)) as db:
        assert messages.count(db) == 0


def test_a_disk_that_fails_in_the_middle_of_a_write(home: Path) -> None:
    heads = [StagedHead(uid, AT, 9, b"()", b"", bytes([uid % 251]) * 3000) for uid in range(1, 400)]
    with closing(open_database(home)) as db:
        before = everything(db)
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, ((home / FILE).stat().st_size, hard))
        try:
            with pytest.raises(StoreError, match="disk could not read or write"):
                folders.stage(db, 1, 7, heads)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert everything(db) == before
        folders.stage(db, 1, 7, heads)
        assert folders.staged_count(db) == 399


def test_a_reader_that_is_killed_anywhere_leaves_whole_sets(home: Path) -> None:
    for pause in (0.0, 0.011, 0.023, 0.037, 0.05):
        command = [sys.executable, "-c", READING, str(home)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as reader:
            assert reader.stdout is not None
            assert reader.stdout.readline() == "reading\n"
            time.sleep(pause)
            reader.kill()
        with closing(open_database(home)) as db:
            assert db.conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            lists = folders.folder(db, ANNA, "Lists", "Lists", Shelf.PLAIN).id
            settled = {uid for (uid,) in db.conn.execute("SELECT uid FROM places WHERE folder = ?", (lists,))}
            waiting = {one.uid for one in folders.staged(db, lists, 100_000)}
            refused = {uid for (uid,) in db.conn.execute("SELECT uid FROM refused WHERE folder = ?", (lists,))}
            assert len(settled) + len(waiting) + len(refused) == len(folders.known_uids(db, lists, 7))
            sets = range(1, max(waiting, default=0), 10)
            for first in sets:
                whole = set(range(first, first + 10))
                assert (whole & settled, whole & waiting, whole & refused) in (
                    (set(), whole, set()),
                    (whole - {first, first + 8}, {first + 8}, {first}),
                )
            assert messages.count(db) == 1 + len(refused)
            assert not db.conn.execute("SELECT 1 FROM places WHERE key NOT IN (SELECT key FROM messages)").fetchall()


def test_a_database_that_may_only_be_read(home: Path) -> None:
    with closing(open_database(home)) as db:
        before = everything(db)
        db.conn.execute("PRAGMA query_only = ON")
        with pytest.raises(StoreError, match="may only be read"):
            DOORS["settle"](db)
        assert everything(db) == before


def test_a_mistake_of_ours_is_no_sentence_for_the_person(home: Path) -> None:
    with closing(open_database(home)) as db:
        with pytest.raises(sqlite3.OperationalError, match="no such table"), writing(db) as connection:
            connection.execute("INSERT INTO recipes VALUES (1)")
        assert told(sqlite3.OperationalError("no such table: recipes")) is None
        assert not db.conn.in_transaction
