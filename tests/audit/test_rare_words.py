"""Words that few mails have are proposed; words around a hit are taken narrowly."""

from inboxguard.audit.audit import Audit
from inboxguard.audit.rare_words import around, rare
from inboxguard.store import messages
from inboxguard.themes.lexicon import load
from inboxguard.themes.matching import mentions
from tests.themes.messages import message


def test_rare_words_of_the_subject_come_first_and_common_ones_not_at_all(audit: Audit) -> None:
    seen = [one for one in messages.among(audit._db, tuple(messages.keys(audit._db)[:40])) if one.opened]
    common = max(seen, key=lambda one: len(one.text or ""))
    found = rare(audit._db, message("Zeppelin flights", f"Zeppelin over the lake. {common.text}"))
    assert found[0].term == "zeppelin"
    assert found[0].mails == 0
    assert not {"the", "and", "your"} & {one.term for one in found}
    assert len(found) <= 12


def test_where_nothing_was_read_nothing_is_proposed(empty: Audit) -> None:
    assert rare(empty._db, message("Zeppelin flights")) == ()


def test_the_words_around_a_hit_are_taken_and_no_more() -> None:
    letter = message("Bump in prices? A pram for everyone in town")
    (mention,) = mentions(letter, load(), frozenset({"baby"}))
    found = around(letter, mention)
    assert "a pram for" in found
    assert all(len(phrase.split()) <= 6 for phrase in found)
    assert not any("town" in phrase for phrase in found)


def test_a_hit_that_is_all_there_is_is_taken_alone() -> None:
    letter = message("Pram")
    (mention,) = mentions(letter, load(), frozenset({"baby"}))
    assert around(letter, mention) == ("pram",)
