"""Traders in addresses from outside this mailbox, who sell to many."""

from datetime import datetime, timedelta

from tests.worlds.confounders.switch import Switch
from tests.worlds.town import Town


def broker_fan_out(town: Town) -> None:
    """A broker sells the address that everybody has; within weeks several firms begin."""
    broker = town.draw("broker")
    start = town.on(town.random.uniform(0.3, 0.8))
    named = town.random.random() < 0.3
    for _ in range(town.random.randint(2, 4)):
        who = town.draw()
        first = town.near(start + timedelta(days=town.random.randint(0, 30)))
        # Where it is named, the broker never wrote itself, so it resolves to nobody of this mailbox.
        footers = ("partner", "plain") if named else town.random.choice((("generic", "plain"), ("plain",)))
        town.adverts(who, first, town.person.main, source=broker, footers=footers)
        emitted = ("statement_partner",) if named else ("statement_generic",) if "generic" in footers else ()
        town.fate(who, None, "broker", confounders=("broker_fan_out",), emitted=emitted)


def import_welcome(town: Town) -> None:
    """A bought list goes into the shop's tool, which greets every new address."""
    who = town.draw()
    start = town.on(town.random.uniform(0.3, 0.8))
    town.advert(who, start, town.person.main, "welcome", footers=("plain",))
    town.adverts(who, town.near(start + timedelta(days=8)), town.person.main, footers=("plain",))
    town.fate(who, None, "broker", confounders=("import_welcome",), emitted=("welcome",))


def identity_resolution(town: Town) -> None:
    """The person only looked around in the shop; a service that knows browsers told it the address."""
    who = town.draw()
    start = town.on(town.random.uniform(0.3, 0.85))
    if town.random.random() < 0.6:
        town.advert(who, start, town.person.main, "reminder_basket", footers=("plain",))
    town.adverts(who, town.near(start + timedelta(days=4)), town.person.main, footers=("plain",))
    town.fate(who, None, "broker", confounders=("identity_resolution",))


def due_date_guess(town: Town) -> None:
    """The person told a registry a date; a broker of baby goods guessed nearly the same from elsewhere."""
    registry, to, at = town.customer(trade="registry", how="welcome")
    due = at + timedelta(days=town.random.randint(120, 230))
    for letter in town.letters:
        if letter.sender is registry and letter.situation == "registry":
            letter.values = _due(due)
    town.advert(registry, town.near(at + timedelta(days=20)), to, "countdown", values=_due(due), footers=("plain",))
    who = town.draw(trade="baby")
    guess = due + timedelta(days=town.random.choice((-9, -6, -4, 3, 5, 8)))
    first = town.near(at + timedelta(days=town.random.randint(40, 100)))
    town.adverts(
        who, first, town.person.main, 3, situation="countdown", values=_due(guess),
        footers=town.random.choice((("generic", "plain"), ("plain",))),
    )  # fmt: skip
    town.fate(who, None, "broker", confounders=("due_date_guess",), emitted=("near_date",))


def _due(moment: datetime) -> dict[str, str]:
    return {"due_on": f"{moment:%Y-%m-%d}"}


SWITCHES = (
    Switch("broker_fan_out", broker_fan_out),
    Switch("import_welcome", import_welcome),
    Switch("identity_resolution", identity_resolution),
    Switch("due_date_guess", due_date_guess),
)
