"""One home is read by one program at a time, and a program that dies holds nothing."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from inboxguard.errors import StoreError
from inboxguard.store.locking import asking_alone, reading_alone

HOLDING = """
import sys, time, pathlib
from inboxguard.store.locking import asking_alone, reading_alone
with reading_alone(pathlib.Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_program_is_told_and_a_killed_one_lets_go(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLDING, str(tmp_path)], stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(StoreError, match="Another inboxguard is reading mail"), reading_alone(tmp_path):
            pass
        other.send_signal(signal.SIGKILL)
        other.wait()
        with reading_alone(tmp_path):
            assert (tmp_path / "reading.lock").stat().st_mode & 0o077 == 0


def test_two_threads_of_one_program_are_two_readers(tmp_path: Path) -> None:
    with reading_alone(tmp_path), pytest.raises(StoreError), reading_alone(tmp_path):
        pass
    with reading_alone(tmp_path):
        pass


def test_the_home_is_let_go_of_when_reading_fails(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), reading_alone(tmp_path):
        raise RuntimeError("the line broke")
    with reading_alone(tmp_path):
        pass


def test_a_home_that_is_gone_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file")
    with pytest.raises(StoreError, match="--home"), reading_alone(tmp_path / "home"):
        pass


def test_unsubscribing_and_reading_are_two_locks(tmp_path: Path) -> None:
    with reading_alone(tmp_path), asking_alone(tmp_path):
        assert (tmp_path / "unsubscribing.lock").stat().st_mode & 0o077 == 0
        with pytest.raises(StoreError, match="Another inboxguard is unsubscribing"), asking_alone(tmp_path):
            pass
    with asking_alone(tmp_path):
        pass
