"""The language of a text, or silence."""

import pytest

from inboxguard.facts.language import language


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Thank you for your order. We will let you know when it is on the way to your house."),
        ("de", "Vielen Dank für Ihre Bestellung. Wir sagen Ihnen, wenn sie auf dem Weg zu Ihnen ist."),
        ("fr", "Merci pour votre commande. Nous vous dirons quand elle est en route vers vous avec le colis."),
        (
            "es",
            "Gracias por tu pedido. Te avisaremos cuando esté en camino y puedes ver los datos con tu cuenta.",
        ),
        ("it", "Grazie per il tuo ordine. Ti diremo quando è in viaggio e puoi vedere tutti i dati qui nella pagina."),
        (
            "nl",
            "Bedankt voor je bestelling. Wij laten je weten wanneer het onderweg is en je kunt alles hier zien.",
        ),
        (
            "pt",
            "Obrigado pela sua encomenda. Avisamos quando estiver a caminho e você tem os dados aqui na sua conta.",
        ),
        (
            "pl",
            "Dziękujemy za zamówienie. Możesz sprawdzić wszystkie dane na stronie oraz w aplikacji, ale nie tylko tam.",
        ),
        (
            "sv",
            "Tack för din beställning. Vi meddelar när den är på väg och du kan även se alla uppgifter här.",
        ),
        (
            "da",
            "Tak for din bestilling. Vi giver besked, når den er på vej, og du kan se alle oplysninger her hos os, så.",
        ),
    ],
)
def test_an_order_in_ten_languages(code: str, text: str) -> None:
    assert language(text) == code


@pytest.mark.parametrize(
    "text", [None, "", "SALE", "Nike Air Max 90 49,99", "the", "xx yy zz " * 50, "日本語のメール " * 20]
)
def test_silence_when_unsure(text: str | None) -> None:
    assert language(text) is None


def test_half_and_half_is_no_language() -> None:
    assert language("the and you your for with this that " * 5 + "der die das und sie ihr mit für ist " * 5) is None


def test_a_long_mail_in_two_languages_has_none_and_one_with_a_foreign_quotation_in_the_middle_has_one() -> None:
    english, german = "the and you your for with this that " * 60, "der die das und sie ihr mit für ist " * 60
    assert language(english + german) is None
    assert language(english + english) == "en"
    assert language(english + german[:500] + english) == "en"
