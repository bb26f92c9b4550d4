"""The one door: everything that comes in leaves as a Message."""

import pickle
import random
import time
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from inboxguard.facts.message import Address, Message, Place, RawMessage, Shelf, Signature
from inboxguard.facts.parsing import opened, read
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
    X-MS-Exchange-Organization-SCL: 1
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
    assert message.marks == (("x-campaign", "Süß"),)
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
