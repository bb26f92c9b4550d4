import base64
import hashlib
import time
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxguard.facts.message import Link, LinkKind, Remote
from inboxguard.facts.person import Person
from inboxguard.senders.domains import organisational
from inboxguard.senders.trackers import MOST, trackers

from .letters import ME, advert

ADDRESS = "anna@post.example"
DIGEST = hashlib.sha256(ADDRESS.encode()).hexdigest()


def told(*urls: str, pixels: tuple[str, ...] = (), known: tuple[str, ...] = (), **said: Any) -> Any:
    links = tuple(Link(url, "") for url in urls)
    mail = advert(links=links, remote=tuple(Remote(url, True) for url in pixels), **said)
    return trackers(mail, ME, "shop.example", known)


@pytest.mark.parametrize(
    "form",
    [
        ADDRESS,
        "Anna@Post.example",
        quote(ADDRESS, safe=""),
        quote(quote(ADDRESS, safe=""), safe=""),
        ADDRESS.encode().hex().upper(),
        base64.b64encode(ADDRESS.encode()).decode(),
        base64.b64encode(b"u=" + ADDRESS.encode() + b"&x").decode(),
        base64.urlsafe_b64encode(b"?" + ADDRESS.encode()).decode(),
        hashlib.md5(ADDRESS.encode()).hexdigest(),
        hashlib.sha1(ADDRESS.encode()).hexdigest().upper(),
        DIGEST,
    ],
)
def test_the_address_is_found_however_it_is_written(form: str) -> None:
    expected = (("quiz.example",), ("quiz.example",))
    assert told(f"https://go.quiz.example/start?e={form}") == expected
    assert told(f"https://go.quiz.example/{form}") == expected
    assert told(pixels=(f"https://go.quiz.example/o.gif?e={form}",)) == expected


def test_where_a_redirect_hands_it_on_both_get_it() -> None:
    inner = quote(f"https://quiz.example/?e={quote(ADDRESS)}", safe="")
    assert told(f"https://click.shop.example/r?to={inner}")[1] == ("quiz.example",)
    assert told(f"https://click.middle.example/r?to={inner}")[1] == ("middle.example", "quiz.example")
    outer = quote("https://quiz.example/", safe="")
    assert told(f"https://click.shop.example/r?e={quote(ADDRESS)}&to={outer}")[1] == ()


def test_an_alias_that_mail_came_to_is_the_address_meant() -> None:
    alias = "anna+lamps@post.example"
    url = f"https://quiz.example/?e={quote(alias)}"
    assert told(url, delivered_to=alias)[1] == ("quiz.example",)
    assert told(url)[1] == ()


def test_mail_that_does_not_say_where_it_came_to_is_searched_for_own_addresses() -> None:
    url = f"https://quiz.example/?e={quote(ADDRESS)}"
    assert told(url, delivered_to=None)[1] == ("quiz.example",)
    assert told(url, delivered_to=None, to=())[1] == ("quiz.example",)
    assert trackers(advert(delivered_to=None, to=()), Person(), "shop.example") == ((), ())


@pytest.mark.parametrize(
    "url",
    [
        "https://quiz.example/?e=joanna%40post.example",
        "https://quiz.example/?e=j.anna@post.example",
        "https://quiz.example/?e=anna@post.example.org",
        "https://quiz.example/?e=anna@post.examples",
        "https://quiz.example/?e=press@post.example",
        f"https://quiz.example/?e={hashlib.md5(b'other@post.example').hexdigest()}",
        "https://quiz.example/anna/post",
    ],
)
def test_the_address_of_somebody_else_is_not_mine(url: str) -> None:
    assert told(url) == ((), ())


@pytest.mark.parametrize(
    "host",
    ["shop.example", "go.shop.example", "shop-mail.example", "myshop.example", "mailfern.example", "list-manage.com"],
)
def test_the_sender_and_its_platform_know_already(host: str) -> None:
    url = f"https://{host}/?e={quote(ADDRESS)}"
    assert told(url, pixels=(f"https://{host}/open?id=77",), known=("mailfern.example",)) == ((), ())


