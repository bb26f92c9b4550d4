"""Did it stop? What is said of opt-outs beside what is true of them, on made mailboxes, through the real product.

    python -m benchmarks.watch --book report --seeds 1-40

Printed: for each true state what was found, how many senders were wrongly called not honoured (the figure to reach is
0) and how many of those that did not stop were found (0.95 or more), with Wilson's 95 % intervals; then by story, by
method and by place. The words and thresholds were made by the book "calibration"; "report" is held back.
"""

import argparse
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

from benchmarks.trace_figures import Count
from tests.worlds.books import book
from tests.worlds_watch.making import watch_world
from tests.worlds_watch.running import said
from tests.worlds_watch.truth import Fate

NOT_HONOURED = "not_honoured"


class Judged(NamedTuple):
    """One sender: what is true and what is said."""

    world: str
    place: str
    fate: Fate
    found: str
    """The state, "none" where no opt-out is known."""
    strangers: tuple[str, ...] = ()
    """On the first of a world: senders without a story that are called not honoured."""


def judged(task: tuple[str, int, tuple[str, ...]]) -> list[Judged]:
    """Return what is said of each sender of one world: (book, seed, names of stories)."""
    name, seed, stories = task
    world = watch_world(book(name), seed, stories)
    with tempfile.TemporaryDirectory() as folder:
        rows = said(world, Path(folder))
    own = {fate.organisation for fate in world.fates}
    strangers = tuple(
        key for key, row in rows.items() if key not in own and (row["opt_out"] or {}).get("state") == NOT_HONOURED
    )
    found = []
    for number, fate in enumerate(world.fates):
        told = rows.get(fate.organisation, {}).get("opt_out")
        state = told["state"] if told else "none"
        place = f"{world.place.country}-{world.place.region}".strip("-") or "none"
        found.append(Judged(world.name, place, fate, state, strangers if number == 0 else ()))
    return found


def main() -> int:
    """Run; returns 1 where anybody was wrongly called not honoured or too few were found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--book", default="report", choices=("calibration", "report"))
    parser.add_argument("--seeds", default="1-20", help="as 1-20")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--stories", nargs="*", default=[])
    asked = parser.parse_args()
    first, _, last = asked.seeds.partition("-")
    tasks = [(asked.book, seed, tuple(asked.stories)) for seed in range(int(first), int(last or first) + 1)]
    if asked.processes > 1:
        with ProcessPoolExecutor(asked.processes) as pool:
            every = [one for some in pool.map(judged, tasks) for one in some]
    else:
        every = [one for task in tasks for one in judged(task)]
    return _print(every)


def _print(every: Sequence[Judged]) -> int:
    print(f"{len({one.world for one in every})} mailboxes, {len(every)} opt-outs")
    table: dict[str, Counter[str]] = defaultdict(Counter)
    for one in every:
        table[one.fate.true][one.found] += 1
    for true, found in sorted(table.items()):
        print(f"  true {true:13}", ", ".join(f"{name} {number}" for name, number in sorted(found.items())))
    wrong = [one for one in every if one.found == NOT_HONOURED and one.fate.true != NOT_HONOURED]
    strangers = sorted(f"{one.world}: {name}" for one in every for name in one.strangers)
    innocent = [one for one in every if one.fate.true != NOT_HONOURED]
    print("wrongly not honoured", Count(len(wrong), len(innocent)), f"and {len(strangers)} without any story")
    guilty = [one for one in every if one.fate.true == NOT_HONOURED]
    found = Count(sum(one.found == NOT_HONOURED for one in guilty), len(guilty))
    print("found of the true   ", found)
    stopped = [one for one in every if one.fate.true == "honoured"]
    print("honoured said so    ", Count(sum(one.found == "honoured" for one in stopped), len(stopped)))
    for title, key in (("story", lambda one: one.fate.story), ("method", lambda one: one.fate.method),
                       ("place", lambda one: one.place)):  # fmt: skip
        _by(title, every, key)
    for one in wrong:
        print("WRONG ", one.world, one.fate)
    for name in strangers:
        print("WRONG ", name)
    for one in guilty:
        if one.found != NOT_HONOURED:
            print("MISSED", one.world, one.fate, one.found)
    return 1 if wrong or strangers or (found.share or 0) < 0.95 else 0


def _by(title: str, every: Iterable[Judged], key: Callable[[Judged], str]) -> None:
    parts: dict[str, list[Judged]] = defaultdict(list)
    for one in every:
        parts[key(one)].append(one)
    print(f"== by {title}: true not honoured that were found; others wrongly called so")
    for part, some in sorted(parts.items()):
        true = [one for one in some if one.fate.true == NOT_HONOURED]
        right = Count(sum(one.found == NOT_HONOURED for one in true), len(true))
        others = len(some) - len(true)
        false = sum(one.found == NOT_HONOURED for one in some if one.fate.true != NOT_HONOURED)
        print(f"  {part:28} {right}   {false}/{others}")


if __name__ == "__main__":
    sys.exit(main())
