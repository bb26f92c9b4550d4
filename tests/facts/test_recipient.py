"""Which of the person's addresses a mail came to - and the fields that must not be believed."""

from base64 import b64encode

import pytest

from inboxguard.facts.message import Shelf
from inboxguard.facts.person import Person
from inboxguard.facts.settling import settle
from tests.facts.letters import BORDER, letter

OWN = ("mx.post.example",)
ME = Person(("me@post.example", "@mine.example"), OWN)


def came_to(head: str, person: Person = ME, shelf: Shelf = Shelf.PLAIN) -> str | None:
    return settle(letter(head, shelf=shelf), person).delivered_to


def test_what_the_own_server_wrote_above_its_line() -> None:
    assert came_to(f"Delivered-To: me+toys@post.example\n{BORDER}\nTo: list@shop.example") == "me+toys@post.example"
    assert came_to(f"Envelope-To: Me@Post.example\n{BORDER.replace('+shop', '')}") == "me@post.example"


def test_the_address_written_to_beats_the_final_mailbox() -> None:
    for order in ("X-Original-To: toys@mine.example\nDelivered-To: me@post.example",
                  "Delivered-To: me@post.example\nX-Original-To: toys@mine.example"):  # fmt: skip
        assert came_to(f"{order}\n{BORDER}") == "toys@mine.example"
    assert came_to(f"Delivered-To: m0666425@post.example\n{BORDER}") == "me+shop@post.example"


def test_the_tag_is_kept_where_only_the_received_line_has_it() -> None:
    assert came_to(f"Delivered-To: me@post.example\n{BORDER}") == "me+shop@post.example"


def test_delivered_to_below_the_own_line_is_the_senders_word() -> None:
    plain = BORDER.replace(" for <me+shop@post.example>", "")
    assert (
        came_to(f"{plain}\nDelivered-To: me+bank@post.example\nX-Original-To: me+bank@post.example\nTo: x@y.example")
        is None
    )
    assert came_to(f"{BORDER}\nDelivered-To: me+bank@post.example\nTo: me+bank@post.example") == "me+shop@post.example"
    foreign = "Received: from x by y.evil.example for <me+bank@post.example>; x"
    assert came_to(f"{BORDER}\n{foreign}") == "me+shop@post.example"
    assert came_to(f"{plain}\n{foreign}") is None


def test_to_never_overrides_the_server_and_counts_only_for_one_own_address() -> None:
    plain = BORDER.replace(" for <me+shop@post.example>", "")
    assert came_to(f"{BORDER}\nTo: me@post.example") == "me+shop@post.example"
    assert came_to(f"{plain}\nTo: Me+A@post.example, you@other.example") == "me+a@post.example"
    assert came_to(f"{plain}\nTo: me+a@post.example\nCc: me+b@post.example") is None
    assert came_to(f"{plain}\nTo: undisclosed-recipients:;") is None
    assert came_to("To: me+a@post.example") == "me+a@post.example"


def test_verp_names_an_own_address_and_only_a_named_one() -> None:
    plain = BORDER.replace(" for <me+shop@post.example>", "")
    assert came_to(f"{plain}\nReturn-Path: <bounce-12-me+toys=post.example@mailfern.example>") == "me+toys@post.example"
    assert came_to(f"{plain}\nReturn-Path: <bounce-12-you=other.example@mailfern.example>") is None
    assert came_to(f"{plain}\nReturn-Path: <bounce-12-toys=mine.example@mailfern.example>") is None


def test_an_alias_that_was_never_told_of_is_taken_from_the_own_server() -> None:
    assert (
        came_to(f"X-Original-To: hidden@alias.example\n{BORDER.replace('me+shop@post', 'hidden@alias')}")
        == "hidden@alias.example"
    )


def test_forwarding_between_own_mailboxes_keeps_the_address_that_the_sender_had() -> None:
    person = Person(("me@post.example", "old@alt.example"), (*OWN, "mx.alt.example"))
    head = """
        Delivered-To: me@post.example
        Received: from mx.alt.example (mx.alt.example [203.0.113.4]) by mx.post.example for <me@post.example>; x
        Delivered-To: old+toys@alt.example
        Received: from out.shop.example (out.shop.example [198.51.100.7]) by mx.alt.example with ESMTPS; x
    """
    assert came_to(head, person) == "old+toys@alt.example"
    assert came_to(head) == "me@post.example"


