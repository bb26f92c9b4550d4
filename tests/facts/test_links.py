"""What a link is for, in many languages, and what must stay plain."""

import pytest

from inboxguard.facts.links import in_text, kind, link, url
from inboxguard.facts.message import LinkKind

PATH = "https://t.shop.example/c/8fh3"


@pytest.mark.parametrize(
    "text",
    ["Unsubscribe", "Newsletter abbestellen", "Hier abmelden", "Se désabonner", "Me désinscrire", "Darse de baja",
     "Cancelar suscripción", "Disiscriviti", "Annulla l'iscrizione", "Uitschrijven", "Cancelar inscrição", "Wypisz się",
     "Avregistrera", "Afmeld nyhedsbrev", "opt-out", "配信停止", "Отписаться"],
)  # fmt: skip
def test_ways_out_in_many_languages(text: str) -> None:
    assert kind(PATH, text) == LinkKind.UNSUBSCRIBE


@pytest.mark.parametrize(
    "text", ["Manage preferences", "E-Mail-Einstellungen", "Gérer mes préférences", "Gestisci preferenze", "Voorkeuren"]
)
def test_preferences(text: str) -> None:
    assert kind(PATH, text) == LinkKind.PREFERENCES


def test_the_address_tells_where_the_words_do_not() -> None:
    assert kind("https://shop.example/Unsubscribe?id=1", "Link") == LinkKind.UNSUBSCRIBE
    assert kind("https://shop.example/x?page=email-settings", "Account") == LinkKind.PREFERENCES
    assert kind("mailto:leave@shop.example?subject=REMOVE", "write to us") == LinkKind.UNSUBSCRIBE


@pytest.mark.parametrize(
    ("address", "text"),
    [(PATH, "Shop now"), (PATH, "Jetzt anmelden"), (PATH, "Subscribe"), (PATH, "View in browser"), (PATH, "Impressum"),
     ("https://unsubscribe.shop.example/deals", "Deals"), (PATH, "Stop by our store"), (PATH, "Hier"),
     (PATH, "Profile")],
)  # fmt: skip
def test_ordinary_links_stay_plain(address: str, text: str) -> None:
    assert kind(address, text) == LinkKind.PLAIN


def test_words_around_count_only_for_a_link_that_says_here() -> None:
    assert kind(PATH, "hier", "Um sich abzumelden, oder zum Abmelden klicken Sie ") == LinkKind.UNSUBSCRIBE
    assert kind(PATH, "Shoes", "To unsubscribe write to us or see ") == LinkKind.PLAIN
    assert kind(PATH, "here", "You can unsubscribe at any time. New shoes are ") == LinkKind.PLAIN


def test_addresses_are_cleaned_or_refused() -> None:
    assert url(" HTTPS://shop.example/a\n b\x00 ") == "HTTPS://shop.example/ab"
    for bad in ("javascript:alert(1)", "data:text/html,x", "//shop.example", "/a", "", "https://" + "a" * 5000):
        assert url(bad) == ""


def test_links_of_a_plain_text_have_the_words_before_them() -> None:
    text = "News: https://shop.example/n.\nTo unsubscribe:\nhttps://shop.example/q?x=1>\n(https://shop.example/z)"
    first, second, third = in_text(text)
    assert (first.url, first.text, first.kind) == ("https://shop.example/n", "News:", LinkKind.PLAIN)
    assert (second.url, second.kind) == ("https://shop.example/q?x=1", LinkKind.UNSUBSCRIBE)
    assert third.url == "https://shop.example/z"


def test_words_of_a_link_are_bounded() -> None:
    assert len(link(PATH, "a" * 5000).text) == 200
