"""A real terminal (a pseudo-terminal) with a real `python -m inboxguard` in it."""

import os
import pty
import select
import sys
import time
from pathlib import Path
from types import TracebackType

from tests.cli.shell import environment

SECONDS = 30


class Terminal:
    """The program runs between `with` and its end; `status` is then its exit status."""

    def __init__(self, home: Path, *words: str) -> None:
        self._words = [sys.executable, "-m", "inboxguard", "--home", str(home), *words]
        self.status: int | None = None

    def __enter__(self) -> "Terminal":
        self._process, self._screen = pty.fork()
        if not self._process:
            os.execve(self._words[0], self._words, environment(TERM="xterm", COLUMNS="100", LINES="40"))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.status is None:
            os.kill(self._process, 9)
            os.waitpid(self._process, 0)
        os.close(self._screen)

    def type(self, keys: bytes) -> None:
        """Press keys."""
        os.write(self._screen, keys)

    def until(self, words: bytes) -> str:
        """Return what the screen shows until `words` are there."""
        shown = b""
        while words not in shown:
            more = self._read()
            assert more, shown
            shown += more
        return shown.decode(errors="replace")

    def rest(self) -> str:
        """Return what the screen shows until the program ends."""
        shown = b""
        while more := self._read():
            shown += more
        _, status = os.waitpid(self._process, 0)
        self.status = os.waitstatus_to_exitcode(status)
        return shown.decode(errors="replace")

    def _read(self) -> bytes:
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            ready, _, _ = select.select([self._screen], [], [], 1)
            if ready:
                try:
                    return os.read(self._screen, 65536)
                except OSError:  # Linux says so when the program has gone
                    return b""
        raise AssertionError("The program neither wrote nor ended.")
