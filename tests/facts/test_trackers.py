from selectolax.lexbor import LexborHTMLParser

from inboxguard.facts import body, mime, trackers
from inboxguard.facts.links import Judged
from inboxguard.facts.message import LinkKind, Remote


def found(html: str) -> tuple[Remote, ...]:
    return trackers.images(LexborHTMLParser(html))


def test_an_image_without_a_query_leaves_its_host_and_no_more() -> None:
    page = '<img src="https://cdn.shop.example/lamp.jpg" width="600"><img src="https://cdn.shop.example/chair.jpg">'
    assert found(page) == (Remote("https://cdn.shop.example/"),)


def test_what_nobody_can_see_is_kept_whole_wherever_it_stands() -> None:
    address = "https://t.watcher.example/o/77abc"
    for page in (
        f'<img src="{address}" width="1" height="1">',
        f'<img src="{address}" width=" 1px " height="0">',
        f'<img src="{address}" style="width:1px;height:1px">',
        f'<img src="{address}" height="1" style="max-width:9px; width : 1px !important">',
        f'<img src="{address}" style="display:none">',
        f'<div style="display:none"><p><img src="{address}" height="1" width="1"></p></div>',
        f'<table><tr><td><img hidden src="{address}"></td></tr></table>',
    ):
        assert found(page) == (Remote(address, pixel=True),), page


def test_a_line_or_a_small_picture_can_be_seen() -> None:
    for style in ('width="600" height="1"', 'style="max-width:1px;height:1px"', 'width="10" height="10"', 'width="1"'):
        assert found(f'<img src="https://cdn.shop.example/line.gif" {style}>') == (Remote("https://cdn.shop.example/"),)


def test_a_query_is_kept_for_the_first_of_a_host() -> None:
    page = "".join(f'<img src="https://live.watcher.example/p.png?u={number}">' for number in range(9))
    assert [one.url[-1] for one in found(page)] == ["0", "1", "2"]


def test_images_in_the_mail_itself_call_nobody() -> None:
    page = '<img src="cid:logo"><img src="data:image/gif;base64,R0lG"><img><img src="logo.png"><img src="https:///x">'
    assert found(page) == ()
    assert found('<img src="//cdn.shop.example/a.png">') == (Remote("https://cdn.shop.example/"),)


def test_thousands_of_images_and_endless_addresses_stay_few_and_short() -> None:
    page = "".join(f'<img width="1" height="1" src="https://h{n}.example/{"x" * 3000}?a">' for n in range(5000))
    kept = found(page)
    assert len(kept) == trackers.MOST
    assert max(len(one.url) for one in kept) <= 1000


def test_links_that_hold_an_address_are_kept_whole() -> None:
    held = [f"https://quiz.example/{n}?e=anna%40post.example" for n in range(4)]
    links = [Judged(url, "", LinkKind.PLAIN) for url in (*held, "https://quiz.example/9?e=7", "mailto:me@shop.example")]
    assert trackers.carrying(links) == tuple(map(Remote, held))
    assert trackers.carrying(links[-2:]) == ()


def test_a_body_tells_where_it_would_call() -> None:
    page = '<p>Sale</p><img src="https://cdn.shop.example/a.png" alt="Lamp"><a href="https://a.example/?e=a@b.example">x</a>'
    assert body.body(mime.Texts(page, None)).remote == (
        Remote("https://cdn.shop.example/"),
        Remote("https://a.example/?e=a@b.example"),
    )
    assert body.body(mime.Texts(None, "See https://a.example/?e=a@b.example")).remote == (
        Remote("https://a.example/?e=a@b.example"),
    )
    assert body.body(mime.Texts(None, "Hello")).remote == ()
