"""What the analysis of stored mail costs: seconds on every core and CPU of each layer, and how far the process grows.

Usage: python -m benchmarks.analysis [MESSAGES [SENDERS]] [--rounds N] [--home HOME]
An invented mailbox (5,000 messages of 250 senders unless told; benchmarks.full_mailbox) is stored and analysed in
processes of its own: first, when every message is judged; once more, when only conclusions are drawn anew (the command
`analyse`); and after 100 new messages, in a process that has analysed before, as an open window has, and in a fresh
one. The least of all rounds counts. With --home the mailbox is kept there and used again. Ends with status 1 where a
limit is passed. Whether a layer takes more for each message the more there are shows two runs: 20000 1000, 100000 5000.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage

from benchmarks.full_mailbox import NOW, Town, fill, store

from inboxguard.audit import analysing
from inboxguard.audit.analysing import Depth
from inboxguard.audit.parsing_processes import parsing_processes
from inboxguard.audit.progress import Step
from inboxguard.store import messages
from inboxguard.store.database import FILE, open_database

LIMIT_S = 20
"""Of kinds, senders and consent of 100,000 messages on two cores."""
NEW_LIMIT_S = 1.0
"""Of the same after NEW further messages."""
NEW = 100
GROWTH_KB = 0.75
"""Growth of the analysing process per message beyond FIXED_MB, which its word lists take."""
FIXED_MB = 75
CORES = 2
ROUNDS = 3
LAYERS = ("beginning", "analysing", "summing_up", "tracing")
"""What comes before any step is told, kinds and themes, senders with consent and watches, trails with figures."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one analysis cost: seconds and CPU seconds by layer, and MB by which the process grew."""

    wall: dict[str, float]
    cpu: dict[str, float]
    growth: float


class Layers:
    """Takes in the steps of an analysis, and notes seconds and CPU seconds of each."""

    def __init__(self) -> None:
        self.wall = dict.fromkeys(LAYERS, 0.0)
        self.cpu = dict.fromkeys(LAYERS, 0.0)
        self._now = LAYERS[0]
        self._at, self._spent = time.perf_counter(), spent()

    def tell(self, step: Step) -> None:
        """Take in a step."""
        if step.what != self._now:
            self.over(step.what)

    def over(self, then: str = "") -> None:
        """End the step that runs; children have ended with it."""
        at, cpu = time.perf_counter(), spent()
        self.wall[self._now] += at - self._at
        self.cpu[self._now] += cpu - self._spent
        self._now, self._at, self._spent = then, at, cpu


def resident(what: str) -> float:
    """Return what /proc says of this process ("VmRSS", "VmHWM"), in MB."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{what}:")) / 1024


def spent() -> float:
    """Return the CPU seconds of this process and of its children that have ended."""
    return sum(usage.ru_utime + usage.ru_stime for usage in map(getrusage, (RUSAGE_SELF, RUSAGE_CHILDREN)))


def moment() -> int:
    """Return a number that is another each time, so that new mail is."""
    return time.time_ns() // 1000 % 10**9


def measure(home: Path, depth: Depth, warm: bool, town: Town) -> None:
    """Analyse `home` and print what it cost, as JSON; runs in a process of its own."""
    db = open_database(home)
    if warm:
        for _ in range(2):
            analysing.analyse(db, NOW, lambda step: None)
            store(home, town.news(NEW, moment()))
    before, layers = resident("VmRSS"), Layers()
    analysing.analyse(db, NOW, layers.tell, lambda: parsing_processes(CORES), depth)
    layers.over()
    db.close()
    print(json.dumps(asdict(Cost(layers.wall, layers.cpu, resident("VmHWM") - before))))


def forget_findings(home: Path) -> None:
    """Leave `home` as it is before its first analysis."""
    db = open_database(home)
    for table in ("attributions", "senders", "trails", "findings", "touched"):
        db.conn.execute(f"DELETE FROM {table}")
    db.conn.commit()
    db.close()


def main() -> int:
    """Print the figures beside their limits; return 1 where one is passed."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("messages", nargs="?", type=int, default=5_000)
    asked.add_argument("senders", nargs="?", type=int)
    asked.add_argument("--rounds", type=int, default=ROUNDS)
    asked.add_argument("--home", type=Path)
    asked.add_argument("--measure", choices=[one.value for one in Depth])
    asked.add_argument("--warm", action="store_true")
    told = asked.parse_args()
    number, senders = told.messages, told.senders or max(1, told.messages // 20)
    if told.measure:
        measure(told.home, Depth(told.measure), told.warm, Town(number, senders))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        home = told.home or Path(folder) / "home"
        if not (home / FILE).exists():
            fill(home, number, senders)
        late = [report(*run, number) for run in runs(home, number, senders, told.rounds).items()]
    return int(any(late))


def runs(home: Path, number: int, senders: int, rounds: int) -> dict[str, list[Cost]]:
    """Return what each way of analysing cost, round by round."""
    found: dict[str, list[Cost]] = {}

    def measured(name: str, depth: Depth, *more: str) -> None:
        command = (sys.executable, "-m", "benchmarks.analysis", str(number), str(senders), "--home", str(home))
        done = subprocess.run((*command, "--measure", depth.value, *more), check=True, capture_output=True)
        found.setdefault(name, []).append(Cost(**json.loads(done.stdout)))

    for _ in range(rounds):
        forget_findings(home)
        measured("every message judged", Depth.NEW)
        measured("all conclusions anew", Depth.CONCLUSIONS)
        measured(f"{NEW} new messages, window open", Depth.NEW, "--warm")
        store(home, Town(number, senders).news(NEW, moment()))
        measured(f"{NEW} new messages, fresh process", Depth.NEW)
    db = open_database(home)
    print(f"{messages.count(db)} messages")
    db.close()
    return found


def report(name: str, costs: list[Cost], number: int) -> bool:
    """Print one way of analysing, its least round; return whether a limit is passed."""
    best = min(costs, key=lambda cost: sum(cost.cpu.values()))
    growth = min(cost.growth for cost in costs)
    limit = NEW_LIMIT_S if name.startswith(str(NEW)) else 1 + LIMIT_S * number / 100_000
    most_mb = FIXED_MB + GROWTH_KB * number / 1000
    whole = sum(best.wall.values())
    counted = whole - best.wall["tracing"]
    late = counted > limit or growth > most_mb
    print(f"{name}: {counted:.2f} s without trails (limit {limit:.1f}), {whole:.2f} s with them;", end=" ")
    print(f"grown by {growth:.0f} MB (limit {most_mb:.0f})  {'MISSED' if late else 'ok'}")
    for layer in LAYERS:
        each = 1e6 * best.cpu[layer] / number
        print(f"    {layer:12} {best.wall[layer]:8.2f} s  CPU {best.cpu[layer]:8.2f} s, {each:8.1f} µs a message")
    return late


if __name__ == "__main__":
    sys.exit(main())
