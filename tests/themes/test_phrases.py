"""Phrases: the longest wins, blocks come out first, a star lets a word go on."""

from collections.abc import Iterable, Iterator, Sequence

import pytest
from benchmarks.themes_labelled import OWN, texts
from hypothesis import given
from hypothesis import strategies as st

from inboxguard.themes.lexicon import load
from inboxguard.themes.phrases import Phrase, Phrases, compile_term, glued
from inboxguard.themes.words import words


def found(text: str, *terms: Phrase) -> list[tuple[str, str]]:
    """Return (theme, term) of the hits in `text`."""
    return [(hit.phrase.theme, hit.phrase.text) for hit in Phrases(terms).find(words(text))]


def test_a_star_lets_the_last_word_go_on() -> None:
    wagon, shower = compile_term("kinderwagen*", "baby", 1.0), compile_term("baby show*", "baby", 1.0)
    assert found("Kinderwagenwochen, Baby Showers", wagon, shower) == [("baby", "kinderwagen*"), ("baby", "baby show*")]


def test_without_a_star_only_the_whole_word_counts() -> None:
    assert found("Geburtstag", compile_term("geburt", "baby", 0.5)) == []


def test_a_phrase_that_breaks_off_is_no_hit() -> None:
    assert found("baby", compile_term("baby shower gift", "baby", 1.0)) == []
    assert found("baby shower", compile_term("baby shower gift", "baby", 1.0)) == []
    assert found("baby shower card", compile_term("baby shower gift", "baby", 1.0)) == []


def test_blocked_words_never_count_for_the_theme_that_blocks_them() -> None:
    terms = (compile_term("baby", "baby", 0.5), compile_term("baby carrot*", "baby", 0.0))
    assert found("baby carrots", *terms) == []
    assert found("baby carrots for your baby", *terms) == [("baby", "baby")]


def test_a_longer_phrase_that_reaches_beyond_a_block_names_the_theme() -> None:
    block, day = compile_term("our father", "fathers_day", 0.0), compile_term("father s day", "fathers_day", 1.0)
    assert found("Our Father's Day gifts", block, day) == [("fathers_day", "father s day")]
    assert found("Our Father", block, day, compile_term("father", "fathers_day", 0.5)) == []
    shorter = compile_term("father s", "fathers_day", 1.0)
    assert found("Our father's gifts", block, shorter) == []
    assert found("The day of our father's day", compile_term("our father s day", "fathers_day", 0.0), day) == []


def test_a_block_of_one_theme_leaves_others_alone() -> None:
    terms = (compile_term("pregnancy loss", "baby", 0.0), compile_term("pregnancy loss", "loss", 1.0))
    pregnancy = compile_term("pregnancy", "baby", 1.0)
    assert found("after a pregnancy loss", *terms, pregnancy) == [("loss", "pregnancy loss")]


def test_the_longest_phrase_wins_across_themes() -> None:
    terms = (compile_term("funeral", "funeral", 1.0), compile_term("funeral for a dog", "pet", 1.0))
    assert found("A funeral for a dog", *terms) == [("pet", "funeral for a dog")]


def test_the_same_phrase_of_two_themes_counts_for_both() -> None:
    terms = (compile_term("ring", "wedding", 0.5), compile_term("ring", "divorce", 0.5))
    assert found("ring", *terms) == [("divorce", "ring"), ("wedding", "ring")]


@given(st.lists(st.sampled_from(["baby", "shower", "carrot", "cot", "blue", "x"]), max_size=12))
def test_hits_of_one_theme_never_overlap_and_never_touch_a_block(text: list[str]) -> None:
    terms = [compile_term(term, "baby", 1.0) for term in ("baby", "baby shower", "shower cot", "cot*")]
    hits = Phrases([*terms, compile_term("baby blue", "baby", 0.0)]).find(text)
    taken = [at for hit in hits for at in range(hit.first, hit.last)]
    assert len(taken) == len(set(taken))
    blocked = {at + step for at in range(len(text) - 1) if text[at : at + 2] == ["baby", "blue"] for step in (0, 1)}
    assert not blocked & set(taken)


def place_by_place(phrases: Iterable[Phrase], spoken: Sequence[str]) -> Iterator[tuple[Phrase, int, int]]:
    """Yield (phrase, first, last) of every phrase in `spoken`: each row of words is compared with every phrase."""
    forms = [form for phrase in phrases for form in (phrase, glued(phrase)) if form is not None]
    whole, open_ = dict[tuple[str, ...], list[Phrase]](), dict[tuple[str, ...], list[Phrase]]()
    for form in forms:
        (open_ if form.open else whole).setdefault(form.words, []).append(form)
    longest = max(len(form.words) for form in forms)
    for first in range(len(spoken)):
        for last in range(first + 1, min(first + longest, len(spoken)) + 1):
            row = tuple(spoken[first:last])
            yield from ((phrase, first, last) for phrase in whole.get(row, ()))
            for length in range(1, len(row[-1]) + 1):
                yield from ((phrase, first, last) for phrase in open_.get((*row[:-1], row[-1][:length]), ()))


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_no_phrase_is_passed_over_for_being_looked_for_by_its_rarest_word(language: str) -> None:
    terms = {
        (theme.id, term.text): term
        for theme in load().themes
        for spoken, phrases in theme.terms
        if spoken == language
        for term in phrases
    }
    search = Phrases(terms.values())
    told = [words(f"{one.subject} {one.body}") for one in texts(OWN) if one.language == language]
    for spoken in told:
        assert sorted(map(tuple, search.standing(spoken))) == sorted(place_by_place(terms.values(), spoken))
    assert sum(map(len, map(search.find, told))) > len(told)


def test_a_word_without_end_is_found_and_not_remembered() -> None:
    search = Phrases([compile_term("kinderwagen*", "baby", 1.0)])
    assert len(search.find([f"kinderwagen{'x' * 10_000}"])) == 1
    assert not search._remembered
