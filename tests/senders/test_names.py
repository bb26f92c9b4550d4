import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxguard.senders.names import LONGEST, alike, cleaned, house, likeness, of_house, shown, with_name


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("  Lamp  &  Linden ", "Lamp & Linden"),
        ('"Shop"', "Shop"),
        ("Shop via Mailfern", "Shop"),
        ("Farlight via Shop", "Shop"),
        ("Anna Berg from Shop", "Anna Berg from Shop"),
        ("shop.example", "shop.example"),
        ("news.shop.example", "news.shop.example"),
        ("Sh\u200bop\u0000", "Shop"),
        ("Shop\r\nBcc: x", "Shop Bcc: x"),
        ("\u202epohS", "pohS"),
    ],
)
def test_a_name_is_shown_plainly(written: str, shown: str) -> None:
    assert cleaned(written, "shop.example") == shown


@pytest.mark.parametrize(
    "written", ["", "   ", "🎁🎁", "service@bank.example", "bank.example security", "\u202e\u200b", "<>"]
)
def test_a_name_that_says_nothing_or_deceives_is_dropped(written: str) -> None:
    assert cleaned(written, "shop.example") == ""


@given(st.text(max_size=3000))
def test_names_are_bounded_on_one_line_and_without_hidden_characters(written: str) -> None:
    shown = cleaned(written, "shop.example")
    assert len(shown) <= LONGEST
    assert not any(unicodedata.category(letter)[0] == "C" for letter in shown)
    assert "\n" not in shown
    assert "@" not in shown


def test_names_are_alike_when_one_holds_the_other() -> None:
    assert alike("Lamp & Linden", "lamplinden")
    assert alike("Café Grün", "cafe grun gmbh")
    assert alike("Bäckerei Grün", "baeckereigruen")
    assert alike("Bäckerei Grün", "backerei-grun")
    assert not alike("Lamp", "Linden")
    assert not alike("", "shop")
    assert not alike("ab", "abc")
    assert likeness("É-1!") == "e1"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Mira from Shop", "Shop"),
        ("Mira (Shop)", "Shop"),
        ("Mira | The Shop", "The Shop"),
        ("Mira Holt at Shop", "Shop"),
        ("Mira de Shop Lisboa", "Shop Lisboa"),
        ("Shop", "Shop"),
        ("Shop (Mira)", "Shop (Mira)"),
        ("Shop - Shop News", "Shop - Shop News"),
        ("Mira Holt", "Mira Holt"),
        ("Bank of Nowhere", "Bank of Nowhere"),
        ("", ""),
    ],
)
def test_somebody_who_writes_for_a_house_gives_its_name(written: str, shown: str) -> None:
    assert of_house(written, "shop.example") == shown


def test_the_house_of_a_name_is_who_lets_write() -> None:
    assert house("Farlight via Shop") == "Shop"
    assert house("Shop") == "Shop"


def test_case_counts_only_in_the_name() -> None:
    pattern = with_name("customer of NAME now")
    found = pattern.search("CUSTOMER OF Lamp & Linden NOW")
    assert found is not None
    assert found.group("name") == "Lamp & Linden"
    assert pattern.search("customer of ours now") is None


def test_an_encoded_word_that_could_not_be_decoded_is_no_name() -> None:
    assert cleaned("=?utf-8?b?WFhY" + "WFhY" * 30, "shop.example") == ""


def test_a_name_before_the_platform_in_brackets() -> None:
    assert cleaned("Lamp & Linden (via Fernstarter)", "lamp-linden.fernstarter.example") == "Lamp & Linden"
    assert cleaned("Lamp & Linden (via Fernstarter)", "fernstarter.example") == "Fernstarter"
    assert house("Lamp & Linden (via Fernstarter)") == "Fernstarter"


def test_a_name_that_the_person_gave_is_shown_as_it_is_but_for_what_deceives() -> None:
    assert shown("  Travel via\u202e Rail ") == "Travel via Rail"
    assert shown("\u200b") == ""
    assert shown("x" * 200).endswith("…")
