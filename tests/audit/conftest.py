"""The sample `move` audited once for the tests that only look, and fresh homes for those that change something."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from inboxguard.audit import mailboxes, pace
from inboxguard.audit.audit import Audit
from inboxguard.audit.progress import Step, Tell
from tests.audit.boxes import Box, box
from tests.audit.syncs import ADDRESS, Behind
from tests.audit.truth import NOW, Story, audited
from tests.servers.cyrus import Cyrus
from tests.servers.dovecot import ALL_KNOW, Dovecot
from tests.servers.faulty_line import Answers, Fault, FaultyLine


@pytest.fixture(scope="session")
def move(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    """The house move, for looking at only."""
    yield from audited("move", tmp_path_factory.mktemp("move"))


@pytest.fixture(scope="session")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    """The registry, for looking at only."""
    yield from audited("registry", tmp_path_factory.mktemp("registry"))


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the house move, audited once; to be copied."""
    home = tmp_path_factory.mktemp("kept") / "home"
    with Audit.open(home, lambda: NOW) as opened:
        opened.demo("move")
    return home


@pytest.fixture
def audit(kept: Path, tmp_path: Path) -> Iterator[Audit]:
    """The house move in a home of its own, to be changed."""
    with Audit.open(Path(shutil.copytree(kept, tmp_path / "home")), lambda: NOW) as opened:
        yield opened


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Audit]:
    """A fresh home."""
    with Audit.open(tmp_path / "home", lambda: NOW) as opened:
        yield opened


@pytest.fixture
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Pauses are told and not waited for; return their seconds."""
    waited: list[float] = []

    def at_once(seconds: float, tell: Tell) -> None:
        tell(Step("waiting", seconds_left=seconds))
        waited.append(seconds)

    monkeypatch.setattr(mailboxes, "paused", at_once)
    return waited


@pytest.fixture
def behind(empty: Audit, faulty_line: Callable[..., FaultyLine]) -> Behind:
    """Return a function that adds a user's mailbox to `empty`, reached through a line that can fail."""

    def add(server: Dovecot | Cyrus, user: str, *faults: Fault, answers: Answers | None = None) -> FaultyLine:
        port = server.plain_port if isinstance(server, Dovecot) else server.port
        line = faulty_line(server.host, port)
        empty.add_account(ADDRESS, line.host, line.port, "none", user, server.password, None, remember=False)
        line.faults, line.answers = faults, answers
        return line

    return add


@pytest.fixture
def every_step(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every step of work is told, however soon after the one before."""
    monkeypatch.setattr(pace, "_EVERY", 0.0)


@pytest.fixture(params=["MOVE", "COPY"])
def mailbox(
    request: pytest.FixtureRequest, empty: Audit, dovecot: Dovecot, dovecot_with: Callable[..., Dovecot]
) -> Box:
    """A mailbox with a sender set aside, on a server that moves and on one that can only copy and expunge."""
    return box(empty, dovecot if request.param == "MOVE" else dovecot_with(ALL_KNOW))
