"""A database of its own for every test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlite_utils import Database

from inboxguard.store.database import open_database


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    """A fresh database in a fresh home."""
    opened = open_database(tmp_path / "home")
    yield opened
    opened.close()
