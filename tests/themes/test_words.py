"""Words are compared without case, accents and the tricks that hide them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxguard.themes.words import LIMIT, phrase, places, words


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Mother's Day", "mother s day"),
        ("Mother’s Day", "mother s day"),
        ("GROẞE Füße", "grosse fusse"),
        ("Bébés & Grossesse", "bebes grossesse"),
        ("Pañales", "panales"),
        ("Âme sœur", "ame soeur"),
        ("baby-shower_list", "baby shower list"),
        ("Kinder\u00adwagen", "kinderwagen"),
        ("b\u200ba\u200bby", "baby"),
        ("be\u0301be\u0301", "bebe"),
        ("", ""),
        ("\u200b \u00ad", ""),
    ],
)
def test_words_lose_case_accents_and_hidden_signs(written: str, read: str) -> None:
    assert phrase(written) == read


def test_a_word_is_found_where_it_was_written() -> None:
    text = "Für Ihr Bébé – jetzt"
    assert [text[start:end] for start, end in places(text)] == ["Für", "Ihr", "Bébé", "jetzt"]


@pytest.mark.parametrize("text", ["Für Ihr Bébé – jetzt", "for you and the baby", "\u200b \u00ad Âme sœur"])
def test_the_places_of_the_first_words_are_those_of_all_of_them(text: str) -> None:
    assert [places(text, number) for number in range(5)] == [places(text)[:number] for number in range(5)]


def test_a_very_long_word_is_read_like_a_short_one() -> None:
    assert words("é" * 500 + " É") == ["e" * 500, "e"]


def test_only_the_beginning_of_a_very_long_text_is_read() -> None:
    assert len(words("word " * LIMIT)) == LIMIT // 5


@given(st.text())
def test_every_word_has_its_place(text: str) -> None:
    found, where = words(text), places(text)
    assert len(found) == len(where)
    assert all(0 <= start < end <= len(text) for start, end in where)
    assert all(word and " " not in word for word in found)


@given(st.text())
def test_reading_twice_changes_nothing(text: str) -> None:
    assert phrase(phrase(text)) == phrase(text)
