"""What the analysis of stored mail costs: seconds of CPU, and how far the process grows.

Usage: python benchmarks/analysis.py [MESSAGES]
An invented mailbox (5,000 messages unless told) is stored in a fresh home; the analysis then runs in processes of its
own, once over a home that was never analysed and once more where nothing changed. The least CPU of three runs counts.
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

from inboxguard.audit import analysing
from inboxguard.facts.message import Place, RawMessage
from inboxguard.facts.parsing import read
from inboxguard.store import messages
from inboxguard.store.database import open_database

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
FRESH_MS = 0.9
"""CPU per message of a first analysis, in milliseconds, beyond what reading the words costs once."""
AGAIN_MS = 0.9
FIXED_S = 1.0
GROWTH_KB = 0.75
"""Growth per message beyond FIXED_MB."""
FIXED_MB = 25
ROUNDS = 3

TEXT = """
the new season is here and your order can be delivered on any day you like with free shipping for members until
sunday our shop in the old town has lamps chairs tea and books at low prices read more about how we work view in
browser manage your preferences you receive this because you signed up at our shop save 20 % off
the autumn sale 7 of 9 shipped
"""


def invented(number: int) -> Iterator[RawMessage]:
    """Yield adverts, receipts and letters to one person, the same ones each time."""
    chance, words = random.Random(7), TEXT.split()
    for one in range(number):
        shop = f"shop{chance.randrange(200)}.example"
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


def fill(home: Path, number: int) -> None:
    """Store the invented mail in `home`."""
    db = open_database(home)
    rows = []
    for raw in invented(number):
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


def measure(home: Path) -> None:
    """Analyse `home` and print what it cost, as JSON; runs in a process of its own."""
    db = open_database(home)
    before, begun = resident("VmRSS"), time.process_time()
    analysing.analyse(db, NOW, lambda step: None)
    cost = {"cpu": time.process_time() - begun, "before": before, "peak": resident("VmHWM")}
    db.close()
    print(json.dumps(cost))


def measured(home: Path) -> dict[str, float]:
    """Return what the analysis of `home` costs in a fresh process."""
    command = [sys.executable, __file__, "--measure", str(home)]
    found: dict[str, float] = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return found


def forget_findings(home: Path) -> None:
    """Leave `home` as it is before its first analysis."""
    db = open_database(home)
    for table in ("attributions", "senders", "trails", "findings", "own_addresses", "own_servers"):
        db.conn.execute(f"DELETE FROM {table}")
    db.conn.commit()
    db.close()


def main() -> int:
    """Print the figures beside their limits; return 1 where one is passed."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        fill(home, number)
        fresh, again = [], []
        for _ in range(ROUNDS):
            forget_findings(home)
            fresh.append(measured(home))
            again.append(measured(home))
    worst = 0
    for name, runs, limit in (("first", fresh, FRESH_MS), ("again", again, AGAIN_MS)):
        cpu = min(run["cpu"] for run in runs)
        growth = min(run["peak"] - run["before"] for run in runs)
        peak = min(run["peak"] for run in runs)
        most_cpu, most_mb = FIXED_S + limit * number / 1000, FIXED_MB + GROWTH_KB * number / 1000
        print(
            f"{name}: {number} messages  {cpu:.2f} s CPU ({1000 * cpu / number:.2f} ms each, limit {most_cpu:.1f} s)  "
            f"peak {peak:.0f} MB, grown by {growth:.0f} MB ({1000 * growth / number:.2f} KB each, "
            f"limit {most_mb:.0f} MB)"
        )
        worst |= cpu > most_cpu or growth > most_mb
    return int(worst)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        measure(Path(sys.argv[2]))
    else:
        sys.exit(main())
