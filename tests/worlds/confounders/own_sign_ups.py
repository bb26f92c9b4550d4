"""The person gave the address themselves, and little or nothing of it is left."""

from datetime import timedelta

from tests.worlds.confounders.switch import ALIASES, NAMED, Switch
from tests.worlds.town import Town


def _reason(town: Town) -> tuple[str, ...]:
    """Return footers of somebody who has the address from the person: some say so."""
    return town.random.choice((("own",), ("plain",), ("plain",)))


def forgotten_own_sign_up(town: Town) -> None:
    """The person signed up and threw the sign-up mail away; a year's adverts follow."""
    who = town.draw()
    at = town.on(town.random.uniform(0.1, 0.7))
    to = town.person.address_for(who)
    for letter in town.sign_up(who, at, to):
        letter.deleted = True
    town.adverts(who, town.near(at + timedelta(days=town.random.randint(3, 90))), to, footers=_reason(town))
    town.fate(who, None, "own", confounders=("forgotten_own_sign_up",))


def single_opt_in(town: Town) -> None:
    """The person typed the address into a form; nothing came back but newsletters."""
    who = town.draw()
    to = town.person.address_for(who)
    town.adverts(who, town.on(town.random.uniform(0.15, 0.85)), to, footers=_reason(town))
    town.fate(who, None, "own", confounders=("single_opt_in",))


def pre_ticked_consent(town: Town) -> None:
    """The person bought something there, and a box for news was ticked already."""
    who = town.draw()
    at = town.on(town.random.uniform(0.1, 0.7))
    to = town.person.address_for(who)
    town.sign_up(who, at, to, "order")
    town.adverts(who, town.near(at + timedelta(days=town.random.randint(4, 30))), to, footers=("customer_own",))
    town.fate(who, None, "own", confounders=("pre_ticked_consent",), emitted=("own_trace",))


def alias_reused(town: Town) -> None:
    """The person used the address made for one shop at another one too; half of the time the trace is gone."""
    _, to, at = town.customer(("alias",))
    second = town.draw()
    later = town.near(at + timedelta(days=town.random.randint(20, 200)))
    gone = town.random.random() < 0.5
    for letter in town.sign_up(second, later, to):
        letter.deleted = gone
    town.adverts(second, town.near(later + timedelta(days=town.random.randint(3, 20))), to, footers=_reason(town))
    signals = ("unique_alias",) if gone else ("unique_alias", "own_trace")
    # Nothing in this mailbox tells the gone sign-up from a copy of the first shop's list.
    town.fate(second, None, "own", confounders=("alias_reused",), emitted=signals, sure=not gone)


def tag_stripped(town: Town) -> None:
    """A shop that was given a tagged address takes the tag away and writes to the plain one."""
    who = town.draw()
    at = town.on(town.random.uniform(0.1, 0.7))
    town.person.address_for(who, ("plus", "catch_all"))
    town.adverts(who, town.near(at + timedelta(days=6)), town.person.main, footers=_reason(town))
    town.fate(who, None, "own", confounders=("tag_stripped",))


def christmas_peak(town: Town) -> None:
    """Shops where the person bought years ago, before the mailbox begins, all write before Christmas."""
    november = town.begins.replace(month=11, day=1)
    for _ in range(town.random.randint(2, 4)):
        who = town.draw()
        first = town.near(november + timedelta(days=town.random.randint(12, 50)))
        if first < town.ends:
            number = town.random.randint(1, 3)
            town.adverts(who, first, town.person.main, number, situation="advert", footers=("plain",))
            town.fate(who, None, "own", confounders=("christmas_peak",))


def form_capture(town: Town) -> None:
    """The person typed the address into a form of the shop and never sent it; the shop's script kept it."""
    who = town.draw()
    to = town.person.address_for(who)
    at = town.on(town.random.uniform(0.2, 0.8))
    town.advert(who, at, to, "reminder_basket", footers=("plain",))
    town.adverts(who, town.near(at + timedelta(days=town.random.randint(3, 15))), to, footers=("plain",))
    town.fate(who, None, "broker", confounders=("form_capture",))


SWITCHES = (
    Switch("forgotten_own_sign_up", forgotten_own_sign_up),
    Switch("single_opt_in", single_opt_in),
    Switch("pre_ticked_consent", pre_ticked_consent),
    Switch("alias_reused", alias_reused, ALIASES),
    Switch("tag_stripped", tag_stripped, NAMED),
    Switch("christmas_peak", christmas_peak),
    Switch("form_capture", form_capture),
)
