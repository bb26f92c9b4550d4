import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxguard.senders.stems import LANGUAGES, stems, table, tokens


def found(phrase: str, text: str) -> bool:
    return bool(stems({"list": [phrase]}).found(tokens(text)))


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("your order", "About YOUR order, Anna"),
        ("unsubscrib*", "unsubscribing is easy"),
        ("your order .. confirmed", "Your order 77 is now confirmed"),
        ("# % off", "now 20 % off"),
        ("order #", "Order #1234"),
        ("don't miss", "Don’t miss it"),
        ("l'offre", "voici l’offre du jour"),
        ("opt-out", "to opt out, write"),
        ("bestellbestätigung", "Bestellbesta\u0308tigung"),
    ],
)
def test_a_phrase_is_found(phrase: str, text: str) -> None:
    assert found(phrase, text)


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("your order", "yours, order"),
        ("your order", "order your"),
        ("sale", "wholesale"),
        ("order #", "order now"),
        ("your order .. confirmed", "your order of one two three four confirmed"),
    ],
)
def test_other_words_are_not(phrase: str, text: str) -> None:
    assert not found(phrase, text)


@pytest.mark.parametrize("phrase", ["", "..", ".. order", "ab*"])
def test_a_phrase_that_would_match_nearly_everything_is_refused(phrase: str) -> None:
    with pytest.raises(ValueError, match="phrase"):
        stems({"list": [phrase]})


def test_different_phrases_are_counted_once_each() -> None:
    made = stems({"a": ["red lamp", "blue lamp"], "b": ["red lamp"]})
    assert made.found(tokens("red lamp red lamp blue lamp")) == {"a": 2, "b": 1}


@pytest.mark.parametrize("folder", ["kinds", "roles"])
def test_every_language_is_readable_and_has_the_same_lists(folder: str) -> None:
    english = {name for names in table(folder, "en").lists.values() for name in names}
    for language in LANGUAGES:
        lists = {name for names in table(folder, language).lists.values() for name in names}
        assert lists == english


def test_an_unknown_language_reads_all() -> None:
    assert table("kinds", "pl").found(tokens("Ihre Bestellung"))["transactional_subject"]
    assert not table("kinds", "en").found(tokens("Ihre Bestellung"))


@given(st.text(max_size=500))
def test_no_text_makes_it_raise(text: str) -> None:
    words = tokens(text)
    assert all(word == word.casefold() for word in words)
    table("kinds", None).found(words)


def test_a_long_text_is_cut() -> None:
    assert len(tokens("word " * 100_000)) <= 1200
