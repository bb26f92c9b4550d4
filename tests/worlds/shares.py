"""True sharing: a firm that has the person's address passes it on, with or without a broker between."""

from collections.abc import Callable
from datetime import datetime, timedelta

from tests.worlds.books import Organisation
from tests.worlds.town import Town

ALIAS = ("alias",)
NAMED = ("plus", "catch_all")


def by_alias(town: Town) -> None:
    """The address made for one firm reaches others; nothing else gives it away."""
    _pass_on(town, ALIAS, "alias", ())


def by_named_alias(town: Town) -> None:
    """An address that bears the firm's name reaches others."""
    _pass_on(town, NAMED, "named_alias", ())


def by_statement(town: Town) -> None:
    """The recipient's mail says whose partner or customer the person is; at whichever address."""
    kinds = (*ALIAS, *NAMED) if town.random.random() < 0.4 else ("any",)
    sort = town.random.choices(("partner", "customer", "sign_up"), (5, 2, 2))[0]
    _pass_on(town, kinds, "statement", (sort, "plain"))


def by_co_registration(town: Town) -> None:
    """A gift list or contest whose confirmation named its partners, with a box that was ticked already."""
    source, to, at = _giver(town, (*ALIAS, *NAMED, "any"), "registry")
    heirs = _heirs(town)
    partners = ", ".join(heir.name for heir in heirs)
    town.write(source, at + timedelta(minutes=9), "co_registration", to, values={"partners": partners})
    route = town.route_of(to)
    for heir in heirs:
        _begin(town, source, heir, to, at, ("plain",))
        # On an address that many have the confirmation alone names the source; the reader must find it.
        town.fate(heir, source, "share", route, (), ("co_registration",))


def by_registry_date(town: Town) -> None:
    """A gift list passes on address and due date; the recipient's mails name that very date."""
    source, to, at = _giver(town, (*ALIAS, *NAMED, "any"), "registry")
    due = at + timedelta(days=town.random.randint(150, 230))
    values = {"due_on": f"{due:%Y-%m-%d}"}
    for letter in town.letters:
        if letter.sender is source and letter.situation == "registry":
            letter.values = dict(values)
    town.advert(source, town.near(at + timedelta(days=3)), to, "countdown", values=values, footers=("own", "plain"))
    heir = town.draw(trade="baby")
    moment = _moment(town, at)
    town.adverts(heir, moment, to, 3, situation="countdown", values=values, footers=("plain",))
    route = town.route_of(to)
    town.fate(heir, source, "share", route, (), ("same_date",), route != "circumstantial")


def in_silence(town: Town) -> None:
    """The address that everybody has is passed on without a word: nobody can tell from this mailbox."""
    source, to, at = _giver(town, ("one",), None)
    heir = _heirs(town)[0]
    _begin(town, source, heir, to, at, town.random.choice((("generic", "plain"), ("plain",))))
    town.fate(heir, source, "share", "circumstantial", (), (), False)


SHARES: dict[str, Callable[[Town], None]] = {
    "alias": by_alias,
    "named_alias": by_named_alias,
    "statement": by_statement,
    "co_registration": by_co_registration,
    "registry_date": by_registry_date,
    "silent": in_silence,
}
"""Kind of share -> what makes it; the book's [share.kinds] weighs them."""


def possible(town: Town) -> list[str]:
    """Return the kinds of share that can happen to this person."""
    can = {"alias": town.person.can(ALIAS), "named_alias": town.person.can(NAMED)}
    if town.person.habit == "catch_all":
        can["silent"] = False
    return [kind for kind in SHARES if can.get(kind, True)]


def share(town: Town) -> None:
    """Make one firm pass the address on, in a way drawn from the book."""
    kinds = possible(town)
    weights = [float(town.book.share["kinds"][kind]) for kind in kinds]
    SHARES[town.random.choices(kinds, weights)[0]](town)


def _pass_on(town: Town, kinds: tuple[str, ...], route: str, footers: tuple[str, ...]) -> None:
    trade = "registry" if town.random.random() < 0.25 else None
    source, to, at = _giver(town, kinds, trade)
    broker = town.draw("broker") if town.random.random() < float(town.book.share["through_broker"]) else None
    for heir in _heirs(town):
        speaks = footers or town.random.choice((("generic", "plain"), ("plain",), ("plain",)))
        emitted = tuple(f"statement_{sort}" for sort in speaks if sort not in ("plain",))
        _begin(town, source, heir, to, at, speaks)
        way = town.route_of(to) if route != "statement" or town.route_of(to) == "alias" else "statement"
        if way == "circumstantial":
            # The person forgot to make an address this time.
            town.fate(heir, source, "share", way, (), emitted, False)
            continue
        seen = ("through_broker",) if broker else ()
        town.fate(heir, source, "share", way, seen, emitted)


def _giver(town: Town, kinds: tuple[str, ...], trade: str | None) -> tuple[Organisation, str, datetime]:
    how = "welcome" if trade == "registry" else ""
    source, to, at = town.customer(kinds, trade, how=how, until=0.35)
    if town.random.random() < float(town.book.share["opted_out"]):
        # The person had left the list; some firms pass on all the same.
        left = town.near(at + timedelta(days=40))
        town.write(source, left, "unsubscribe", to, outgoing=True)
        town.write(source, left + timedelta(minutes=2), "left", to)
        town.letters = [
            letter for letter in town.letters if not (letter.sender is source and letter.bulk and letter.at > left)
        ]
    return source, to, at


def _heirs(town: Town) -> list[Organisation]:
    """Return who gets it: mostly one, now and then several."""
    number = town.random.choices((1, 2, 3, 4), town.book.share["heirs"])[0]
    trades = ("baby", "home", None, None)
    found = []
    for _ in range(number):
        try:
            found.append(town.draw(trade=town.random.choice(trades)))
        except LookupError:
            found.append(town.draw())
    return found


def _moment(town: Town, at: datetime) -> datetime:
    """Return when a recipient begins: a lognormal lag, on the next day on which lists are run."""
    days = town.random.lognormvariate(0, float(town.book.share["sigma"])) * float(town.book.share["median_days"])
    moment = at + timedelta(days=max(1.0, min(days, 240.0)))
    while moment.weekday() not in town.book.share["batch_weekdays"]:
        moment += timedelta(days=1)
    return town.near(min(moment, town.ends - timedelta(days=30)))


def _begin(
    town: Town, source: Organisation, heir: Organisation, to: str, at: datetime, footers: tuple[str, ...]
) -> None:
    first = _moment(town, at)
    if town.random.random() < float(town.book.share["welcomed"]):
        town.advert(heir, first, to, "welcome", source=source, footers=footers)
        first = town.near(first + timedelta(days=4))
    town.adverts(heir, first, to, source=source, footers=footers)
