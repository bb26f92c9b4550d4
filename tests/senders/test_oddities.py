"""Signs in the sender, in who vouches for it and in the way a mail came."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from inboxguard.facts.message import Address, Authentication, Link, ListHeaders, Message
from inboxguard.senders.oddities import authentication, identity, transport, view
from inboxguard.senders.signs import signs

from .letters import DAY, VOUCHED, advert, letter, vouched

STRANGER = vouched(("spf", "other.example"), aligned=False)
NOBODY = Authentication("server", "mx.post.example", (), (), None, False)


def found(message: Message, carried: bool = False) -> set[str]:
    sight = view(message, signs(message), carried)
    return {*identity(sight), *authentication(sight), *transport(sight)}


HOP = "from {} by mx.post.example with SMTP; Mon, 2 Nov 2026"

SIGNS: dict[str, tuple[Message, Message]] = {
    "forged_name": (
        advert(name="news@bank.example", authentication=STRANGER),
        advert(name="news@shop.example", authentication=STRANGER),
    ),
    "other_domain_named": (advert(name="Bank.example"), advert(name="Shop.example")),
    "unlike_name": (advert(name="Quaybank"), advert(name="Shop News")),
    "borrowed_name": (
        advert(name="Quaybank", text="Quaybank is sorry. Your Quaybank team"),
        advert(name="Walter", text="Walter writes. Walter of the shop."),
    ),
    "random_domain": (advert(return_path="b@q7xk2mzz9w4.example"), advert(return_path="b@bounces.mailfern.example")),
    "random_sender": (advert(address="xwfcpggyt@shop.example"), advert(address="rechtsschutz@shop.example")),
    "numbered_sender": (advert(address="join66642@shop.example"), advert(address="news2@shop.example")),
    "free_host": (advert(return_path="x@viv.onmicrosoft.com"), advert(return_path="x@shop.example")),
    "cheap_domain": (advert(address="news@lamps.top"), advert(address="news@lamps.example")),
    "server_user": (advert(return_path="root@box.example"), advert(return_path="root@shop.example")),
    "to_itself": (
        letter(address="a@shop.example", to=(Address("", "a@shop.example"),)),
        letter(address="a@shop.example", to=(Address("", "a@shop.example"), Address("", "b@shop.example"))),
    ),
    "private_reply": (advert(reply_to=Address("", "a@gmail.com")), advert(reply_to=Address("", "a@shop.example"))),
    "reply_elsewhere": (
        advert(reply_to=Address("", "desk@other.example")),
        advert(reply_to=Address("", "desk@help.shop.example")),
    ),
    "not_vouched": (advert(authentication=STRANGER), advert()),
    "nothing_vouched": (advert(authentication=NOBODY), advert(authentication=Authentication())),
    "unsigned": (advert(authentication=vouched(("spf", "shop.example"))), advert()),
    "composite_failed": (
        advert(authentication=replace(VOUCHED, composite=False)),
        advert(authentication=replace(VOUCHED, composite=True)),
    ),
    "no_own_id": (
        advert(message_id="<4286f794-d81f-4ded-80de-e2bca715e3d2@CY4PEPF0000E9D0.namprd03.prod.outlook.com>"),
        advert(message_id="<PRAP250MB04679EDE6AFB73D@PRAP250MB0467.EURP250.PROD.OUTLOOK.COM>"),
    ),
    "forged_id": (advert(message_id="<QWERTZUIOPASDFGH@x.example>"), advert(message_id="<QWERTZ-1234-ASDF@x.example>")),
    "foreign_id": (advert(message_id="<A@hotmail.com>"), advert(message_id="<A@mailfern.example>")),
    "not_its_service": (
        letter(address="lamps@yahoo.com", message_id="<1@host.example>"),
        letter(address="lamps@yahoo.com", message_id="<1@corona>"),
    ),
    "wrong_date": (advert(sent=DAY + timedelta(days=3)), advert(sent=DAY - timedelta(days=3))),
    "html_alone": (
        advert(marks=(("content-type", "text/html; charset=utf-8"),)),
        advert(marks=(("content-type", "multipart/alternative"),)),
    ),
    "nobody_addressed": (advert(to=()), advert()),
    "many_strangers": (
        letter(to=tuple(Address("", f"a@town{number}.example") for number in range(9))),
        letter(to=tuple(Address("", f"a{number}@town.example") for number in range(20))),
    ),
    "home_computer": (
        letter(trail=(("received", HOP.format("x (dsl-12-7.line.example [192.0.2.7])")),)),
        letter(trail=(("received", HOP.format("x (mail7.lampnews.example [192.0.2.7])")),)),
    ),
    "odd_hop": (
        letter(trail=(("received", HOP.format("x (out.shop.example [192.0.2.7] (may be forged))")),)),
        letter(trail=(("received", HOP.format("x (HELO 192.168.1.16) (192.0.2.7)")),)),
    ),
}


@pytest.mark.parametrize("code", SIGNS)
def test_each_sign_and_what_only_looks_like_it(code: str) -> None:
    odd, honest = SIGNS[code]
    assert code in found(odd)
    assert code not in found(honest)


def test_a_stranger_who_bears_the_domain_of_the_reader_names_another_domain() -> None:
    assert "other_domain_named" in found(advert(name="post.example Help Desk"))
    assert "other_domain_named" not in found(advert(name="The Post Example Desk"))
    assert "other_domain_named" not in found(advert(name="post.example Help Desk", address="desk@post.example"))


def test_a_server_of_the_same_house_under_another_ending_is_no_strangers() -> None:
    assert "server_user" not in found(advert(return_path="nobody@neo.shop.test"))
    assert "server_user" in found(advert(return_path="nobody@neo.shops.test"))


def test_a_closed_mail_is_asked_for_its_name_only_where_it_threatens_an_account() -> None:
    said: dict[str, Any] = {"name": "Quaybank", "authentication": VOUCHED}
    assert "unlike_name" in found(letter(**said, subject="Your account has been suspended"))
    assert "unlike_name" not in found(letter(**said, subject="Sunday"))
    assert "unlike_name" not in found(letter(**(said | {"name": "Shop"}), subject="Your account has been suspended"))


def test_a_platform_that_is_vouched_for_explains_another_domain() -> None:
    assert "not_vouched" in found(advert(authentication=STRANGER))
    assert "not_vouched" not in found(advert(authentication=STRANGER), carried=True)


def test_a_list_explains_the_way_a_mail_came() -> None:
    trail = (("received", HOP.format("x (unknown [192.0.2.7]) (may be forged)")),)
    assert "odd_hop" in found(letter(trail=trail))
    assert "odd_hop" not in found(letter(trail=trail, lists=ListHeaders(post=True)))


def test_a_mail_without_a_sender_has_no_signs_of_one() -> None:
    assert not {"unlike_name", "random_sender"} & found(letter(address=""))


def test_only_web_links_are_looked_at_by_their_host() -> None:
    links = (Link("mailto:a@shop.example", ""), Link("https://u@News.Shop.example:8443/a?b", ""), Link("https://", ""))
    sight = view(letter(links=links), signs(letter()), False)
    assert [(host, house) for _, host, house in sight.links] == [("news.shop.example", "shop.example")]


def test_a_gateway_of_the_readers_own_side_is_not_where_links_lead() -> None:
    gateway = "https://eur.safelinks.protection.outlook.com/?url=https%3A%2F%2Fnews.shop.example%2Fa&data=05"
    counter = "https://click.counter.example/r?url=https%3A%2F%2Fnews.shop.example%2Fa"
    sight = view(letter(links=(Link(gateway, ""), Link(counter, ""))), signs(letter()), False)
    assert [house for _, _, house in sight.links] == ["shop.example", "counter.example"]
