"""The product by itself, as the child process of a benchmark: read a mailbox or a mail file, without the analysis.

Usage: python -m benchmarks.product headers|sync HOME PORT USER PASSWORD, or import HOME FILE. Prints the seconds of
each step, the processor seconds of all its processes and the messages stored, as JSON.
"""

import json
import os
import sys
import time
from contextlib import suppress
from pathlib import Path

from inboxguard.audit.audit import Audit
from inboxguard.audit.clock import now
from inboxguard.audit.parsing_processes import parsing_processes
from inboxguard.audit.progress import Step, Tell, silent
from inboxguard.store import accounts
from inboxguard.store.accounts import StoredAccount


class HeadersRead(Exception):
    """Raised where the header pass is over, as Stop in the window would be."""


class Reading(Audit):
    """An audit that reads and leaves the analysis for later."""

    def analyse(self, tell: Tell = silent) -> None:
        """Do nothing."""


class Phases:
    """Notes when each step begins."""

    def __init__(self, last: str = "") -> None:
        self._last = last
        self._now = ""
        self._at = time.perf_counter()
        self.seconds: dict[str, float] = {}

    def tell(self, step: Step) -> None:
        """Take in a step; raises HeadersRead at the one after which nothing more is wanted."""
        if step.what != self._now:
            self.over()
            self._now = step.what
        if step.what == self._last:
            raise HeadersRead

    def over(self) -> None:
        """End the step that runs."""
        at = time.perf_counter()
        if self._now:
            self.seconds[self._now] = self.seconds.get(self._now, 0.0) + at - self._at
        self._at = at


def main() -> None:
    """Run and print."""
    work, home, *rest = sys.argv[1:]
    phases = Phases("opening" if work == "headers" else "")
    added = 0
    with Reading.open(Path(home), now, parsing_processes) as audit:
        began = os.times()
        at = time.perf_counter()
        if work == "import":
            added = audit.import_files([Path(rest[0])], tell=phases.tell).added
        else:
            port, user, password = rest
            accounts.add(audit._db, StoredAccount(user, "127.0.0.1", int(port), "none", user, None, None, None))
            with suppress(HeadersRead):
                added = audit.sync(user, password=password, tell=phases.tell).added
        phases.over()
        seconds = time.perf_counter() - at
        ended = os.times()
    # The children have ended with the work, so their time is in.
    cpu = sum(ended[:4]) - sum(began[:4])
    print(json.dumps({"seconds": seconds, "steps": phases.seconds, "cpu": cpu, "added": added}))


if __name__ == "__main__":
    main()
