"""What reading a mailbox over IMAP costs, beside the limit of the line and beside the usual way of doing it.

Usage: python -m benchmarks.mail_in [--messages N] [--rounds N] [--only NAME ...]

In one run: invents a mailbox of N messages (5,000 unless told), starts a private Dovecot and a line of 50 ms and
100 Mbit/s in a process of its own, and measures the product and the limit (one command, everything that it brings
thrown away) in turns, so that both suffer from whatever else the computer does. Prints each figure beside what it
must not exceed; ends with status 1 when one does. The parts: headers bytes unchanged cpu memory import peer. Few
messages make the ratios of the header pass rough: 20,000 and more tell them well. Everything is read warm, from the
system's cache, which is the hardest case for the product: the limits are then as low as they can be.
"""

import argparse
import hashlib
import itertools
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import formatdate
from pathlib import Path

from benchmarks.processes import Cost, run
from benchmarks.raw_limit import drained
from tests.servers.dovecot import Dovecot, running
from tests.servers.faulty_line import FaultyLine, Response, without_capability
from tests.servers.mailboxes import Mail, Town, Written

from inboxguard.facts.message import Shelf
from inboxguard.mailbox import reading

PARTS = ("headers", "bytes", "unchanged", "cpu", "memory", "import", "peer")
ROUND_TRIP_MS, MBIT = 50, 100
SAMPLE = 5_000
"""Messages of the parts that need no more to be exact."""
PEER = 300
"""Messages that the peer reads; its time is the same for each."""


@dataclass(slots=True)
class Table:
    """The figures as they come."""

    missed: list[str] = field(default_factory=list)

    def add(self, figure: str, value: float, unit: str, limit: float | None, told: str = "") -> None:
        """Print a figure; `limit` None is for those that are only shown."""
        verdict = "" if limit is None else "ok" if value <= limit else "MISSED"
        if verdict == "MISSED":
            self.missed.append(figure)
        most = "" if limit is None else f"<= {limit:g}"
        print(f"{figure:62} {value:9.3g} {unit:6} {most:9} {verdict:7} {told}", flush=True)


@dataclass(slots=True)
class Rig:
    """A server, a mailbox on it, and homes that are thrown away."""

    server: Dovecot
    folder: Path
    user: str
    written: Written
    homes: Iterator[int] = field(default_factory=itertools.count)

    def home(self) -> Path:
        """Return a home that does not exist yet."""
        return self.folder / f"home{next(self.homes)}"

    def product(self, work: str, port: int, home: Path | None = None, user: str = "") -> Cost:
        """Run the product on a mailbox."""
        return run("benchmarks.product", work, home or self.home(), port, user or self.user, self.server.password)


