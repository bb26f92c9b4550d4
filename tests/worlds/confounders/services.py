"""Firms that write because of an order somewhere else: they serve it."""

from datetime import timedelta

from tests.worlds.confounders.switch import Switch
from tests.worlds.town import Town


def _kinds(town: Town) -> tuple[str, ...]:
    return ("alias", "plus", "catch_all") if town.random.random() < 0.7 else ("any",)


def marketplace_order(town: Town) -> None:
    """A guest order at a marketplace; the seller writes of the order, then with offers."""
    market = town.draw("marketplace")
    _, to, at = town.customer(_kinds(town), who=market, how="order")
    seller = town.draw()
    start = town.near(at + timedelta(days=town.random.randint(1, 4)))
    town.write(seller, start, "seller_order", to, values={"number": "", "source": market.name}, source=market)
    town.adverts(seller, town.near(start + timedelta(days=town.random.randint(8, 40))), to, footers=("plain",))
    town.fate(seller, market, "service", town.route_of(to), ("marketplace_order",), ("order_of_source",))


def _service(sort: str, situation: str, later: str) -> Switch:
    """Return the switch of one kind of service: a mail about the order, then some of its own advertising."""
    name = f"{sort}_mail"

    def make(town: Town) -> None:
        shop, to, at = town.customer(_kinds(town), how="order")
        firm = town.draw(sort)
        start = town.near(at + timedelta(days=town.random.randint(1, 9)))
        town.write(firm, start, situation, to, source=shop, values={"number": str(town.random.randint(10**7, 10**8))})
        for _ in range(town.random.randint(1, 3)):
            start = town.near(start + timedelta(days=town.random.randint(7, 60)))
            town.advert(firm, start, to, later, source=shop, footers=("plain",))
        town.fate(firm, shop, "service", town.route_of(to), (name,), ("order_of_source",))

    return Switch(name, make)


SWITCHES = (
    Switch("marketplace_order", marketplace_order),
    _service("carrier", "carrier", "newsletter"),
    _service("review", "review_request", "review_request"),
    _service("survey", "survey", "survey"),
    _service("payment", "payment", "advert"),
)
