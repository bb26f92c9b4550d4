"""Which company record is about a sender: by its web address, never by name alone."""

from typing import Any

import pytest

from inboxguard.requests.companies import Company, Quality, domains, keys, matching


def company(**said: Any) -> Company:
    """A record of the Shop."""
    return Company(**({"slug": "shop", "name": "Shop GmbH", "quality": Quality.VERIFIED} | said))


def about(*known: Company, organisation: str = "shop.example", names: tuple[str, ...] = ("Shop",), **said: Any) -> str:
    """The slug of the record that is about a sender, "" for none."""
    one = matching(known, organisation, names, **said)
    return one.slug if one is not None else ""


@pytest.mark.parametrize(
    "said",
    [
        {"web": "https://www.shop.example"},
        {"web": "https://shop.example/"},
        {"web": "https://www.shop.example", "name": "Holding AG"},
        {"web": "https://www.shop.example/de/start"},
        {"web": "https://careers.shop.example/"},
        {"web": "https://www.holding.example", "runs": ("shop.example",)},
        {"web": "https://www.holding.example", "runs": ("https://www.shop.example/",)},
        {"web": "https://www.holding.example", "runs": ("The Shop (www.shop.example)",)},
        {"web": "https://www.shop.example/de", "name": "Holding AG"},
        {"web": "https://www.shop.example/en-gb/", "name": "Holding AG"},
        {"email": "privacy@shop.example"},
    ],
)
def test_it_is_about_the_sender_by_its_web_address(said: dict[str, Any]) -> None:
    assert about(company(**said)) == "shop"


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"web": "https://www.other.example"},
        {"web": "https://shop.example.rogue.example"},
        {"web": "https://www.shop-example.test"},
        {"web": "https://www.shop.example/customers/mill", "name": "Mill AG"},
        {"web": "https://mill.shop.example/", "name": "Mill AG"},
        {"web": "https://www.other.example", "email": "privacy@shop.example"},
        {"email": "privacy@shop.example", "name": "Law Office"},
        {"email": "shop@gmx.de"},
        {"web": "https://www.holding.example", "runs": ("Shop",)},
        {"web": "https://www.holding.example", "runs": ("notshop.example",)},
        {"web": "https://www.holding.example", "runs": ("Mill (not shop.example)", "Mill (2019)", "Shop (formerly)")},
        {"web": "https://www.shop.example/mill", "name": "Mill AG"},
    ],
)
def test_a_name_alone_or_a_place_at_somebody_elses_makes_it_nobodys(said: dict[str, Any]) -> None:
    assert about(company(**said)) == ""


def test_a_brand_counts_where_the_footer_names_the_company_too() -> None:
    holding = company(slug="holding", name="Holding AG", web="https://holding.example", runs=("Shop", "Mill"))
    assert about(holding) == ""
    assert about(holding, entities=("Holding AG",)) == "holding"
    assert about(holding, entities=("Other AG",)) == ""
    assert about(holding, names=("Barn",), organisation="barn.example", entities=("Holding AG",)) == ""
    assert f"name:{'holdingag'}" in keys(holding)


def test_of_several_the_nearer_then_the_persons_country_then_the_better_checked() -> None:
    web = "https://www.shop.example"
    scraped = company(slug="a", web=web, quality=Quality.SCRAPED)
    tested = company(slug="b", web=web, quality=Quality.TESTED)
    abroad = company(slug="c", web=web, quality=Quality.TESTED, countries=("fr",))
    home = company(slug="d", web=web, quality=Quality.IMPORTED, countries=("de",))
    assert about(scraped, tested) == "b"
    assert about(abroad, home, country="de") == "d"
    assert about(abroad, home, country="fr") == "c"
    assert about(company(slug="deep", web=f"{web}/x", quality=Quality.TESTED), scraped) == "a"


def test_its_domains_are_those_of_its_page_and_brands() -> None:
    one = company(web="https://www.shop.example/x", runs=("Mill", "barn.example", "a b.example", "me@x.example"))
    assert domains(one) == ("shop.example", "barn.example")
    assert domains(company(email="me@gmx.de")) == ()
