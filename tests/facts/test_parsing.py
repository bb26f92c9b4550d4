"""The one door: everything that comes in leaves as a Message."""

import base64
import binascii
import pickle
import random
import re
import time
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inboxguard.facts.message import Address, Message, Part, Place, RawMessage, Shelf, Signature
from inboxguard.facts.parsing import Reading, look, opened, read
from tests.facts.letters import BORDER, letter, raw

NEWSLETTER = f"""
    Return-Path: <b-1@mailfern.example>
    Delivered-To: me+shop@post.example
    {BORDER}
    DKIM-Signature: v=1; a=rsa-sha256; d=Shop.Example; s=k1; h=From:To:List-Unsubscribe; b=abc
    From: =?utf-8?q?B=C3=A4r_&_Co?= <news@shop.example>
    Reply-To: hello@shop.example
    To: me+shop@post.example
    Cc: you@other.example
    Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=
    Date: Mon, 2 Nov 2026 11:00:00 +0100
    Message-ID: <n1@shop.example>
    In-Reply-To: <n0@shop.example>
    References: <n00@shop.example> <n0@shop.example>
    List-Unsubscribe: <https://u.shop.example/1>
    List-Unsubscribe-Post: List-Unsubscribe=One-Click
    X-Campaign: =?utf-8?q?S=C3=BC=C3=9F?=
    X-MS-Exchange-Organization-AuthSource: box
    Content-Type: text/html; charset=utf-8
"""
PAGE = "<p>Hello you, this is for all of your friends</p><img alt='Logo'><a href='https://u.shop.example/2'>Unsubscribe</a>"


def test_a_newsletter_reads_in_full() -> None:
    message = letter(NEWSLETTER, PAGE)
    assert message.sender == Address("Bär & Co", "news@shop.example")
    assert message.reply_to == Address("", "hello@shop.example")
    assert [address.address for address in message.to] == ["me+shop@post.example", "you@other.example"]
    assert message.subject == "Grüße"
    assert message.sent == datetime(2026, 11, 2, 10, tzinfo=UTC)
    assert message.received == datetime(2026, 11, 2, 10, 0, 2, tzinfo=UTC)
    assert message.message_id == "<n1@shop.example>"
    assert message.in_reply_to == "<n0@shop.example>"
    assert message.references == ("<n00@shop.example>", "<n0@shop.example>")
    assert message.return_path == "b-1@mailfern.example"
    assert message.signatures == (Signature("shop.example", "k1", ("from", "to", "list-unsubscribe")),)
    assert [name for name, _ in message.trail] == ["return-path", "delivered-to", "received"]
    assert message.marks == (("x-campaign", "Süß"), ("content-type", "text/html; charset=utf-8"))
    assert message.lists.one_click
    assert message.opened
    assert message.text == "Hello you, this is for all of your friends\nUnsubscribe"
    assert message.images == ("Logo",)
    assert message.links[0].kind == "unsubscribe"
    assert message.language == "en"
    assert message.defects == ()
    assert message.delivered_to is None


def test_a_file_and_an_imap_copy_are_twins() -> None:
    served = raw(NEWSLETTER)
    filed = RawMessage(
        Place("import", "old.mbox", 0, 7),
        None,
        b"X-Gmail-Labels: Inbox\nStatus: RO\n" + served.head.replace(b"\r\n", b"\n"),
        sha256="ab" * 32,
    )
    one, other = read(served), read(filed)
    assert one.twin == other.twin
    assert one.key != other.key
    assert other.key == "ab" * 12
    assert len(one.key) == len(one.twin) == 24


def test_copies_to_two_aliases_or_of_two_days_are_no_twins() -> None:
    twins = {
        letter(NEWSLETTER).twin,
        letter(NEWSLETTER.replace("Delivered-To: me+shop", "Delivered-To: me+toys")).twin,
        letter(NEWSLETTER.replace("Date: Mon, 2", "Date: Mon, 3")).twin,
        letter(NEWSLETTER.replace("<n1@", "<n2@")).twin,
    }
    assert len(twins) == 4
    same_moment = NEWSLETTER.replace("11:00:00 +0100", "10:00:00 +0000")
    assert letter(same_moment).twin == letter(NEWSLETTER).twin


def test_without_message_id_the_header_tells_copies_apart() -> None:
    bare = "From: a@shop.example\nSubject: {}\nDate: Mon, 2 Nov 2026 10:00:00 +0000"
    assert letter(bare.format("x")).twin == letter("X-Status: RO\n" + bare.format("x")).twin
    assert letter(bare.format("x")).twin != letter(bare.format("y")).twin
    nothing = [read(RawMessage(Place("me@post.example", "INBOX", 1, uid), None, b"")) for uid in (1, 2)]
    assert len({message.twin for message in nothing}) == len({message.key for message in nothing}) == 2


