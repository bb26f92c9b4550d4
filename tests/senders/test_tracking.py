from typing import Any
from urllib.parse import quote

import pytest

from inboxguard.facts.message import Link, LinkKind, Remote
from inboxguard.senders.speaker import attribute
from inboxguard.senders.tracking import MOST, tracking_domains

from .letters import ME, advert

TOKEN = "u001.AbC12dEf34GhI56jKl78"
OWN = ("shop.example",)


def found(*links: Link, pixels: tuple[str, ...] = ()) -> tuple[str, ...]:
    return tracking_domains(advert(links=links, remote=tuple(Remote(url, True) for url in pixels)), OWN)


def plain(*urls: str) -> tuple[Link, ...]:
    return tuple(Link(url, "") for url in urls)


def out(url: str) -> Link:
    return Link(url, "Unsubscribe", LinkKind.UNSUBSCRIBE)


COUNTED = plain(*(f"https://click.lantern.example/ls/click?upn={TOKEN}{number}" for number in range(2)))


def test_all_links_with_the_way_out_through_one_counter() -> None:
    assert found(*COUNTED, out(f"https://click.lantern.example/u?x={TOKEN}")) == ("lantern.example",)
    pixel = f"https://click.lantern.example/o?x={TOKEN}"
    assert found(*COUNTED, pixels=(pixel,)) == ("lantern.example",)


def test_a_counter_that_passes_on_to_the_senders_own_pages() -> None:
    url = f"https://go.lantern.example/out?url={quote('https://www.shop.example/lamps', safe='')}"
    assert found(*plain(url)) == ("lantern.example",)


def test_an_invisible_image() -> None:
    assert found(pixels=(f"https://pix.lantern.example/o.gif?m={TOKEN}",)) == ("lantern.example",)
    assert found(pixels=("https://cdn.lantern.example/spacer.gif", "https://cdn.lantern.example/logo.gif")) == ()


@pytest.mark.parametrize(
    "urls",
    [
        # "buy at Lantern": any number of buttons into its shop
        tuple(f"https://www.lantern.example/c/lamps-{number}?clickref=AbC123456789zz" for number in range(6)),
        # an affiliate link, plain, by a redirect of the shop's own, and through a network
        ("https://www.lantern.example/?aff=shop&clickid=AbC123456789zzAbC",),
        (f"https://go.lantern.example/out?url={quote('https://www.lantern.example/sofa', safe='')}",),
        (f"https://www.awin1.com/cread.php?awinmid=1&ued={quote('https://lantern.example/', safe='')}",),
        # the shop counts clicks of its partners: nothing but its links bears that
        tuple(f"https://click.lantern.example/AbC123456789zz{number}" for number in range(3)),
        # sharing, logging in, a page with a long number
        (f"https://lantern.example/share?url={quote('https://shop.example/', safe='')}",),
        (f"https://lantern.example/login?url={quote('https://shop.example/', safe='')}",),
        ("https://lantern.example/p/A12B34C56D78E9F1",),
    ],
)
def test_links_into_somebodys_shop_are_no_counting(urls: tuple[str, ...]) -> None:
    own = plain("https://shop.example/", "https://shop.example/a")
    for more in ((), (out("https://shop.example/unsubscribe"),), own):
        assert found(*plain(*urls), *more) == ()


def test_a_counter_with_fewer_than_half_of_the_links() -> None:
    mine = plain(*(f"https://shop.example/{number}" for number in range(9)))
    assert found(*COUNTED, *mine, out(f"https://click.lantern.example/u?x={TOKEN}")) == ()


def test_the_senders_own_hosts_and_those_of_platforms_are_left_out() -> None:
    for host in ("click.shop.example", "click.shop-mail.example", "u1.ct.sendgrid.net", "click.list-manage.com"):
        url = f"https://{host}/ls/click?upn={TOKEN}"
        assert found(*plain(url, f"{url}2"), out(f"https://{host}/u?x={TOKEN}"), pixels=(url,)) == (), host


def test_a_gateway_of_the_readers_own_side_counts_for_nobody() -> None:
    inner = quote("https://shop.example/lamps", safe="")
    url = f"https://eur.safelinks.protection.outlook.com/?url={inner}&data={TOKEN}"
    assert found(*plain(url, f"{url}2"), out(f"{url}3")) == ()


def test_few_are_named() -> None:
    pixels = tuple(f"https://pix.house{number}.example/o.gif?m={TOKEN}" for number in range(20))
    assert len(found(pixels=pixels)) == MOST


def test_it_reaches_the_judgement_of_a_mail() -> None:
    links = (*COUNTED, out(f"https://click.lantern.example/u?x={TOKEN}"))
    said: dict[str, Any] = {"links": links, "text": "Dear Anna Berg,\nShop now. 20% off all lamps. Unsubscribe here."}
    one = attribute(advert(**said), ME)
    assert one.tracking_domains == ("lantern.example",)
    assert one.told == ("name:anna berg",)
    assert one.out_domains == ("lantern.example", "shop.example")
