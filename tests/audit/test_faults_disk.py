"""The disk, the database or the computer gives way: a sentence, nothing half done, and the next run finishes it."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from scripts.soak.homes import contents
from scripts.soak.killing import killed_syncs
from scripts.soak.programs import Program

from inboxguard.audit import opening
from inboxguard.audit.audit import Audit
from inboxguard.audit.progress import Step
from inboxguard.errors import StoreError
from inboxguard.mailbox import reading
from tests.audit.syncs import Behind, again, numbers, of, some, sound, waiting
from tests.audit.truth import NOW
from tests.servers.dovecot import Dovecot
from tests.servers.faulty_line import FaultyLine
from tests.store.disks import Filled, small_disk


def test_killed_at_some_moments_of_a_first_sync_it_ends_as_if_nothing_had_been(
    dovecot: Dovecot, tmp_path: Path
) -> None:
    """scripts/soak kills it at fifty."""
    assert killed_syncs(dovecot, tmp_path, points=2, seed=3, messages=40, tell=lambda words: None) == []


@pytest.mark.usefixtures("every_step")
@pytest.mark.parametrize("what", ["reading", "opening"])
def test_a_disk_that_fills_up_is_said_and_with_room_it_goes_on(
    what: str, dovecot: Dovecot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "SET", 10)
    monkeypatch.setattr(opening, "PAGE", 10)
    user = dovecot.user()
    dovecot.fill(user, some(35, 5))
    with small_disk(tmp_path / "disk") as real, Audit.open(tmp_path / "disk" / "home", lambda: NOW) as audit:
        how = (user, dovecot.host, dovecot.plain_port, "none", user, dovecot.password)
        audit.add_account(*how, remember=False)
        disk = Filled(audit._db, tmp_path / "disk", real)

        def fill(step: Step) -> None:
            if (step.what, step.done) == (what, 10):
                disk.fill()

        with pytest.raises(StoreError, match=r"^The disk is full, [^\n]+\.$"):
            audit.sync(tell=fill)
        assert sound(audit)
        assert (audit.mails(), waiting(audit)) == ((0, 10) if what == "reading" else (10, 30))
        disk.free()
        again(audit)
        assert numbers(audit) == of(some(35, 5))
        assert waiting(audit) == 0
        assert sound(audit)


HOLDING = """
import sqlite3, sys
other = sqlite3.connect(sys.argv[1], isolation_level=None)
other.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.readline()
"""

READING = """
import pathlib, sys
from inboxguard.store.locking import reading_alone
with reading_alone(pathlib.Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.readline()
"""


@contextmanager
def another(program: str, path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run another program that holds something until the end of the block."""
    with subprocess.Popen(
        [sys.executable, "-c", program, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        try:
            yield process
        finally:
            process.kill()


@pytest.mark.usefixtures("every_step")
def test_a_database_that_another_program_holds_is_said_and_nothing_is_lost(
    dovecot: Dovecot, empty: Audit, behind: Behind, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "SET", 10)
    user = dovecot.user()
    dovecot.fill(user, some(25, 5))
    behind(dovecot, user)
    empty._db.conn.execute("PRAGMA busy_timeout = 200")
    holding: list[object] = []

    def hold(step: Step) -> None:
        if (step.what, step.done) == ("reading", 20):
            holding.append(held := another(HOLDING, empty.home / "inboxguard.db"))
            held.__enter__()

    with pytest.raises(StoreError, match=r"^Another program is using the database [^\n]+\.$"):
        empty.sync(tell=hold)
    assert (empty.mails(), waiting(empty)) == (0, 20)
    holding[0].__exit__(None, None, None)  # type: ignore[attr-defined]
    assert again(empty).added == 30
    assert numbers(empty) == of(some(25, 5))
    assert sound(empty)


def test_a_home_that_another_copy_reads_into_is_left_to_it(dovecot: Dovecot, empty: Audit, behind: Behind) -> None:
    user = dovecot.user()
    dovecot.fill(user, some(5))
    line = behind(dovecot, user)
    connections = line.connections
    with another(READING, empty.home) as other:
        with pytest.raises(StoreError, match=r"^Another inboxguard is reading mail into this home[^\n]+\.$"):
            again(empty)
        assert line.connections == connections
        other.send_signal(signal.SIGKILL)
        other.wait()
        assert again(empty).added == 5  # what holds the home ends with its process, however it ends


def test_two_copies_that_read_into_one_home_at_once(dovecot: Dovecot, tmp_path: Path) -> None:
    user = dovecot.user()
    dovecot.fill(user, some(30, 10))
    with FaultyLine(dovecot.host, dovecot.plain_port, rtt=0.05) as line:
        add = Program(
            ["account", "add", user, "--host", line.host, "--port", str(line.port), "--security", "none",
             "--password-stdin"],
            dovecot.password,
        )  # fmt: skip
        sync = Program(["sync", user, "--password-stdin"], dovecot.password)
        add.run(tmp_path)
        said = [(tmp_path / str(number)).open("w+b") for number in range(2)]
        both = [sync._begun(tmp_path, file) for file in said]
        ended = [process.wait(60) for process in both]
        words = []
        for file in said:
            file.seek(0)
            words.append(file.read().decode())
            file.close()
        assert 0 in ended
        for code, told in zip(ended, words, strict=True):
            assert code in (0, 1)
            assert "Traceback" not in told
            if code:
                assert "Another inboxguard is reading mail into this home" in told
    found = contents(tmp_path)
    assert (len(found.messages), found.places.total(), found.staged, found.broken) == (40, 40, 0, ())
    assert len(found.findings) == 40