RELAYED = """
    Authentication-Results: mx.post.example; dkim={verdict} header.d=simplelogin.co
    Received: from mail.simplelogin.co (mail.simplelogin.co [198.51.100.5]) by mx.post.example for <me@post.example>; x
    X-SimpleLogin-Envelope-To: toys.k3@slmail.me
    From: news_at_shop@simplelogin.co
"""


def test_a_relay_is_believed_under_its_own_signature_only() -> None:
    assert came_to(RELAYED.format(verdict="pass")) == "toys.k3@slmail.me"
    assert came_to(RELAYED.format(verdict="fail")) == "me@post.example"
    assert came_to(RELAYED.format(verdict="pass").replace("d=simplelogin.co", "d=evil.example")) == "me@post.example"
    twice = RELAYED.format(verdict="pass") + "    X-SimpleLogin-Envelope-To: bank@slmail.me\n"
    assert came_to(twice) == "me@post.example"


def test_mail_that_the_person_sent_came_to_nobody() -> None:
    assert came_to("From: me@post.example\nTo: me@post.example", shelf=Shelf.SENT) is None


PLAIN = BORDER.replace(" for <me+shop@post.example>", "")
FOR_ALIAS = BORDER.replace("me+shop@post", "garden@post")


def test_behind_an_alias_delivered_to_may_name_the_final_mailbox_only() -> None:
    assert came_to(f"Delivered-To: me@post.example\n{FOR_ALIAS}\nTo: x@y.example") == "garden@post.example"
    internal = "Received: from mx.post.example ([10.0.0.2]) by box.post.example for <me@post.example>; x"
    assert came_to(f"Delivered-To: me@post.example\n{internal}\n{FOR_ALIAS}") == "garden@post.example"
    written = "X-Original-To: garden@post.example\nDelivered-To: me@post.example"
    assert came_to(f"{written}\n{PLAIN}") == "garden@post.example"


def test_what_a_stranger_says_never_makes_an_alias_of_the_final_mailbox() -> None:
    assert came_to(f"Delivered-To: me@post.example\n{PLAIN}\nTo: garden@post.example") == "me@post.example"
    assert came_to(f"Delivered-To: me@post.example\n{PLAIN}\nTo: me+bank@post.example") == "me@post.example"
    assert came_to(f"Delivered-To: me@post.example\n{PLAIN}\nX-ListMember: me+bank@post.example") == "me@post.example"
    below = "Received: from a by b.example for <garden@post.example>; x"
    assert came_to(f"Delivered-To: me@post.example\n{PLAIN}\n{below}") == "me@post.example"


def test_a_blind_copy_came_to_the_mailbox_and_not_to_those_it_names() -> None:
    assert came_to(f"Delivered-To: me@post.example\n{PLAIN}\nTo: friend@post.example") == "me@post.example"
    assert came_to(f"{PLAIN}\nTo: friend@post.example") is None


def packed(value: str) -> str:
    return b64encode(value.encode()).decode()


FOLDED = packed('{"b": "a long binding pool", "r": "me+toys@post.example"}')


@pytest.mark.parametrize(
    "field",
    [
        "X-ListMember: me+toys@post.example",
        "X-Mailgun-Sid: " + packed('["a1", "me+toys@post.example", "b2"]'),
        "X-MSFBL: seal=|" + packed('{"r": "me+toys@post.example", "b": "pool"}'),
        f"X-MSFBL: seal=|{FOLDED[:40]} {FOLDED[40:]}",
        "X-MSFBL: " + packed('me+toys@post.example@pool-7@binding:1:2'),
        "List-Unsubscribe: <https://u.mailfern.example/?id=7&mail=me%2Btoys%40post.example>",
        "List-Unsubscribe: <https://u.mailfern.example/me+toys@post.example/7>",
    ],
)
def test_carriers_that_name_an_own_address(field: str) -> None:
    assert came_to(f"{PLAIN}\n{field}") == "me+toys@post.example"
    assert came_to(f"{BORDER}\n{field}") == "me+shop@post.example"


