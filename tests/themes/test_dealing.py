"""Mail about a dealing is told by its subject in seven languages, and adverts are not mistaken for it."""

import pytest

from inboxguard.themes.dealing import deals


@pytest.mark.parametrize(
    ("language", "subject"),
    [
        ("en", "Your order 48213 is confirmed"),
        ("en", "Appointment reminder: antenatal clinic, 4 June 10:20"),
        ("en", "Your withdrawal of 120 has been processed"),
        ("de", "Ihre Bestellung 88213 wurde versandt"),
        ("de", "Terminbestätigung: Schwangerenvorsorge am 4. Juni"),
        ("fr", "Votre commande de Noël est expédiée"),
        ("fr", "Rappel de rendez-vous : maternité"),
        ("es", "Confirmación de cita: unidad de fertilidad"),
        ("it", "Ricevuta di pagamento 221"),
        ("nl", "Afspraakbevestiging nazorg"),
        ("pt", "Seu pedido foi enviado"),
        (None, "Ihre Rechnung 2026-118"),
    ],
)
def test_a_dealing_is_told(language: str | None, subject: str) -> None:
    assert deals(subject, language)


@pytest.mark.parametrize(
    ("language", "subject"),
    [
        ("en", "Order now: baby monitors at half price"),
        ("en", "Book your appointment with our bridal stylists"),
        ("en", "Craft beer mixed case 25% off"),
        ("de", "Jetzt bestellen: Babyphone zum halben Preis"),
        ("de", "Kündigung erhalten? Abfindung prüfen"),
        ("fr", "Bébé arrive bientôt : préparez sa chambre"),
        ("fr", "Commandez avant minuit"),
        ("es", "Haz tu pedido hoy y ahorra"),
        ("it", "Ordina ora e risparmia"),
        ("nl", "Bestel nu met korting"),
        ("pt", "Peça já com desconto"),
        (None, ""),
    ],
)
def test_an_advert_is_none(language: str | None, subject: str) -> None:
    assert not deals(subject, language)
