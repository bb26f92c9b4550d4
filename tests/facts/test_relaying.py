"""Mail that an alias relay forwarded: whom it came from, what of it is the relay's own, and whether it is opened."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxguard.facts.message import Address
from inboxguard.facts.parsing import Reading, look
from inboxguard.facts.relaying import answered, forwarded, own_way_out, relays, without
from tests.facts.letters import letter, raw

NAMED = Address("Shop - news at shop.example", "news_at_shop_example_9d5@simplelogin.co")

LETTERS = {
    "a friend through SimpleLogin": 'From: "Ann - ann at post.example" <ann_at_post_example_x1@simplelogin.co>\n'
    "X-SimpleLogin-Type: Forward\nX-SimpleLogin-Envelope-From: ann@post.example\n"
    "X-SimpleLogin-Original-From: Ann <ann@post.example>\nReturn-Path: <sl.abcdef0123456789abcdef@simplelogin.co>",
    "a friend, and a way to switch the alias off": "From: Ann <ann_at_post_example_x1@simplelogin.co>\n"
    "X-SimpleLogin-Original-From: Ann <ann@post.example>\n"
    "List-Unsubscribe: <mailto:unsubscribe@simplelogin.co?subject=9>, <https://app.simplelogin.io/dashboard/off/9>\n"
    "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
    "a friend through addy.io": "From: \"Ann 'ann at post.example'\" <garden+ann=post.example@me.anonaddy.com>\n"
    "X-AnonAddy-Original-From-Header: Ann <ann@post.example>\nFeedback-ID: F:7b1c:anonaddy\n"
    "X-AnonAddy-Original-Envelope-From: ann@post.example\nReturn-Path: <bounce+12345678@anonaddy.com>",
    "a friend through addy.io at an own domain": "From: Ann <garden+ann=post.example@me.example>\n"
    "X-AnonAddy-Original-From-Header: Ann <ann@post.example>\nFeedback-ID: F:7b1c:anonaddy",
    "a friend through Firefox Relay": 'From: "Ann <ann@post.example> [via Relay]" <k3x9@mozmail.com>\n'
    "Feedback-ID: ::1.us-east-1.abc=:AmazonSES\nX-SES-Outgoing: 2026.11.02-198.51.100.7\n"
    "Return-Path: <0100019a12345678-aaaaaaaa-000000@mail.mozmail.com>",
    "a friend through DuckDuckGo": "From: Ann <ann_at_post.example_me@duck.com>\nDuck-Original-From: Ann "
    "<ann@post.example>\nReturn-Path: <ann_at_post.example_me@duck.com>",
    "a friend through Hide My Email": "From: Ann <ann_at_post_example_ab12cd@icloud.com>\nX-iCloud-HME: p=1",
    "an answer through a relay": "From: Ann <ann_at_post_example_x1@simplelogin.co>\nIn-Reply-To: <me1@post.example>\n"
    "X-SimpleLogin-Original-From: Ann <ann@post.example>",
    "a visitor's words, by the form of a site": "From: Site <news_at_mysite_example_x1@simplelogin.co>\n"
    "X-SimpleLogin-Original-From: Site <news@mysite.example>\n"
    "Reply-To: Ann <ann_at_post_example_x2@simplelogin.co>",
    "who hides behind a number": "From: Ann <reverse_alias_718jakwi@simplelogin.co>",
}

PROGRAMS = {
    "SimpleLogin": 'From: "Shop - news at shop.example" <news_at_shop_example_9d5@simplelogin.co>\n'
    "X-SimpleLogin-Original-From: Shop <news@shop.example>",
    "SimpleLogin without its field": "From: Shop <news_at_shop_example_9d5@simplelogin.co>",
    "Proton's own names": "From: Shop <offers_at_shop_example_9d5@passmail.net>",
    "a sending host": "From: Shop <hello_at_news_shop_example_9d5@slmails.com>",
    "bounces of before": "From: Shop <hello_at_shop_example_9d5@simplelogin.co>\n"
    "X-SimpleLogin-Original-From: Shop <hello@shop.example>\n"
    "X-SimpleLogin-Envelope-From: <b-12345678-me=alias.example@mailfern.example>",
    "a report of before": "From: Post <report_at_post_example_9d5@simplelogin.co>\n"
    "X-SimpleLogin-Original-From: report@post.example\nX-SimpleLogin-Envelope-From: <>",
    "the shop's own way out": "From: Shop <hello_at_shop_example_9d5@simplelogin.co>\n"
    "X-SimpleLogin-Original-From: hello@shop.example\nList-Unsubscribe: <https://u.shop.example/1>",
    "addy.io": "From: \"Shop 'news at shop.example'\" <garden+news=shop.example@me.anonaddy.com>\n"
    "X-AnonAddy-Original-From-Header: Shop <news@shop.example>\nFeedback-ID: F:7b1c:anonaddy",
    "addy.io at an own domain": "From: Shop <garden+news=shop.example@me.example>\n"
    "X-AnonAddy-Original-From-Header: Shop <news@shop.example>",
    "Firefox Relay": 'From: "news@shop.example [via Relay]" <k3x9@mozmail.com>',
    "DuckDuckGo": "From: Shop <newsletter_at_shop.example_me@duck.com>",
    "Apple": "From: Shop <orders_at_shop_example_ab12cd@privaterelay.appleid.com>",
    "iCloud": "From: Shop <orders_at_shop_example_ab12cd@icloud.com>\nX-iCloud-HME: p=1",
    "a shop's answers go to its own house": "From: Shop <news_at_m_shop_example_x1@simplelogin.co>\n"
    "Reply-To: Service <service_at_shop_example_x2@simplelogin.co>",
}


@pytest.mark.parametrize("story", LETTERS)
def test_a_letter_through_a_relay_stays_closed(story: str) -> None:
    message = letter(LETTERS[story], "Dear you, something private.")
    assert not message.bulk
    assert message.text is None
    assert look(raw(LETTERS[story])).reading is not Reading.OPEN


@pytest.mark.parametrize("story", PROGRAMS)
def test_what_a_program_sent_through_a_relay_is_opened(story: str) -> None:
    message = letter(PROGRAMS[story], "Our offers")
    assert message.bulk
    assert message.text == "Our offers"
    assert look(raw(PROGRAMS[story])).reading is not Reading.CLOSED


@pytest.mark.parametrize(
    ("name", "address", "fields", "wanted"),
    [
        (NAMED.name, NAMED.address, {}, Address("Shop", "news@shop.example")),
        ("news at shop.example", NAMED.address, {}, Address("", "news@shop.example")),
        ("Shop - news(a)shop.example", NAMED.address, {}, Address("Shop", "news@shop.example")),
        ("Shop & Sons", NAMED.address, {}, Address("Shop & Sons", "news@shop.example")),
        ("", NAMED.address, {"x-simplelogin-original-from": '"Shop" <n.ews@shop.example>'},
         Address("Shop", "n.ews@shop.example")),
        ("foö bär <foo@shop.example> [via Relay]", "x7@mozmail.com", {}, Address("foö bär", "foo@shop.example")),
        ("foo@shop.example [via Relay]", "x7@mozmail.com", {}, Address("", "foo@shop.example")),
        ("Shop 'news at shop.example'", "a+news=shop.example@me.anonaddy.com",
         {"x-anonaddy-original-sender": "news@shop.example"}, Address("Shop", "news@shop.example")),
    ],
)  # fmt: skip
def test_who_wrote(name: str, address: str, fields: dict[str, str], wanted: Address) -> None:
    found = forwarded(Address(name, address), fields.get)
    assert found is not None
    assert found.sender == wanted


@pytest.mark.parametrize(
    ("address", "fields"),
    [
        ("news_at_shop_example_9d5@shop.example", {"x-simplelogin-original-from": "ann@post.example"}),
        ("garden+news=shop.example@me.example", {"x-anonaddy-original-sender": "ann@post.example"}),
        ("garden+news=shop.example@me.example", {}),
        ("meet_at_noon@simplelogin.co", {}),
        ("meet_at_noon_today@simplelogin.co", {}),
        ("news_at_shop_example_ab12cd@icloud.com", {}),
        ("ann@post.example", {}),
        ("nobody", {}),
    ],
)
def test_no_relay_forwarded(address: str, fields: dict[str, str]) -> None:
    assert forwarded(Address("Shop", address), fields.get) is None


def test_to_whom_an_answer_goes() -> None:
    plain = Address("Ann", "ann@post.example")
    assert answered(plain) == plain
    assert answered(Address("Ann", "ann_at_post_example_x2@simplelogin.co")) == plain
    assert answered(Address("Ann", "reverse_alias_718jakwi@simplelogin.co")) is None
    assert answered(None) is None


def test_a_way_out_of_the_alias_alone() -> None:
    assert own_way_out(NAMED, "<https://app.simplelogin.io/off/1>")
    assert not own_way_out(NAMED, "<https://app.simplelogin.io/off/1>, <https://shop.example/out>")
    assert not own_way_out(NAMED, "<mailto:out@shop.example>")
    assert not own_way_out(NAMED, "nowhere")
    assert not own_way_out(NAMED, None)
    assert not own_way_out(Address("Shop", "news@shop.example"), "<https://app.simplelogin.io/off/1>")


def test_what_a_relay_wrote_is_left_out() -> None:
    assert without({"feedback-id", "x-mailer"}, frozenset(("feedback-id",))) == {"x-mailer"}
    assert without({"feedback-id"}, frozenset()) == {"feedback-id"}


def test_every_place_can_be_read() -> None:
    for relay in relays():
        assert relay.domains
        assert relay.where in ("header", "name", "local")
        assert bool(relay.header) == (relay.where == "header")


@given(st.text(max_size=400), st.text(max_size=400))
def test_no_name_or_field_makes_it_raise(name: str, field: str) -> None:
    for address in (NAMED.address, f"{name}_at_{field}_x@simplelogin.co", "x7@mozmail.com"):
        forwarded(Address(name, address), lambda _: field)
    own_way_out(NAMED, field)