@pytest.mark.parametrize(
    "field",
    [
        "X-ListMember: you@other.example",
        "X-ListMember: 4711",
        "X-Mailgun-Sid: me+toys@post.example",
        "X-Mailgun-Sid: " + packed('["me+toys@post.example"]'),
        "X-Mailgun-Sid: " + packed('[1, {}, 2]'),
        "X-MSFBL: x|" + packed("[" * 3_000),
        "X-MSFBL: x|" + packed('{"r": ["me+toys@post.example"]}'),
        "X-MSFBL: x|" + packed('{"to": "me+toys@post.example"}'),
        "X-MSFBL: %%%|***",
        "X-Other: me+toys@post.example",
        "List-Unsubscribe: <https://u.mailfern.example/?a=me+toys@post.example&b=me+bank@post.example>",
        "List-Unsubscribe: <https://u.mailfern.example/?a=x.me+toys@post.example>",
    ],
)
def test_carriers_that_name_nobody_of_here(field: str) -> None:
    assert came_to(f"{PLAIN}\n{field}") is None


def relayed(relay: str, fields: str, verdict: str = "pass") -> str | None:
    return came_to(
        f"""
        Authentication-Results: mx.post.example; dkim={verdict} header.d={relay}
        Received: from out.{relay} (out.{relay} [198.51.100.5]) by mx.post.example for <me@post.example>; x
        {fields}
        """
    )


RELAYS = [
    ("anonaddy.me", "X-AnonAddy-Original-To: toys@me.anonaddy.me\nFrom: a@anonaddy.me", "toys@me.anonaddy.me"),
    ("addy.io", "Alias-To: toys@me.addy.io\nFrom: a@addy.io", "toys@me.addy.io"),
    ("duck.com", "Duck-Original-To: <abc-de@duck.com>\nFrom: news_at_shop.example_abc-de@duck.com", "abc-de@duck.com"),
    (
        "mozmail.com",
        'From: "news@shop.example [via Relay]" <q7r8@mozmail.com>\nTo: me@post.example',
        "q7r8@mozmail.com",
    ),
    (
        "privaterelay.appleid.com",
        "From: news_at_shop_example_1@privaterelay.appleid.com\nTo: <k3@privaterelay.appleid.com>",
        "k3@privaterelay.appleid.com",
    ),
    (
        "icloud.com",
        "X-ICLOUD-HME: v=1\nFrom: news_at_shop_example_1@icloud.com\nTo: Hide My Email <dots.0v@icloud.com>",
        "dots.0v@icloud.com",
    ),
]


@pytest.mark.parametrize(("relay", "fields", "alias"), RELAYS)
def test_every_relay_is_believed_under_its_signature_and_only_then(relay: str, fields: str, alias: str) -> None:
    assert relayed(relay, fields) == alias
    assert relayed(relay, fields, verdict="fail") == "me@post.example"
    assert relayed("mailfern.example", fields) == "me@post.example"


@pytest.mark.parametrize(
    ("relay", "fields"),
    [
        ("mozmail.com", "From: Ann <theirs@mozmail.com>\nTo: me@post.example"),
        ("mozmail.com", 'From: "x [via Relay]" <a@evil.example>\nTo: me@post.example'),
        ("icloud.com", "From: ann@icloud.com\nTo: bob@icloud.com"),
        ("icloud.com", "X-ICLOUD-HME: v=1\nFrom: ann@icloud.com\nTo: a@icloud.com, b@icloud.com"),
        ("duck.com", "Duck-Original-To: a@duck.com\nDuck-Original-To: b@duck.com"),
        ("privaterelay.appleid.com", "From: a@privaterelay.appleid.com\nTo: me@post.example"),
    ],
)
def test_what_a_relay_did_not_pass_on_names_no_alias(relay: str, fields: str) -> None:
    assert relayed(relay, fields) == "me@post.example"
