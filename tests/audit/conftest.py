"""The sample `move` audited once for the tests that only look, and fresh homes for those that change something."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from inboxguard.audit.audit import Audit
from tests.audit.truth import NOW, Story, audited


@pytest.fixture(scope="session")
def move(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    """The house move, for looking at only."""
    yield from audited("move", tmp_path_factory.mktemp("move"))


@pytest.fixture(scope="session")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    """The registry, for looking at only."""
    yield from audited("registry", tmp_path_factory.mktemp("registry"))


@pytest.fixture
def audit(tmp_path: Path) -> Iterator[Audit]:
    """The house move in a home of its own, to be changed."""
    with Audit.open(tmp_path / "home", lambda: NOW) as opened:
        opened.demo("move")
        yield opened


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Audit]:
    """A fresh home."""
    with Audit.open(tmp_path / "home", lambda: NOW) as opened:
        yield opened
