"""Whether the window stays smooth while it reads a whole mailbox over IMAP, measured in the real window.

Usage: python -m benchmarks.sync_window [--messages N] [--server HOST:PORT --user USER --password-stdin] [--screen]

Reads a mailbox of N invented messages (5,000 unless told) from a private Dovecot, or that of a user of a loopback
server that runs already, into a fresh home that is thrown away. The window works as the program's does: a worker
thread, parsing in a child process, listening for new mail. A 10 ms timer in the window's thread tells how late it is
called in each phase, beside a timer in a process that does nothing, which tells what the machine itself is late.
Ends with status 1 where the window was later than 50 ms. With --screen it opens on the screen, else offscreen.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

TICK = 10
"""Milliseconds between two calls of the timer."""
LATEST = 50
"""Milliseconds that a window may be late before it is felt."""

_IDLE = """
import sys, time
late = []
end = time.monotonic() + 86400
last = time.perf_counter()
while not sys.stdin.closed and time.monotonic() < end:
    time.sleep(0.01)
    at = time.perf_counter()
    late.append(max(0.0, (at - last) * 1000 - 10))
    last = at
    print(late[-1], flush=False)
"""


@dataclass(slots=True)
class Mailbox:
    """Where the mail is."""

    host: str
    port: int
    user: str
    password: str


@dataclass(slots=True)
class Lateness:
    """How late a timer was called, by phase."""

    calls: dict[str, list[float]] = field(default_factory=dict)
    phase: str = "connecting"
    last: float = 0.0

    def tick(self) -> None:
        """Note one call."""
        at = time.perf_counter()
        if self.last:
            self.calls.setdefault(self.phase, []).append(max(0.0, (at - self.last) * 1000 - TICK))
        self.last = at

    def worst(self) -> float:
        """Return the latest call of all, in milliseconds."""
        return max(max(late) for late in self.calls.values())

    def told(self) -> str:
        """Return a line for each phase."""
        lines = [f"{'phase':12} {'calls':>7} {'median':>7} {'99 %':>7} {'worst':>7}  over {LATEST} ms"]
        for phase, late in self.calls.items():
            late = sorted(late)
            over = sum(one > LATEST for one in late)
            lines.append(
                f"{phase:12} {len(late):7} {late[len(late) // 2]:7.1f} {late[len(late) * 99 // 100]:7.1f} "
                f"{late[-1]:7.1f}  {over}"
            )
        return "\n".join(lines)


@contextmanager
def _private(number: int) -> Iterator[Mailbox]:
    from tests.servers.dovecot import running

    with running() as server:
        user = server.user()
        server.fill(user, number)
        server.uids(user)
        yield Mailbox(server.host, server.plain_port, user, server.password)


@contextmanager
def _mailbox(told: argparse.Namespace) -> Iterator[Mailbox]:
    if not told.server:
        with _private(told.messages) as mailbox:
            yield mailbox
        return
    host, _, port = told.server.rpartition(":")
    yield Mailbox(host, int(port), told.user, sys.stdin.readline().rstrip("\n") if told.password_stdin else "")


@contextmanager
def _machine() -> Iterator[list[float]]:
    """Yield a list that is filled, at the end, with how late a process that does nothing was called."""
    late: list[float] = []
    child = subprocess.Popen([sys.executable, "-c", _IDLE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        yield late
    finally:
        child.terminate()
        out, _ = child.communicate()
        late += [float(line) for line in out.split("\n")[:-1] if line]


def watch(home: Path, mailbox: Mailbox) -> tuple[Lateness, int, float]:
    """Read the mailbox in the window; return the lateness, the messages that came, and the seconds it took."""
    from PySide6.QtCore import Qt, QTimer

    from inboxguard.audit.audit import Audit
    from inboxguard.audit.clock import now
    from inboxguard.audit.parsing_processes import parsing_processes
    from inboxguard.audit.progress import Step
    from inboxguard.ui.jobs import Jobs
    from inboxguard.ui.look import apply_settings
    from inboxguard.ui.page import Desk
    from inboxguard.ui.start import application
    from inboxguard.ui.window import Window

    app = application()
    lateness = Lateness()
    with Audit.open(home, now) as audit:
        jobs = Jobs(lambda: Audit.open(home, now, parsing_processes))
        desk = Desk(audit, jobs, now)
        apply_settings(desk)
        window = Window(desk)
        window.show()

        def stepped(step: Step) -> None:
            lateness.phase = step.what

        def rested() -> None:
            if window.pages:  # its first page was made in the same breath
                lateness.phase = "showing"
                QTimer.singleShot(5 * TICK, app.quit)

        jobs.stepped.connect(stepped)
        jobs.idle.connect(rested)
        timer = QTimer()
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.timeout.connect(lateness.tick)
        form = window.first_run.connecting
        window.show_first_run("connect")
        form.address.setText(f"{mailbox.user}@post.example" if "@" not in mailbox.user else mailbox.user)
        form.go_on()
        form.server.put(mailbox.host, mailbox.port, "none", mailbox.user)
        form.remember.setChecked(False)
        form.password.setText(mailbox.password)
        timer.start(TICK)
        began = time.perf_counter()
        form.connect_now()
        app.exec()
        seconds = time.perf_counter() - began
        timer.stop()
        number = audit.mails()
        window.close()
    return lateness, number, seconds


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--messages", type=int, default=5_000)
    options.add_argument("--server", default="")
    options.add_argument("--user", default="")
    options.add_argument("--password-stdin", action="store_true")
    options.add_argument("--screen", action="store_true")
    told = options.parse_args()
    if not told.screen:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with _mailbox(told) as mailbox, tempfile.TemporaryDirectory() as folder, _machine() as machine:
        lateness, number, seconds = watch(Path(folder) / "home", mailbox)
    print(f"{number} messages in {seconds:.1f} s")
    print(lateness.told())
    print(f"a process that does nothing: worst {max(machine):.1f} ms late, {sum(one > LATEST for one in machine)} over")
    sys.exit(lateness.worst() > LATEST)


if __name__ == "__main__":
    main()
