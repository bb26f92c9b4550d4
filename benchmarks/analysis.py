"""What the analysis of stored mail costs: seconds on every core, CPU, and how far the process grows.

Usage: python benchmarks/analysis.py [MESSAGES]
An invented mailbox (5,000 messages unless told) is stored in a fresh home and analysed in processes of its own: first,
when every message is judged; once more, when only conclusions are drawn anew (the command `analyse`); and after 100 new
messages, in a process that has analysed before, as an open window has, and in a fresh one. The least of three counts.
Ends with status 1 where a limit is passed.
"""

import hashlib
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage

from inboxguard.audit import analysing
from inboxguard.audit.analysing import Depth
from inboxguard.audit.parsing_processes import parsing_processes
from inboxguard.facts.message import Place, RawMessage
from inboxguard.facts.parsing import read
from inboxguard.store import messages
from inboxguard.store.database import open_database

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
LIMIT_S = 20
"""Of an analysis of 100,000 messages on two cores."""
NEW_LIMIT_S = 1.0
"""Of an analysis after NEW further messages."""
NEW = 100
GROWTH_KB = 0.75
"""Growth of the analysing process per message beyond FIXED_MB."""
FIXED_MB = 40
CORES = 2
SHOPS = 5_000
ROUNDS = 3

TEXT = """
the new season is here and your order can be delivered on any day you like with free shipping for members until
sunday our shop in the old town has lamps chairs tea and books at low prices read more about how we work view in
browser manage your preferences you receive this because you signed up at our shop save 20 % off
the autumn sale 7 of 9 shipped
"""


def invented(number: int, seed: int = 7) -> Iterator[RawMessage]:
    """Yield adverts, receipts and letters to one person, the same ones each time."""
    chance, words = random.Random(seed), TEXT.split()
    for one in range(number):
        shop = f"shop{int(SHOPS * chance.random() ** 3)}.example"  # a few write daily, most now and then
        at = NOW - timedelta(minutes=chance.randrange(5_000_000))
        token = chance.randbytes(24).hex()
        kind = chance.choices(("advert", "receipt", "letter"), (6, 2, 2))[0]
        sender = f"p{chance.randrange(40)}@people.example" if kind == "letter" else f"news@mail.{shop}"
        subject = " ".join(chance.choices(words, k=8))
        subject = f"Your order {one} is confirmed" if kind == "receipt" else subject
        way_out = f"List-Unsubscribe: <https://{shop}/u/{token}>, <mailto:u-{token}@{shop}>\r\n"
        head = (
            f"Return-Path: <{'p' if kind == 'letter' else token}@{sender.partition('@')[2]}>\r\n"
            "Delivered-To: anna@post.example\r\n"
            f"Received: from out.{shop} (out.{shop} [192.0.2.7]) by mx.post.example with ESMTPS id {token[:12]}\r\n"
            f" for <anna@post.example>; {at:%a, %d %b %Y %H:%M:%S} +0000\r\n"
            f"Authentication-Results: mx.post.example; dkim=pass (2048 bit) header.d={sender.partition('@')[2]};\r\n"
            f" dmarc=pass header.from={sender.partition('@')[2]}\r\nFrom: Shop {shop[4:7]} <{sender}>\r\n"
            f"To: anna@post.example\r\nSubject: {subject}\r\nDate: {at:%a, %d %b %Y %H:%M:%S} +0000\r\n"
            f"Message-ID: <{token}@{shop}>\r\n{way_out if kind == 'advert' else ''}"
            "Content-Type: text/html; charset=utf-8"
        )
        text = " ".join(chance.choices(words, k=400))
        links = "".join(f'<a href="https://{shop}/{token}/{place}">Lamp {place}</a> ' for place in range(20))
        foot = f'Shop {shop[4:7]} Ltd, 1 Mill Lane. <a href="https://{shop}/u/{token}">Unsubscribe</a>'
        body = f"<html><body><p>{text}</p>{links}<p>{foot}</p></body></html>" if kind != "letter" else text
        digest = hashlib.sha256(head.encode()).hexdigest()
        yield RawMessage(Place("import", "town.mbox", 0, one), at, head.encode(), body.encode(), sha256=digest)


