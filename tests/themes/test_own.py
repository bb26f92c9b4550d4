"""What a person added: words of shelves, files, exceptions, and words that never count for them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxguard.errors import Refused
from inboxguard.themes.lexicon import load
from inboxguard.themes.matching import mentions
from inboxguard.themes.own import NOTHING, Own, OwnWords, lexicon, shelf_of_theme, shelf_theme, term
from inboxguard.themes.words import phrase
from tests.themes.messages import message

PRAM = "A pram for the summer"


def score(own: Own, theme: str, subject: str, language: str = "en") -> float:
    """Return what a subject scores on a theme."""
    found = mentions(message(subject, language=language), lexicon(own), frozenset({theme}))
    return found[0].score if found else 0.0


def test_who_added_nothing_has_the_shipped_packs() -> None:
    assert lexicon(NOTHING) is load()


def test_words_of_a_shelf_count_in_every_language() -> None:
    own = Own(shelves=(OwnWords("b", (("oscar", "strong"), ("hund*", "medium"), ("academy", "block"))),))
    assert shelf_of_theme(shelf_theme("b")) == "b"
    assert shelf_of_theme("baby") is None
    for language in ("en", "de", "pt"):
        assert score(own, "shelf_b", "Oscar is back", language) == 1.0
    assert score(own, "shelf_b", "Hundefutter", "de") == 0.6
    assert score(own, "shelf_b", "Osc ar", "en") == 0.0


def test_a_word_that_never_counts_for_this_person_silences_it_for_that_theme_alone() -> None:
    assert score(NOTHING, "baby", PRAM) >= 1.0
    assert score(Own(blocks=(("baby", "pram"),)), "baby", PRAM) == 0.0
    assert score(Own(blocks=(("baby", "pram for the summer"),)), "baby", PRAM) == 0.0
    assert score(Own(blocks=(("pet", "pram"),)), "baby", PRAM) >= 1.0


def test_mail_of_an_exception_is_never_on_the_theme_by_its_words() -> None:
    assert score(Own(exceptions=(("baby", "tinytoes.example"),)), "baby", PRAM) == 0.0
    assert score(Own(exceptions=(("baby", "toes.example"),)), "baby", PRAM) >= 1.0


def test_a_file_that_cannot_be_read_any_more_is_left_out() -> None:
    good = 'format = 1\nid = "garden"\n[terms.en]\nstrong = ["rose bed"]\n'
    own = Own(files=(("broken", "format = ["), ("garden", good)))
    assert score(own, "garden", "A rose bed") == 1.0
    assert lexicon(own).theme("broken") is None


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Oscar", "oscar"),
        ("  Mother's Day ", "mother s day"),
        ("Größe", "grosse"),
        ("hund*", "hund*"),
        ("Ärger", "arger"),
    ],
)
def test_words_are_taken_as_people_type_them(typed: str, expected: str) -> None:
    assert term(typed) == expected


@pytest.mark.parametrize("typed", ["", "  ", "!?", "*", "ab*", "x" * 90])
def test_what_can_be_no_term_is_refused_in_a_sentence(typed: str) -> None:
    with pytest.raises(Refused, match=r"\A[^\n]+[.]\Z"):
        term(typed)


@given(st.text(max_size=90))
def test_every_term_that_is_taken_is_one(typed: str) -> None:
    try:
        taken = term(typed)
    except Refused:
        return
    assert phrase(taken.removesuffix("*")) == taken.removesuffix("*") != ""
