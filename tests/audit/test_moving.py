"""Whatever ends the program while mail moves: nothing is lost, nothing is there twice, and it goes on or back."""

import signal
import subprocess
import sys
from collections.abc import Callable

import pytest

from inboxguard.audit.audit import Audit
from inboxguard.mailbox import moving
from inboxguard.store import moved
from inboxguard.store.moved import State
from tests.audit.boxes import ADVERTS, Box, box
from tests.servers.dovecot import ALL_KNOW, Dovecot


@pytest.mark.parametrize("after", [False, True], ids=["before the server moved", "after it moved"])
def test_killed_while_moving(mailbox: Box, monkeypatch: pytest.MonkeyPatch, after: bool) -> None:
    keys = mailbox.keys
    real = moving.move

    def dies(*told: object) -> dict[int, int]:
        if after:
            real(*told)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    monkeypatch.setattr(moving, "move", dies)
    with pytest.raises(KeyboardInterrupt):
        mailbox.audit.archive(keys)
    monkeypatch.setattr(moving, "move", real)
    (entry,) = moved.entries(mailbox.audit._db)
    assert entry.batch.state is State.MOVING
    # The next act first finds out what became of it; then everything goes on, or back.
    again = mailbox.audit.archive(keys)
    assert again.moved == (0 if after else len(keys))
    mailbox.agrees(ADVERTS + 3 - len(keys), len(keys))
    back = mailbox.audit.archive_undo()
    assert back.moved == len(keys)
    mailbox.agrees(ADVERTS + 3, 0)


def test_killed_between_a_copy_and_the_original(
    empty: Audit, dovecot_with: Callable[..., Dovecot], monkeypatch: pytest.MonkeyPatch
) -> None:
    mailbox = box(empty, dovecot_with(ALL_KNOW))
    keys = mailbox.keys
    real = moving.finish

    def dies(*told: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(moving, "finish", dies)
    with pytest.raises(KeyboardInterrupt):
        mailbox.audit.archive(keys)
    monkeypatch.setattr(moving, "finish", real)
    assert (mailbox.count("INBOX"), mailbox.count("Set aside")) == (ADVERTS + 3, len(keys))
    back = mailbox.audit.archive_undo()
    assert back.moved == len(keys)
    mailbox.agrees(ADVERTS + 3, 0)


@pytest.mark.parametrize("after", [False, True], ids=["before the server moved", "after it moved"])
def test_killed_while_moving_back(mailbox: Box, monkeypatch: pytest.MonkeyPatch, after: bool) -> None:
    keys = mailbox.keys
    done = mailbox.audit.archive(keys)
    real = moving.move

    def dies(*told: object) -> dict[int, int]:
        if after:
            real(*told)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    monkeypatch.setattr(moving, "move", dies)
    with pytest.raises(KeyboardInterrupt):
        mailbox.audit.archive_undo(done.id)
    monkeypatch.setattr(moving, "move", real)
    back = mailbox.audit.archive_undo(done.id)
    assert back.moved == (0 if after else len(keys))
    mailbox.audit.sync(password=mailbox.server.password)
    mailbox.agrees(ADVERTS + 3, 0)


KILLED = """
import os, signal, sys
from pathlib import Path
from inboxguard.audit.audit import Audit
from inboxguard.audit.clock import now
from inboxguard.mailbox import moving
real = moving.move
def dies(*told):
    real(*told)
    os.kill(os.getpid(), signal.SIGKILL)
moving.move = dies
audit = Audit.open(Path(sys.argv[1]), now)
audit.archive([row.key for row in audit.shelf()], password=sys.argv[2])
"""


def test_a_process_that_is_killed_for_good(mailbox: Box) -> None:
    keys = mailbox.keys
    typed = [sys.executable, "-c", KILLED, str(mailbox.audit.home), mailbox.server.password]
    done = subprocess.run(typed, check=False, timeout=60, capture_output=True)
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert mailbox.count("Set aside") == len(keys)
    assert moved.entries(mailbox.audit._db)[0].batch.state is State.MOVING
    back = mailbox.audit.archive_undo()
    assert back.moved == len(keys)
    mailbox.agrees(ADVERTS + 3, 0)