@contextmanager
def far_away(port: int) -> Iterator[int]:
    """Yield a port that leads to another as over a real line; the line is a process of its own."""
    command = [sys.executable, "-m", "tests.servers.faulty_line", "--to", str(port)]
    command += ["--rtt-ms", str(ROUND_TRIP_MS), "--mbit", str(MBIT)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as line:
        assert line.stdout
        yield int(line.stdout.readline())
        line.terminate()


def headers(rig: Rig, table: Table, rounds: int) -> None:
    """The header pass into SQLite against the plain drain of the same items, near and far, in turns."""
    command = f"UID FETCH 1:* {reading.items(Shelf.PLAIN, gmail=False)}".encode()
    ratios: dict[str, list[float]] = {"loopback": [], "far": []}
    limits: dict[str, list[float]] = {"loopback": [], "far": []}
    with far_away(rig.server.plain_port) as far:
        ports = {"loopback": rig.server.plain_port, "far": far}
        drained(rig.server.plain_port, rig.user, rig.server.password, command)  # the server opens every file once
        for _ in range(rounds):
            for name, port in ports.items():
                limit, _ = drained(port, rig.user, rig.server.password, command)
                cost = rig.product("headers", port)
                ratios[name].append(cost.said["steps"]["reading"] / limit)
                limits[name].append(limit)
    for name, most in (("far", 1.15), ("loopback", 4.0)):
        where = f"{ROUND_TRIP_MS} ms, {MBIT} Mbit/s" if name == "far" else "loopback"
        table.add(
            f"header pass into SQLite / plain drain of it, {where}", statistics.median(ratios[name]), "x", most,
            f"[{min(ratios[name]):.2f}-{max(ratios[name]):.2f}] drain {statistics.median(limits[name]):.2f} s",
        )  # fmt: skip


def octets(rig: Rig, table: Table) -> None:
    """The bytes of a whole first sync, both ways, with and without COMPRESS."""
    for name, most, faults in (("with", 15, ()), ("without", 50, (without_capability("COMPRESS=DEFLATE"),))):
        with FaultyLine(rig.server.host, rig.server.plain_port, *faults, opaque=True) as line:
            cost = rig.product("sync", line.port)
            share = 100 * (line.bytes_down + line.bytes_up) / rig.written.octets
            table.add(
                f"bytes of a first sync / bytes of the mailbox, {name} COMPRESS", share, "%", most,
                f"{(line.bytes_down + line.bytes_up) / 1e6:.0f} of {rig.written.octets / 1e6:.0f} MB, "
                f"{cost.said['added']} messages in {cost.said['seconds']:.1f} s",
            )  # fmt: skip


def unchanged(rig: Rig, table: Table) -> None:
    """The exchange about a folder in which nothing changed, and the whole connection around it."""
    home = rig.home()
    rig.product("headers", rig.server.plain_port, home)
    for name, missing in (("LIST-STATUS", ()), ("EXAMINE", (without_capability("LIST-STATUS"),))):
        heard: list[bytes] = []
        with FaultyLine(rig.server.host, rig.server.plain_port, *missing) as line:

            def note(response: Response, line: FaultyLine = line, heard: list[bytes] = heard) -> bytes:
                if re.match(r"(EXAMINE|LIST) ", (line.commands or [""])[-1]):
                    heard.append(response.raw)
                return response.raw

            line.faults = (*line.faults, note)
            rig.product("headers", line.port, home)
            asked = [command for command in line.commands if re.match("(EXAMINE|LIST) ", command)]
            both = sum(map(len, heard)) + sum(len(command) + 8 for command in asked)
            table.add(f"exchange about an unchanged mailbox, {name}", both, "bytes", None, f"{len(asked)} commands")
            exchange = _examine(heard, asked)
            if exchange:
                table.add("EXAMINE of an unchanged folder", exchange, "bytes", 500)
            table.add("  the whole connection", line.bytes_up + line.bytes_down, "bytes", None)


def _examine(heard: list[bytes], asked: list[str]) -> int:
    """Return the bytes of the exchange about the inbox: the command and every response up to its OK."""
    first = next((command for command in asked if command.startswith("EXAMINE")), None)
    if first is None:
        return 0
    answers = itertools.dropwhile(lambda raw: not raw.startswith(b"* FLAGS"), heard)
    total = len(first) + 8
    for raw in answers:
        total += len(raw)
        if not raw.startswith(b"* "):
            break
    return total


def cpu(rig: Rig, table: Table) -> None:
    """Processor time of all processes of the product for one more advert, between the socket and the store."""
    user, empty = rig.server.user(), rig.server.user()
    rig.server.fill(user, _adverts(SAMPLE))
    rig.server.fill(empty, _adverts(100))
    spent = []
    for _ in range(3):
        base = rig.product("sync", rig.server.plain_port, user=empty).cpu
        spent.append((rig.product("sync", rig.server.plain_port, user=user).cpu - base) / (SAMPLE - 100) * 1000)
    table.add(
        "CPU of one advert, all processes", statistics.median(spent), "ms", 0.6, f"[{min(spent):.2f}-{max(spent):.2f}]"
    )


def _adverts(number: int) -> Iterator[Mail]:
    return itertools.islice((mail for mail in Town(7).mails(number * 3) if mail.kind == "marketing"), number)


def memory(rig: Rig, table: Table) -> Cost:
    """Peak memory of all processes during the first sync of the whole mailbox."""
    cost = rig.product("sync", rig.server.plain_port)
    steps = ", ".join(f"{what} {seconds:.1f} s" for what, seconds in cost.said["steps"].items())
    table.add(
        "memory of all processes, first sync (PSS)", cost.proportional, "MB", 150, f"{cost.said['added']} messages"
    )
    table.add("  resident sets added up (shared pages counted twice)", cost.resident, "MB", None, steps)
    table.add("  first sync on loopback", cost.said["added"] / cost.said["seconds"], "msg/s", None)
    return cost


def imported(rig: Rig, table: Table) -> None:
    """Import of an mbox file against reading and hashing it, in turns."""
    file = rig.folder / "town.mbox"
    number = min(SAMPLE, sum(rig.written.kinds.values()))
    with file.open("wb") as out:
        for mail in Town().mails(number):
            out.write(f"From town@post.example {formatdate(mail.at)[:-6]}\n".encode())
            out.write(re.sub(rb"(?m)^(>*From )", rb">\1", mail.raw.replace(b"\r\n", b"\n")) + b"\n")
    ratios = []
    for _ in range(3):
        began = time.perf_counter()
        with file.open("rb") as whole:
            hashlib.file_digest(whole, "sha256")
        limit = time.perf_counter() - began
        cost = run("benchmarks.product", "import", rig.home(), file)
        ratios.append(cost.said["seconds"] / limit)
    table.add(
        "import of a mail file / reading and hashing it", statistics.median(ratios), "x", 3,
        f"[{min(ratios):.1f}-{max(ratios):.1f}] {cost.said['added']} messages, {file.stat().st_size / 1e6:.0f} MB "
        f"hashed in {limit:.2f} s, imported in {cost.said['seconds']:.1f} s",
    )  # fmt: skip


def peer(rig: Rig, table: Table, whole: Cost) -> None:
    """The usual way, scaled to the same mailbox."""
    number = min(PEER, sum(rig.written.kinds.values()))
    cost = run("benchmarks.naive", rig.server.plain_port, rig.user, rig.server.password, number)
    usual = cost.said["seconds"] / number * 1000
    own = whole.said["seconds"] / max(1, whole.said["added"]) * 1000
    table.add("peer: IMAPClient, email, Beautiful Soup, loopback", usual, "ms/msg", None)
    table.add("  inboxguard, whole first sync, loopback", own, "ms/msg", None)
    table.add("  inboxguard is faster", usual / own, "x", None)


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--messages", type=int, default=5_000)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    told = options.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the server ends and its folder goes
    table = Table()
    with running() as server, tempfile.TemporaryDirectory() as folder:
        user = server.user()
        began = time.perf_counter()
        written = server.fill(user, told.messages)
        kinds = ", ".join(f"{number} {kind}" for kind, number in sorted(written.kinds.items()))
        print(f"{kinds}; {written.octets / 1e9:.2f} GB, written in {time.perf_counter() - began:.0f} s")
        rig = Rig(server, Path(folder), user, written)
        if "headers" in told.only:
            headers(rig, table, told.rounds)
        if "bytes" in told.only:
            octets(rig, table)
        if "unchanged" in told.only:
            unchanged(rig, table)
        if "cpu" in told.only:
            cpu(rig, table)
        if "memory" in told.only or "peer" in told.only:
            whole = memory(rig, table)
        if "import" in told.only:
            imported(rig, table)
        if "peer" in told.only:
            peer(rig, table, whole)
    if table.missed:
        sys.exit(f"{len(table.missed)} missed")


if __name__ == "__main__":
    main()
