"""The readable parts of a body, whole or cut, by the book or not."""

import base64
import time
import tracemalloc

from hypothesis import given
from hypothesis import strategies as st

from inboxguard.facts.headers import Head
from inboxguard.facts.mime import MOST_DEPTH, MOST_PARTS, Texts, texts


def read(head: str, body: str | bytes) -> Texts:
    return texts(Head(head.encode()), body.encode() if isinstance(body, str) else body)


ALTERNATIVE = """preamble
--B 1
Content-Type: text/plain; charset=utf-8

plain words
--B 1
Content-Type: text/html; charset=iso-8859-1
Content-Transfer-Encoding: quoted-printable

<p>Gr=FC=DFe =
alle</p>
--B 1--
epilogue
"""


def test_alternatives_with_either_line_end() -> None:
    for body in (ALTERNATIVE, ALTERNATIVE.replace("\n", "\r\n")):
        found = read('Content-Type: multipart/alternative; boundary="B 1"', body)
        assert found.plain == "plain words"
        assert found.html == "<p>Grüße alle</p>"


def test_a_cut_body_gives_what_arrived() -> None:
    found = read('Content-Type: multipart/alternative; boundary="B 1"', ALTERNATIVE[: ALTERNATIVE.index("alle")])
    assert found.plain == "plain words"
    assert found.html is not None
    assert found.html.startswith("<p>Grüße")


def test_nested_parts_are_found_and_attachments_are_not_read() -> None:
    body = """--a
Content-Type: multipart/related; boundary=ab

--ab
Content-Type: text/html

<b>in</b>
--ab--
--a
Content-Type: text/html
Content-Disposition: attachment; filename=x.html

<b>attached</b>
--a
Content-Type: image/png
Content-Transfer-Encoding: base64

AAAA
--a--"""
    assert read("Content-Type: multipart/mixed; boundary=a", body) == Texts("<b>in</b>", None)


def test_a_single_part_needs_no_boundary() -> None:
    octets = base64.b64encode("<p>größer</p>".encode())
    assert (
        read("Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: BASE64", octets).html
        == "<p>größer</p>"
    )
    assert read("Subject: x", "just text").plain == "just text"
    assert read("Content-Type: application/pdf", "%PDF") == Texts(None, None)
    assert read("Content-Type: multipart/mixed", "no boundary at all").plain == "no boundary at all"


def test_endless_nesting_and_endless_parts_end() -> None:
    deep = "".join(f"--b{n}\nContent-Type: multipart/mixed; boundary=b{n + 1}\n\n" for n in range(500))
    wide = "--a\n\nx\n" * (MOST_PARTS * 20)
    started = time.perf_counter()
    assert read("Content-Type: multipart/mixed; boundary=b0", deep) == Texts(None, None)
    assert (read("Content-Type: multipart/mixed; boundary=a", wide).plain or "").count("x") <= MOST_PARTS
    read("Content-Type: multipart/mixed; boundary=a", "--a" * 1_000_000)
    assert time.perf_counter() - started < 3


@given(
    st.binary(max_size=400),
    st.sampled_from(["text/html", "multipart/mixed; boundary=a", "multipart/mixed; boundary=-"]),
)
def test_any_octets_are_parts_or_nothing(octets: bytes, kind: str) -> None:
    found = read(f"Content-Type: {kind}", octets)
    assert found.html is None or isinstance(found.html, str)


def test_lines_that_only_begin_like_boundaries_cost_little_time() -> None:
    head = Head(b"Content-Type: multipart/mixed; boundary=b")
    began = time.process_time()
    found = texts(head, b"--b\r\n\r\nHello\r\n" + b"--bx\r\n" * 1_000_000 + b"--b--\r\n")
    assert (found.plain or "").startswith("Hello")
    assert time.process_time() - began < 1


def test_parts_in_parts_hold_a_large_body_once_for_each() -> None:
    deep = b"".join(
        b"--b%d\r\nContent-Type: multipart/mixed; boundary=b%d\r\n\r\n" % (n, n + 1) for n in range(MOST_DEPTH)
    )
    body = deep + b"x\n" * 500_000
    tracemalloc.start()
    try:
        texts(Head(b"Content-Type: multipart/mixed; boundary=b0"), body)
        assert tracemalloc.get_traced_memory()[1] < (MOST_DEPTH + 3) * len(body)
    finally:
        tracemalloc.stop()
