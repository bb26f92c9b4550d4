"""Naming terms find every mail that may name a theme, and do not say which theme that is."""

from dataclasses import replace

from inboxguard.themes.lexicon import Sources, load
from inboxguard.themes.naming import Suspects, beyond, edition, naming_terms
from inboxguard.themes.own import Own, OwnWords, lexicon
from tests.themes.messages import message


def test_terms_of_any_theme_are_told_and_nothing_else() -> None:
    told = naming_terms(message("The baby's almost here", "Strollers and jackets on every floor"))
    assert "stroller*" in told
    assert not any("jacket" in term or "floor" in term for term in told)
    assert told == tuple(sorted(told))


def test_terms_in_pictures_paths_and_names_are_told_too() -> None:
    told = naming_terms(message("News", images=("A cosy pram",)))
    assert "pram" in told


def test_suspects_are_those_of_the_theme() -> None:
    told = naming_terms(message("Kinderwagen im Angebot", language="de"))
    assert Suspects(load(), ["baby"])(told)
    assert not Suspects(load(), ["gambling"])(told)
    assert not Suspects(load(), ["baby"])(())


def test_what_a_person_added_may_lie_beyond_the_words_of_packs() -> None:
    assert not beyond(load(), ["baby"])
    assert not beyond(lexicon(Own(blocks=(("baby", "pram"),))), ["baby"])
    own = lexicon(Own(shelves=(OwnWords("b", (("oscar", "strong"),)),)))
    assert beyond(own, ["shelf_b"])
    assert not beyond(own, ["baby"])
    baby = load().theme("baby")
    assert baby is not None
    named = replace(baby, senders=Sources(domains=("tinytoes.example",)))
    assert beyond(load().adding([named]), ["baby"])


def test_an_edition_is_a_digest_of_the_packs() -> None:
    assert len(edition()) == 16
    assert edition() == edition()
