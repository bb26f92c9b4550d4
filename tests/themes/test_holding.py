"""What is held back by a quick look cannot hold the words; what is let through is read as ever."""

from dataclasses import replace
from urllib.parse import quote

import pytest
from benchmarks.themes_labelled import OWN, texts
from hypothesis import given
from hypothesis import strategies as st

from inboxguard.store.records import packed
from inboxguard.themes.holding import differing, holder
from inboxguard.themes.lexicon import Sources, Theme, load
from inboxguard.themes.matching import mentions
from inboxguard.themes.own import Own, OwnWords, lexicon
from inboxguard.themes.words import words
from tests.themes.messages import message


def shelf(*terms: str, **own: object) -> list[Theme]:
    """The themes of a person with a shelf of their own."""
    kept = OwnWords("b", tuple((term, "strong") for term in terms))
    return list(lexicon(replace(Own(shelves=(kept,) if terms else ()), **own)).themes)


@pytest.mark.parametrize(
    "text",
    [
        "Garden chairs for you",
        "GARDEN\nCHAIRS",
        "Für den Garten: Gardenchairs",
        "Gar\u00adden ch\u200bairs – jetzt",
        "https://shop.example/new/garden%20chairs",
        "Gärdén chairs",
        "https://shop.example/g%C3%A4rden-ch%61irs?x=1",
    ],
)
def test_words_are_found_however_they_are_written(text: str) -> None:
    assert holder(["chairs"])(text.encode())


def test_other_mail_is_held_back() -> None:
    assert not holder(["chairs", "grill"])("Tables for the gardén, 20 % off".encode())


@given(st.text(), st.sampled_from("aéßıœÆΣ½ﬁ"))
def test_every_word_of_a_text_is_found_in_its_octets(text: str, letter: str) -> None:
    written = f"{text} {letter}{text}{letter}"
    for word in words(written):
        assert holder([word])(packed({"subject": written}))
        assert holder([word])(written.encode("utf-8", "replace"))
        assert holder([word])(quote(written.encode("utf-8", "replace")).encode())


def test_no_mail_of_an_own_word_is_held_back() -> None:
    every = [message(one.subject, one.body, language=one.language) for one in texts(OWN)]
    own = lexicon(Own(shelves=(OwnWords("b", (("angebot*", "strong"), ("new arrivals", "strong"))),)))
    (wanted,) = differing(load().themes, own.themes).values()
    naming = [one for one in every if mentions(one, own, frozenset({"shelf_b"}))]
    held = [one for one in every if holder(wanted)(packed(one))]
    assert naming
    assert set(naming) <= set(held)
    assert len(held) < len(every) / 4


def test_only_themes_that_are_other_than_before_are_told() -> None:
    assert differing(load().themes, load().themes) == {}
    assert differing(shelf("oscar"), shelf("oscar")) == {}
    assert differing(shelf(), shelf("oscar", "my uncle s*")) == {"shelf_b": {"oscar", "uncle"}}
    assert differing(shelf("oscar"), shelf("oscar", "zeppelin")) == {"shelf_b": {"zeppelin"}}
    assert differing(shelf("oscar", "zeppelin"), shelf("oscar")) == {"shelf_b": frozenset()}
    assert differing(shelf("oscar"), shelf()) == {"shelf_b": frozenset()}


def test_a_block_and_an_exception_concern_their_theme_alone() -> None:
    assert differing(shelf(), shelf(blocks=(("baby", "baby carrots"),))) == {"baby": frozenset()}
    assert differing(shelf(blocks=(("baby", "baby carrots"),)), shelf()) == {"baby": {"carrots"}}
    assert differing(shelf(), shelf(exceptions=(("pet", "hospital.example"),))) == {"pet": frozenset()}
    assert differing(shelf(exceptions=(("pet", "hospital.example"),)), shelf()) == {"pet": {"hospital"}}


def test_who_sends_is_looked_for_as_well() -> None:
    baby = load().theme("baby")
    assert baby is not None
    named = replace(baby, senders=Sources(domains=("tinytoes.example",), names=("tiny toes",)))
    (wanted,) = differing([baby], [named]).values()
    assert holder(wanted)(packed(message("News")))
