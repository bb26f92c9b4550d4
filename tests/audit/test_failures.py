"""A database that breaks in the middle is said to be broken, not called a fault of the program."""

import sqlite3
from pathlib import Path

import pytest

from inboxguard.audit.audit import Audit
from inboxguard.audit.failures import explained
from inboxguard.errors import Damaged
from tests.audit.truth import NOW


def test_a_file_broken_in_the_middle(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with Audit.open(home, lambda: NOW) as audit:
        audit.demo("move")
    path = home / "inboxguard.db"
    content = bytearray(path.read_bytes())
    content[40_000:-4096] = b"\xff" * (len(content) - 44_096)
    path.write_bytes(content)
    with pytest.raises((sqlite3.DatabaseError, Damaged)) as failure, Audit.open(home, lambda: NOW) as broken:
        list(broken.message_rows())
    said = explained(failure.value, home)
    assert isinstance(said, Damaged)
    assert "broken" in str(said)
    assert path.read_bytes()[40_000:40_100] == b"\xff" * 100


def test_other_errors_stay_what_they_are(tmp_path: Path) -> None:
    error = ValueError("a bug")
    assert explained(error, tmp_path) is error
