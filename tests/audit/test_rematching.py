"""After a word about shelves only the mail that it may concern is read again."""

from datetime import UTC, datetime

import pytest

from inboxguard.audit import analysing, grounds
from inboxguard.audit.audit import Audit
from inboxguard.store import decisions, judgements, messages, naming, shelves, speaking
from inboxguard.themes.lexicon import load
from inboxguard.themes.matching import mentions
from inboxguard.themes.naming import edition

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)


def again(audit: Audit) -> set[str]:
    """Take the ground of now; return the messages that are to be judged again."""
    before = grounds.stored(audit._db)
    assert before is not None
    ground = grounds.taken(audit._db, before.findings, before.person, NOW.date())
    return set(judgements.unjudged(audit._db, ground.number))


@pytest.mark.parametrize("theme", ["baby", "wedding", "pet"])
def test_no_mail_that_names_a_marked_theme_is_passed_over(audit: Audit, theme: str) -> None:
    readable = set(naming.keys(audit._db))
    every = messages.among(audit._db, tuple(messages.keys(audit._db)))
    naming_it = {one.key for one in every if one.key in readable and mentions(one, load(), frozenset({theme}))}
    decisions.mark_theme(audit._db, theme, NOW)
    suspects = again(audit)
    assert naming_it <= suspects
    assert len(suspects) < len(readable) / 2


def test_mail_of_which_other_packs_told_the_words_is_read_again(audit: Audit) -> None:
    keys = naming.keys(audit._db)[:2]
    with audit._db.conn as connection:
        connection.execute("UPDATE naming_terms SET lexicon = 'older' WHERE key = ?", (keys[0],))
        connection.execute("DELETE FROM naming_terms WHERE key = ?", (keys[1],))
    assert set(naming.untold(audit._db, edition())) == set(keys)
    decisions.mark_theme(audit._db, "baby", NOW)
    assert set(keys) <= again(audit)


def test_an_unmarked_theme_concerns_the_mail_that_spoke_of_it(audit: Audit) -> None:
    audit.mark_themes(["occasions"])
    named = set(speaking.mentioning(audit._db, ["occasions"]))
    decisions.unmark_theme(audit._db, "occasions")
    assert again(audit) == named


def test_words_of_ones_own_are_looked_for_everywhere(audit: Audit) -> None:
    shelves.keep(audit._db, shelves.Kept("b", 1, "", "plain", None, shelves.Contents((("zeppelin", "strong"),))), NOW)
    assert again(audit) == set(naming.keys(audit._db))


def test_rest_concerns_every_sender_that_advertises_and_ends_by_itself(audit: Audit) -> None:
    decisions.set_setting(audit._db, "shelf_mode", "rest")
    decisions.set_setting(audit._db, "rest_until", "2026-12-01")
    assert analysing.outlived(audit._db, NOW)
    again(audit)
    assert set(judgements.touched(audit._db)) == set(speaking.marketing_organisations(audit._db))
    assert not analysing.outlived(audit._db, NOW)
    assert analysing.outlived(audit._db, datetime(2026, 12, 2, 12, tzinfo=UTC))


def test_nothing_said_nothing_read_again(audit: Audit) -> None:
    assert again(audit) == set()