@pytest.mark.parametrize(
    "pixel",
    ["https://t.watcher.example/o?u=77", "https://watcher.example/1f8a9c3b77aa", "https://watcher.example/open/123456789"],
)
def test_an_invisible_image_of_a_stranger_that_tells_mails_apart_watches(pixel: str) -> None:
    assert told(pixels=(pixel,)) == (("watcher.example",), ())


@pytest.mark.parametrize(
    "pixel",
    [
        "https://cdn.watcher.example/spacer.gif",
        "https://cdn.watcher.example/img/blank-1x1.png?v=123456789",
        "https://cdn.watcher.example/spacer-2x.gif?v=77",
        "https://cdn.watcher.example/pixel.gif",
        "https://cdn.watcher.example/",
        "https://198.51.100.7/o?u=77",
    ],
)
def test_what_keeps_a_distance_watches_nobody(pixel: str) -> None:
    assert told(pixels=(pixel,)) == ((), ())


def test_visible_images_and_links_of_strangers_are_no_trackers() -> None:
    mail = advert(
        links=(Link("https://films.example/?v=dQw4w9Wg77aa", ""), Link("https://forms.example/d/1FAIpQLSd9x8", "")),
        remote=(Remote("https://cdn.pictures.example/a.png?w=600&u=1f8a9c3b77aa"), Remote("https://fonts.example/")),
    )
    assert trackers(mail, ME, "shop.example") == ((), ())


@pytest.mark.parametrize(
    "host", ["eu1.safelinks.protection.outlook.com", "urldefense.com", "linkprotect.cudasvc.com", "duckduckgo.com"]
)
def test_a_gateway_that_writes_links_anew_tells_nothing_of_the_sender(host: str) -> None:
    inner = quote(f"https://quiz.example/?e={quote(ADDRESS)}", safe="")
    assert told(f"https://{host}/?url={inner}&data={ADDRESS}", pixels=(f"https://{host}/o?u={ADDRESS}",)) == ((), ())


def test_a_host_that_measures_for_many_is_one_wherever_it_stands() -> None:
    assert told("https://www.awin1.com/cread.php?awinmid=1") == (("awin1.com",), ())
    mail = advert(remote=(Remote("https://ad.doubleclick.net/"),))
    assert trackers(mail, ME, "shop.example")[0] == ("doubleclick.net",)
    assert told("https://notawin1.com/x", "https://awin1.com.example/x") == ((), ())


def test_a_mail_to_write_and_a_mail_without_addresses_tell_nobody() -> None:
    way = Link(f"mailto:leave@quiz.example?subject={ADDRESS}", "", LinkKind.UNSUBSCRIBE)
    assert trackers(advert(links=(way,)), ME, "shop.example") == ((), ())


def test_few_are_named_and_it_costs_little() -> None:
    urls = tuple(f"https://h{n}.example/{'%' * 300}?e={'a' * 300}{quote(ADDRESS)}&{ADDRESS}" for n in range(500))
    began = time.perf_counter()
    found = told(*urls)
    assert time.perf_counter() - began < 0.5
    assert len(found[0]) == len(found[1]) == MOST


def test_without_an_organisation_nobody_is_like_the_sender() -> None:
    mail = advert(links=(Link(f"https://quiz.example/?e={ADDRESS}", ""),))
    assert trackers(mail, ME, None)[1] == ("quiz.example",)


HOSTILE = st.text(st.sampled_from("abz.-_/?#@:%[]\\=&\n\u202e\u00e9 https://post.example"), max_size=60)


@given(st.lists(st.tuples(HOSTILE, st.booleans()), max_size=6), st.lists(HOSTILE, max_size=4), HOSTILE)
def test_no_address_breaks_it_and_what_is_named_are_domains_of_strangers(
    images: list[tuple[str, bool]], links: list[str], recipient: str
) -> None:
    mail = advert(
        links=tuple(Link(f"https://{url}", "") for url in links),
        remote=tuple(Remote(f"http://{url}", pixel) for url, pixel in images),
        delivered_to=recipient or None,
    )
    watching, getting = trackers(mail, Person((recipient,)), "shop.example")
    assert set(getting) <= set(watching)
    assert all(organisational(domain) == domain for domain in watching)
    assert "shop.example" not in watching
