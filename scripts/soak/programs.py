"""inboxguard as a real program of its own: run to its end, or killed as a power failure would end it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

NOW = "2026-11-24T08:00:00Z"
_HIDDEN = ("DBUS_", "DISPLAY", "WAYLAND", "XDG_", "INBOXGUARD_")


@dataclass(frozen=True, slots=True)
class Program:
    """One command line with what is typed into it, for a home."""

    words: Sequence[str]
    typed: str = ""

    def run(self, home: Path) -> None:
        """Run it to its end; raises AssertionError with what it said where it fails."""
        process = self._begun(home)
        said, _ = process.communicate(timeout=600)
        assert process.returncode == 0, said.decode(errors="replace")

    def kill(self, home: Path, after: float, alone: bool) -> str:
        """Kill it after so many seconds, with its children or `alone`; return what is wrong afterwards."""
        process = self._begun(home)
        try:
            process.wait(after)
        except subprocess.TimeoutExpired:
            (os.kill if alone else os.killpg)(process.pid, signal.SIGKILL)
        process.communicate()
        end = time.monotonic() + 15
        while left := _alive(process.pid):
            if time.monotonic() > end:
                os.killpg(process.pid, signal.SIGKILL)
                return f"{len(left)} child processes outlived it"
            time.sleep(0.02)
        return ""

    def _begun(self, home: Path) -> subprocess.Popen[bytes]:
        shown = {name: value for name, value in os.environ.items() if not name.startswith(_HIDDEN)}
        process = subprocess.Popen(
            [sys.executable, "-m", "inboxguard", "--home", str(home), *self.words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=shown | {"INBOXGUARD_NOW": NOW, "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"},
            start_new_session=True,
        )
        assert process.stdin
        process.stdin.write(self.typed.encode())
        process.stdin.close()
        process.stdin = None  # so that communicate does not flush what is closed
        return process


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
