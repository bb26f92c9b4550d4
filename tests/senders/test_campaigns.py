import base64
import json
from urllib.parse import quote

import pytest

from inboxguard.facts.message import Link
from inboxguard.senders.campaigns import LONGEST, MOST, campaigns, names_nobody, telling_words

from .letters import advert

OWN = frozenset({"shop.example"})


def found(*urls: str) -> tuple[str, ...]:
    return campaigns(advert(links=tuple(Link(url, "") for url in urls)), OWN)


def b64(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "url",
    [
        "https://shop.example/?utm_source=lanternmoves&utm_medium=email",
        "https://www.shop.example/lamps?id=7&amp;SubID=lanternmoves",
        "https://shop.example/?partner=lanternmoves#top",
        "https://shop.example/#src=lanternmoves",
        "https://shop.example/?aff=%6Canternmoves",
        f"https://shop.example/?src={b64('lanternmoves')}",
        f"https://shop.example/?token={b64('{} ' * 8)}.{b64(json.dumps({'sub': 'lanternmoves', 'iat': 1}))}.c2lnbmVk",
        f"https://click.counter.example/r?url={quote('https://shop.example/?utm_source=lanternmoves', safe='')}",
        f"https://click.shop.example/r?src=lanternmoves&url={quote('https://other.example/', safe='')}",
        f"https://eur.safelinks.protection.outlook.com/?url={quote('https://shop.example/?ref=lanternmoves', safe='')}",
    ],
)
def test_a_value_that_names_somebody(url: str) -> None:
    assert found(url) == ("lanternmoves",)


def test_values_stay_as_they_are_written_each_once() -> None:
    url = "https://shop.example/?utm_source=Lantern+Moves&utm_campaign=lantern-moves_2026-11"
    assert found(url, url) == ("Lantern Moves", "lantern-moves_2026-11")


@pytest.mark.parametrize(
    "value",
    [
        "newsletter", "Newsletter_2026-11", "email", "google", "facebook-ads", "cpc", "summer_sale", "klaviyo",
        "Mailchimp", "awin", "black-friday", "12345", "a1", "5f0c1e2d3b4a", "0b9f6a51-6f0f-4c1a-9f7e-0a1b2c3d4e5f",
        "2026-11-24", "AbC123dEf456GhI7", "me%40post.example", "anna@post.example", "%F0%9F%8C%B7", "",
    ],
)  # fmt: skip
def test_channels_platforms_dates_tokens_and_addresses_name_nobody(value: str) -> None:
    assert found(f"https://shop.example/?utm_source={value}&x=1") == ()


@pytest.mark.parametrize(
    "url",
    [
        "https://lanternmoves.example/sofas?utm_source=shop&aff=lanternpartner",
        "https://lanternmoves.example/?partner=moveclub",
        f"https://www.awin1.com/cread.php?clickref=club&ued={quote('https://lanternmoves.example/?src=club', safe='')}",
        "mailto:leave@shop.example?subject=src=lanternmoves",
        "https://shop.example/utm_source=lanternmoves",
        "https://shop.example/?q=lanternmoves",
    ],
)
def test_what_links_to_other_houses_bear_is_their_own_book_keeping(url: str) -> None:
    assert found(url) == ()


def test_words_that_are_no_secret_in_base64_stay_as_they_are() -> None:
    assert found("https://shop.example/?src=lanternmovesgmbh") == ("lanternmovesgmbh",)
    assert found("https://shop.example/?src=LanternMovesGmbH") == ("LanternMovesGmbH",)


def test_few_and_short_values_are_kept() -> None:
    letters = "abcdefghijklmnopqrstuvwxyz"
    many = tuple(f"https://shop.example/?src=partner{sign * 3}" for sign in letters)
    assert len(found(*many)) == MOST
    assert found(f"https://shop.example/?src={'lantern.' * 30}") == (("lantern." * 30)[:LONGEST],)
    assert found() == ()


def test_the_words_of_a_value_that_tell() -> None:
    assert telling_words("Newsletter_LanternMoves-2026") == ("lanternmoves",)
    assert names_nobody("news_kw47")
    assert not names_nobody("lanternmoves_news")
