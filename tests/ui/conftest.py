"""Every test of the window sees the light look at normal text size; pages are tested over the sample mailbox."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from inboxguard.audit.audit import Audit
from inboxguard.ui import start, style
from inboxguard.ui.page import Desk
from tests.ui.immediate import Immediate

NOW = datetime(2026, 11, 24, 8, 40, tzinfo=UTC)


def now() -> datetime:
    return NOW


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> None:
    # Widgets of the last test wait for an event loop to be deleted, and a new look would be worked out for them too.
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    start.speak_english()
    if not qapp.styleSheet() or style.is_dark() or style.scale() != 1.0:
        style.apply(qapp, "light", 1.0)


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the sample, read once; tests get copies of it."""
    home = tmp_path_factory.mktemp("sample") / "home"
    with Audit.open(home, now) as audit:
        audit.demo("move")
    return home


@pytest.fixture
def home(sample_home: Path, tmp_path: Path) -> Path:
    """A copy of the sample's home, to be changed at will."""
    return Path(shutil.copytree(sample_home, tmp_path / "home"))


@pytest.fixture
def sample_audit(home: Path) -> Iterator[Audit]:
    """A real Audit over a copy of the sample."""
    with Audit.open(home, now) as audit:
        yield audit


@pytest.fixture
def empty_audit(tmp_path: Path) -> Iterator[Audit]:
    """A real Audit without any mail."""
    with Audit.open(tmp_path / "empty", now) as audit:
        yield audit


@pytest.fixture
def sample_desk(sample_audit: Audit) -> Desk:
    """What pages work with: the sample, and jobs that are done at once."""
    return Desk(sample_audit, Immediate(sample_audit), now)  # type: ignore[arg-type]  # a double of Jobs


@pytest.fixture
def empty_desk(empty_audit: Audit) -> Desk:
    """The same without any mail."""
    return Desk(empty_audit, Immediate(empty_audit), now)  # type: ignore[arg-type]  # a double of Jobs
