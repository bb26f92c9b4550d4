"""Mail that is made to cost much: each is judged from its octets to its rows within a second and 200 MB."""

import base64

import pytest
from scripts.soak.fuzzed import wrong
from scripts.soak.fuzzing import SEEDS
from scripts.soak.targets import TARGETS, judgement, raw, read

HEAD = b"From: a@shop.example\r\nTo: me@post.example\r\nSubject: x\r\nPrecedence: bulk\r\n"
MB = 1_000_000


def page(body: bytes, charset: str = "utf-8") -> bytes:
    return HEAD + f"Content-Type: text/html; charset={charset}\r\n\r\n".encode() + body


def plain(body: bytes, encoding: str = "8bit") -> bytes:
    return HEAD + f"Content-Type: text/plain\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n".encode() + body


def parts(depth: int, inner: bytes) -> bytes:
    """A multipart in a multipart, so many times."""
    opened = (
        b"--b%d\r\nContent-Type: multipart/mixed; boundary=b%d\r\n\r\n" % (number, number + 1)
        for number in range(depth)
    )
    return HEAD + b"Content-Type: multipart/mixed; boundary=b0\r\n\r\n" + b"".join(opened) + inner


ATTRIBUTES = b"".join(b"a%d=1 " % n for n in range(50_000))
MAILS = {
    "10 MB of nested blocks": page(b"<div>" * (2 * MB)),
    "10 MB of nested tables": page(b"<table><tr><td>" * 660_000),
    "10 MB of misnested formats": page(b"<b><p><i><a href=https://x.example>" * 280_000),
    "10 MB of open comments": page(b"<!--" * 2_500_000),
    "100,000 links": page(b"".join(b"<a href='https://h%d.example/unsubscribe'>out</a> " % n for n in range(100_000))),
    "100,000 links in text": plain(b"".join(b"https://h%d.example/unsubscribe\n" % n for n in range(100_000))),
    "50,000 attributes": page(b"<p " + ATTRIBUTES + b">x"),
    "attributes behind a quoted bracket": page(b'<p q=">" ' + ATTRIBUTES + b">x"),
    "brackets in every attribute": page(b"<p " + b"".join(b"a%d='>' " % n for n in range(45_000)) + b">x"),
    "tags in every attribute": page(b"<p " + b"".join(b"a%d=< " % n for n in range(50_000)) + b">x"),
    "attributes of an end": page(b"</p " + ATTRIBUTES + b">x"),
    "attributes in a drawing's title": page(b"<svg><title><p q='>' " + ATTRIBUTES),
    "attributes behind a comment": page(b"<!--><p q='-->' " + ATTRIBUTES + b">x<!-- -->"),
    "attributes of many bodies": page(
        b"".join(b"<body " + b"".join(b"b%d-%d " % (k, n) for n in range(30)) + b">x" for k in range(1_200))
    ),
    "formats with attributes, copied": page(b"<p><b " + ATTRIBUTES[:9_000] + b"></p>" + b"<p>x</p>" * 50_000),
    "many formats, copied": page(
        b"<p>" + b"".join(b"<b a%d>" % n for n in range(1_000)) + b"</p>" + b"<p>x</p>" * 50_000
    ),
    "formats that only seem to end, copied": page(
        b"<p>" + b"".join(b"<b a%d><table><tr><td></b></table>" % n for n in range(1_000)) + b"<p>x" * 50_000
    ),
    "few formats with a few attributes, copied": page(
        b"<p>" + b"".join(b"<b " + b"".join(b"a%d-%d " % (k, n) for n in range(39)) + b">" for k in range(120))
        + b"</p>" + b"<p>x" * 125
    ),
    "a long link, copied": page(b"<p><a href='" + b"x" * 100_000 + b"'></p>" + b"<p>x</p>" * 50_000),
    "a link of many attributes, copied": page(b"<p><a " + ATTRIBUTES[:300] + b"></p>" + b"<p>x</p>" * 50_000),
    "blocks that seem to end in comments": page(b"<div><!--</div>-->" * 28_000),
    "blocks that seem to end in values": page(b"<div q='</div>'>" * 30_000),
    "blocks that seem to end in tables": page(b"<div><table><tr><td></div></table>" * 15_000),
    "blocks that seem to end in rolling text": page(b"<div><marquee></div></marquee>" * 17_000),
    "spans that seem to end in blocks": page(b"<span><div></span></div>" * 20_000),
    "formats that end around blocks": page(b"<b><div></b>" * 40_000),
    "items of two lists in each other": page(b"<hr><li><dd></font>" * 27_000),
    "ends of nothing within much": page(b"<div>" * 1_000 + b"</h2>" * 90_000),
    "comments": page(b"<!---->" * 70_000),
    "drawings": page(b"<svg>x</svg>" * 40_000),
    "open quotes": page(b"<p a='>" * 70_000),
    "a word of 1 MB": page(b"a" * MB),
    "a word of 1 MB in text": plain(b"a" * MB),
    "an address of 1 MB": page(b"<a href='https://x.example/" + b"a" * MB + b"'>x</a>"),
    "a style of 1 MB": page(b"<p style='" + b"display:" * 125_000 + b"'>x"),
    "50,000 fields": HEAD + b"".join(b"X-F%d: 1\r\n" % n for n in range(50_000)),
    "50,000 servers": HEAD + b"Received: from a.example by b.example; x\r\n" * 50_000,
    "50,000 reports": HEAD + b"Authentication-Results: mx.post.example; dkim=pass header.d=a.example\r\n" * 50_000,
    "50,000 recipients": b"To: " + b"a@b.example, " * 50_000 + b"\r\n" + HEAD,
    "returns": HEAD + b"X-A: " + b"\r" * 400_000 + b"x\r\n",
    "blanks": HEAD + (b"Authentication-Results: mx.post.example; a" + b" " * 4_000 + b"b\r\n") * 120,
    "folds": b"Subject: a\r\n" + b" b\r\n" * 120_000 + HEAD,
    "a name of 1 MB": b'From: "' + b"n" * MB + b'" <a@shop.example>\r\n\r\nx',
    "a name of brackets": b"From: " + b"(<" * 500_000 + b"\r\n\r\nx",
    "encoded words": b"From: " + b"=?utf-8?q?a?= " * 70_000 + b"\r\n\r\nx",
    "open encoded words": b"Subject: " + b"=?utf-8?q?" * 100_000 + b"\r\n\r\nx",
    "100 parts in parts": parts(100, b"x"),
    "5,000 parts in parts": parts(5_000, b"x"),
    "a large part in parts": parts(12, b"x\n" * (4 * MB)),
    "a boundary within itself": HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
    + b"--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" * 50_000,
    "50 MB of base64": plain(base64.b64encode(b"abc " * 9 * MB), "base64"),
    "noise as base64": plain(b"A=!?" * (2 * MB), "base64"),
    "8 MB of quoted-printable": plain(b"=\n" * (4 * MB), "quoted-printable"),
    "another charset": page(b"<\x00a\x00>\x00" * 300_000, "utf-16"),
    "a charset of escapes": page(b"+ADw-" * 300_000, "utf-7"),
    "a charset of shifts": page(b"\x1b$B0!" * 200_000, "iso-2022-jp"),
    "no charset at all": page(b"\xff\xfe\x81" * 300_000, "idna"),
    "NULs": page(b"<a\x00 href='\x00https://x\x00.example'>a\x00b</a>" * 50_000),
    "lone surrogates": page(b"\xed\xa0\x80" * 200_000 + b"&#xd800;" * 10_000),
    "marks of direction": page("\u202e\u2066".encode() * 100_000),
    "fillers": page("\u00ad\u200b".encode() * 200_000),
    "companies": plain(b"X GmbH & Co. KG, HRB 1, 12345 Town\n" * 30_000),
}  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def loaded() -> None:
    """Words and lists are loaded before anything is measured."""
    for path in SEEDS.iterdir():
        judgement(path.read_bytes())


@pytest.mark.parametrize("name", MAILS)
def test_nothing_costs_a_second_or_200_megabytes(name: str) -> None:
    assert not wrong(TARGETS["judgement"], MAILS[name])


def test_line_breaks_and_surrogates_in_encoded_words_reach_nothing_that_is_shown_or_stored() -> None:
    words = base64.b64encode(b"a\r\nBcc: x@y.example\x00" + "\u202e\ufeff".encode() + b"\xed\xa0\x80").decode()
    field = f"=?utf-8?b?{words}?="
    head = f"From: {field} <a@shop.example>\r\nSubject: {field}\r\nList-Id: {field} <l.x>\r\n\r\nx"
    message = read(raw(head.encode()))
    shown = f"{message.subject}{message.sender}{message.lists}"
    assert "Bcc" in message.subject
    assert not set(shown) & set("\r\n\x00\u202e\ufeff\ud800")
    shown.encode()
