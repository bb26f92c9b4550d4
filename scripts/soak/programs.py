"""inboxguard as a real program of its own: run to its end, or killed as a power failure would end it."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

NOW = "2026-11-24T08:00:00Z"
_HIDDEN = ("DBUS_", "DISPLAY", "WAYLAND", "XDG_", "INBOXGUARD_")


@dataclass(frozen=True, slots=True)
class Program:
    """One command line with what is typed into it, for a home."""

    words: Sequence[str]
    typed: str = ""

    def run(self, home: Path) -> None:
        """Run it to its end; raises AssertionError with what it said where it fails."""
        # Into a file: children that outlive the program would keep a pipe open, and nobody could wait for its end.
        with tempfile.TemporaryFile() as said:
            process = self._begun(home, said)
            process.wait(600)
            said.seek(0)
            assert process.returncode == 0, said.read().decode(errors="replace")

    def kill(self, home: Path, after: float, alone: bool) -> str:
        """Kill it after so many seconds, with its children or `alone`; return what is wrong afterwards."""
        with tempfile.TemporaryFile() as said:
            process = self._begun(home, said)
        try:
            process.wait(after)
        except subprocess.TimeoutExpired:
            (os.kill if alone else os.killpg)(process.pid, signal.SIGKILL)
        process.wait()
        end = time.monotonic() + 15
        while left := _alive(process.pid):
            if time.monotonic() > end:
                for one in left:
                    os.kill(int(one), signal.SIGKILL)
                return f"{len(left)} child processes outlived it"
            time.sleep(0.02)
        return ""

    def _begun(self, home: Path, said: IO[bytes]) -> subprocess.Popen[bytes]:
        shown = {name: value for name, value in os.environ.items() if not name.startswith(_HIDDEN)}
        with tempfile.TemporaryFile() as typed:
            typed.write(self.typed.encode())
            typed.seek(0)
            return subprocess.Popen(
                [sys.executable, "-m", "inboxguard", "--home", str(home), *self.words],
                stdin=typed,
                stdout=said,
                stderr=said,
                env=shown | {"INBOXGUARD_NOW": NOW, "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"},
                start_new_session=True,
            )


def _alive(group: int) -> list[str]:
    """Return the processes of a group that run; one that is dead and waits for its parent to notice does not."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, leader = stat.read_text().rpartition(")")[2].split()[:3]
        except OSError:  # it ended meanwhile
            continue
        if int(leader) == group and state not in "ZX":
            found.append(stat.parent.name)
    return found
