"""The shipped packs as a whole: complete in seven languages, and no two of them claim the same word."""

from collections import defaultdict

import pytest

from inboxguard.themes.lexicon import WEIGHTS, Theme, load

SEVEN = {"en", "de", "fr", "es", "it", "nl", "pt"}
PACKS = load().themes


@pytest.mark.parametrize("pack", PACKS, ids=[pack.id for pack in PACKS])
def test_a_pack_speaks_seven_languages_and_checks_itself_in_each(pack: Theme) -> None:
    assert set(pack.languages) == SEVEN
    assert {language for language, _ in pack.labels} == SEVEN
    told = {(check.language, check.hit) for check in pack.checks}
    assert told == {(language, hit) for language in SEVEN for hit in (True, False)}
    for language, terms in pack.terms:
        weights = {term.weight for term in terms}
        assert {WEIGHTS["strong"], WEIGHTS["medium"], WEIGHTS["block"]} <= weights, language


def test_no_two_packs_are_named_by_the_same_word() -> None:
    named = defaultdict(set)
    for pack in PACKS:
        for language, terms in pack.terms:
            for term in terms:
                if term.weight == WEIGHTS["strong"]:
                    named[language, term.text].add(pack.id)
    assert {term: sorted(packs) for term, packs in named.items() if len(packs) > 1} == {}


def test_packs_suggest_only_packs_that_there_are() -> None:
    ids = {pack.id for pack in PACKS}
    unknown = {(pack.id, other) for pack in PACKS for other in pack.suggest_with if other not in ids}
    assert unknown == set()
