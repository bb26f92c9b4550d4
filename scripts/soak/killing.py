"""kill -9 at random moments of a first sync and of an import: the next run ends as if nothing had been."""

import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from scripts.soak.homes import contents, differences
from scripts.soak.programs import Program
from tests.servers.dovecot import Dovecot
from tests.servers.mailboxes import Town

Tell = Callable[[str], None]
_EARLIEST = 0.25
"""Seconds that Python takes to begin; killed before, nothing was begun."""


def killed_syncs(
    server: Dovecot, folder: Path, points: int, seed: int = 1, messages: int = 600, tell: Tell = print
) -> list[str]:
    """Kill a first sync at `points` moments, each in a home of its own; return every fault in words, [] = none."""
    user = server.user()
    mails = list(Town(seed, size=0.2).mails(messages))
    server.fill(user, mails)
    server.fill(user, mails[::20] + list(Town(seed + 1, size=0.2).mails(messages // 5)), "Receipts")
    add = Program(
        ["account", "add", user, "--host", server.host, "--port", str(server.plain_port), "--security", "none",
         "--password-stdin"],
        server.password,
    )  # fmt: skip
    return _killed([add], Program(["sync", user, "--password-stdin"], server.password), folder, points, seed, tell)


def killed_imports(paths: Sequence[Path], folder: Path, points: int, seed: int = 1, tell: Tell = print) -> list[str]:
    """Kill an import of mail files at `points` moments; return every fault in words, [] = none."""
    return _killed([], Program(["import", *map(str, paths)]), folder, points, seed, tell)


def _killed(before: Sequence[Program], work: Program, folder: Path, points: int, seed: int, tell: Tell) -> list[str]:
    chance = random.Random(seed)
    whole = folder / "undisturbed"
    for program in before:
        program.run(whole)
    began = time.monotonic()
    work.run(whole)
    seconds = time.monotonic() - began
    expected = contents(whole)
    assert expected.messages
    tell(f"undisturbed: {len(expected.messages)} messages in {seconds:.1f} s")
    faults: list[str] = []
    for point in range(1, points + 1):
        home = folder / f"point{point}"
        for program in before:
            program.run(home)
        moments = [chance.uniform(_EARLIEST, seconds) for _ in range(1 + (chance.random() < 0.3))]
        alone = chance.random() < 0.5
        wrong = [words for moment in moments if (words := work.kill(home, moment, alone))]
        work.run(home)
        wrong += differences(expected, contents(home))
        killed = " and ".join(f"{moment:.2f} s" for moment in moments)
        how = "alone" if alone else "with its children"
        tell(f"point {point} of {points}, killed after {killed} {how}: {'; '.join(wrong) or 'well'}")
        faults += [f"killed after {killed} {how}: {words}" for words in wrong]
    return faults
