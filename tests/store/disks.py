"""Disks that fill up: a small real one where the tests may mount it, else a limit that SQLite takes for one."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlite_utils import Database

_FILLER = "filler"


@contextmanager
def small_disk(directory: Path, megabytes: int = 16) -> Iterator[bool]:
    """Mount a small disk over `directory`; yields whether that was allowed."""
    directory.mkdir(exist_ok=True)
    mounted = False
    if shutil.which("mount"):
        asked = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(directory)]
        mounted = subprocess.run(asked, capture_output=True, check=False).returncode == 0
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", "-l", str(directory)], check=True)


def _write(file: Path) -> None:
    with file.open("wb", buffering=0) as opened:
        for size in (65536, 4096, 1):
            try:
                while opened.write(b"\0" * size) == size:
                    pass
            except OSError:
                continue


@dataclass
class Filled:
    """A full disk under a database; `free` makes room again."""

    db: Database
    directory: Path
    real: bool
    _pages: int = field(default=0)

    def fill(self) -> None:
        if self.real:
            _write(self.directory / _FILLER)
        else:
            (self._pages,) = self.db.conn.execute("PRAGMA max_page_count").fetchone()
            self.db.conn.execute("PRAGMA max_page_count = 1")  # taken as the pages that there are

    def free(self) -> None:
        if self.real:
            (self.directory / _FILLER).unlink()
        else:
            self.db.conn.execute(f"PRAGMA max_page_count = {self._pages}")
