"""Every small reader of strangers' text: never raises, gives bounded answers, and takes time in line with its input."""

import time
from collections.abc import Callable
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scripts.soak.mutating import PIECES

from inboxguard.errors import Refused
from inboxguard.facts import (
    addresses,
    authentication,
    body,
    dates,
    decoding,
    hops,
    links,
    lists,
    markup,
    mime,
    parsing,
    unwrapping,
)
from inboxguard.facts.headers import Head, content_type, message_ids
from inboxguard.facts.language import language
from inboxguard.facts.message import Address, Link, Message, Place, RawMessage
from inboxguard.facts.person import Person
from inboxguard.facts.phrases import Phrases
from inboxguard.facts.recipient import recipient
from inboxguard.requests.unsubscribe import mailto_draft
from inboxguard.senders import names, stems
from inboxguard.senders.attribution import Kind
from inboxguard.senders.campaigns import campaigns
from inboxguard.senders.legal import legal
from inboxguard.senders.told import told

PERSON = Person(("me@post.example",), ("mx.post.example",))
LONG = 1_000_000
"""Characters; a mail has many fields, but none of them is longer."""


def draft(value: str) -> object:
    try:
        return mailto_draft(f"mailto:{value}", "me@post.example")
    except Refused:
        return None


def headed(name: str, value: str) -> Message:
    head = f"{name}: ".encode() + value.encode("utf-8", "surrogatepass").replace(b"\n", b"")
    return parsing.read(RawMessage(Place("me@post.example", "INBOX", 1, 1), None, b"X-A: b\r\n" + head))


def received_for(value: str) -> object:
    for name in ("Return-Path", "Delivered-To", "Received", "To", "X-SimpleLogin-Envelope-To"):
        told = recipient(headed(name, value), PERSON.authserv_ids, PERSON)
        assert told is None or len(told) <= 600
    return None


def stated(value: str) -> object:
    message = headed("From", "a@shop.example")
    object.__setattr__(message, "text", value)
    object.__setattr__(message, "footer", value[-3_000:])
    return legal(message, "shop.example", "Shop")


def campaigned(value: str) -> object:
    message = headed("From", "a@shop.example")
    urls = (f"https://shop.example/?src={value[:4_000]}", f"https://shop.example/{value[:4_000]}")
    object.__setattr__(message, "links", tuple(Link(url, "") for url in urls))
    found = campaigns(message, {"shop.example"})
    assert all(len(one) <= 60 for one in found)
    return found


def addressed(value: str) -> object:
    message = headed("To", "me@post.example")
    object.__setattr__(message, "to", (Address(value, "me@post.example"),))
    object.__setattr__(message, "text", f"Dear {value}")
    found = told(message, PERSON, Kind.MARKETING)
    assert len(found) <= 6
    assert all(len(one) <= 200 for one in found)
    return found


@cache
def phrases() -> Phrases:
    return Phrases(("unsubscribe", "click here", "a b"))


def opened(value: str) -> object:
    octets = value.encode("utf-8", "surrogatepass")
    for kind in ("text/html; charset=utf-16", 'multipart/mixed; boundary="b"', "text/plain; charset=utf-7"):
        for encoding in ("base64", "quoted-printable", "8bit"):
            head = f"Content-Type: {kind}\r\nContent-Transfer-Encoding: {encoding}".encode()
            mime.texts(Head(head), octets)
    return None


READERS: dict[str, Callable[[str], object]] = {
    "lists.urls": lists.urls,
    "lists.list_headers": lambda value: headed("List-Unsubscribe", value).lists,
    "lists.list_id": lambda value: headed("List-Id", value).lists,
    "addresses.addresses": addresses.addresses,
    "addresses.address_spec": addresses.address_spec,
    "addresses.domain": addresses.domain,
    "unsubscribe.mailto_draft": draft,
    "links.kinds": lambda value: links.kinds([links.url(f"https://a.example/{value}")], [value.lower()]),
    "links.in_text": links.in_text,
    "links.url": links.url,
    "links.words": lambda value: links.words([value]),
    "unwrapping.way": lambda value: unwrapping.way(f"https://click.a.example/c?u={value}"),
    "unwrapping.runs": lambda value: unwrapping.way(f"https://urldefense.com/v3/__{value}"),
    "unwrapping.counts_clicks": lambda value: unwrapping.counts_clicks(f"https://click.a.example/{value}"),
    "campaigns.campaigns": campaigned,
    "told.told": addressed,
    "authentication.report": authentication.report,
    "hops.hop": hops.hop,
    "hops.private": hops.private,
    "recipient.recipient": received_for,
    "language.language": language,
    "stems.tokens": stems.tokens,
    "names.cleaned": lambda value: names.cleaned(value, "shop.example"),
    "names.likeness": names.likeness,
    "legal.legal": stated,
    "dates.instant": dates.instant,
    "decoding.shown": decoding.shown,
    "decoding.clean": decoding.clean,
    "decoding.tidy": decoding.tidy,
    "headers.content_type": content_type,
    "headers.message_ids": message_ids,
    "markup.lines": markup.lines,
    "markup.seen": markup.seen,
    "body.footer": body.footer,
    "mime.texts": opened,
    "phrases.occurring": lambda value: phrases().occurring(value.lower()),
}
HOSTILE = sorted({
    *PIECES, "a", "1", " ", "  a", "(", "()", "((a)", "<", "<a", "<a>", '"', '\\"', "\\", "=", "a=b ", "a.b=c ", ";a=",
    "a@b.example, ", "a@", "@a", "a.", "-a", "a-", "=?", "?=", "=?a?b?", "%41", "&a=", "/", "://", "https://a ", "?",
    "Ab ", "A GmbH ", "& ", "1.", "1-2-3 ", "a:b;", "[", "[1.2.3.4] ", "from a ", "by b ", "for c ", "<p>", "<b><p>",
    "<a href=x>", "<!-", "&#1;", "\n", "\n\n", "\r", "--b\r\n", "via ", " - ", "…", "ß", "İ", "\u0301", "\u1100",
    "\U0001f468\u200d", "Café ", "“", "/https%3A%2F%2Fa.example", "&u=http%253A//", "eyJ", "aHR0cHM6Ly9hLmV4YW1wbGU",
    "__;*!", "\nDear ", "\nHallo Anna-", "your due date is ", " 14. ", "14 december ", "34 weeks until your baby ",
})  # fmt: skip
TEXTS = st.lists(st.sampled_from(HOSTILE) | st.text(max_size=8), max_size=40).map("".join)


