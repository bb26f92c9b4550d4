import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxguard.senders.footing import borrowed

from .letters import advert, letter

NAME, ADDRESS = "Lamp & Linden", "news@lamplinden.example"


def said(text: str) -> bool:
    return borrowed(advert(name=NAME, address=ADDRESS, text=text))


@pytest.mark.parametrize(
    "text",
    [
        "You receive this because you are a customer of Moving Lantern.",
        "Because you signed up at Gift Registry we write to you.",
        "As a customer you receive this; Moving Lantern passed your address on to us.",
        "Sie erhalten diese Mail, weil Sie Kunde von Umzug Laterne sind.",
        "Herkunft Ihrer Daten: Adresshaus. Weil Sie Kunde sind.",
        "Vous recevez ce message en tant que client de Lanterne.",
        "You OPTED IN via Lanterne.",
        "Weil Sie bestellt auf Lanterne haben.",
        "Weil Sie bei Lanterne eingekauft haben.",
        "Vous êtes inscrite chez Lanterne.",
        "Recibe este correo por estar registrada en Lanterne.",
        "Ricevi questa mail perché sei iscritto a Lanterne.",
        "U ontvangt dit omdat u bent ingeschreven bij Lanterne.",
        "Recebe este e-mail por ser membro da Lanterne.",
        "Otrzymujesz tę wiadomość, ponieważ jesteś klientem Lanterne.",
        "Ponieważ jesteś klientką sklepu Lanterne.",
        "Du får detta eftersom du är kund hos Lanterne.",
        "Du får denne mail, fordi du er kunde hos Lanterne.",
    ],
)
def test_a_footing_that_is_somebody_elses(text: str) -> None:
    assert said(text)


@pytest.mark.parametrize(
    "text",
    [
        "You receive this because you are a customer of Lamp & Linden.",
        "You receive this because you are a customer of ours.",
        "Ponieważ jesteś klientem Lamp & Linden.",
        "Eftersom du är kund hos oss.",
        "You subscribed to this letter on lamplinden.example.",
        "Sie erhalten diese Mail, weil Sie sich bei Lamp & Linden angemeldet haben.",
        "",
    ],
)
def test_a_footing_of_its_own(text: str) -> None:
    assert not said(text)


def test_of_a_brand_through_a_house_the_house_may_speak() -> None:
    text = "Because you are a customer of Wren & Alder."
    assert not borrowed(advert(name="Milk via Wren & Alder", address="news@wrenalder.example", text=text))


@given(st.text(max_size=4000))
def test_no_text_makes_it_raise(text: str) -> None:
    assert borrowed(letter(text=text, address="")) in (True, False)
