"""Words, links and footers that name a firm from which the address does not come."""

from tests.worlds.confounders.switch import Switch
from tests.worlds.town import Town


def affiliate_links(town: Town) -> None:
    """A blog's newsletter, signed up for long ago, links to shops where the person buys, and earns by it."""
    first, _, _ = town.customer()
    second = town.draw()
    to = town.person.address_for(second)
    token = f"{town.random.getrandbits(32):08x}"
    link = f"https://www.{first.domain}/?ref={second.domain.partition('.')[0]}&aff={token}&utm_source=affiliate"
    links = ((first.name, link),)
    town.adverts(second, town.on(town.random.uniform(0.3, 0.85)), to, links=links, footers=("plain",))
    town.fate(second, None, "own", confounders=("affiliate_links",), emitted=("shop_link",))


def utm_platform(town: Town) -> None:
    """Shop links say in utm_source the platform or the channel, which looks like the name of somebody."""
    second = town.draw()
    to = town.person.address_for(second)
    first, _, _ = town.customer()
    named = town.random.choice(("klaviyo", "sfmc", "newsletter", first.domain.partition(".")[0]))
    query = f"utm_source={named}&utm_medium=email&utm_campaign=w{town.random.randint(1, 52)}"
    start = town.on(town.random.uniform(0.3, 0.85))
    town.adverts(second, start, to, shop_query=query, footers=("plain",))
    town.fate(second, None, "own", confounders=("utm_platform",), emitted=("campaign",))


def foreign_footer(town: Town) -> None:
    """The footer that says whence the address is stands in another language, or in a picture."""
    second = town.draw()
    to = town.person.address_for(second)
    start = town.on(town.random.uniform(0.2, 0.85))
    if town.random.random() < 0.5:
        town.adverts(second, start, to, image_footer=True, footers=("own", "plain"))
    else:
        others = sorted(set(town.book.languages) - {town.language_of(second)})
        town.adverts(second, start, to, language=town.random.choice(others or ["en"]), footers=("own", "plain"))
    town.fate(second, None, "own", confounders=("foreign_footer",))


def negation(town: Town) -> None:
    """The footer says that nothing was shared with or had from a firm that it names."""
    first, _, _ = town.customer()
    second = town.draw()
    to = town.person.address_for(second)
    start = town.on(town.random.uniform(0.3, 0.85))
    town.adverts(second, start, to, source=first, footers=("denial", "plain"))
    town.fate(second, None, "own", confounders=("negation",), emitted=("statement_denial",))


SWITCHES = (
    Switch("affiliate_links", affiliate_links),
    Switch("utm_platform", utm_platform),
    Switch("foreign_footer", foreign_footer),
    Switch("negation", negation),
)