@pytest.mark.parametrize("name", READERS)
@settings(max_examples=20, deadline=None)
@given(value=TEXTS)
def test_no_text_makes_a_reader_raise(name: str, value: str) -> None:
    READERS[name](value)


def took(reader: Callable[[str], object], value: str) -> float:
    began = time.process_time()
    reader(value)
    return time.process_time() - began


def grows_evenly(reader: Callable[[str], object], short: str, long: str) -> bool:
    whole, half = (min(took(reader, f"{text}{end}") for end in "bcd") for text in (long, short))
    return whole < 3 * half + 0.02 and whole < 1


@pytest.mark.parametrize("name", READERS)
def test_time_grows_with_the_text_and_not_with_its_square(name: str) -> None:
    reader = READERS[name]
    reader("a")  # loads its words
    for piece in HOSTILE:
        short, long = (f"a{piece * (length // len(piece))}a" for length in (8_000, 16_000))
        if took(reader, long) > 0.1:  # below that nothing can be told from other work on the machine
            assert any(grows_evenly(reader, short, long) for _ in range(3)), piece  # other work may disturb one try


@pytest.mark.parametrize("name", READERS)
def test_a_megabyte_of_anything_takes_less_than_a_second(name: str) -> None:
    for place in range(4):
        piece = HOSTILE[(list(READERS).index(name) * 7 + place * 31) % len(HOSTILE)]
        assert took(READERS[name], piece * (LONG // len(piece))) < 1, piece


@given(TEXTS)
def test_answers_are_bounded(value: str) -> None:
    value *= 20
    assert len(lists.urls(value)) <= lists.MOST_URLS
    assert all(len(url) <= lists.LONGEST_URL for url in lists.urls(value))
    found = addresses.addresses(value)
    assert len(found) <= addresses.MOST + 1
    assert all(len(one.name) <= 300 and len(one.address) <= 600 for one in found)
    report = authentication.report(value)
    assert len(report.authserv_id) <= 255
    assert len(report.results) <= 60
    assert len(" ".join(stems.tokens(value))) <= 20_000
    assert len(names.cleaned(value, None)) <= names.LONGEST
    assert len(body.footer(value)) <= 3_000
    assert len(message_ids(value)) <= 100
    assert len(links.in_text(value)) <= links.MOST
    assert all(len(word) <= links.LONGEST_TEXT for word in links.words([value]))
    at = dates.instant(value)
    assert at is None or dates.EARLIEST <= at.year <= dates.LATEST


@given(TEXTS)
def test_what_was_made_clean_stays_as_it_is(value: str) -> None:
    for reader in (decoding.clean, decoding.tidy, decoding.unfilled, markup.lines, addresses.domain, links.url):
        once = reader(value)
        assert reader(once) == once, reader
    for organisation in (None, "shop.example"):
        once = names.cleaned(value, organisation)
        assert names.cleaned(once, organisation) == once


@given(TEXTS)
def test_nothing_that_is_shown_deceives(value: str) -> None:
    for shown in (decoding.shown(value), decoding.clean(value), names.cleaned(value, None)):
        assert not set(shown) & set("\r\n\x00\u202e\u2066\ud800")
        shown.encode()
    seen = markup.seen(value)
    assert not set(seen.text) & set("\r\x00\u202e\u2066\ud800")
    for text in (seen.text, seen.preheader, *seen.images, *(part for link in seen.links for part in link[:2])):
        text.encode()
