"""What a word of the person's changed is said in one line, and names nobody who is masked."""

from dataclasses import replace

from inboxguard.trace.trail import Level, Relation
from inboxguard.ui.sharing.changes import told
from tests.ui.sharing.rows import MOVE, trail_row

SOFA = MOVE[0]
SETTLED = replace(SOFA, source=None, source_name=None, level=Level.NOT_SHOWN, relation=Relation.OWN, settled="mine")


def test_a_claim_that_is_gone_is_said_to_be_gone():
    assert told(MOVE, (SETTLED, *MOVE[1:]), SOFA.recipient) == "Nothing is claimed about Sofa any more."


def test_a_claim_that_changes_is_said_before_and_after():
    firmer = replace(SOFA, level=Level.DOCUMENTED, level_words="Documented", relation_words="passed on")
    said = told(MOVE, (firmer, *MOVE[1:]), SOFA.recipient)
    assert said == "Sofa is now: Documented, passed on, from Lantern; it was: Strong, likely passed on, from Lantern."


def test_a_claim_that_stays_is_said_to_stay():
    assert told(MOVE, MOVE, SOFA.recipient).startswith("For Sofa it changes nothing")


def test_a_claim_that_comes_back_is_said():
    assert told((SETTLED,), (SOFA,), SOFA.recipient).startswith("Sofa is shown now: Strong")


def test_others_are_counted():
    said = told(MOVE, (SETTLED, *MOVE[3:]), SOFA.recipient)
    assert said.endswith("2 other findings changed.")
    assert told(MOVE, (SETTLED, *MOVE[2:]), SOFA.recipient).endswith("One other finding changed.")


def test_what_is_too_weak_is_as_good_as_nothing():
    weak = replace(SOFA, level=Level.POSSIBLE, level_words="Possible")
    assert told((SOFA,), (weak,), SOFA.recipient) == "Not enough is left to claim anything about Sofa."
    assert told((weak,), (), SOFA.recipient) == "Still nothing can be claimed about Sofa."
    other = trail_row("other.example", level=Level.POSSIBLE)
    assert "other" not in told((SOFA, other), (SOFA,), SOFA.recipient).replace("another", "")


def test_nobody_who_is_masked_is_named():
    masked = replace(SOFA, name=None)
    assert "Sofa" not in told((masked,), (replace(SETTLED, name=None),), SOFA.recipient)


def test_a_word_about_many_counts_them():
    assert told(MOVE, (SETTLED, *MOVE[1:]), "") == "One finding changed."
    assert told(MOVE, MOVE[3:], "") == "3 findings changed."


def test_of_someone_unknown_nothing_is_said():
    assert told(MOVE, MOVE, "nobody.example") == ""
