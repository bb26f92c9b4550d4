"""Ordinary HTML stays as it is; what is made to cost much loses only what costs."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from inboxguard.facts.markup import seen
from inboxguard.facts.taming import shallow, tame

TABLE = (
    b"<table width='600' style=\"color:#fff\"><tr><td><p>Hello <b>Anna</b>, 1 < 2<br/>"
    b"<a href=\"https://shop.example/?a=1&b=>2\">in</a><img src=x alt='a > b'></td></tr></table>\n"
)
LETTER = b"<html><head></head><body class=a>" + TABLE + b"</body></html>"


@pytest.mark.parametrize("page", [b"", b"words", LETTER, TABLE * 200, b"<p>1 < 2 " + b"words " * 3_000])
def test_an_ordinary_page_stays_as_it_is(page: bytes) -> None:
    assert tame(page) == page


def test_a_picture_within_its_address_is_one_attribute() -> None:
    picture = b"abcdefgh/ijklmnopqrst uvwxyz0123456789=" * 400
    for page in (b"<img src='data:image/png;base64,%b'>" % picture, b"<img src=%b>" % picture.replace(b" ", b"")):
        assert tame(page) == page


@pytest.mark.parametrize(
    "page",
    [
        "one<!-- x -->two",
        "one<!-->two",
        "one<!--->two",
        "one<!-- x --!>two",
        "one<!--[if mso]><p>x</p><![endif]-->two",
        "one<![if !mso]>two<![endif]>",
        "one<style><!-- p{} --></style>two",
        "one<STYLE type='text/css'>p > a {}</style >two",
        "one<script>if (a<b) { '<!--' }</script>two",
        "one<title>x</title>two<!-- never ends",
        "one<svg><title>x</title></svg>two",
        "one</ nothing>two<p",
        "one<?xml x='?>two",
    ],
)
def test_what_nobody_sees_is_left_out_and_nothing_else(page: str) -> None:
    assert seen(page).text.replace("\n", "") == "onetwo"


def test_too_many_attributes_are_left_out_and_what_follows_is_not() -> None:
    many = " ".join(f"a{number}=1" for number in range(100))
    assert seen(f"<p>one<p q='>' {many}>two<a href='https://shop.example/'>in</a>").text == "one\ntwoin"
    assert tame(f"<p {many}>x".encode()) == b"<p>x"


def test_formats_that_would_be_copied_become_spans_and_links_stay_links() -> None:
    page = "<p>" + "".join(f"<font color=c{number}>" for number in range(300)) + "<p>x" * 2_000
    found = seen(page + "<p><a href='https://shop.example/'>in</a>")
    assert len(found.links) == 1
    assert found.text.count("x") == 2_000


def test_what_ends_nests_no_deeper() -> None:
    for ordinary in (b"<table><tr><td><p>x</td></tr></table>", b"<b><i>x</b></i>", b"<div><span><b>x</span></div>"):
        assert shallow(ordinary * 3_000) == ordinary * 3_000
    assert len(shallow(b"<div>" * 3_000)) == 1_200 * 5


def depth(page: bytes) -> int:
    """Return how deep the parser's tree of a page is."""
    deepest = 0
    tree = LexborHTMLParser(page)
    for node in tree.root.traverse() if tree.root is not None else ():
        above, at = 0, node.parent
        while at is not None:
            above, at = above + 1, at.parent
        deepest = max(deepest, above)
    return deepest


PIECES = st.sampled_from([
    b"<div>", b"</div>", b"<span>", b"</span>", b"<table>", b"<tr>", b"<td>", b"</table>", b"<b>", b"</b>", b"<a>",
    b"</a>", b"<marquee>", b"</marquee>", b"<ul>", b"<li>", b"</ul>", b"<h1>", b"</h2>", b"<p>", b"</p>", b"<button>",
    b"</button>", b"<form>", b"</form>", b"<select>", b"</select>", b"<object>", b"</object>", b"x", b"<center>",
    b"</center>", b"<i q='</div>'>", b"</i>", b"<caption>", b"<dd>", b"<dt>", b"</li>", b"</dd>",
])  # fmt: skip


@settings(deadline=None, derandomize=True)
@given(st.lists(PIECES, min_size=2, max_size=7))
def test_what_the_parser_nests_counts_as_nested(some: list[bytes]) -> None:
    """A rhythm that goes on deeper and deeper in the tree is cut off, or its formats, which come back, are spans."""
    rhythm = b"".join(some)
    grows = depth(rhythm * 60) - depth(rhythm * 30) >= 30
    assert not grows or tame(rhythm * 3_000) != rhythm * 3_000


@given(st.binary(max_size=300) | st.text("<>/abpdivstyle=\"'&;!- \n", max_size=300).map(str.encode))
def test_it_never_raises_and_tames_nothing_twice(octets: bytes) -> None:
    plain = octets.replace(b"\0", b"").replace(b"\f", b" ")
    once = tame(plain)
    assert tame(once) == once
