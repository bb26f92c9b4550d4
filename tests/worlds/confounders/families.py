"""Firms that belong together, or look as if they did."""

from dataclasses import replace
from datetime import datetime, timedelta

from tests.worlds.confounders.switch import Switch
from tests.worlds.letters import Account
from tests.worlds.town import Town


def _kinds(town: Town) -> tuple[str, ...]:
    """Return address kinds for the first of a family: a telling address more often than not."""
    return ("alias", "plus", "catch_all") if town.random.random() < 0.7 else ("any",)


def sister_brand(town: Town) -> None:
    """Another brand of the same company writes to the address that the first was given."""
    first, second = town.sisters()
    town.customer(_kinds(town), who=first)
    to = _address(town, first.domain)
    shared = town.random.random() < 0.6
    if shared:
        town.accounts[second.domain] = town.account(first)
    start = town.on(town.random.uniform(0.5, 0.85))
    town.adverts(second, start, to, footers=("plain", "imprint"))
    for letter in town.letters:
        if letter.sender is first and letter.bulk:
            letter.footers = (*letter.footers, "imprint")
    emitted = ("same_entity", "same_account") if shared else ("same_entity",)
    town.fate(second, first, "group", town.route_of(to), ("sister_brand",), emitted)


def rebrand(town: Town) -> None:
    """A shop gets a new name and domain, says so once, and goes on."""
    first, to, _ = town.customer(_kinds(town))
    second = replace(town.draw(), entity=first.entity, street=first.street, number=first.number)
    town.accounts[second.domain] = town.account(first)
    start = town.on(town.random.uniform(0.5, 0.8))
    town.write(second, start, "renamed", to, bulk=True, account=town.account(first), source=first, footers=("plain",))
    town.adverts(second, town.near(start + timedelta(days=9)), to, footers=("plain", "imprint"))
    _stop(town, first.domain, start)
    emitted = ("same_entity", "same_account", "statement_renamed")
    town.fate(second, first, "group", town.route_of(to), ("rebrand",), emitted)


def merger(town: Town) -> None:
    """A company buys the shop and writes to its customers under its own name; platform and entity are its own."""
    first, to, _ = town.customer(_kinds(town))
    second = town.draw()
    start = town.on(town.random.uniform(0.5, 0.8))
    town.write(second, start, "merged", to, bulk=True, account=town.account(second), source=first, footers=("plain",))
    town.adverts(second, town.near(start + timedelta(days=12)), to, footers=("plain", "imprint"))
    town.fate(second, first, "group", town.route_of(to), ("merger",), ("statement_merged",))


def franchise(town: Town) -> None:
    """Two independent shops share a street address (an arcade, a franchise); the person signed up at both."""
    first, _, _ = town.customer()
    drawn = town.draw()
    second = replace(drawn, street=first.street)
    to = town.person.address_for(second)
    town.adverts(second, town.on(town.random.uniform(0.3, 0.85)), to, footers=("plain", "imprint"))
    for letter in town.letters:
        if letter.sender is first and letter.bulk:
            letter.footers = (*letter.footers, "imprint")
    town.fate(second, None, "own", confounders=("franchise",), emitted=("same_street",))


def common_agency(town: Town) -> None:
    """One agency sends for both shops through its account; the person had signed up at both."""
    first, _, _ = town.customer()
    second, agency = town.draw(), town.draw("agency")
    account = Account(town.account(first).style, agency.domain)
    for shop in (first, second):
        town.accounts[shop.domain] = account
    for letter in town.letters:
        if letter.sender is first and letter.bulk:
            letter.account = account
    to = town.person.address_for(second)
    town.adverts(second, town.on(town.random.uniform(0.3, 0.85)), to, footers=("plain",))
    town.fate(second, None, "own", confounders=("common_agency",), emitted=("same_account",))


def platform_account(town: Town) -> None:
    """Both shops use one shop builder, which mails for all its customers through one account of a carrier."""
    first, _, _ = town.customer()
    second = town.draw()
    for shop in (first, second):
        town.accounts[shop.domain] = Account("shopbuilder", shop.domain)
    for letter in town.letters:
        if letter.sender is first and letter.bulk:
            letter.account = town.account(first)
    to = town.person.address_for(second)
    town.adverts(second, town.on(town.random.uniform(0.3, 0.85)), to, footers=("plain",))
    town.fate(second, None, "own", confounders=("platform_account",), emitted=("same_carrier_account",))


def unsubscribe_sister(town: Town) -> None:
    """The person leaves one brand's list; soon a sister brand of the company begins."""
    first, second = town.sisters()
    town.customer(_kinds(town), who=first)
    to = _address(town, first.domain)
    start = town.on(town.random.uniform(0.5, 0.8))
    town.write(first, start - timedelta(days=4), "unsubscribe", to, outgoing=True)
    town.write(first, start - timedelta(days=4, minutes=-3), "left", to)
    _stop(town, first.domain, start - timedelta(days=4))
    town.adverts(second, start, to, footers=("plain", "imprint"))
    town.fate(second, first, "group", town.route_of(to), ("unsubscribe_sister",), ("same_entity",))


def list_rental(town: Town) -> None:
    """A shop sends another firm's advert to its own list; the firm never gets an address."""
    first, to, at = town.customer(_kinds(town), mails=4)
    second = town.draw()
    start = at + timedelta(days=town.random.randint(60, 200))
    # In From stands the host, the host under the firm's name, or the firm with its own address.
    shape = town.random.choice(("host", "named", "named", "firm", "firm"))
    delegated = shape == "firm" and town.random.random() < 0.6
    for step in range(town.random.randint(1, 3)):
        town.write(
            second if shape == "firm" else first,
            town.near(start + timedelta(days=31 * step)),
            "hosted",
            to,
            language=town.language_of(first),
            bulk=True,
            account=town.account(first),
            carrier=first,
            delegated=delegated,
            name=second.name if shape == "named" else "",
            values={"brand": first.name, "advertised": second.name, "advertised_domain": second.domain},
            footers=("host", "plain"),
        )
    town.fate(second, first, "host", town.route_of(to), ("list_rental",), ("host_domain", "statement_host"))


def co_branded(town: Town) -> None:
    """A shop's own mail praises an action that it runs together with another firm."""
    first, to, at = town.customer(_kinds(town), mails=4)
    second = town.draw()
    for step in range(town.random.randint(1, 2)):
        town.write(
            first,
            town.near(at + timedelta(days=town.random.randint(30, 60) + 40 * step)),
            "co_branded",
            to,
            bulk=True,
            account=town.account(first),
            name=f"{first.name} x {second.name}" if town.random.random() < 0.5 else "",
            values={"advertised": second.name, "advertised_domain": second.domain},
            footers=("plain",),
        )
    town.fate(second, first, "host", town.route_of(to), ("co_branded",), ("host_domain",))


def _address(town: Town, domain: str) -> str:
    return next(letter.to for letter in town.letters if letter.sender and letter.sender.domain == domain)


def _stop(town: Town, domain: str, at: datetime) -> None:
    """Take away what a brand would have sent after it stopped."""
    town.letters = [
        letter
        for letter in town.letters
        if not (letter.sender and letter.sender.domain == domain and letter.bulk and letter.at > at)
    ]


SWITCHES = (
    Switch("sister_brand", sister_brand),
    Switch("rebrand", rebrand),
    Switch("merger", merger),
    Switch("franchise", franchise),
    Switch("common_agency", common_agency),
    Switch("platform_account", platform_account),
    Switch("unsubscribe_sister", unsubscribe_sister),
    Switch("list_rental", list_rental),
    Switch("co_branded", co_branded),
)
