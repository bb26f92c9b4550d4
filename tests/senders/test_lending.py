import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxguard.facts.message import Address, Link, ListHeaders
from inboxguard.senders.lending import brand, claimed, lent, relayed

from .letters import letter, vouched


@pytest.mark.parametrize(
    ("address", "reply", "organisation"),
    [
        ("news@mail.shop.example", None, "shop.example"),
        ("mira@gmail.com", None, None),
        ("neu@mailings.web.de", None, "web.de"),
        ("tidewater@substack.com", None, "tidewater.substack.com"),
        ("tidewater+notes@substack.com", None, "tidewater.substack.com"),
        ("no-reply@substack.com", None, "substack.com"),
        ("newsletter@mail.beehiiv.com", None, "beehiiv.com"),
        ("tidewaternewsletter@mail.beehiiv.com", None, "tidewaternewsletter.mail.beehiiv.com"),
        ("quay-updates@mail.beehiiv.com", None, "quay-updates.mail.beehiiv.com"),
        ("support@lampshop.zendesk.com", None, "lampshop.zendesk.com"),
        ("help@lampshop.atlassian.net", None, "lampshop.atlassian.net"),
        ("noreply@tidewater.ghost.io", None, "tidewater.ghost.io"),
        ("support@support.zendesk.com", None, "zendesk.com"),
        ("news-shop.example@shared1.ccsend.com", "hello@shop.example", "shop.example"),
        ("news-shop.example@shared1.ccsend.com", "mira@gmail.com", "shop.example"),
        ("news=shop.example@mail7.us4.mcsv.net", None, "shop.example"),
        ("mira=gmail.com@mail7.us4.mcsv.net", "hello@shop.example", "shop.example"),
        ("big-news-lamp-shop.example@shared1.ccsend.com", "hello@lamp-shop.example", "lamp-shop.example"),
        ("x@shared1.ccsend.com", "x@other.ccsend.com", "shop.ccsend.com"),
        ("x@em77.sendgrid.net", None, None),
        ("x@em77.sendgrid.net", "mira@gmail.com", None),
        ("noreply@event.eventbrite.com", "club@garden.example", "garden.example"),
        ("noreply@event.eventbrite.com", None, "shop.eventbrite.com"),
        ("store+771204@t.shopifyemail.com", "hello@shop.example", "shop.example"),
        ("store+771204@t.shopifyemail.com", "hello@gmail.com", "771204.shopifyemail.com"),
        ("invoice+statements+acct_1AbC9@stripe.com", None, "acct-1abc9.stripe.com"),
        ("anybody@stripe.com", None, "stripe.com"),
        ("garden@googlegroups.com", None, "garden.googlegroups.com"),
        ("agency@public.govdelivery.com", None, "agency.public.govdelivery.com"),
        ("x@[192.0.2.1]", None, None),
        ("junk", None, None),
    ],
)
def test_who_speaks(address: str, reply: str | None, organisation: str | None) -> None:
    answers = Address("", reply) if reply else None
    assert brand(letter(address=address, reply_to=answers)) == organisation


@pytest.mark.parametrize(
    ("name", "address", "organisation"),
    [
        ("Garden Club via Eventbrite", "noreply@event.eventbrite.com", "garden-club.eventbrite.com"),
        ("Garden Club", "noreply@event.eventbrite.com", "garden-club.eventbrite.com"),
        ("Lamp & Linden (via Kickstarter)", "no-reply@kickstarter.com", "lamp-linden.kickstarter.com"),
        ("Lamp Café - Amazon Marketplace", "7a8b@marketplace.amazon.de", "lamp-cafe.amazon.de"),
        ("Quay Hotel via Booking.com", "noreply@booking.com", "quay-hotel.booking.com"),
        ("Quay Hotel über Booking.com", "noreply@booking.com", "quay-hotel.booking.com"),
        ("Lamp Shop", "receipts@messaging.squareup.com", "lamp-shop.squareup.com"),
        ("Lamp Shop", "no-reply@squarespace.info", "lamp-shop.squarespace.info"),
        ("Lamp Ltd", "messaging-service@post.xero.com", "lamp-ltd.xero.com"),
    ],
)
def test_a_customer_is_told_by_its_name(name: str, address: str, organisation: str) -> None:
    assert brand(letter(name=name, address=address)) == organisation


