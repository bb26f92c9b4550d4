"""After a word about shelves only the mail that it may concern is read again, only its senders summed up anew."""

from datetime import UTC, datetime

import pytest

from inboxguard.audit import analysing, grounds
from inboxguard.audit.audit import Audit
from inboxguard.audit.looking import held
from inboxguard.audit.shelf_views import ShelfSettings, ShelfWord
from inboxguard.store import decisions, judgements, mentions, shelves, speaking

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)


def again(audit: Audit) -> set[str]:
    """Take the ground of now; return the messages that are to be judged or asked again."""
    before = grounds.stored(audit._db)
    assert before is not None
    every = speaking.readable(audit._db)
    ground = grounds.taken(
        audit._db, before.findings, before.person, NOW.date(), lambda words: held(audit._db, every, words)
    )
    return set(judgements.unjudged(audit._db, ground.number))


def of_nobody(audit: Audit) -> set[str]:
    return set(speaking.marketing_of_nobody(audit._db))


@pytest.mark.parametrize("theme", ["baby", "wedding", "religion"])
def test_neither_a_mark_nor_its_end_makes_any_mail_be_read_again(audit: Audit, theme: str) -> None:
    decisions.mark_theme(audit._db, theme, NOW)
    assert again(audit) == of_nobody(audit)
    assert mentions.marked(audit._db) == {theme}
    audit.renew()
    decisions.unmark_theme(audit._db, theme)
    assert again(audit) == of_nobody(audit)
    assert mentions.marked(audit._db) == frozenset()


def test_senders_that_only_use_an_everyday_word_are_not_summed_up_anew(audit: Audit) -> None:
    mentioning = set(speaking.mentioning(audit._db, ["occasions"]))
    senders = {
        organisation
        for organisation in audit.sender_ids()
        if any(one.attribution.message in mentioning for one in judgements.heard(audit._db, organisation))
    }
    decisions.mark_theme(audit._db, "occasions", NOW)
    again(audit)
    assert 0 < len(set(judgements.touched(audit._db)) & senders) < len(senders)


def test_by_other_packs_all_mail_is_asked_again(audit: Audit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grounds, "edition", lambda: "other")
    assert again(audit) == set(speaking.readable(audit._db))


def test_words_of_ones_own_are_asked_of_mail_that_may_hold_them(audit: Audit) -> None:
    shelves.keep(audit._db, shelves.Kept("b", 1, "", "plain", None, shelves.Contents((("moving", "strong"),))), NOW)
    found = again(audit) - of_nobody(audit)
    assert 0 < len(found) < len(speaking.readable(audit._db))
    audit.renew()
    assert set(speaking.mentioning(audit._db, ["shelf_b"])) <= found


def test_a_word_that_stands_nowhere_asks_nothing(audit: Audit) -> None:
    shelves.keep(audit._db, shelves.Kept("b", 1, "", "plain", None, shelves.Contents((("zeppelin", "strong"),))), NOW)
    assert again(audit) == of_nobody(audit)


def test_the_end_of_a_shelf_concerns_the_mail_that_spoke_of_it(audit: Audit) -> None:
    shelf = audit.keep_shelf(ShelfSettings(None, words=(ShelfWord("moving", "strong"),)))
    named = set(speaking.mentioning(audit._db, [f"shelf_{shelf}"]))
    shelves.remove(audit._db, shelf)
    assert named <= again(audit) <= named | of_nobody(audit)


def test_rest_concerns_every_sender_that_advertises_and_ends_by_itself(audit: Audit) -> None:
    decisions.set_setting(audit._db, "shelf_mode", "rest")
    decisions.set_setting(audit._db, "rest_until", "2026-12-01")
    assert analysing.outlived(audit._db, NOW)
    again(audit)
    assert set(judgements.touched(audit._db)) == set(speaking.marketing_organisations(audit._db))
    assert not analysing.outlived(audit._db, NOW)
    assert analysing.outlived(audit._db, datetime(2026, 12, 2, 12, tzinfo=UTC))


def test_where_the_person_lives_matters_once_a_day_is_quiet(audit: Audit) -> None:
    decisions.set_setting(audit._db, "timezone", "Pacific/Auckland")
    assert not analysing.outlived(audit._db, NOW)
    shelves.add_day(audit._db, 5, 31, None, 0, 0, NOW)
    audit.renew()
    decisions.set_setting(audit._db, "timezone", "Europe/Berlin")
    assert analysing.outlived(audit._db, NOW)
    again(audit)
    assert set(judgements.touched(audit._db)) == set(speaking.marketing_organisations(audit._db))


def test_nothing_said_nothing_read_again(audit: Audit) -> None:
    assert again(audit) == set()
