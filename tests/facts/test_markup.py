"""What a person sees of an HTML mail."""

import time

from hypothesis import given
from hypothesis import strategies as st

from inboxguard.facts.markup import lines, seen
from inboxguard.facts.message import LinkKind


def test_words_run_together_inside_a_line_and_part_at_blocks() -> None:
    found = seen("<table><tr><td>b<b>aby</b>&nbsp;shower</td><td>Price</td></tr></table><p>one<br>two")
    assert found.text == "baby shower\nPrice\none\ntwo"


def test_hidden_words_are_no_visible_words() -> None:
    found = seen(
        "<head><title>t</title><style>p{}</style></head><body>"
        "<div style='DISPLAY : none !important'>Only today&#847;&zwnj;&nbsp;</div>"
        "<p hidden>x</p><div style='max-height:0px;overflow:hidden'>y</div><script>z()</script><!-- c -->"
        "<p>Seen</p><span style='visibility:hidden'>w</span>"
    )
    assert found.text == "Seen"
    assert found.preheader == "Only today"


def test_letters_in_the_colour_of_their_own_ground_are_hidden() -> None:
    for style in (
        "color:#fff;background:#fff",
        "background-color: White ; color:white",
        "color:#ffffff;background:white",
        "color:rgb(255, 255,255);background:#fff",
    ):
        assert seen(f"<p>Seen</p><p style='{style}'>not</p>").text == "Seen"
    for style in ("color:#fff;background:#000", "background:#fff", "color:#fff", "border-color:#fff;background:#fff"):
        assert seen(f"<p>Seen</p><p style='{style}'>too</p>").text == "Seen\ntoo"


def test_letters_that_are_tiny_or_far_outside_are_hidden() -> None:
    for style in ("font-size:0", "font-size: 1px", "font-size:0.1px;color:red", "text-indent:-9999px",
                  "position:absolute;left:-9999px", "color:transparent"):  # fmt: skip
        assert seen(f"<p>Seen</p><p style='{style}'>not</p>").text == "Seen"
    for style in ("font-size:10px", "font-size:1em", "font-size:1.2em", "margin-left:-10px", "padding-left:-999px"):
        assert seen(f"<p>Seen</p><p style='{style}'>too</p>").text == "Seen\ntoo"


def test_a_wrapper_of_font_size_zero_hides_nothing() -> None:
    assert seen("<td style='font-size:0px'><div style='font-size:13px'>Seen</div></td>").text == "Seen"


def test_a_preview_that_is_named_so_is_found_even_where_it_is_visible() -> None:
    found = seen("<div class='x-preheader'>Look inside</div><p>Body</p>")
    assert found.preheader == "Look inside"
    assert found.text == "Look inside\nBody"


def test_links_keep_order_words_and_what_they_are_for() -> None:
    found = seen(
        "<p><a href='https://shop.example/a'>New <i>in</i></a>"
        "<a href='https://shop.example/b'><img alt='Logo' src='x'></a>"
        "<a href='javascript:x()'>no</a><a href='#top'>no</a><a>no</a><a href=' https://shop.example/\nc '></a>"
        "<p>To unsubscribe <a href='https://u.example/1'>click here</a>."
        " <a href='mailto:a@shop.example'>Write</a></p>"
    )
    assert [(link.url, link.text) for link in found.links] == [
        ("https://shop.example/a", "New in"),
        ("https://shop.example/b", "Logo"),
        ("https://shop.example/c", ""),
        ("https://u.example/1", "click here"),
        ("mailto:a@shop.example", "Write"),
    ]
    assert [link.kind for link in found.links].index(LinkKind.UNSUBSCRIBE) == 3
    assert found.images == ["Logo"]


def test_words_after_a_link_count_and_words_of_other_sentences_do_not() -> None:
    after = seen(
        "<a href='https://a.example/1'>Click here</a> to unsubscribe. See us <a href='https://a.example/2'>here</a>."
    )
    assert [link.kind for link in after.links] == [LinkKind.UNSUBSCRIBE, LinkKind.PLAIN]


def test_links_in_links_stand_in_the_order_in_which_they_begin() -> None:
    inner = "<table><tr><td><a href='https://a.example/2'>two</a></table>"
    found = seen(f"<a href='https://a.example/1'>One {inner} end</a>")
    assert [(link.url, link.text) for link in found.links] == [
        ("https://a.example/1", "One two end"),
        ("https://a.example/2", "two"),
    ]


def test_lines_end_where_blocks_end_however_deep_what_ends_them_lies() -> None:
    assert seen("<span><b><div>one</div></b></span>two<i>three</i>").text == "one\ntwothree"
    assert seen("<div><span><b><p>one</b></span></div>two").text == "one\ntwo"
    assert seen("<div>one<div hidden>x</div></div>two").text == "one\ntwo"
    assert seen("one<div hidden>x</div><script>y</script>").text == "one"


def test_fillers_and_blank_lines_vanish() -> None:
    assert lines("a\u200bb\u00ad c \n\n \u00a0\n d\te\x00") == "ab c\nd e"


def test_markup_that_nests_without_end_is_cut_before_it_costs_time() -> None:
    hostile = (
        "<div>" * 100_000, "<b>" * 100_000, "<span>x</div>" * 40_000, "<a href=x>" * 50_000, "<table><tr><td>" * 30_000,
        "<svg><g>" * 50_000, "<p>" * 150_000, "<x" * 200_000, "<i><table><tr><b>x" * 20_000,
        "<select><option>" * 30_000, "<b>" * 1_100 + "<p>x</p>" * 20_000, "<b>" * 1_100 + "<i hidden>x</i>" * 20_000,
        "<div class=preview>" * 1_100 + "<p>x</p>" * 20_000, ("<b>" * 1_000 + "<p>x</p>" + "</b>" * 1_000) * 50,
    )  # fmt: skip
    for html in hostile:
        started = time.perf_counter()
        seen(html)
        assert time.perf_counter() - started < 2


@given(st.text("<>/abpdivstyle=\"'&;!- \n", max_size=300))
def test_any_markup_reads_as_clean_lines(html: str) -> None:
    found = seen(html)
    assert found.text == lines(found.text)
    found.text.encode("utf-8")


def test_a_form_feed_is_a_blank_like_others() -> None:
    assert seen("<p>one\ftwo</p>").text == "one two"


def test_cells_part_lines_and_so_does_what_follows_their_table() -> None:
    found = seen(
        "<b>a</b><table>b<caption>c</caption><tr><td>d<td hidden>x</td><td>e</table>f<ul><li>g</ul>h<br hidden>i"
    )
    assert found.text.replace("\n", "|") == "ab|c|d|e|f|g|h|i"


def test_countless_attributes_are_left_out_and_a_picture_within_its_address_is_not() -> None:
    countless = "".join(f"a{number}=1 " for number in range(20_000))
    began = time.process_time()
    assert seen(f"<p>one<p {countless}>two").text.split() == ["one", "two"]
    assert time.process_time() - began < 1
    assert seen(f"<img alt='Shoes' src='data:image/png;base64,{'abcdefgh/ijklmnopqrstuvwxyz0123456789' * 400}'>").images
    assert seen(f"<a style='{'color : red; ' * 300}' href='https://shop.example/'>in</a>").links
    assert seen(f"<p>1 < 2 {'words ' * 3_000}").text.startswith("1 < 2 words words")
