"""Command line or window; makes the Audit, the Jobs and the Window and lets them meet."""

import multiprocessing
from pathlib import Path

from inboxguard.audit.audit import Audit
from inboxguard.audit.clock import now
from inboxguard.audit.parsing_processes import parsing_processes
from inboxguard.cli.main import build


def main() -> None:
    """Run inboxguard: the window without a command, else the command."""
    multiprocessing.freeze_support()
    build(opened, window)(prog_name="inboxguard")


def opened(home: Path) -> Audit:
    """Return the audit of a home on the real clock, parsing in a child process."""
    return Audit.open(home, now, parsing_processes)


def window(home: Path) -> int:
    """Open the window on a home; return the exit status when it was closed."""
    # Qt is imported only here, so that commands start without it and run where it is missing.
    from inboxguard.ui.start import open_window

    return open_window(home, now, parsing_processes)
