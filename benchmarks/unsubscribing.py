"""Many unsubscribes in one batch through the real program, with servers that misbehave and kill -9 in between.

Usage: python benchmarks/unsubscribing.py [SENDERS] [KILLS] [SEED]
A server on this computer stands for every sender (500 unless told), and counts the requests it got for each token; two
in five answer with a fault, one in five takes its time over the handshake or breaks it off. The program is killed KILLS
times (14) at random moments of its work, most of them with a handshake under way, and told to resume each time.

Prints how many tokens were asked for once, twice and never. Never is right for a server that breaks the handshake off,
and has to be told as unreached. Any other one was caught between the word "leaving" on the disk and the first octet of
its request: it has to be told as unknown, and there may be one in a hundred of them at most (two of few). Ends with
status 1 unless that holds, no token was asked for twice, every sender has a result that fits what its server did, and
only what was on its way when the program was killed is unknown without a fault of its server.
"""

import json
import os
import random
import socket
import sqlite3
import ssl
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tests.servers import hostile
from tests.servers.high_street import ME, SERVER, Street, advert, domain, mailbox, place
from tests.servers.https import Answer, Handshake, page

from inboxguard.audit.one_clicks import WORKERS

NOW = "2026-10-20T08:00:00Z"
_PATIENCE = 600.0
_LONGEST_WAIT = 0.4
"""Seconds from a request to the kill, at most."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What one server does, and which result is right."""

    name: str
    answer: Answer
    right: str
    handshake: Handshake | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one run came to."""

    senders: int
    kills: int
    states: Counter[str]
    """Results in the journal."""
    asked: Counter[int]
    """How many tokens were asked for so many times."""
    broken_off: int
    """Never asked for, since the server broke the handshake off; told as unreached."""
    caught: int
    """Never asked for, since the kill came between the journal and the request; told as unknown."""
    shaking: int
    """Handshakes that were under way at the kills."""
    interrupted: int
    """Unknown because the program was killed while they were on their way."""
    wrong: tuple[str, ...]
    """What must not be, in words."""
    seconds: float


def faults() -> list[Fault]:
    """Return every misbehaviour that ends by itself soon, with the result that is right for it."""
    found = [Fault(name, answer, "accepted") for name, (answer, _) in hostile.ACCEPTED.items() if "slow" not in name]
    found += [Fault(name, answer, "refused") for name, (answer, _) in hostile.REFUSED.items()]
    return found + [Fault(name, answer, "unknown") for name, answer in hostile.UNKNOWN.items()]


def run(senders: int, kills: int, seed: int, where: Path) -> Outcome:
    """Return what one batch over so many senders came to, killed so many times."""
    chance = random.Random(seed)
    every = faults()
    planned = {at: chance.choice(every) for at in chance.sample(range(senders), senders * 2 // 5)}
    plain = Fault("none", page(b"Good-bye."), "accepted")
    for at in chance.sample(range(senders), senders // 5):
        planned[at] = _shaking(planned.get(at, plain), chance)
    (where / "authority").mkdir()
    street = Street(where / "authority", senders, {at: _unhurried(one.answer) for at, one in planned.items()})
    street.https.handshakes = {f"out.{domain(at)}": one.handshake for at, one in planned.items() if one.handshake}
    try:
        home = where / "home"
        _program(
            home, "import", mailbox(where, [advert(at) for at in range(senders)]), "--me", ME, "--authserv", SERVER
        )
        (where / "list").write_text("".join(f"{domain(at)}\n" for at in range(senders)))
        begun = time.monotonic()
        words: tuple[object, ...] = ("--all-in", where / "list", "--yes")
        killed = shaking = 0
        while killed < kills:
            share = senders * (killed + 1) // (kills + 1) - senders // (3 * (kills + 1))
            moment = chance.uniform(0, _LONGEST_WAIT)
            if not _killed(home, street, (*words, *street.switch), share + chance.randrange(WORKERS), moment):
                break
            killed += 1
            shaking += street.https.shaking
            words = ("--resume",)
        _program(home, "unsubscribe", *words, "--json", *street.switch)
        spent = time.monotonic() - begun
        return _judged(home, street, {at: planned.get(at, plain) for at in range(senders)}, killed, shaking, spent)
    finally:
        street.close()


def _shaking(fault: Fault, chance: random.Random) -> Fault:
    """Return what answers the same after a slow handshake; one in four breaks it off instead."""
    seconds, broken = chance.uniform(0.1, 0.8), chance.random() < 0.25

    def handshake() -> int | None:
        time.sleep(seconds)
        return ssl.ALERT_DESCRIPTION_INTERNAL_ERROR if broken else None

    if broken:
        return Fault("breaks the handshake off", fault.answer, "unreached", handshake)
    return Fault(f"{fault.name}, slow handshake", fault.answer, fault.right, handshake)


def _unhurried(answer: Answer) -> Answer:
    """Let a server take a moment, so that a kill finds requests on their way."""

    def slower(wire: socket.socket) -> None:
        time.sleep(0.05)
        answer(wire)

    return slower


def _arguments(home: Path, words: tuple[object, ...]) -> list[str]:
    return [sys.executable, "-m", "inboxguard", "--home", str(home), *map(str, words)]


def _surroundings() -> dict[str, str]:
    return {**os.environ, "INBOXGUARD_NOW": NOW, "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}


def _program(home: Path, *words: object) -> str:
    done = subprocess.run(
        _arguments(home, words), env=_surroundings(), capture_output=True, timeout=_PATIENCE, check=False, text=True
    )
    if done.returncode != 0:
        raise RuntimeError(f"{words[0]} ended with {done.returncode}: {done.stderr[-400:]}")
    return done.stdout


def _killed(home: Path, street: Street, words: tuple[object, ...], requests: int, moment: float) -> bool:
    """Kill the program so many seconds after the server got so many requests in all; False where it ended before."""
    with subprocess.Popen(
        _arguments(home, ("unsubscribe", *words, "--json")),
        env=_surroundings(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    ) as process:  # fmt: skip
        end = time.monotonic() + _PATIENCE
        while len(street.https.requests) < requests and process.poll() is None and time.monotonic() < end:
            time.sleep(0.002)
        time.sleep(moment)
        ended = process.poll() is not None
        process.kill()
    return not ended


def _judged(home: Path, street: Street, servers: dict[int, Fault], kills: int, shaking: int, seconds: float) -> Outcome:
    with closing(sqlite3.connect(home / "inboxguard.db")) as db:
        rows = db.execute("SELECT organisation, state, record FROM unsubscribes").fetchall()
    journal: dict[str, tuple[str, str, str]] = {}
    wrong = []
    for organisation, state, record in rows:
        told = json.loads(record)
        if organisation in journal:
            wrong.append(f"{organisation} has two results")
        journal[organisation] = state, told.get("why", ""), told.get("url", "")
    asked = street.asked
    interrupted = broken_off = caught = 0
    for at, server in servers.items():
        times = asked[place(at)]
        state, why, url = journal.get(domain(at), ("missing", "", ""))
        broken = state == "unknown" and why == "interrupted"
        interrupted += broken
        if times > 1:
            wrong.append(f"{domain(at)} was asked {times} times")
        if state != server.right and not broken:
            wrong.append(f"{domain(at)} ({server.name}) is {state} ({why}) instead of {server.right}")
        broken_off += times == 0 and state == server.right == "unreached"
        caught += times == 0 and broken
        if times == 0 and not broken and server.right != "unreached":
            wrong.append(f"{domain(at)} was never asked and is {state}")
        if url:
            wrong.append(f"{domain(at)} still has its address in the journal")
    if asked["odd"]:
        wrong.append(f"{asked['odd']} requests were no one-click")
    if interrupted > kills * WORKERS:
        wrong.append(f"{interrupted} are unknown after {kills} kills")
    if caught > max(2, len(servers) // 100):
        wrong.append(f"{caught} were caught between the journal and the request")
    counts = Counter(asked[place(at)] for at in servers)
    states = Counter(state for state, _, _ in journal.values())
    return Outcome(len(servers), kills, states, counts, broken_off, caught, shaking, interrupted, tuple(wrong), seconds)


def main() -> int:
    """Run it and print what came out."""
    numbers = [int(word) for word in sys.argv[1:]]
    senders, kills, seed = (*numbers, *(500, 14, 7)[len(numbers) :])
    with tempfile.TemporaryDirectory() as folder:
        found = run(senders, kills, seed, Path(folder))
    print(f"{found.senders} senders, {found.kills} kills, {found.seconds:.0f} s")
    twice = sum(number for times, number in found.asked.items() if times > 1)
    print(f"asked for once: {found.asked[1]}, more than once: {twice}, never: {found.asked[0]}")
    print(f"of the latter: handshake broken off by the server {found.broken_off}, caught by a kill {found.caught}")
    print(f"handshakes under way at the kills: {found.shaking}")
    print("results:", dict(sorted(found.states.items())), f"of these interrupted by a kill: {found.interrupted}")
    print("wrong:", len(found.wrong), *found.wrong[:20], sep="\n  ")
    return 1 if found.wrong or found.kills < kills else 0


if __name__ == "__main__":
    sys.exit(main())
