"""How work speaks and is stopped: one function, no flags in the core."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """Where long work is: what it does (a code of ui/phrases), how much is done, of how much (0 = unknown)."""

    what: str
    done: int = 0
    total: int = 0
    seconds_left: float | None = None


Tell = Callable[[Step], None]
"""Reports a step; raises errors.Cancelled after Stop."""


def silent(step: Step) -> None:
    """Tell nobody."""
