"""The tables of suspicion.toml, ready to be looked up."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from inboxguard import resources


@dataclass(frozen=True, slots=True)
class Book:
    """The weights of the signs, and the hosts and words by which some of them are told."""

    enough: int
    unsaid: int
    """The most that is expected of the other signs where a house that is vouched for says nothing suspicious."""
    conclusive: frozenset[str]
    slight: frozenset[str]
    """Signs that letters of people bear too, so that they make no second family."""
    weights: Mapping[str, int]
    family: Mapping[str, str]
    standing: Mapping[str, int]
    free: frozenset[str]
    short: frozenset[str]
    cheap: frozenset[str]
    mailers: frozenset[str]
    lent: frozenset[str]
    """Domains under which a platform's customers write."""
    swapped: frozenset[str]
    servers: frozenset[str]


@cache
def book() -> Book:
    """Return the tables."""
    data = tomllib.loads(resources.read("senders/suspicion.toml"))
    lending = tomllib.loads(resources.read("senders/lending.toml"))
    families = ("disguise", "identity", "authentication", "transport", "filter", "words", "links")
    hosts = {name: frozenset(entries) for name, entries in data["hosts"].items()}
    return Book(
        enough=data["enough"],
        unsaid=data["unsaid"],
        conclusive=frozenset(data["conclusive"]),
        slight=frozenset(data["slight"]),
        weights={code: weight for family in families for code, weight in data[family].items()},
        family={code: family for family in families for code in data[family]},
        standing=data["standing"],
        free=hosts["free"],
        short=hosts["short"],
        cheap=hosts["cheap"],
        mailers=hosts["mailers"],
        lent=hosts["spoken_through"].union(*(entry["domains"] for entry in lending["lent"])),
        swapped=frozenset(data["local_parts"]["often_swapped"]),
        servers=frozenset(data["local_parts"]["servers"]),
    )