def test_a_letter_from_a_person_is_not_opened_even_when_its_body_is_there() -> None:
    message = letter(
        "From: Ann <ann@post.example>\nSubject: Sunday\nContent-Type: text/html", "<a href='https://x.example'>x</a>"
    )
    assert (message.opened, message.text, message.links, message.language) == (False, None, (), None)


def test_an_answer_to_an_open_request_is_opened_on_demand_only() -> None:
    answer = raw("From: Desk <ann@shop.example>\nIn-Reply-To: <r1@post.example>", "We got it from Other Ltd.")
    assert read(answer).text is None
    assert opened(read(answer), answer).text == "We got it from Other Ltd."
    unfetched = raw("From: Desk <ann@shop.example>")
    assert opened(read(unfetched), unfetched) == read(unfetched)


def test_bulk_mail_whose_body_was_never_fetched_has_no_text() -> None:
    message = letter(NEWSLETTER)
    assert (message.bulk, message.opened, message.text) == (True, False, None)


def test_a_cut_body_says_so() -> None:
    cut = RawMessage(Place("a", "b"), None, b"Precedence: bulk", b"Half a sen", complete=False)
    assert "cut_body" in read(cut).defects


def test_what_is_wrong_with_a_header_is_named() -> None:
    assert "two_from" in letter("From: a@shop.example\nFrom: b@bank.example").defects
    assert "two_from" in letter("From: a@shop.example, b@bank.example").defects
    assert "bad_from" in letter("From: Shop").defects
    assert "bad_date" in letter("From: a@b.example\nDate: yesterday").defects
    assert set(letter("X-Y: z").defects) >= {"no_from", "no_date", "no_message_id"}
    assert "unreadable" in letter("").defects
    assert "unreadable" in read(RawMessage(Place("a", "b"), None, b"\x00\xff garbage", b"x")).defects


def test_reports_that_are_no_neighbours_are_kept_apart() -> None:
    trail = letter(
        "Authentication-Results: a; spf=pass\nAuthentication-Results: b; dkim=pass\nX-Y: z\nAuthentication-Results: c"
    ).trail
    assert [name for name, _ in trail] == [
        "authentication-results",
        "authentication-results",
        "gap",
        "authentication-results",
    ]


def test_the_shelf_and_the_servers_time_are_kept() -> None:
    moment = datetime(2026, 1, 2, tzinfo=UTC)
    message = read(RawMessage(Place("a", "Sent"), moment, b"From: a@b.example", shelf=Shelf.SENT))
    assert (message.shelf, message.received) == (Shelf.SENT, moment)


@pytest.mark.parametrize(
    ("stored", "came"),
    [
        (datetime(2026, 11, 2, 12, tzinfo=UTC), datetime(2026, 11, 2, 12, tzinfo=UTC)),
        (datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC)),
        (datetime(2027, 5, 1, tzinfo=UTC), datetime(2026, 11, 2, 10, tzinfo=UTC)),
    ],
)
def test_mail_that_was_moved_between_mailboxes_keeps_the_day_on_which_it_came(stored: datetime, came: datetime) -> None:
    head = b"Received: from a.example by mx.post.example; Mon, 02 Nov 2026 10:00:00 +0000\r\nFrom: a@b.example"
    assert read(RawMessage(Place("a", "INBOX"), stored, head)).received == came
    unclear = b"Received: from a.example by mx.post.example; yesterday\r\nFrom: a@b.example"
    assert read(RawMessage(Place("a", "INBOX"), stored, unclear)).received == stored


def check(message: Message) -> None:
    assert len(message.key) == 24
    assert message.opened <= message.bulk
    assert (message.text is None) == (not message.opened)
    repr(message).encode("utf-8")
    pickle.dumps(message)


@settings(max_examples=150)
@given(st.binary(max_size=500), st.binary(max_size=500) | st.none())
def test_any_octets_are_a_message(head: bytes, body: bytes | None) -> None:
    raw_message = RawMessage(Place("import", "x", 0, 1), None, head, body)
    check(read(raw_message))
    assert read(raw_message) == read(raw_message)


NAMES = ["From", "To", "Date", "Subject", "Received", "Message-ID", "List-Unsubscribe", "List-Id", "Return-Path",
         "Content-Type", "DKIM-Signature",
         "Authentication-Results", "Content-Transfer-Encoding", "Delivered-To", "X-Mailer",
         "References"]  # fmt: skip


