"""A switch: the name of a confounder, what makes it, and which habits of the person it needs."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.worlds.town import Town

ALIASES = ("alias", "relay", "mixed")
NAMED = ("plus", "catch_all", "mixed")


@dataclass(frozen=True, slots=True)
class Switch:
    """One confounder."""

    name: str
    make: Callable[[Town], None]
    habits: tuple[str, ...] = ()
    """The person must have one of these habits; () = any."""
    last: bool = False
    """It changes what the others wrote."""

    def fits(self, town: Town) -> bool:
        """Return whether it can happen to this person."""
        return not self.habits or town.person.habit in self.habits
