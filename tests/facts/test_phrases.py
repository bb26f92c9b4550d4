"""Phrases found in a text."""

from hypothesis import given
from hypothesis import strategies as st

from inboxguard.facts.phrases import Phrases

WAYS = Phrases(["opt out", "abbestell", "désabonn", "out", "l'iscrizione", "配信停止", "abbestell"])


def test_phrases_are_found_inside_words_and_across_them_in_their_own_order() -> None:
    assert WAYS.occurring("newsletter abbestellen or opt out, désabonnement") == [
        "opt out", "abbestell", "désabonn", "out"
    ]  # fmt: skip
    assert WAYS.occurring("メールの配信停止はこちら") == ["配信停止"]


def test_what_stands_apart_is_no_phrase() -> None:
    assert WAYS.occurring("opt in, opt\nout") == ["out"]
    assert WAYS.occurring("abbe stell") == WAYS.occurring("") == []
    assert Phrases([]).occurring("any text") == []


def test_a_word_without_end_is_searched_too() -> None:
    assert WAYS.occurring("x" * 5_000 + "abbestell" + "y" * 5_000) == ["abbestell"]


@given(st.lists(st.text("ab ", min_size=1, max_size=5).filter(str.strip), max_size=6), st.text("ab \n", max_size=60))
def test_every_phrase_that_stands_in_a_text_is_found(phrases: list[str], text: str) -> None:
    assert Phrases(phrases).occurring(text) == [phrase for phrase in dict.fromkeys(phrases) if phrase in text]


def test_what_was_learned_of_words_is_right_however_many_there_were() -> None:
    ways = Phrases(["opt out", "abbestell"])
    for round_ in range(3):
        many = " ".join(f"word{round_}x{number}" for number in range(30_000))
        assert ways.occurring(many) == []
        assert ways.occurring(f"{many} abbestellen {many} opt out") == ["opt out", "abbestell"]
        assert ways.occurring("abbestellen") == ways.occurring("xabbestellx") == ["abbestell"]
