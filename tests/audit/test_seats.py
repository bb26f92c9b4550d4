"""A domain's ending tells the country that it belongs to, and nothing where anybody may have it."""

import pytest

from inboxguard.audit.seats import seat_of
from inboxguard.senders.sender import SenderId


@pytest.mark.parametrize(
    ("domain", "country"),
    [("rewe.de", "DE"), ("shop.co.uk", "GB"), ("boutique.fr", "FR"), ("loja.com.br", "BR"), ("tienda.es", "ES")],
)
def test_a_country_of_its_own(domain: str, country: str) -> None:
    assert seat_of(SenderId(domain)) == country


@pytest.mark.parametrize(
    "domain", ["shop.com", "start.io", "shop.eu", "tele.tv", "shop.xn--p1ai", "localhost", "shop.ai"]
)
def test_an_ending_that_anybody_may_have_says_nothing(domain: str) -> None:
    assert seat_of(SenderId(domain)) is None
