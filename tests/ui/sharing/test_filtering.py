"""Each row stands in the filter of what it is, weak ones only when they are asked for, masked ones never by name."""

from dataclasses import replace

import pytest

from inboxguard.trace.trail import Level, Relation
from inboxguard.ui.sharing.filtering import Show, address_told, claimed, counts, listed, place
from tests.ui.sharing.rows import MOVE, trail_row

WEAK = trail_row("weak.example", level=Level.POSSIBLE)
SETTLED = replace(
    trail_row("mine.example", None, Level.NOT_SHOWN, Relation.OWN, words="your own sign-up"), settled="mine"
)
SILENT = trail_row("silent.example", None, Level.NOT_SHOWN, Relation.UNKNOWN)


@pytest.mark.parametrize(
    ("relation", "shown"),
    [
        (Relation.SHARE, Show.PASSED_ON),
        (Relation.GROUP, Show.FAMILY),
        (Relation.SERVICE, Show.FAMILY),
        (Relation.HOST, Show.FAMILY),
        (Relation.LEAK, Show.INCIDENT),
        (Relation.UNKNOWN, Show.UNKNOWN),
    ],
)
def test_nothing_but_sharing_counts_as_passed_on(relation, shown):
    row = trail_row("one.example", relation=relation)
    assert place(row) is shown
    assert (counts((row,), False)[Show.PASSED_ON] == 1) is (relation is Relation.SHARE)


def test_the_filters_add_up_to_all():
    found = counts((*MOVE, WEAK, SETTLED, SILENT), False)
    assert found[Show.ALL] == len(MOVE) == sum(found[show] for show in Show if show not in (Show.ALL, Show.SETTLED))
    assert found[Show.SETTLED] == 1


def test_what_is_too_weak_is_listed_only_when_asked_for():
    assert WEAK not in claimed((*MOVE, WEAK), False)
    assert WEAK in claimed((*MOVE, WEAK), True)
    assert listed((WEAK,), Show.ALL, "weak", False) == ()
    assert listed((WEAK,), Show.ALL, "weak", True) == (WEAK,)


def test_what_is_settled_is_in_no_other_filter():
    for show in Show:
        assert (SETTLED in listed((*MOVE, SETTLED), show, "", True)) is (show is Show.SETTLED)


@pytest.mark.parametrize("words", ["sofa", "SOFA.example", "lantern.ex", "Lantern", "me+lan", "  sofa "])
def test_names_domains_and_addresses_are_found(words):
    assert MOVE[0] in listed(MOVE, Show.ALL, words, False)


def test_what_is_masked_is_not_found_by_its_name():
    masked = trail_row("tinytoes.example", name=None)
    address = "me+tinytoes@post.example"
    hidden = replace(trail_row("crib.example", "tinytoes.example"), source_masked=True, address=address)
    for words in ("tiny", "tinytoes.example", "me+tiny"):
        assert listed((masked, hidden), Show.ALL, words, True) == ()
    assert not address_told(hidden)
    assert address_told(masked)
