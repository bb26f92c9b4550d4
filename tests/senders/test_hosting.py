import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxguard.senders.hosting import hosted_for

from .letters import advert


def said(text: str, name: str = "Moving Lantern") -> str | None:
    return hosted_for(advert(text=text), "movinglantern.example", name)


@pytest.mark.parametrize(
    ("text", "brand"),
    [
        ("We send you this offer on behalf of Farlight Internet; it has not your address.", "Farlight Internet"),
        ("This e-mail was sent on behalf of our partner Lamp & Linden.", "Lamp & Linden"),
        ("Diese Nachricht versenden wir im Auftrag der Firma Sonnwerk Solar GmbH.", "Sonnwerk Solar GmbH"),
        ("Wir senden Ihnen dieses Angebot im Namen von Ahornblatt.", "Ahornblatt"),
        ("Ce message vous est envoyé pour le compte de Lanterne.", "Lanterne"),
        ("Te enviamos esta oferta en nombre de Farol.", "Farol"),
        ("Ti inviamo questa offerta per conto di Lanterna.", "Lanterna"),
        ("Wij sturen u deze aanbieding namens Lantaarn.", "Lantaarn"),
        ("Enviamos esta oferta em nome da Lanterna.", "Lanterna"),
    ],
)
def test_the_brand_that_is_advertised_is_named(text: str, brand: str) -> None:
    assert said(text) == brand


@pytest.mark.parametrize(
    "text",
    [
        "Thank you on behalf of The Team.",
        "We send this message on behalf of all of us.",
        "We send you this offer on behalf of our partners.",
        "We never send offers on behalf of Farlight.",
        "Sent by Mailfern on behalf of Moving Lantern.",
        "Wir senden diese Nachricht im Namen des Teams.",
        "Donate on behalf of Mira.",
        "On behalf of Farlight",
        "",
    ],
)
def test_nobody_is_named(text: str) -> None:
    assert said(text) is None


def test_of_a_brand_through_a_house_the_house_is_the_sender() -> None:
    text = "We send you this offer on behalf of Farlight."
    assert said(text, "Farlight via Moving Lantern") == "Farlight"


def test_the_name_is_bounded_and_plain() -> None:
    found = said("We send you this offer on behalf of " + "Lamp " * 500)
    assert found is not None
    assert len(found) <= 80


@given(st.text(max_size=2000))
def test_no_text_makes_it_raise(text: str) -> None:
    found = said(f"We send you this offer on behalf of {text}")
    assert found is None or (found and len(found) <= 80)
