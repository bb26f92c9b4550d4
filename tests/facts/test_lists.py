"""List fields as senders write them."""

from hypothesis import given
from hypothesis import strategies as st

from inboxguard.facts.headers import Head
from inboxguard.facts.lists import list_headers, urls
from inboxguard.facts.message import ListHeaders

POST = "List-Unsubscribe-Post: List-Unsubscribe=One-Click\n"


def read(block: str) -> tuple[ListHeaders, tuple[str, ...]]:
    return list_headers(Head(block.encode()))


def test_one_click_by_the_book() -> None:
    lists, defects = read(
        "List-Unsubscribe: <https://u.shop.example/1?a=b,c>,\n <mailto:leave@shop.example?subject=x>\n" + POST
    )
    assert lists.one_click
    assert lists.unsubscribe_https == ("https://u.shop.example/1?a=b,c",)
    assert lists.unsubscribe_mailto == ("mailto:leave@shop.example?subject=x",)
    assert defects == ()


def test_no_one_click_without_exactly_one_https_and_the_exact_post_field() -> None:
    https = "List-Unsubscribe: <https://u.shop.example/1>\n"
    silent = (
        https,
        POST,
        https + "List-Unsubscribe-Post: ListUnsubscribe=One-Click\n",
        https + "List-Unsubscribe-Post: List-Unsubscribe=One-Click; x=y\n",
        https + POST + POST,
        https + https + POST,
        "List-Unsubscribe: <https://u.shop.example/1>, <https://u.shop.example/2>\n" + POST,
        "List-Unsubscribe: <http://u.shop.example/1>\n" + POST,
        "List-Unsubscribe: <https://u.shop.example/1>, <http://u.shop.example/2>\n" + POST,
        "List-Unsubscribe: https://u.shop.example/1\n" + POST,
    )
    assert not [block for block in silent if read(block)[0].one_click]


def test_two_fields_that_disagree_offer_nothing() -> None:
    lists, defects = read("List-Unsubscribe: <https://a.example/1>\nList-Unsubscribe: <https://evil.example/2>\n")
    assert not lists.unsubscribe_https
    assert "two_list_unsubscribe" in defects


def test_encoded_bare_and_broken_values() -> None:
    encoded, _ = read("List-Unsubscribe: =?us-ascii?Q?=3Chttps=3A=2F=2Fu=2Eshop=2Eexample=2F1=3E?=\n")
    assert encoded.unsubscribe_https == ("https://u.shop.example/1",)
    bare, defects = read("List-Unsubscribe: http://shop.example/leave?id= 5\n")
    assert bare.unsubscribe_http == ("http://shop.example/leave?id=5",)
    assert "bare_list_unsubscribe" in defects
    junk, _ = read("List-Unsubscribe: click the link below <javascript:alert(1)>\n")
    assert junk == ListHeaders()
    assert urls("<https://a.example/1>\n  <mailto:b@a.example>") == ("https://a.example/1", "mailto:b@a.example")
    assert urls("(comment) < https://a.example/\t1 > , bare, <https://a.example/2>") == ("https://a.example/1",)


def test_the_post_field_is_read_without_case_and_decoded_and_nothing_else_is_forgiven() -> None:
    https = "List-Unsubscribe: <https://u.shop.example/1>\n"
    encoded = "=?utf-8?q?List-Unsubscribe=3DOne-Click?="
    for value in ("list-unsubscribe=one-click", " List-Unsubscribe=One-Click ", encoded):
        assert read(f"{https}List-Unsubscribe-Post: {value}\n")[0].one_click
    for value in ("", "One-Click", "List-Unsubscribe", "List-Unsubscribe = One-Click", "<List-Unsubscribe=One-Click>"):
        assert not read(f"{https}List-Unsubscribe-Post: {value}\n")[0].one_click


def test_bare_items_are_shown() -> None:
    lists, defects = read(f"List-Unsubscribe: mailto:leave@shop.example\n{POST}")
    assert lists.unsubscribe_mailto == ("mailto:leave@shop.example",)
    assert defects == ("bare_list_unsubscribe",)
    both, _ = read("List-Unsubscribe: https://shop.example/u?a=1, mailto:leave@shop.example\n" + POST)
    assert (both.unsubscribe_https, both.unsubscribe_mailto) == (
        ("https://shop.example/u?a=1",),
        ("mailto:leave@shop.example",),
    )
    assert not both.one_click


def test_junk_offers_nothing() -> None:
    for value in (
        "", "<>", "yes", "unsubscribe", "<shop.example/u>", "<ftp://shop.example/u>", "<javascript:alert(1)>",
        "https://", "%%unsub%%", "write to leave@shop.example", "<tel:123>", "@shop.example", "(https://shop.example/u)",
        "<mailto>",
    ):  # fmt: skip
        lists, _ = read(f"List-Unsubscribe: {value}\n{POST}")
        assert not lists.unsubscribe_https + lists.unsubscribe_http + lists.unsubscribe_mailto, value
        assert not lists.one_click


def test_comments_folding_and_forgotten_commas() -> None:
    lists, _ = read(
        "List-Unsubscribe: (by mail) <mailto:leave+a@shop.example?subject=u%20x> (or),\n"
        "\t<https://u.shop.example/\n 1?a=b>\n" + POST
    )
    assert lists.unsubscribe_mailto == ("mailto:leave+a@shop.example?subject=u%20x",)
    assert lists.unsubscribe_https == ("https://u.shop.example/1?a=b",)
    assert lists.one_click


def test_list_id_is_the_last_bracketed_part_in_lower_case() -> None:
    assert read("List-Id: <old> Weekly <News.Shop.Example>\n")[0].list_id == "news.shop.example"
    assert read("List-Id: =?utf-8?q?Gr=C3=BC=C3=9Fe?= <a.b.example>\n")[0].list_id == "a.b.example"
    assert read("List-Id: news.shop.example\n")[0].list_id == "news.shop.example"
    assert read("List-Id: just words\n")[0].list_id is None


def test_people_write_to_a_list_that_names_a_post_address() -> None:
    assert read("List-Post: <mailto:walkers@lists.example>\n")[0].post
    assert not read("List-Post: NO (posting not allowed)\n")[0].post


def test_precedence_and_automatic_marks() -> None:
    lists, _ = read("Precedence: Bulk\nAuto-Submitted: auto-replied; x=y\n")
    assert (lists.precedence, lists.auto_submitted) == ("bulk", "auto-replied")


@given(st.text(max_size=300))
def test_any_value_offers_only_links_of_known_kinds(value: str) -> None:
    lists, _ = list_headers(Head(b"List-Unsubscribe: " + value.replace("\n", " ").encode("utf-8", "replace")))
    for url in lists.unsubscribe_https + lists.unsubscribe_http + lists.unsubscribe_mailto:
        assert url.lower().startswith(("https://", "http://", "mailto:"))
