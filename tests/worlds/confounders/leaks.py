"""Addresses that were stolen from a firm that did not pass them on."""

from datetime import timedelta

from tests.worlds.confounders.switch import ALIASES, NAMED, Switch
from tests.worlds.rogues import rogue
from tests.worlds.town import Town


def breach_spoof(town: Town) -> None:
    """After a theft at a shop junk comes to its address, some of it in the name of well-known brands."""
    first, to, _ = town.customer(("alias", "plus", "catch_all"))
    start = town.on(town.random.uniform(0.55, 0.8))
    if town.random.random() < float(town.book.leak.get("known", 0.6)):
        town.breached(first, start - timedelta(days=town.random.randint(10, 60)))
    for number in range(int(town.random.randint(*town.book.leak["senders"]))):
        junk = rogue(town)
        town.adverts(
            junk, town.near(start + timedelta(days=3 * number)), to, town.random.randint(1, 2), situation="junk",
            footers=("plain",),
        )  # fmt: skip
        town.fate(junk, first, "leak", town.route_of(to), ("breach_spoof",))
    brand = town.draw()
    town.adverts(brand, town.near(start + timedelta(days=5)), to, 2, situation="junk", authentic=False)
    town.fate(brand, first, "leak", town.route_of(to), ("breach_spoof",), ("unauthenticated",))


def breach_unknown(town: Town) -> None:
    """A theft of which nobody knows; the buyer of the list is a sender of junk that signs its mail."""
    first, to, _ = town.customer(("alias", "plus", "catch_all"))
    start = town.on(town.random.uniform(0.5, 0.8))
    junk = rogue(town)
    town.adverts(junk, start, to, town.random.randint(2, 5), situation="junk", footers=("plain",))
    town.fate(junk, first, "leak", town.route_of(to), ("breach_unknown",))


SWITCHES = (
    Switch("breach_spoof", breach_spoof, tuple({*ALIASES, *NAMED})),
    Switch("breach_unknown", breach_unknown, tuple({*ALIASES, *NAMED})),
)
