"""The phrases of origin: every one that is written down is found, in seven languages."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace

import pytest

from inboxguard import resources
from inboxguard.trace.signals.phrases import Stand, languages, lexicons, phrasebook
from inboxguard.trace.signals.statement import statements
from tests.trace.signals.test_statement import BARE


def spelled(phrase: str) -> Iterator[str]:
    """Yield a phrase with each part of its choices at least once."""
    parts = re.split(r"\[([^\[\]]*)\]", phrase)
    most = max((part.count("|") + 1 for part in parts[1::2]), default=1)
    for turn in range(most):
        chosen = [part.split("|") if place % 2 else [part] for place, part in enumerate(parts)]
        yield "".join(choice[turn % len(choice)] for choice in chosen)


@pytest.mark.parametrize("language", languages())
def test_every_phrase_that_is_written_down_is_found_and_firm(language: str) -> None:
    """What lets texts without the words of a phrase pass quickly must not let a phrase pass."""
    words = tomllib.loads(resources.read(f"trace/statements/{language}.toml"))
    opening = f"{words['mail'][0]} {words['reason'][0]} {words['yours'][0]}"
    for table in ("alone", "with_receipt", "beside_mail"):
        for phrase in (one for phrases in words[table].values() for written in phrases for one in spelled(written)):
            spoken = phrase.replace("{x}", "Lantern Moves").replace("{by}", "Fern Post").replace("* ", "")
            spoken = spoken.replace("{list}", "Tea House, Sofa Town")
            if table == "with_receipt":
                spoken = f"{words['receipt'][0]} {spoken}"
            line = f"{opening}.\n\n{spoken}" if table == "beside_mail" else f"{opening} - {spoken}."
            for written in (line, line.upper()):
                found = statements(replace(BARE, text=written, footer=written))
                assert any(one.firm for one in found), written


def test_the_languages() -> None:
    assert set(languages()) >= {"en", "de", "fr", "es", "it", "nl", "pt"}


def test_words_that_judge_a_phrase_are_in_every_language() -> None:
    for lexicon in lexicons():
        for pattern in (lexicon.receipt, lexicon.mail, lexicon.reason, lexicon.why, lexicon.yours, lexicon.to_us):
            assert pattern.search("") is None
            assert pattern.pattern != "(?!)", lexicon.language


def test_hopeful_phrases_are_those_of_which_no_word_is_missing() -> None:
    words = {"this", "email", "you", "are", "a", "customer", "of"}
    ((lexicon, found),) = phrasebook().hopeful(words)
    assert lexicon.language == "en"
    assert all(needed & words for phrase in found for needed in phrase.needs)
    assert phrasebook().hopeful({"lamp"}) == []


def test_phrases_about_this_mail_are_hopeless_where_no_word_tells_of_it() -> None:
    words = {"your", "order", "from"}
    assert phrasebook(("en",)).hopeful(words) == []
    ((_, found),) = phrasebook(("en",)).hopeful({*words, "this", "email"})
    assert {phrase.stand for phrase in found} == {Stand.WITH_RECEIPT}
