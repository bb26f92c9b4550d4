"""Adverts as words: which name a thing, what is a menu, and what is only ever written as a name."""

from datetime import timedelta
from typing import Any

from inboxguard.facts.message import Link, MessageKey
from inboxguard.senders.advert_words import Adverts, Heard, is_noun, path
from inboxguard.senders.product_words import Kernel, grammar, kernels
from tests.senders.letters import DAY, letter

NOBODY = frozenset[str]()


def heard(subject: str, text: str = "", at: int = 0, **more: Any) -> Heard:
    said = letter(key=MessageKey(f"k{at}"), subject=subject, text=text, **more)
    return Heard(said, DAY + timedelta(days=at))


def seat() -> Kernel:
    return kernels(("toilet", "seat"), grammar("en"), NOBODY)[0]


def naming(*said: Heard) -> list[str]:
    adverts = Adverts(said, "en")
    return [adverts.adverts[at].heard.message.key for at in sorted(adverts.naming(seat()))]


def test_a_thing_is_found_wherever_an_advert_names_it() -> None:
    assert naming(
        heard("A toilet seat", at=1),
        heard("New", "Toilet seats\nfor all", at=2),
        heard("New", preheader="The toilet seat is here", at=3),
        heard("New", images=("Toilet seat in oak",), at=4),
        heard("New", links=(Link("https://shop.example/c/toilet-seats?x=1", "See"),), at=5),
        heard("New", links=(Link("https://shop.example/toiletseats", "See"),), at=6),
    ) == ["k1", "k2", "k3", "k4", "k5", "k6"]


def test_other_words_name_nothing() -> None:
    assert not naming(
        heard("Take a seat", "The toilet is on the left.", at=1),
        heard("Toilet", "Seat", at=2),
        heard("New", links=(Link("https://shop.example/toilet/car-seats", "See"),), at=3),
        heard("New", links=(Link("https://[broken", "See"),), at=4),
    )


def test_a_menu_that_stands_in_most_mails_names_nothing() -> None:
    menu = "Towels, mats, toilet seats"
    said = [heard(f"Offer {at}", f"Something new {at}\n{menu}", at=at) for at in range(8)]
    assert not naming(*said)
    assert naming(*said, heard("A toilet seat", menu, at=9)) == ["k9"]


def test_a_footer_names_nothing() -> None:
    assert not naming(heard("New", "Lamps\nWe sell toilet seats since 1920", footer="We sell toilet seats since 1920"))


def test_what_asks_or_tells_of_an_order_is_no_offer() -> None:
    assert not naming(
        heard("How was your toilet seat?", at=1),
        heard("Rate your toilet seat", at=2),
        heard("Your order of a toilet seat has shipped", at=3),
        heard("A toilet seat is left in your basket: your basket", at=4),
    )


def names(*said: str) -> frozenset[str]:
    adverts = Adverts([heard(one, at=at) for at, one in enumerate(said)], "en")
    return adverts.names(frozenset(("bosch", "kettle", "garlic", "press")))


def test_a_word_that_only_has_capitals_is_a_name() -> None:
    said = ("Our new Bosch kettle is quiet", "The kettle that never whistles, by Bosch of course")
    assert names(*said) == {"bosch"}


def test_a_heading_in_capitals_tells_nothing() -> None:
    assert not names("The New Garlic Press Is Finally Here")
    assert not names("Garlic")


def test_a_grown_word_is_a_thing_where_it_is_declined_or_led() -> None:
    spoken = grammar("de")
    kernel = next(one for one in kernels(("bohrmaschine", "bosch"), spoken, NOBODY) if one.alone)

    def noun(subject: str, of: Kernel = kernel) -> bool:
        return is_noun(of, Adverts([heard(subject)], "de").adverts, spoken)

    assert noun("Bohrmaschinen im Vergleich")
    assert noun("Die Bohrmaschine für Heimwerker")
    assert noun("Unsere neue Schlagbohrmaschine")
    assert not noun("Bohrmaschine")
    brand = next(one for one in kernels(("handbrause", "hansgrohe"), spoken, NOBODY) if one.words == ("hansgrohe",))
    for subject in ("Die Hansgrohe Wochen", "Hansgrohes neue Küche", "Unsere Hansgrohe Auswahl", "Alles von Hansgrohe"):
        assert not noun(subject, brand), subject


def test_where_nouns_are_small_a_small_word_is_one() -> None:
    spoken = grammar("nl")
    kernel = next(one for one in kernels(("brabantia", "strijkplank"), spoken, NOBODY) if one.words == ("strijkplank",))
    assert is_noun(kernel, Adverts([heard("De strijkplank is er")], "nl").adverts, spoken)
    brand = next(one for one in kernels(("brabantia", "strijkplank"), spoken, NOBODY) if one.words == ("brabantia",))
    assert not is_noun(brand, Adverts([heard("Alles van Brabantia")], "nl").adverts, spoken)


def test_paths_are_decoded_and_bounded() -> None:
    assert path("https://shop.example/toilet%20seats?x=1") == "/toilet seats"
    assert path("https://[broken") == ""
    assert len(path("https://shop.example/" + "x" * 9000)) <= 300
