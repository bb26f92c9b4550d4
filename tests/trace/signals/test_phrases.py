"""The phrases of origin: every one that is written down is found, in seven languages."""

import re
from collections.abc import Iterator
from itertools import pairwise

import pytest

from inboxguard.trace.signals.phrases import WORD, Stand, languages, lexicons, phrasebook


def spelled(phrase: str) -> Iterator[str]:
    """Yield a phrase with each part of its choices at least once."""
    parts = re.split(r"\[([^\[\]]*)\]", phrase)
    most = max((part.count("|") + 1 for part in parts[1::2]), default=1)
    for turn in range(most):
        chosen = [part.split("|") if place % 2 else [part] for place, part in enumerate(parts)]
        yield "".join(choice[turn % len(choice)] for choice in chosen)


@pytest.mark.parametrize("language", languages())
def test_every_phrase_that_is_written_down_is_looked_for_where_it_stands(language: str) -> None:
    """What lets texts without the words of a phrase pass quickly must not let a phrase pass."""
    (lexicon,) = (one for one in lexicons() if one.language == language)
    for phrase in lexicon.phrases:
        for written in spelled(phrase.written):
            spoken = re.sub(r"\{x\}", "Lantern Moves", written, flags=re.IGNORECASE).replace("{by}", "Fern Post")
            spoken = re.sub(r"[*~] ", "", spoken).replace(" + ", " ").replace("{list}", "Tea House, Sofa Town")
            spoken = " ".join(spoken.split())
            assert phrase.pattern.search(spoken), f"{phrase.written}: {spoken}"
            for text in (spoken, spoken.upper().replace("SS", "ß")) if "ß" in spoken else (spoken, spoken.upper()):
                words = WORD.findall(text.lower())
                assert phrase.has_words({"", *words}, set(pairwise(words))), f"{phrase.written}: {text}"


def test_the_languages() -> None:
    assert set(languages()) >= {"en", "de", "fr", "es", "it", "nl", "pt"}


def test_words_that_judge_a_phrase_are_in_every_language() -> None:
    for lexicon in lexicons():
        for pattern in (lexicon.receipt, lexicon.mail, lexicon.reason, lexicon.why, lexicon.yours, lexicon.to_us):
            assert pattern.search("") is None
            assert pattern.pattern != "(?!)", lexicon.language


def test_hopeful_phrases_are_those_of_which_no_word_is_missing() -> None:
    spoken = ["this", "email", "because", "you", "are", "a", "customer", "of"]
    found = [one for ones in phrasebook().hopeful(spoken).values() for one in ones]
    assert {lexicon.language for lexicon, _ in found} == {"en"}
    assert all(needed & {*spoken} for _, phrase in found for needed in phrase.needs)
    assert phrasebook().hopeful(["lamp"]) == {}


def test_hopeful_phrases_have_their_words_side_by_side() -> None:
    assert phrasebook(("en",)).hopeful(["this", "email", "of", "details", "your", "from"]) == {}


def test_phrases_about_this_mail_are_hopeless_where_no_word_tells_of_it() -> None:
    spoken = ["your", "registration", "with"]
    assert phrasebook(("en",)).hopeful(spoken) == {}
    found = phrasebook(("en",)).hopeful(["this", "email", *spoken])
    assert {phrase.stand for ones in found.values() for _, phrase in ones} == {Stand.WITH_RECEIPT}


def test_words_in_angle_brackets_stand_for_a_choice() -> None:
    for lexicon in lexicons():
        assert not [phrase.written for phrase in lexicon.phrases if {"<", ">"} & {*phrase.written}]