@settings(max_examples=150)
@given(st.lists(st.tuples(st.sampled_from(NAMES), st.binary(max_size=80)), max_size=20), st.binary(max_size=300))
def test_any_values_of_known_fields_are_a_message(fields: list[tuple[str, bytes]], body: bytes) -> None:
    head = b"Precedence: bulk\r\n" + b"".join(name.encode() + b": " + value + b"\r\n" for name, value in fields)
    check(read(RawMessage(Place("import", "x", 0, 1), None, head, body)))


def test_a_newsletter_with_flipped_octets_is_still_a_message() -> None:
    dice = random.Random(7)
    whole = raw(NEWSLETTER, PAGE)
    for _ in range(200):
        octets = bytearray(whole.head)
        for _ in range(10):
            octets[dice.randrange(len(octets))] = dice.randrange(256)
        check(read(RawMessage(whole.place, None, bytes(octets), whole.body)))


def test_huge_hostile_messages_cost_little_time() -> None:
    place = Place("import", "x", 0, 1)
    heads = (
        b"Subject: " + b"=?utf-8?q?a?= " * 40_000,
        b"To: " + b'"a' * 200_000,
        b"Received: " + b"(" * 300_000,
        b"From: x\r\n" * 60_000,
        b"List-Unsubscribe: " + b"<" * 300_000,
        b"References: " + b"<a@b> " * 80_000,
        b"Authentication-Results: " + b"a=b (" * 60_000,
    )
    for head in heads:
        started = time.perf_counter()
        check(read(RawMessage(place, None, head + b"\r\nPrecedence: bulk", b"x" * 1_000_000)))
        assert time.perf_counter() - started < 3


SEEN = ("from", "to", "reply-to", "return-path", "subject", "date", "message-id", "in-reply-to", "references",
        "delivered-to", "x-original-to", "list-unsubscribe", "list-id", "precedence", "auto-submitted",
        "feedback-id")  # fmt: skip


def few(whole: RawMessage) -> RawMessage:
    """Return the message with the fields only that a server is asked for at first."""
    fields = re.findall(rb"[^\r\n]+(?:\r\n[ \t][^\r\n]*)*\r\n", whole.head + b"\r\n")
    return replace(whole, head=b"".join(one for one in fields if one.partition(b":")[0].lower().decode() in SEEN))


def reading(head: str, shelf: Shelf = Shelf.PLAIN) -> Reading:
    whole = raw(head, shelf=shelf)
    seen, told = look(few(whole)), read(whole)
    assert (seen.key, seen.twin, seen.message_id, seen.subject) == (
        told.key, told.twin, told.message_id, told.subject
    )  # fmt: skip
    return seen.reading


def test_a_first_look_tells_mail_to_many_and_programs_at_once() -> None:
    assert reading(NEWSLETTER) is Reading.OPEN
    for mark in ("List-Id: <a.b>", "Precedence: bulk", "Auto-Submitted: auto-replied", "Return-Path: <>"):
        assert reading(f"From: Ann <ann@post.example>\n{mark}") is Reading.OPEN
    assert reading("From: no-reply@shop.example\nIn-Reply-To: <me1@post.example>") is Reading.OPEN


def test_a_first_look_leaves_letters_and_receipts_to_the_whole_header() -> None:
    for head in (
        "From: Ann <ann@post.example>\nSubject: Sunday",
        "From: Shop <orders@shop.example>\nSubject: Order 7",
        "From: Shop <orders@shop.example>\nUser-Agent: Thunderbird",
        "From: Shop <ann@shop.example>\nX-Campaign: 7",
        "Subject: hello",
        "",
    ):
        assert reading(head) is Reading.HEADER


def test_answers_of_people_and_ones_own_mail_are_closed() -> None:
    answer = "From: Ann <ann@post.example>\nIn-Reply-To: <me1@post.example>\nReferences: <me0@post.example>"
    assert reading(answer) is Reading.CLOSED
    assert reading(answer + "\nX-Autoreply: yes") is Reading.CLOSED
    assert look(raw(answer)).references == ("<me0@post.example>", "<me1@post.example>")
    for shelf in (Shelf.SENT, Shelf.DRAFTS):
        assert reading(NEWSLETTER, shelf) is Reading.CLOSED
    assert reading(NEWSLETTER, Shelf.JUNK) is Reading.OPEN


def test_an_answer_that_a_program_seems_to_have_written_is_left_to_the_whole_header() -> None:
    ticket = "From: Desk <{}>\nIn-Reply-To: <me1@post.example>\nX-Zendesk-Email-Id: 7\n{}"
    assert reading(ticket.format("bestellung@shop.example", "")) is Reading.HEADER
    assert reading(ticket.format("desk@notify.shop.example", "")) is Reading.HEADER
    assert reading(ticket.format("desk@shop.example", "Feedback-ID: 1:2:3:esp")) is Reading.HEADER
    assert reading(ticket.format("desk@shop.example", "Return-Path: <bounces+1-x=y@esp.example>")) is Reading.HEADER


