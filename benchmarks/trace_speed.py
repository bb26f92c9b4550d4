"""What the trails of a large mailbox cost: all of them, and those that one decision of the person touches.

Usage: python benchmarks/trace_speed.py [MESSAGES [SENDERS]] [--home HOME]
An invented mailbox (100,000 messages of 3,000 senders unless told) is stored and judged; then, in fresh processes, all
trails are traced, and then once more after one decision each: "I signed up there myself" and "this address I gave only
to ...". With --home the mailbox is kept there and used again. The least of three counts; ends with status 1 where a
limit is passed.
"""

import argparse
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

from inboxguard.audit import analysing, tracing
from inboxguard.audit.audit import Audit
from inboxguard.audit.parsing_processes import parsing_processes
from inboxguard.facts.message import Place, RawMessage
from inboxguard.facts.parsing import read
from inboxguard.store import decisions, findings, messages
from inboxguard.store.database import FILE, open_database

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
ALL_LIMIT_S = 5.0
ONE_LIMIT_S = 0.5
CORES = 2
ROUNDS = 3
MAIN = "anna@post.example"
_TEXT = """
    the new season is here and your order can be delivered on any day you like with free shipping for members until
    sunday our shop in the old town has lamps chairs tea and books at low prices read more about how we work save 20 %
"""
_ORIGINS = (
    "You receive this mail because you are a customer of {other}.",
    "Your address was passed on to us by our partner {other}.",
    "You receive this newsletter because you signed up at {brand}.",
    "We never share your address with anybody.",
)


def addresses(senders: int, chance: random.Random) -> list[tuple[str, ...]]:
    """Return for each sender the person's addresses that it writes to: the main one, tagged ones, aliases."""
    given: list[tuple[str, ...]] = []
    words = ("kestrel", "otter", "heron")
    aliases = [f"{chance.choice(words)}-{chance.randbytes(4).hex()}@post.example" for _ in range(600)]
    for one in range(senders):
        kind = chance.random()
        if kind < 0.6:
            given.append((MAIN,))
        elif kind < 0.75:
            given.append((f"anna+shop{one - one % 2}@post.example",))
        elif kind < 0.97:
            given.append((chance.choice(aliases),))
        else:
            given.append((MAIN, chance.choice(aliases)))
    return given


def invented(number: int, senders: int, seed: int = 5) -> Iterator[RawMessage]:
    """Yield the mail, the same each time."""
    chance = random.Random(seed)
    places = addresses(senders, chance)
    begun = [chance.randrange(2_000_000, 5_000_000) for _ in range(senders)]
    weights = [1 / (1 + one % 400) ** 0.5 for one in range(senders)]
    whom = [*range(senders), *chance.choices(range(senders), weights, k=max(0, number - senders))][:number]
    for at_place, shop in enumerate(whom):
        at = NOW - timedelta(minutes=begun[shop] if at_place < senders else chance.randrange(begun[shop]))
        kind = "receipt" if chance.random() < 0.12 else "advert"
        domain, brand, to = f"shop{shop}.example", f"Shop{shop} House", chance.choice(places[shop])
        token, sender = chance.randbytes(12).hex(), f"news@mail.shop{shop}.example"
        subject = " ".join(chance.choices(_TEXT.split(), k=6))
        subject = f"Your order {at_place} at {brand} is confirmed" if kind == "receipt" else subject
        out = f"List-Unsubscribe: <https://{domain}/u/{token}>\r\n" if kind == "advert" else ""
        head = (
            f"Return-Path: <{token}@mail.{domain}>\r\nDelivered-To: {to}\r\n"
            f"Received: from out.{domain} (out.{domain} [192.0.2.7]) by mx.post.example with ESMTPS id {token[:12]}\r\n"
            f" for <{to}>; {at:%a, %d %b %Y %H:%M:%S} +0000\r\n"
            f"Authentication-Results: mx.post.example; dkim=pass header.d=mail.{domain};\r\n"
            f" dmarc=pass header.from=mail.{domain}\r\nFrom: {brand} <{sender}>\r\nTo: {to}\r\nSubject: {subject}\r\n"
            f"Date: {at:%a, %d %b %Y %H:%M:%S} +0000\r\nMessage-ID: <{token}@{domain}>\r\n{out}"
            "Content-Type: text/plain; charset=utf-8"
        )
        origin = ""
        if shop % 5 == 0 and kind == "advert":
            origin = chance.choice(_ORIGINS).format(other=f"Shop{(shop * 7 + 3) % senders} House", brand=brand)
        foot = f"{brand} Ltd, {shop} Mill Lane, VAT GB{100000000 + shop // 2}. Unsubscribe: https://{domain}/u/{token}"
        body = f"{' '.join(chance.choices(_TEXT.split(), k=120))}\r\n\r\n{origin}\r\n{foot}\r\n"
        digest = hashlib.sha256(head.encode()).hexdigest()
        yield RawMessage(Place("import", "town.mbox", 0, at_place), at, head.encode(), body.encode(), sha256=digest)


def fill(home: Path, number: int, senders: int) -> None:
    """Store and judge the invented mail in `home`."""
    db = open_database(home)
    decisions.set_own(db, [MAIN], ["mx.post.example"], told=True)
    rows = []
    for raw in invented(number, senders):
        rows.append(messages.row(read(raw)))
        if len(rows) == 500:
            messages.add(db, rows)
            rows.clear()
    messages.add(db, rows)
    analysing.analyse(db, NOW, lambda step: None, lambda: parsing_processes(CORES))
    db.close()


def measure(home: Path, what: str) -> None:
    """Trace once in this process and print the seconds, as JSON."""
    if what == "all":
        db = open_database(home)
        tracing.forget(db)
        begun = time.perf_counter()
        analysing.analyse(db, NOW, lambda step: None)
        spent = time.perf_counter() - begun
        db.close()
    else:
        with Audit.open(home, lambda: NOW) as audit:
            trails = [trail for trail in findings.trails(open_database(home)) if trail.source is not None]
            trail = random.Random(3).choice(trails)
            begun = time.perf_counter()
            if what == "mine":
                audit.signed_up_myself(trail.recipient)
            else:
                audit.given_only(trail.addresses[0], trail.source or "")
            spent = time.perf_counter() - begun
            audit.take_back(trail.recipient)
            audit.take_back(trail.source or "")
    print(json.dumps(spent))


def main() -> int:
    """Print the figures beside their limits; return 1 where one is passed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("messages", nargs="?", type=int, default=100_000)
    parser.add_argument("senders", nargs="?", type=int, default=3_000)
    parser.add_argument("--home", type=Path)
    parser.add_argument("--measure", choices=("all", "mine", "only"))
    told = parser.parse_args()
    if told.measure:
        measure(told.home, told.measure)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        home = told.home or Path(folder) / "home"
        if not (home / FILE).exists():
            fill(home, told.messages, told.senders)
        worst = 0
        for what, limit in (("all", ALL_LIMIT_S), ("mine", ONE_LIMIT_S), ("only", ONE_LIMIT_S)):
            command = [sys.executable, __file__, "--home", str(home), "--measure", what]
            runs = [json.loads(subprocess.run(command, check=True, capture_output=True).stdout) for _ in range(ROUNDS)]
            print(f"{what}: {min(runs):.2f} s (limit {limit:.1f}; runs {', '.join(f'{run:.2f}' for run in runs)})")
            worst |= min(runs) > limit
    return int(worst)


if __name__ == "__main__":
    sys.exit(main())