@pytest.mark.parametrize(
    ("name", "address", "organisation"),
    [
        ("Eventbrite", "noreply@order.eventbrite.com", "eventbrite.com"),
        ("Eventbrite Support", "support@eventbrite.com", "eventbrite.com"),
        ("Kickstarter", "no-reply@kickstarter.com", "kickstarter.com"),
        ("Mira Test", "no-reply@kickstarter.com", "kickstarter.com"),
        ("Mira from Stripe", "mira@stripe.com", "stripe.com"),
        ("Mira (Stripe)", "mira@stripe.com", "stripe.com"),
        ("Mira - Etsy", "mira@etsy.com", "etsy.com"),
        ("Xero", "messaging-service@post.xero.com", "xero.com"),
        ("Booking.com", "noreply@booking.com", "booking.com"),
        ("Etsy", "transaction@etsy.com", "etsy.com"),
        ("Mira via Papers", "dse@papers.example", "papers.example"),
        ("進念", "no-reply@squarespace.info", None),
        ("mira@post.example", "no-reply@squarespace.info", None),
        ("", "no-reply@squarespace.info", None),
        ("Harbour Bank", "x@em77.sendgrid.net", None),
    ],
)
def test_the_platform_speaks_for_itself_or_nobody_is_named(name: str, address: str, organisation: str | None) -> None:
    answers = Address("", "club@garden.example") if name == "Eventbrite" else None
    assert brand(letter(name=name, address=address, reply_to=answers)) == organisation


def linking(*urls: str, **said: Any) -> str | None:
    links = tuple(Link(url, "Here") for url in urls)
    return brand(letter(name="Lamp & Linden", links=links, **said))


def test_a_customer_is_told_by_a_link_that_bears_its_name() -> None:
    at = "no-reply@squarespace.info"
    assert linking("https://www.other.example/x", "https://lamplinden.example/a", address=at) == "lamplinden.example"
    assert linking("https://lamplinden.wordpress.com/a", address="donotreply@wordpress.com") == (
        "lamplinden.wordpress.com"
    )
    assert linking("https://other.example/lamplinden", address=at) == "lamp-linden.squarespace.info"
    assert linking("https://lamp.example/", address=at) == "lamp-linden.squarespace.info"  # a part that is too short
    assert linking("https://lamplinden.example/a", address="x@em77.sendgrid.net") is None  # anybody may send there


def test_a_shared_list_is_told_by_its_identifier() -> None:
    lists = ListHeaders(list_id="garden.groups.io")
    assert brand(letter(address="main@groups.io", lists=lists)) == "garden.groups.io"


def test_two_letters_on_one_platform_are_two_organisations() -> None:
    one, other = letter(address="one@substack.com"), letter(address="two@substack.com")
    assert brand(one) != brand(other)


def test_a_relay_tells_the_true_sender_where_it_signed() -> None:
    marks = (("x-simplelogin-original-from", '"Shop" <news@shop.example>'),)
    address = "news_at_shop_example_x@simplelogin.co"
    signed = letter(address=address, marks=marks, authentication=vouched(("dkim", "simplelogin.co")))
    assert relayed(signed) == "news@shop.example"
    assert brand(signed) == "shop.example"
    unsigned = letter(address=address, marks=marks, authentication=vouched(("dkim", "evil.example")))
    assert relayed(unsigned) is None
    assert brand(unsigned) is None


def test_a_person_behind_a_relay_stays_a_person() -> None:
    marks = (("x-simplelogin-original-from", "mira@gmail.com"),)
    mail = letter(address="x@simplelogin.co", marks=marks, authentication=vouched(("dkim", "simplelogin.co")))
    assert brand(mail) is None


@pytest.mark.parametrize(
    ("name", "address", "signer", "marks", "original"),
    [
        ("news@shop.example [via Relay]", "x7@mozmail.com", "mozmail.com", (), "news@shop.example"),
        ("Shop", "x7@mozmail.com", "mozmail.com", (), None),
        ("Shop", "news_at_mail_shop_example_ab12@privaterelay.appleid.com", "privaterelay.appleid.com", (),
         "news@mail.shop.example"),
        ("Shop", "news_at_shop_example_ab12@icloud.com", "icloud.com", (("x-icloud-hme", "p=1"),), "news@shop.example"),
        ("Shop", "news_at_shop_example_ab12@icloud.com", "icloud.com", (), None),
        ("Shop", "news_at_shop_example_ab12@other.example", "icloud.com", (("x-icloud-hme", "p=1"),), None),
        ("Shop", "news_at_shop_ab12@privaterelay.appleid.com", "privaterelay.appleid.com", (), None),
        ("Shop", "x7@privaterelay.appleid.com", "privaterelay.appleid.com", (), None),
        ("Shop", "news_at_mail_shop_example_ab12@privaterelay.appleid.com", "evil.example", (), None),
    ],
)  # fmt: skip
def test_relays_that_keep_the_sender_in_from(
    name: str, address: str, signer: str, marks: tuple[tuple[str, str], ...], original: str | None
) -> None:
    mail = letter(name=name, address=address, marks=marks, authentication=vouched(("dkim", signer)))
    assert relayed(mail) == original


