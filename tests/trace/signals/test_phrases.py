"""The phrases of origin: every one that is written down is found, in seven languages."""

import tomllib
from dataclasses import replace

import pytest

from inboxguard import resources
from inboxguard.trace.signals.phrases import languages, lexicons
from inboxguard.trace.signals.statement import statements
from tests.trace.signals.test_statement import BARE


@pytest.mark.parametrize("language", languages())
def test_every_phrase_that_is_written_down_is_found_and_firm(language: str) -> None:
    """What lets texts without the words of a phrase pass quickly must not let a phrase pass."""
    words = tomllib.loads(resources.read(f"trace/statements/{language}.toml"))
    opening = f"{words['mail'][0]} {words['reason'][0]} {words['yours'][0]}"
    for table in ("alone", "with_receipt", "beside_mail"):
        for phrase in (one for phrases in words[table].values() for one in phrases):
            spoken = phrase.replace("{x}", "Lantern Moves").replace("{by}", "Fern Post").replace("* ", "")
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


def test_hopeful_phrases_are_those_whose_rarest_word_is_there() -> None:
    english = next(lexicon for lexicon in lexicons() if lexicon.language == "en")
    found = english.hopeful({"customer"})
    assert found
    assert {phrase.rarest for phrase in found} == {"customer"}
    assert english.hopeful({"lamp"}) == []
