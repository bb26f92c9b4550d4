"""The commands of the product on a home of one's own, as a person types them."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

NOW = "2026-11-28T12:00:00Z"


def typed(home: Path, *words: str) -> str:
    """Return what `inboxguard words...` prints; raises CalledProcessError with its sentence when it refuses."""
    command = [sys.executable, "-m", "inboxguard", "--home", str(home), *words]
    done = subprocess.run(command, capture_output=True, text=True, env=os.environ | {"INBOXGUARD_NOW": NOW})
    if done.returncode:
        print(done.stderr[-600:], file=sys.stderr)
        done.check_returncode()
    return done.stdout


def rows(home: Path, *words: str) -> list[dict[str, Any]]:
    """Return the JSON Lines that a command prints."""
    return [json.loads(line) for line in typed(home, *words, "--json").splitlines()]


def imported(home: Path, mbox: Path, me: str, server: str, themes: Sequence[str] | None = None) -> tuple[str, ...]:
    """Import a file and mark `themes`, all that there are where None; return the ids of those marked."""
    typed(home, "import", str(mbox), "--me", me, "--authserv", server)
    asked = tuple(row["id"] for row in rows(home, "themes", "list")) if themes is None else tuple(themes)
    typed(home, "themes", "mark", *asked)
    return asked
