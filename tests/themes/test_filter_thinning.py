"""Fewer words find the same mail, and never less of it."""

import random

import pytest

from inboxguard.themes import lexicon
from inboxguard.themes.filter_thinning import shortest, thinned
from inboxguard.themes.filter_words import Wording, wordings
from inboxguard.themes.filters import Filters, Rule, alone, inside, sieve
from tests.letters import newsletter
from tests.servers.pigeonhole import Pigeonhole


def test_what_holds_a_shorter_one_is_superfluous_anywhere() -> None:
    assert set(shortest(["schwangerschaft", "schwanger", "mutter", "schwanger"])) == {"schwanger", "mutter"}
    assert shortest([]) == ()


@pytest.mark.parametrize(
    ("words", "left"),
    [
        # A long word is looked for anywhere, so whatever holds it goes.
        ([Wording(("pregnancy",)), Wording(("pregnancy pillow",)), Wording(("early pregnancy test",))], {"pregnancy"}),
        # A short one has gaps beside it inside a phrase.
        ([Wording(("urn",)), Wording(("urn shop",)), Wording(("an urn of ash",))], {"urn"}),
        # It does not find the phrase whose last word goes on, or the other language's apostrophe.
        ([Wording(("cot",)), Wording(("the cot",), open=True)], {"cot", "the cot"}),
        ([Wording(("baby",)), Wording(("baby's day",))], {"baby", "baby's day"}),
        # An open one finds a closed one.
        ([Wording(("cot",), open=True), Wording(("the cot",)), Wording(("the cots",), open=True)], {"cot", "the cots"}),
        # Words that merely look alike stay.
        ([Wording(("urn",)), Wording(("return day",)), Wording(("burns it",))], {"urn", "return day", "burns it"}),
    ],
)  # fmt: skip
def test_words_that_find_nothing_more_are_left_out(words: list[Wording], left: set[str]) -> None:
    assert {form for form, _ in thinned(words)} == left


def test_the_same_form_of_two_terms_is_as_open_as_either() -> None:
    assert thinned([Wording(("urn",)), Wording(("urn",), open=True)]) == (("urn", (False, True)),)


def test_subjects_are_found_as_with_all_words(pigeonhole: Pigeonhole) -> None:
    """Each term of a shipped pack, alone in a subject, is found by the thinned rules of its pack."""
    odd = random.Random(3)
    for theme in odd.sample(lexicon.load().themes, 2):
        words = wordings(theme, ["en", "de"], 1.0)
        script = sieve(Filters((Rule(words=words),))).text
        for one in odd.sample(words, 12):
            subject = f"Today {odd.choice(one.forms)}, and more"
            assert pigeonhole.run(script, newsletter(subject)).folders == ("Set aside",), subject
        assert len(inside(words)) + len(alone(words)) > 0
