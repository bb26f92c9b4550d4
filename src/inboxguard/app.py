"""Command line or window; makes the Audit, the Jobs and the Window and lets them meet.

Everything is imported where it is used: Ctrl-C then ends the program quietly even while it loads, commands start
without Qt and run where it is missing, and the child processes that parse mail load only what parsing needs.
"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from inboxguard.audit.audit import Audit


def main() -> None:
    """Run inboxguard: the window without a command, else the command."""
    try:
        _run()
    except KeyboardInterrupt:
        sys.exit(130)


def opened(home: Path) -> "Audit":
    """Return the audit of a home on the real clock, parsing in a child process."""
    from inboxguard.audit.audit import Audit
    from inboxguard.audit.clock import now
    from inboxguard.audit.parsing_processes import parsing_processes

    return Audit.open(home, now, parsing_processes)


def window(home: Path) -> int:
    """Open the window on a home; return the exit status when it was closed."""
    from inboxguard.audit.clock import now
    from inboxguard.audit.parsing_processes import parsing_processes
    from inboxguard.errors import InboxGuardError

    try:
        from inboxguard.ui.start import open_window
    except ImportError as error:
        raise InboxGuardError(
            f"The window cannot open because a part of the system that it needs is missing ({error}). Install that, "
            "or use the commands: “inboxguard --help” shows them."
        ) from error
    return open_window(home, now, parsing_processes)


def _run() -> None:
    import io
    import multiprocessing

    from inboxguard.cli.main import build

    multiprocessing.freeze_support()
    for stream in (sys.stdout, sys.stderr):
        # A name in a script that the terminal cannot write is no reason to stop.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    build(opened, window)(prog_name="inboxguard")
