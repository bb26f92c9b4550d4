"""Somebody else typed the address in."""

from datetime import timedelta

from tests.worlds.confounders.switch import Switch
from tests.worlds.rogues import rogue
from tests.worlds.town import Town


def friend_gift(town: Town) -> None:
    """A friend invites the person or sends a gift through a shop, which goes on with offers."""
    who = town.draw()
    start = town.on(town.random.uniform(0.2, 0.85))
    friend = town.random.choice(town.book.friends)
    town.write(who, start, "invitation", town.person.main, values={"friend": friend})
    later = town.near(start + timedelta(days=town.random.randint(3, 15)))
    town.adverts(who, later, town.person.main, footers=("plain",))
    town.fate(who, None, "other_person", confounders=("friend_gift",), emitted=("invitation",))


def other_person_address(town: Town) -> None:
    """A stranger with a similar address mistypes their own; the shop greets them, not the person."""
    who = town.draw()
    start = town.on(town.random.uniform(0.15, 0.85))
    stranger = town.random.choice([name for name in town.book.persons if name != town.person.name])
    values = {"person": stranger, "first": stranger.split()[0], "number": str(town.random.randint(10_000, 99_999))}
    if town.random.random() < 0.5:
        town.write(who, start, "order", town.person.main, values=values)
    town.adverts(who, town.near(start + timedelta(days=6)), town.person.main, values=values, footers=("plain",))
    town.fate(who, None, "other_person", confounders=("other_person_address",), emitted=("other_name",))


def guessed_catch_all(town: Town) -> None:
    """Junk comes to made-up names at the person's own domain, brand names and dictionary words alike."""
    start = town.on(town.random.uniform(0.4, 0.85))
    locals_ = ["info", "sales", "office", "admin", "kontakt", "webmaster"]
    named = [brand.domain.partition(".")[0] for brand in town.book.of("brand")[:12]]
    junk = rogue(town)
    for local in town.random.sample(locals_, 3) + town.random.sample(named, 2):
        at = town.near(start + timedelta(days=town.random.randint(0, 5)))
        town.advert(junk, at, f"{local}@{town.person.domain}", "junk", footers=("plain",))
    town.fate(junk, None, "guess", confounders=("guessed_catch_all",), emitted=("guessed_names",))


SWITCHES = (
    Switch("friend_gift", friend_gift),
    Switch("other_person_address", other_person_address),
    Switch("guessed_catch_all", guessed_catch_all, ("catch_all",)),
)
