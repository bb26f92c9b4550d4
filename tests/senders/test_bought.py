"""Orders and lists as shops write them: what stands in them as a thing, and what never does."""

from typing import Any

import pytest

from inboxguard.senders.bought import about_list, deletes, held, number, order, speaks_of_dealings
from inboxguard.senders.product_words import LANGUAGES
from tests.senders.letters import letter


def things(text: str, subject: str = "Your order", language: str = "en") -> tuple[str, ...]:
    return order(letter(subject=subject, text=text, language=language), language).things


@pytest.mark.parametrize(
    ("language", "text", "what"),
    [
        ("en", "1 x Toilet seat £39.90", "Toilet seat"),
        ("en", "Toilet seat x1 £39.90", "Toilet seat"),
        ("en", "Toilet seat (1) 39.90", "Toilet seat"),
        ("en", "Toilet seat\nQty: 1\n$39.90", "Toilet seat"),
        ("en", "Item\nQty\nPrice\nToilet seat\n1\n€39.90", "Toilet seat"),
        ("en", "Toilet seat\nColour: white\nSold by: Bathco\n£39.90", "Toilet seat"),
        ("en", "Product: Toilet seat\nPrice 39.90 EUR", "Toilet seat"),
        ("en", "Toilet seat | 1 | £39.90", "Toilet seat"),
        ("en", "• 2× Toilet seat, oak", "Toilet seat, oak"),
        ("en", "Toilet seat ........ 39,90 €", "Toilet seat"),
        ("de", "1 Stück Klobrille 39,90 €", "Klobrille"),
        ("de", "Klobrille\nMenge: 1\n39,90 EUR", "Klobrille"),
        ("de", "Artikel: Klobrille", "Klobrille"),
        ("fr", "Abattant WC\nQuantité : 1\n39,90 €", "Abattant WC"),
        ("es", "Tapa de inodoro\nCantidad: 1\n39,90 €", "Tapa de inodoro"),
        ("it", "Sedile WC\nQuantità: 1\n39,90 €", "Sedile WC"),
        ("nl", "Wc-bril\nAantal: 1\n€ 39,90", "Wc-bril"),
        ("pt", "Assento sanitário\nQuantidade: 1\nR$ 39,90", "Assento sanitário"),
    ],
)
def test_a_thing_is_read_as_it_is_written(language: str, text: str, what: str) -> None:
    assert things(text, language=language) == (what,)


@pytest.mark.parametrize(
    ("language", "subject", "what"),
    [
        ("en", "Your order of “Toilet seat” has shipped", "Toilet seat"),
        ("en", "Your order: Toilet seat", "Toilet seat"),
        ("en", "Your order of a toilet seat is on its way", "a toilet seat"),
        ("de", "Ihre Bestellung „Klobrille“ wurde versandt", "Klobrille"),
        ("fr", "Votre commande de « Béquilles » a été expédiée", "Béquilles"),
        ("es", "Tu pedido de «Muletas» ha sido enviado", "Muletas"),
        ("it", "Il tuo ordine di “Stampelle” è stato spedito", "Stampelle"),
        ("nl", "Je bestelling van “Krukken” is verzonden", "Krukken"),
        ("pt", "A sua encomenda de «Muletas» foi enviada", "Muletas"),
    ],
)
def test_a_subject_may_say_it(language: str, subject: str, what: str) -> None:
    assert things("Thank you.", subject, language) == (what,)


@pytest.mark.parametrize(
    "text",
    [
        "Total £44.85", "Subtotal\n£39.90", "Delivery £4.95", "VAT 20% £6.65", "Visa ending 4411 £44.85",
        "Discount SPRING -£5.00", "Klarna, 3 x £15.00", "Gift card £50.00", "Gift wrapping £2.00",
        "Get £5 off when you recommend a friend", "Spend £50 and save 10%", "We hope to see you £5.00",
        "Free returns within 30 days £0.00", "Anna Marlow\n5 Mill Lane\nLYME DT7 3AA", "1", "£39.90",
        "Your total savings: £5.00", "Customers also bought\nToilet seat\n£39.90",
        "You might also like\n1 x Toilet seat £39.90", "Extended warranty 2 years £19.00", "Assembly service £30.00",
        "The Long Walk Home (Paperback) £9.00", "Mobile plan M £9.00",
        "Questions? Write to help@shop.example £1", "Is this all right for you? £5.00",
    ],
)  # fmt: skip
def test_sums_promotion_and_addresses_are_no_thing(text: str) -> None:
    assert things(text) == ()


@pytest.mark.parametrize(
    ("language", "heading"),
    [
        ("en", "Customers also bought"), ("de", "Kunden kauften auch"), ("fr", "Les clients ont aussi acheté"),
        ("es", "Otros clientes también compraron"), ("it", "Altri hanno acquistato anche"),
        ("nl", "Anderen kochten ook"), ("pt", "Outros também compraram"),
    ],
)  # fmt: skip
def test_what_others_bought_is_no_purchase(language: str, heading: str) -> None:
    assert things(f"1 x Bergamot 9,00 €\n{heading}\n1 x Lavanda 12,00 €", language=language) == ("Bergamot",)


