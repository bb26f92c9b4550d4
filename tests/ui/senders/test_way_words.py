"""Every way out and every result has words; what is odd about an address is said."""

import pytest

from inboxguard.audit.leaving import Left
from inboxguard.requests.unsubscribe import Method, Reason, Route, Way
from inboxguard.senders.sender import SenderId
from inboxguard.ui.senders.way_words import way_words

PLAIN = "https://out.shop.example/u/token-1?list=2"


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("https://out.shop\u202e.example/", "Signs that cannot be seen"),
        ("https://out.shop.example/\u200bu", "Signs that cannot be seen"),
        ("https://shop.example@evil.example/u", "leads to evil.example"),
        ("https://xn--shp-yna.example/u", "another alphabet"),
        ("https://ѕhор.example/u", "another alphabet"),
        ("http://out.shop.example/u", "not encrypted"),
        ("https://[broken", "not a whole address"),
    ],
)
def test_what_is_odd_is_said(url: str, said: str) -> None:
    assert any(said in one for one in way_words.oddities(url))


@pytest.mark.parametrize("url", [PLAIN, "mailto:leave@shop.example?subject=unsubscribe", "https://shop.example:443/"])
def test_a_plain_address_is_not_talked_about(url: str) -> None:
    assert way_words.oddities(url) == ()


def test_every_route_says_what_it_does_and_tells() -> None:
    for route in Route:
        way = Way(route, PLAIN, "out.shop.example", Method.POST, True, Reason.SIGNED)
        assert way_words.title(way)
        assert way_words.button(route)
        if route is not Route.NONE:
            assert way_words.method(way)
            assert way_words.tells(way)


def test_a_mail_names_its_address_without_what_is_to_stand_in_it() -> None:
    way = Way(Route.MAILTO, "mailto:leave@shop.example?subject=x", "shop.example", Method.DRAFT, True, Reason.BY_MAIL)
    assert way_words.goes_to(way) == "leave@shop.example"


@pytest.mark.parametrize("state", ["accepted", "refused", "unreached", "unknown", "not_asked", "waiting", "leaving"])
def test_every_result_has_a_shape_and_words(state: str) -> None:
    left = Left(SenderId("shop.example"), "Shop", state, "Because.")
    shape, tone, words = way_words.result(left)
    assert shape
    assert tone in ("accent", "amber", "muted")
    assert way_words.came(left) == f"{words}: Because."


@pytest.mark.parametrize("number", [1, 2, 6, 11])
def test_the_number_of_ways_is_said(number: int) -> None:
    assert "Nothing happens until you choose." in way_words.found(number)
