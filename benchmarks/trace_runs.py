"""Worlds through the real product: each is made, imported into a home of its own and traced, in child processes.

The weights can be changed for a run, to see what a signal is worth or what the model says before it is calibrated; the
product then draws its conclusions anew from the home that it has.
"""

import re
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from unittest import mock

from benchmarks.trace_figures import Mailbox, edges
from tests.worlds.books import book
from tests.worlds.making import world
from tests.worlds.running import NOW, trails
from tests.worlds.truth import World

from inboxguard import resources
from inboxguard.audit import analysing
from inboxguard.audit.analysing import Depth
from inboxguard.audit.audit import Audit
from inboxguard.audit.progress import silent
from inboxguard.trace.signals import stated

WEIGHTS = "trace/weights.toml"
HOME = "home"
"""Where tests.worlds.running makes the home, in the folder that it is given."""
CORES = 2
_CONSTANTS = frozenset({"shift", "intercept", "constant", "c"})
"""Of a calibration: what is added; all else multiplies."""


@dataclass(frozen=True, slots=True)
class Task:
    """One mailbox to be made."""

    book: str
    mix: str
    seed: int

    def made(self) -> World:
        """Return its world."""
        return world(book(self.book), self.seed, self.mix)


@dataclass(frozen=True, slots=True)
class Variant:
    """Other weights: "section.key" -> the value as it stands in weights.toml; `silent` signals document nothing."""

    name: str
    changes: tuple[tuple[str, str], ...] = ()
    silent: tuple[str, ...] = ()
    is_raw: bool = False
    """Without calibration."""


PLAIN = Variant("as it is")
RAW = Variant("uncalibrated", (("levels.possible", "0.0"),), is_raw=True)
"""Every posterior as the model makes it, also those that are too low to be shown."""
Change = Callable[[World], World]


def run(tasks: Sequence[Task], variants: Sequence[Variant] = (PLAIN,), change: Change | None = None) -> Iterator[
    tuple[Mailbox, ...]
]:  # fmt: skip
    """Yield, for each mailbox in turn, what each of the variants says of it; `change` is a twist of the world."""
    with ProcessPoolExecutor(CORES) as pool:
        yield from pool.map(partial(judged, variants=tuple(variants), change=change), tasks)


def judged(task: Task, variants: Sequence[Variant] = (PLAIN,), change: Change | None = None) -> tuple[Mailbox, ...]:
    """Make, import and trace one mailbox; return what each variant says."""
    made = task.made()
    if change is not None:
        made = change(made)
    found = []
    with tempfile.TemporaryDirectory(prefix="inboxguard-world-") as place:
        said = trails(made, Path(place))
        for variant in variants:
            told = said if variant == PLAIN else again(Path(place) / HOME, variant)
            found.append(Mailbox(made.name, task.seed, edges(made.fates, told), len(made.mails)))
    return tuple(found)


def again(home: Path, variant: Variant = PLAIN) -> dict[str, Any]:
    """Return what `trails --json` says of a stored home under other weights."""
    with weighed(variant), Audit.open(home, lambda: NOW) as audit:
        analysing.analyse(audit._db, NOW, silent, None, Depth.CONCLUSIONS)
        return audit.json_trails()


@contextmanager
def weighed(variant: Variant) -> Iterator[None]:
    """Let the trace of this process weigh otherwise for a while."""
    read, text = resources.read, changed(resources.read(WEIGHTS), dict(variant.changes), variant.is_raw)
    with ExitStack() as stack:
        stack.enter_context(
            mock.patch.object(resources, "read", lambda name: text if name == WEIGHTS else read(name))
        )
        stack.enter_context(mock.patch.object(stated, "DOCUMENTS", stated.DOCUMENTS - set(variant.silent)))
        forget()
        try:
            yield
        finally:
            stack.close()
            forget()


def forget() -> None:
    """Let the trace forget every number that it has read."""
    for name, module in list(sys.modules.items()):
        if name.startswith("inboxguard.trace"):
            for value in list(vars(module).values()):
                if getattr(value, "__module__", None) == name and hasattr(value, "cache_clear"):
                    value.cache_clear()


def changed(text: str, changes: Mapping[str, str], is_raw: bool = False) -> str:
    """Return a table with other values; raises KeyError for a value that is not there.

    Where it `is_raw` every factor of a section calibration, or under it, changes nothing.
    """
    left, section, lines = dict(changes), "", []
    for line in text.splitlines():
        if heading := re.match(r"\[([\w.]+)\]", line):
            section = heading[1]
        elif (said := re.match(r"(\w+) *=", line)) and (name := f"{section}.{said[1]}") in left:
            line = f"{said[1]} = {left.pop(name)}"
        elif said and is_raw and section.partition(".")[0] == "calibration":
            line = f"{said[1]} = {0.0 if said[1] in _CONSTANTS else 1.0}"
        lines.append(line)
    if left:
        raise KeyError(f"weights.toml has no {', '.join(left)}")
    return "\n".join(lines)


def without(signals: Iterable[tuple[str, str]]) -> tuple[Variant, ...]:
    """Return a variant for each signal (with its dependence group) in which it is worth nothing."""
    return tuple(
        Variant(f"without {signal}", ((f"signals.{signal}", f'{{ group = "{group}" }}'),), (signal,))
        for signal, group in signals
    )