def test_after_the_sum_nothing_was_bought() -> None:
    assert things("1 x Toilet seat £39.90\nTotal £39.90\nCheese grater £9.99") == ("Toilet seat",)
    assert things("Order total £39.90\n1 x Toilet seat £39.90") == ("Toilet seat",)


@pytest.mark.parametrize(
    ("subject", "said"),
    [
        ("Your order 4411-2 was cancelled", "cancelled"),
        ("Your return has arrived", "aside"),
        ("Rate your purchase", "aside"),
        ("Your booking confirmation", "aside"),
        ("You sold it! Order 4411-2", "aside"),
    ],
)
def test_what_became_of_it_is_told(subject: str, said: str) -> None:
    told = order(letter(subject=subject, text="1 x Lamp £9.00"), "en")
    assert getattr(told, said)
    assert not getattr(order(letter(subject="Your order", text="1 x Lamp £9.00"), "en"), said)


def test_what_comes_again_by_itself_is_told() -> None:
    assert order(letter(subject="Subscribe and save", text="1 x Lamp £9.00"), "en").subscribed
    assert order(letter(subject="Your order", text="1 x Lamp £9.00\nEvery 4 weeks"), "en").subscribed
    assert not order(letter(subject="Your order", text="1 x Lamp £9.00"), "en").subscribed


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Your order 4401-77 is confirmed", "4401-77"), ("Order number: ab-55120", "AB-55120"),
        ("Bestellnummer: 44017", "44017"), ("Commande n° 44017", "44017"), ("Pedido n.º 44017", "44017"),
        ("Order confirmation 90-112-4", "90-112-4"), ("Order #203-1187725-118", "203-1187725-118"),
        ("Your order of 3 March 2025", None), ("Order 2025-03-03", None), ("Nothing", None), ("Order 12", None),
    ],
)  # fmt: skip
def test_an_order_is_known_by_its_number(text: str, found: str | None) -> None:
    assert number(text) == found


def test_a_thing_is_bounded_and_on_one_line() -> None:
    (what,) = things("1 x " + "Lamp shade " * 14 + "£9.00") or ("",)
    assert len(what) <= 100


@pytest.mark.parametrize("text", ["", "\n" * 5000, "1 x " * 20000, "9" * 60000, "€" * 50000, "(1 x" + "é" * 9000])
def test_hostile_text_costs_little_and_breaks_nothing(text: str) -> None:
    assert len(things(text)) <= 40


def test_a_list_is_read_by_its_dots_or_after_a_colon() -> None:
    dotted = letter(subject="Your list", text="Hello,\nyour list holds:\n- Ironing board\n- Bread bin\nSee you.")
    assert held(dotted, "en") == ("Ironing board", "Bread bin")
    plain = letter(subject="Your list", text="It held:\nIroning board\nBread bin\nYou can make a new one at any time.")
    assert held(plain, "en") == ("Ironing board", "Bread bin")


@pytest.mark.parametrize(
    ("language", "subject"),
    [
        ("en", "Your wish list was deleted"), ("de", "Deine Wunschliste wurde gelöscht"),
        ("fr", "Votre liste de naissance a été supprimée"), ("es", "Tu lista de deseos ha sido eliminada"),
        ("it", "La tua lista dei desideri è stata eliminata"), ("nl", "Je verlanglijst is verwijderd"),
        ("pt", "A sua lista de presentes foi eliminada"),
    ],
)  # fmt: skip
def test_a_deleted_list_says_so(language: str, subject: str) -> None:
    assert about_list(subject, language)
    assert deletes(letter(subject=subject), language)


@pytest.mark.parametrize("subject", ["Your wish list was created", "Your wish list is online"])
def test_a_list_that_is_made_is_not_deleted(subject: str) -> None:
    assert about_list(subject, "en")
    assert not deletes(letter(subject=subject), "en")


@pytest.mark.parametrize("subject", ["20% off everything", "Our price list", "Lists for Christmas"])
def test_other_subjects_are_about_no_list(subject: str) -> None:
    assert not about_list(subject, "en")


@pytest.mark.parametrize(
    ("subject", "deals"),
    [
        ("How was your toilet seat?", True), ("Rate your toilet seat", True), ("Still in your basket", True),
        ("Your order has shipped", True), ("Toilet seats from £19", False), ("A new toilet seat", False),
    ],
)  # fmt: skip
def test_a_subject_that_deals_offers_nothing(subject: str, deals: bool) -> None:
    assert speaks_of_dealings(subject, "en") is deals


@pytest.mark.parametrize("language", [*LANGUAGES, None, "pl"])
def test_every_language_is_read_without_an_error(language: Any) -> None:
    assert order(letter(subject="1234", text="1 x Lamp 9,00 €"), language).things == ("Lamp",)
