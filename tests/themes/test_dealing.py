"""Mail about a dealing is told by its subject in seven languages, and adverts are not mistaken for it."""

import pytest

from inboxguard.themes.dealing import deals, is_subscribed, plain, writes_to_one


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


@pytest.mark.parametrize(
    ("language", "subject", "text"),
    [
        ("en", "Your pet insurance renewal documents", "Policy number PT-220199. Your cover renews on 1 January."),
        ("de", "Brustzentrum: Untersuchung am Mittwoch, 9:20 Uhr", "Bitte bringen Sie Ihre Karte mit."),
        ("it", "Visita del 5 dicembre ore 8:40", "Si presenti allo sportello."),
        ("pt", "Consulta: 6 de dezembro, 15h", "Chegue com dez minutos."),
        ("pt", "Ecografia na quarta-feira", "Por favor traga os exames anteriores."),
        ("en", "Water damage", "Claim 48213 was passed on to our surveyor."),
        ("nl", "Zitting 12 januari", "Zaaknummer C/16/5523."),
        ("fr", "Notre école", "Chers parents, la fête a lieu vendredi."),
        (None, "Aviso", "Su póliza 55123 vence."),
    ],
)
def test_a_dealing_is_told_by_numbers_hours_and_first_words(language: str | None, subject: str, text: str) -> None:
    assert deals(subject, language, text)


@pytest.mark.parametrize(
    ("language", "subject", "text"),
    [
        ("en", "Free consultation today, 9:00 to 17:00", "Book your free visit"),
        ("de", "Tag der offenen Tür mit Untersuchung, 14 Uhr", "Kostenlos und ohne Termin"),
        ("en", "Prams for spring", "From 199.00. Great Store plc, company no. 0001882"),
        ("fr", "Consultation offerte samedi à 10h", "Sans engagement"),
        ("en", "Order today", "Order before 18:00 and save 120"),
        ("en", "Free spins", "Log in and claim 100 spins before midnight"),
        ("pt", "Mamografia com desconto", "Agende pelo app e traga uma amiga"),
    ],
)
def test_adverts_with_hours_and_numbers_are_none(language: str | None, subject: str, text: str) -> None:
    assert not deals(subject, language, text)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Dear Alex,\nwe are expecting you tonight. Ring the bell twice."),
        ("de", "Liebe Frau Kern,\nbitte bringen wir das am Montag zu Ende. Herzliche Grüße, Ines"),
        ("it", "Gentile signora Sala, le scrivo per il suo fascicolo."),
    ],
)
def test_a_letter_to_one_person_that_sells_nothing_is_no_advert(language: str, text: str) -> None:
    assert writes_to_one("About last week", text, language)


@pytest.mark.parametrize(
    ("language", "subject", "text"),
    [
        ("en", "Prams", "Hi Anna, 20 % off all prams this week."),
        ("en", "Prams", "Dear Anna,\nshop the new collection."),
        ("de", "Kinderwagen", "Hallo Anna, jetzt entdecken: Kinderwagen ab 199 Euro."),
        ("en", "Prams", "Prams for the town. Dear to everyone."),
        ("en", "Prams", ""),
    ],
)
def test_an_advert_that_greets_by_name_is_one(language: str, subject: str, text: str) -> None:
    assert not writes_to_one(subject, text, language)


def test_words_for_rules_on_a_server_are_plain() -> None:
    found = plain(("de", "xx"))
    assert "terminbestätigung" in found
    assert not any(sign in phrase for phrase in found for sign in ".#*")


@pytest.mark.parametrize(
    ("language", "text", "is_so"),
    [
        ("en", "The prams are here.\nYou receive this newsletter because you signed up for it. Unsubscribe", True),
        ("de", "Die Wagen sind da.\nSie erhalten diesen Newsletter, weil Sie sich dafür angemeldet haben.", True),
        ("nl", "De wagens zijn er.\nJe ontvangt deze nieuwsbrief. Uitschrijven", True),
        ("en", "Your papers are in the portal. Sign in to read them. Unsubscribe", False),
        ("de", "Am Freitag sind wir da. Impressum. Abmelden", False),
        ("en", None, False),
    ],
)
def test_a_newsletter_says_at_its_end_that_it_is_one(language: str, text: str | None, is_so: bool) -> None:
    assert is_subscribed(text, language) is is_so