VALUES = ["", " ", "<>", "<a@b.example>", "Ann <ann@post.example>", "no-reply@shop.example", "bulk", "no",
          "auto-replied", "<n1@shop.example>", "Mon, 2 Nov 2026 11:00:00 +0100", "orders@news.shop.example",
          "Apple Mail", "Mailchimp", "<b+1=2@esp.example>", "=?utf-8?q?B=C3=A4r?=",
          "=?utf-8?q?a?= <a@b.example>, c@d.example"]  # fmt: skip
FIELDS = [*SEEN, "x-mailer", "x-campaign", "x-sg-eid", "user-agent", "cc", "list-post", "received"]
HEADS = st.lists(st.tuples(st.sampled_from(FIELDS), st.sampled_from(VALUES) | st.text(max_size=30)), max_size=12)


@settings(max_examples=400)
@given(HEADS, st.sampled_from(Shelf))
def test_a_first_look_agrees_with_the_whole_header(fields: list[tuple[str, str]], shelf: Shelf) -> None:
    lines = [f"{name}: {' '.join(value.split())}".encode() for name, value in fields]
    whole = RawMessage(Place("a@b.example", "INBOX", 1, 7), None, b"\r\n".join(lines), shelf=shelf)
    seen, told = look(few(whole)), read(whole)
    assert (seen.key, seen.twin, seen.message_id, seen.subject) == (
        told.key, told.twin, told.message_id, told.subject
    )  # fmt: skip
    assert set(seen.references) == {*told.references, *([told.in_reply_to] if told.in_reply_to else [])}
    assert told.bulk or seen.reading is not Reading.OPEN
    own = shelf in (Shelf.SENT, Shelf.DRAFTS)
    assert own or seen.reading is not Reading.CLOSED or "in-reply-to" in dict(fields)
    assert not own or seen.reading is Reading.CLOSED


@settings(max_examples=100)
@given(st.binary(max_size=400))
def test_a_first_look_at_any_octets_is_a_look(head: bytes) -> None:
    whole = RawMessage(Place("import", "x", 0, 1), None, head)
    assert (look(whole).key, look(whole).twin) == (read(whole).key, read(whole).twin)


def test_parts_fetched_one_by_one_read_as_the_whole_body_does() -> None:
    page = "<p>Grüße =\n<a href='https://u.shop.example/2'>Unsubscribe</a>"
    for encoding, content in (
        ("base64", base64.b64encode(page.encode("cp1252"))),
        ("Quoted-Printable", binascii.b2a_qp(page.encode("cp1252"))),
        ("8bit", page.encode("cp1252")),
    ):
        head = NEWSLETTER.replace("charset=utf-8", f"charset=latin1\nContent-Transfer-Encoding: {encoding}")
        whole = replace(raw(head), body=content)
        parts = replace(whole, body=None, parts=(Part("text/html", encoding, "latin1", content),))
        assert read(parts) == read(whole)
        assert read(parts).links[0].kind == "unsubscribe"


def test_of_parts_the_page_is_preferred_and_none_is_an_empty_body() -> None:
    plain = Part("text/plain", "7bit", None, b"Plain. Unsubscribe: https://u.shop.example/1")
    page = Part("TEXT/HTML", "7bit", "x-unknown", b"<p>Rich</p>")
    both = read(replace(raw(NEWSLETTER), parts=(plain, page)))
    assert (both.text, [link.url for link in both.links]) == ("Rich", ["https://u.shop.example/1"])
    none = read(replace(raw(NEWSLETTER), parts=()))
    assert (none.opened, none.text) == (True, "")
    assert "cut_body" in read(replace(raw(NEWSLETTER), parts=(page,), complete=False)).defects


def test_parts_of_a_letter_stay_closed() -> None:
    letter_parts = replace(raw("From: Ann <ann@post.example>"), parts=(Part("text/plain", "7bit", None, b"Dear"),))
    assert read(letter_parts).text is None


def test_a_header_in_the_charset_of_its_body_is_read_so_and_known_by_what_every_look_sees() -> None:
    said = ("From: Лампа <news@shop.example>", "To: me@post.example", "Subject: Рассылка за май", "Date: 2 Nov 2026")
    few = "\n".join(said).encode("cp1251")
    whole = few + b"\nContent-Type: text/html; charset=windows-1251"
    place = Place("me@post.example", "INBOX", 1, 1)
    message = read(RawMessage(place, None, whole, None))
    assert message.subject == "Рассылка за май"
    assert message.sender == Address("Лампа", "news@shop.example")
    assert (message.key, message.twin) == (look(RawMessage(place, None, few, None)).key, message.twin)
