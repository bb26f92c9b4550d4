import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxguard.facts.message import Address
from inboxguard.senders.lending import brand, relayed

from .letters import letter, vouched


@pytest.mark.parametrize(
    ("address", "reply", "organisation"),
    [
        ("news@mail.shop.example", None, "shop.example"),
        ("mira@gmail.com", None, None),
        ("neu@mailings.web.de", None, "web.de"),
        ("tidewater@substack.com", None, "tidewater.substack.com"),
        ("no-reply@substack.com", None, "substack.com"),
        ("support@lampshop.zendesk.com", None, "lampshop.zendesk.com"),
        ("news-shop.example@shared1.ccsend.com", "hello@shop.example", "shop.example"),
        ("news-shop.example@shared1.ccsend.com", "mira@gmail.com", None),
        ("news-shop.example@shared1.ccsend.com", "x@other.ccsend.com", None),
        ("news-shop.example@shared1.ccsend.com", None, None),
        ("noreply@event.eventbrite.com", "club@garden.example", "garden.example"),
        ("x@[192.0.2.1]", None, None),
        ("junk", None, None),
    ],
)
def test_who_speaks(address: str, reply: str | None, organisation: str | None) -> None:
    answers = Address("", reply) if reply else None
    assert brand(letter(address=address, reply_to=answers)) == organisation


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


def test_nobody_speaks_without_from() -> None:
    assert brand(letter(address="")) is None


@given(st.text(max_size=80), st.text(max_size=80))
def test_no_address_makes_it_raise(local: str, domain: str) -> None:
    found = brand(letter(address=f"{local}@{domain}"))
    assert found is None or found == found.lower()
