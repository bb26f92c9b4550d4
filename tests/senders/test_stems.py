import re
import unicodedata

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


@pytest.mark.parametrize("folder", ["kinds", "roles", "scams"])
def test_every_language_is_readable_and_has_the_same_lists(folder: str) -> None:
    english = {name for names in table(folder, "en").lists.values() for name in names}
    for language in LANGUAGES:
        lists = {name for names in table(folder, language).lists.values() for name in names}
        assert lists == english


def test_an_unknown_language_reads_all() -> None:
    assert table("kinds", "eo").found(tokens("Ihre Bestellung"))["transactional_subject"]
    assert not table("kinds", "en").found(tokens("Ihre Bestellung"))


ALL = table("kinds", None)


@given(st.text(max_size=500))
def test_no_text_makes_it_raise(text: str) -> None:
    words = tokens(text)
    assert all(word == word.casefold() for word in words)
    ALL.found(words)


SPOKEN = (
    "your", "order", "orders", "ordering", "order7", "20", "%", "off", "is", "now", "not", "confirmed", "confirm", "7b",
)  # fmt: skip
PARTS = ("your", "order", "order*", "off", "..", "#", "%", "confirm*", "conf*", "confirmed", "now", "20", "ord*")


@given(
    st.lists(st.sampled_from(SPOKEN), max_size=30),
    st.lists(
        st.lists(st.sampled_from(PARTS), min_size=1, max_size=4).filter(lambda parts: parts[0] != ".."),
        min_size=1,
        max_size=8,
    ),
)
def test_many_phrases_are_found_as_each_would_be_alone(words: list[str], phrases: list[list[str]]) -> None:
    written = {" ".join(parts) for parts in phrases}
    text = tokens(" ".join(words))
    expected = sum(any(fits(phrase.split(), text[at:]) for at in range(len(text))) for phrase in written)
    assert stems({"list": written}).found(text).get("list", 0) == expected


ODD = "aBß7²Ⅷ_%.,'’sE\u0301ǅ ½–“Жい\x1f\xa0\u2028"


@given(st.text(alphabet=st.sampled_from(ODD), max_size=60) | st.text(max_size=60))
def test_words_are_letters_and_digits_in_a_row(text: str) -> None:
    folded = re.sub(
        r"'(?=(?:t|s|re|ve|ll|d|m)\b)", "", unicodedata.normalize("NFC", text).casefold().replace("’", "'")
    )
    assert tokens(text) == tuple(re.findall(r"[^\W_]+|%", folded))


def test_words_that_are_forgotten_are_told_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inboxguard.senders.stems._MOST_REMEMBERED", 20)
    made = stems({"list": ["order*", "# % off", "your parcel"]})
    for number in range(60):
        text = tokens(f"word{number} x{number} ordering{number} {number} % off, your parcel {'long' * 20}")
        assert made.found(text) == {"list": 3}
    assert len(made.signs) < 40


def fits(parts: list[str], words: tuple[str, ...]) -> bool:
    """Say the same as the module does, word by word and as slowly as it may be."""
    if not parts:
        return True
    if parts[0] == "..":
        return any(fits(parts[1:], words[skipped:]) for skipped in range(4))
    if not words:
        return False
    first, word = parts[0], words[0]
    if first == "#":
        same = any(map(str.isdigit, word))
    else:
        same = word.startswith(first[:-1]) if first.endswith("*") else word == first
    return same and fits(parts[1:], words[1:])


def test_a_long_text_is_cut() -> None:
    assert len(tokens("word " * 100_000)) <= 1200
