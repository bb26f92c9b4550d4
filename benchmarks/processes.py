"""What a program costs with all its children: memory from /proc, processor time from the children that ended."""

import json
import os
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Cost:
    """A finished program: what it printed as its last line (JSON), wall and processor seconds, peaks in megabytes."""

    said: dict[str, Any]
    seconds: float
    cpu: float
    resident: float
    proportional: float


def run(*arguments: object, every: float = 0.1) -> Cost:
    """Run a module of Python to its end while its family is watched; raises CalledProcessError."""
    before = os.times()
    began = time.perf_counter()
    command = [sys.executable, "-m", *map(str, arguments)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        watch = _Watch(process.pid, every)
        watch.start()
        said, _ = process.communicate()
        watch.stop()
    after = os.times()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    told = json.loads(said.strip().splitlines()[-1]) if said.strip() else {}
    return Cost(told, time.perf_counter() - began, cpu, watch.resident, watch.proportional)


class _Watch(threading.Thread):
    def __init__(self, process: int, every: float) -> None:
        super().__init__(daemon=True)
        self._process, self._every = process, every
        self._over = threading.Event()
        self.resident = self.proportional = 0.0

    def run(self) -> None:
        while not self._over.wait(self._every):
            memory = [_memory(one) for one in family(self._process)]
            self.resident = max(self.resident, sum(one[0] for one in memory))
            self.proportional = max(self.proportional, sum(one[1] for one in memory))

    def stop(self) -> None:
        self._over.set()
        self.join()


def family(process: int) -> list[int]:
    """Return a process and all that descend from it."""
    found = [process]
    for one in found:
        try:
            for task in Path(f"/proc/{one}/task").iterdir():
                found += [int(child) for child in (task / "children").read_text().split()]
        except OSError:  # it ended meanwhile
            continue
    return found


def _memory(process: int) -> tuple[float, float]:
    """Return the resident and the proportional set (shared pages divided among those who share), in megabytes."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0, 0.0
    sizes = {line.split()[0]: int(line.split()[1]) for line in lines if line.startswith(("Rss:", "Pss:"))}
    return sizes.get("Rss:", 0) / 1000, sizes.get("Pss:", 0) / 1000
