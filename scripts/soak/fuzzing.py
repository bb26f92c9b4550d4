"""Coverage-guided fuzzing of what reads strangers' octets: no exception, no second of work, no 200 MB for one mail."""

import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from scripts.soak.mutating import dictionary

Tell = Callable[[str], None]
ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "tests" / "fuzz" / "seeds"
NAMES = ("headers", "body", "authentication", "unsubscribe", "judgement")
LONGEST = 200_000
"""Octets of an input."""
_HANG = 60
"""Seconds of the clock after which the fuzzer itself ends an input that holds on to the processor."""
_MEMORY = 2_000
"""Megabytes at which it ends the process, whatever held them."""
_LARGEST_SEED = 60_000
_FIGURES = re.compile(r"^#(\d+)\s.*\bcov: (\d+) ft: (\d+)", re.M)


@dataclass(frozen=True, slots=True)
class Figures:
    """What a run came to; `faults` are the findings that go wrong again without the fuzzer, with what goes wrong."""

    executions: int
    features: int
    faults: tuple[str, ...]


def fuzzed(
    name: str, seconds: int, seed: int, folder: Path, corpus: Path | None = None, tell: Tell = print
) -> Figures:
    """Fuzz one target for so many seconds; findings are left in `folder`. `corpus` holds mail to begin with."""
    folder.mkdir(parents=True, exist_ok=True)
    end = time.monotonic() + seconds
    executions = features = 0
    with tempfile.TemporaryDirectory(prefix="inboxguard-fuzz-") as place:
        words, grown = Path(place) / "words", Path(place) / "grown"
        words.write_text(dictionary())
        grown.mkdir()
        for number, path in enumerate(sorted((corpus or SEEDS).rglob("*"))):
            if corpus is not None and path.is_file() and path.stat().st_size <= _LARGEST_SEED:
                (grown / f"{number}").write_bytes(path.read_bytes())
        while (left := round(end - time.monotonic())) > 0:
            said = Path(place) / "said"
            with said.open("wb") as file:
                options = (
                    f"-max_total_time={left}", f"-seed={seed}", f"-dict={words}", f"-max_len={LONGEST}",
                    f"-timeout={_HANG}", f"-rss_limit_mb={_MEMORY}", f"-artifact_prefix={folder}/{name}-",
                    "-len_control=20", str(grown), str(SEEDS),
                )  # fmt: skip
                subprocess.run(
                    [sys.executable, "-m", "scripts.soak.fuzzed", name, str(folder), *options],
                    cwd=ROOT, stdout=file, stderr=file, timeout=left + 300, check=False,
                )  # fmt: skip
            told = said.read_text(errors="replace")
            figures = _FIGURES.findall(told)
            for line in re.findall("^found .*", told, re.M):
                tell(line)
            if not figures:
                raise RuntimeError(told[-2_000:])
            executions += int(figures[-1][0])
            features = max(features, int(figures[-1][2]))
            seed += 1  # it ended before its time: what ended it lies in `folder`, and another way is tried
    return Figures(executions, features, again(name, sorted(folder.glob(f"{name}-*"))))


def again(name: str, paths: list[Path]) -> tuple[str, ...]:
    """Return what goes wrong with files when they are read without the fuzzer, each in words."""
    faults: list[str] = []
    while paths:
        done = subprocess.run(
            [sys.executable, "-m", "scripts.soak.fuzzed", name, "-", *map(str, paths)],
            cwd=ROOT, stdout=subprocess.PIPE, text=True, timeout=600, check=False,
        )  # fmt: skip
        read = [json.loads(line) for line in done.stdout.splitlines()]
        faults += [f"{Path(path).name}: {said}" for path, said in read if said]
        if done.returncode == 0:
            break
        faults.append(f"{paths[len(read)].name}: the process ended with status {done.returncode}")
        paths = paths[len(read) + 1 :]
    return tuple(faults)


def fuzz(name: str, seconds: int, seed: int, folder: Path, corpus: Path | None = None, tell: Tell = print) -> list[str]:
    """Fuzz one target, print its line and return the faults in words."""
    figures = fuzzed(name, seconds, seed, folder, corpus, tell)
    tell(f"{name}: {figures.executions} executions, {figures.features} features, {len(figures.faults)} findings")
    return [f"{name}: {fault}" for fault in figures.faults]