def test_what_is_lent() -> None:
    assert lent("x.ccsend.com")
    assert lent("substack.com")
    assert not lent("shop.example")
    assert not lent("")


def test_nobody_speaks_without_from() -> None:
    assert brand(letter(address="")) is None


@given(st.text(max_size=80), st.text(max_size=80))
def test_no_address_makes_it_raise(local: str, domain: str) -> None:
    found = brand(letter(address=f"{local}@{domain}"))
    assert found is None or found == found.lower()


@pytest.mark.parametrize("piece", ["via ", " - marketplace ", "(via ", "on ", "x via Etsy ", "-", "shop.example-"])
def test_hostile_names_take_no_time(piece: str) -> None:
    begun = time.perf_counter()
    for domain in ("etsy.com", "marketplace.amazon.de", "x.ccsend.com"):
        brand(letter(name=piece * 500, address=f"{piece.strip() * 20}@{domain}"))
    assert time.perf_counter() - begun < 1


LENT = st.sampled_from(["etsy.com", "squarespace.info", "ccsend.com", "stripe.com", "groups.io"])


@given(st.text(max_size=120), LENT)
def test_no_name_makes_it_raise(name: str, domain: str) -> None:
    found = brand(letter(name=name, address=f"x+1@{domain}", reply_to=Address(name, f"y@{name}")))
    assert found is None or found == found.lower()


SHARED = "x@shared1.ccsend.com"
BY_PLATFORM = ("dkim", "ccsend.com")


@pytest.mark.parametrize(
    "said",
    [
        {"address": SHARED, "reply_to": Address("", "hello@shop.example")},
        {"address": SHARED, "links": (Link("https://lamplinden.example/a", "Here"),)},
        {"address": SHARED},
        {"address": "news=shop.example@shared1.ccsend.com"},
        {"address": "noreply@event.eventbrite.com", "name": "Lamp & Linden via Eventbrite"},
        {"address": "donotreply@wordpress.com", "links": (Link("https://lamplinden.wordpress.com/a", "Here"),)},
        {"address": "main@groups.io", "lists": ListHeaders(list_id="garden.groups.io")},
    ],
)
def test_whom_a_customer_may_name_is_only_claimed(said: dict[str, Any]) -> None:
    """A rogue customer may write another's domain, name or list there just as well."""
    signer = str(said["address"]).partition("@")[2]
    mail = letter(**({"name": "Lamp & Linden", "authentication": vouched(("dkim", signer))} | said))
    assert brand(mail) is not None
    assert claimed(mail)


@pytest.mark.parametrize(
    "said",
    [
        {"address": "tidewater@substack.com", "authentication": vouched(("dkim", "mg1.substack.com"))},
        {"address": "help@lampshop.zendesk.com", "authentication": vouched(("dkim", "zendesk.com"))},
        {"address": "a@lamps.onmicrosoft.com", "authentication": vouched(("dkim", "lamps.onmicrosoft.com"))},
        {"address": "a+acct_1AbC9@stripe.com", "authentication": vouched(("dkim", "stripe.com"))},
        {"address": "no-reply@substack.com", "authentication": vouched(("dkim", "substack.com"))},
        {"address": "garden@googlegroups.com", "lists": ListHeaders(list_id="garden.googlegroups.com")},
        {"address": "x@em77.sendgrid.net", "authentication": vouched(("dkim", "sendgrid.net"))},
        {"address": "news@mail.shop.example", "authentication": vouched(("dkim", "mail.shop.example"))},
        {"address": ""},
    ],
)
def test_what_the_platform_writes_itself_is_more_than_a_claim(said: dict[str, Any]) -> None:
    assert not claimed(letter(**said))


@pytest.mark.parametrize("passed", [("dkim", "mail.shop.example"), ("spf", "bounce.shop.example")])
def test_the_customers_own_signature_beside_the_platforms_vouches(passed: tuple[str, str]) -> None:
    said = {"address": SHARED, "reply_to": Address("", "hello@shop.example")}
    assert not claimed(letter(**said, authentication=vouched(BY_PLATFORM, passed)))
    other = (passed[0], "evilshop.example")
    assert claimed(letter(**said, authentication=vouched(BY_PLATFORM, other)))


def test_another_customers_signature_does_not_vouch_for_a_label() -> None:
    """The policies of one platform's domain take each customer's signature for every other customer's address."""
    said = {"address": "a@lamps.onmicrosoft.com"}
    assert claimed(letter(**said, authentication=vouched(("dkim", "rogue.onmicrosoft.com"))))
