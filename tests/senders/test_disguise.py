"""For every word in disguise there is one that only looks odd."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxguard.senders import disguise

WORDS = frozenset(("pharmacy", "casino", "free"))


def test_letters_of_another_script_inside_a_latin_word() -> None:
    assert disguise.mixed_script("Your wаllet and your аssets") == 2
    for honest in (
        "Your wallet",
        "Ihr Käse für die Brücke",
        "Новые лампы SMM-агентства и VIPклиенты",
        "10 µm, Δt and 5 Ω",
        "Привет, Anna",
    ):
        assert disguise.mixed_script(honest) == 0


def test_signs_that_only_look_like_letters() -> None:
    assert disguise.fancy_letters("𝘽𝙞𝙧𝙩𝙝 of a lamp")
    assert not disguise.fancy_letters("Birth of a lamp 🎉 ①②③④⑤ ™")


def test_invisible_signs_inside_words_but_not_beside_them() -> None:
    assert disguise.hidden_signs("Lam\u200bps for you")
    assert not disguise.hidden_signs("Lamps for you?\u200b More lamps\u200b")
    assert not disguise.hidden_signs("👩\u200d🌾 and 👨\u200d👩\u200d👧")


def test_words_with_blanks_between_their_letters() -> None:
    assert disguise.spaced_word("Y O U are a W I N N E R")
    for honest in ("Plan B and C", "A B testing", "You are a winner", "3 2 1 0 go"):
        assert not disguise.spaced_word(honest)


def test_words_with_wrong_signs_in_them() -> None:
    for hidden in ("Ph4rmacy at home", "C@sino night", "f.r.e.e lamps", "casi.no", "Cas1no", "cas!no"):
        assert disguise.swapped_letters(hidden, WORDS), hidden
    for honest in (
        "Pharmacy at home", "casino.", "free!", "casino's", "casino.com", "me@casino", "b2b news", "50% free", "#free",
        "2free", "Fr$e", "ca$ino", "free4", "me@casino.example",
        "Fr1ee", "l00ks", "f1ne",
    ):  # fmt: skip
        assert not disguise.swapped_letters(honest, WORDS), honest


def test_tails_that_mean_nothing() -> None:
    for junk in ("Rates are down!! xkwqd", "Don't miss out ! ! 7504", "Lamps for all      48213"):
        assert disguise.random_tail(junk), junk
    for honest in ("Order 7504", "Your code: 481220", "Hello, friend", "Lamps for 2026", "Really? yes"):
        assert not disguise.random_tail(honest), honest


def test_shouting() -> None:
    assert disguise.loud("BUY LAMPS TODAY OR NEVER")
    assert disguise.loud("Lamps!! now")
    for honest in ("SALE", "New lamps!", "DHL and UPS bring lamps", ""):
        assert not disguise.loud(honest), honest


def test_names_drawn_by_lot() -> None:
    for drawn in ("q7xk2mzz9w4", "9hw5czpaogd8jt", "xwfcpggyt", "597296120480006", "mngrnscwbdx"):
        assert disguise.gibberish(drawn), drawn
    for honest in (
        "lampshop", "rechtsschutz", "angstschweiss", "schlossstrasse", "lamps24", "b2b4you", "1und1mail24", "mx1",
        "shop-und-lampe", "worthwords", "strengthsfinder", "", "hhhh",
    ):  # fmt: skip
        assert not disguise.gibberish(honest), honest


def test_local_parts_with_a_row_of_digits() -> None:
    for numbered in ("join66642", "mort23o", "a1b2c3", "lina_barry_91236"):
        assert disguise.numbered(numbered), numbered
    for honest in ("anna", "anna.berg", "anna78", "news2", "1001"):
        assert not disguise.numbered(honest), honest


@given(st.text(max_size=400))
def test_no_text_makes_it_raise_or_wait(text: str) -> None:
    begun = time.process_time()
    disguise.mixed_script(text)
    disguise.fancy_letters(text)
    disguise.hidden_signs(text)
    disguise.spaced_word(text)
    disguise.swapped_letters(text, WORDS)
    disguise.random_tail(text)
    disguise.loud(text)
    disguise.gibberish(text)
    disguise.numbered(text)
    assert time.process_time() - begun < 0.5


@pytest.mark.parametrize("piece", ["a ", "! ", "1a", "аa", "$", "a.", " 1"])
def test_long_texts_cost_little(piece: str) -> None:
    begun = time.process_time()
    text = piece * 2000
    disguise.mixed_script(text)
    disguise.spaced_word(text)
    disguise.random_tail(text)
    disguise.swapped_letters(text, WORDS)
    disguise.gibberish(text)
    disguise.numbered(text)
    assert time.process_time() - begun < 0.2
