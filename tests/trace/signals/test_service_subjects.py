"""Subjects of carriers, payment and review services in ten languages, and adverts that speak of other things."""

import pytest

from inboxguard.trace.signals.role import of_service
from tests.senders.letters import heard

SERVICES = [
    "Your parcel from Farlight arrives tomorrow", "Your order at Farlight was handed to us", "You paid Farlight 20.00",
    "Your Farlight purchase: first instalment", "How was your order from Farlight?", "Your opinion on Farlight",
    "Ihre Bestellung bei Farlight wurde uns übergeben", "Farlight hat uns Ihre Bestellung übergeben",
    "Ihre Ratenzahlung bei Farlight", "Ihre Meinung zu Farlight ist gefragt",
    "Farlight nous a confié votre commande", "Votre paiement à Farlight", "Êtes-vous satisfait de Farlight ?",
    "Farlight nos ha entregado tu pedido", "Tu pago a Farlight", "¿Qué te ha parecido Farlight?",
    "Farlight ci ha affidato il tuo ordine", "Il tuo pagamento a Farlight", "Com'è andata con Farlight?",
    "Farlight heeft je bestelling aan ons overgedragen", "Je betaling aan Farlight", "Jouw mening over Farlight",
    "A Farlight entregou-nos a sua encomenda", "O seu pagamento à Farlight", "O que achou da Farlight?",
    "Twoja paczka od Farlight będzie jutro", "Farlight przekazał nam Twoje zamówienie", "Twoja płatność dla Farlight",
    "Jak oceniasz zakupy w Farlight?", "Twoja opinia o Farlight", "Ankieta o zakupach w Farlight",
    "Din försändelse från Farlight är på väg", "Farlight har lämnat din beställning till oss",
    "Din betalning till Farlight", "Vad tyckte du om Farlight?", "Lämna ett omdöme om Farlight",
    "Din pakke fra Farlight kommer i morgen", "Farlight har overdraget din ordre til os", "Din betaling til Farlight",
    "Hvad syntes du om Farlight?", "Spørgeskema om dit køb hos Farlight",
]  # fmt: skip

ADVERTS = [
    "A thank-you for your order at Farlight: 10 off", "New in: lamps like those of Farlight",
    "Für Kundinnen und Kunden von Farlight: 20 % Rabatt", "Danke für Ihre Bestellung bei Farlight: Ihr Gutschein",
    "Ihre Anmeldung bei Farlight", "Merci pour votre commande chez Farlight : votre bon d'achat",
    "Gracias por tu pedido en Farlight: tu cupón", "Grazie per il tuo ordine da Farlight: il tuo buono",
    "Bedankt voor je bestelling bij Farlight: je voucher", "Obrigado pela sua compra na Farlight: o seu vale",
    "Dziękujemy za zakupy w Farlight: Twój kupon", "Darmowa dostawa dla klientów Farlight",
    "Tack för din order hos Farlight: din rabatt", "Fri leverans för kunder hos Farlight",
    "Tak for din ordre hos Farlight: din rabat", "Gratis levering til kunder hos Farlight",
]  # fmt: skip


@pytest.mark.parametrize("subject", SERVICES)
def test_a_service_of_an_order_elsewhere(subject: str) -> None:
    assert of_service(heard(subject=subject))


@pytest.mark.parametrize("subject", ADVERTS)
def test_an_advert_that_names_the_shop_serves_nobody(subject: str) -> None:
    assert not of_service(heard(subject=subject))