def fill(home: Path, number: int, seed: int = 7) -> None:
    """Store the invented mail in `home`."""
    db = open_database(home)
    rows = []
    for raw in invented(number, seed):
        rows.append(messages.row(read(raw)))
        if len(rows) == 500:
            messages.add(db, rows)
            rows.clear()
    messages.add(db, rows)
    db.close()


def resident(what: str) -> float:
    """Return what /proc says of this process ("VmRSS", "VmHWM"), in MB."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{what}:")) / 1024


def spent() -> float:
    """Return the CPU seconds of this process and of its children that have ended."""
    return sum(usage.ru_utime + usage.ru_stime for usage in map(getrusage, (RUSAGE_SELF, RUSAGE_CHILDREN)))


def measure(home: Path, depth: Depth, warm: bool) -> None:
    """Analyse `home` and print what it cost, as JSON; runs in a process of its own."""
    db = open_database(home)
    if warm:
        analysing.analyse(db, NOW, lambda step: None)
        fill(home, NEW, seed=time.time_ns())
    before, cpu, begun = resident("VmRSS"), spent(), time.perf_counter()
    analysing.analyse(db, NOW, lambda step: None, lambda: parsing_processes(CORES), depth)
    cost = {"wall": time.perf_counter() - begun, "cpu": spent() - cpu, "before": before, "peak": resident("VmHWM")}
    db.close()
    print(json.dumps(cost))


def measured(home: Path, depth: Depth, warm: bool = False) -> dict[str, float]:
    """Return what an analysis of `home` costs in a fresh process, or in one that has analysed before (`warm`)."""
    command = [sys.executable, __file__, "--measure", str(home), depth.value, "warm" if warm else ""]
    found: dict[str, float] = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return found


def forget_findings(home: Path) -> None:
    """Leave `home` as it is before its first analysis."""
    db = open_database(home)
    for table in ("attributions", "senders", "trails", "findings", "touched", "own_addresses", "own_servers"):
        db.conn.execute(f"DELETE FROM {table}")
    db.conn.commit()
    db.close()


def main() -> int:
    """Print the figures beside their limits; return 1 where one is passed."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    runs: dict[str, list[dict[str, float]]] = {}
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        fill(home, number)
        for _ in range(ROUNDS):
            forget_findings(home)
            runs.setdefault("every message judged", []).append(measured(home, Depth.NEW))
            runs.setdefault("all conclusions anew", []).append(measured(home, Depth.CONCLUSIONS))
            runs.setdefault(f"{NEW} new messages, window open", []).append(measured(home, Depth.NEW, warm=True))
            fill(home, NEW, seed=time.time_ns())
            runs.setdefault(f"{NEW} new messages, fresh process", []).append(measured(home, Depth.NEW))
    worst = 0
    for name, costs in runs.items():
        best = min(costs, key=lambda cost: cost["wall"])
        growth = min(cost["peak"] - cost["before"] for cost in costs)
        limit = NEW_LIMIT_S if name.startswith(str(NEW)) else 1 + LIMIT_S * number / 100_000
        most_mb = FIXED_MB + GROWTH_KB * number / 1000
        print(
            f"{name}: of {number} messages  {best['wall']:.2f} s (limit {limit:.1f})  CPU {best['cpu']:.2f} s, "
            f"{1000 * best['cpu'] / number:.2f} ms each  grown by {growth:.0f} MB (limit {most_mb:.0f})"
        )
        worst |= best["wall"] > limit or growth > most_mb
    return int(worst)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        measure(Path(sys.argv[2]), Depth(sys.argv[3]), warm=sys.argv[4] == "warm")
    else:
        sys.exit(main())
