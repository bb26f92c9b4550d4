"""Modes of the page and days that are kept quiet; they end without a word."""

from datetime import date

import pytest

from inboxguard.audit.audit import Audit
from inboxguard.audit.shelf_views import Mode
from inboxguard.errors import Refused
from inboxguard.senders.sender import SenderId
from inboxguard.store import findings
from tests.audit.truth import NOW

SOFAS, CURTAINS = SenderId("sofasparrow.example"), SenderId("curtaincrow.example")


def test_rest_hides_all_marketing_lies_on_no_shelf_and_ends_silently(audit: Audit) -> None:
    before = audit.sender_ids()
    audit.behave(Mode.REST, date(2026, 12, 1))
    assert audit.behaviour().until == date(2026, 12, 1)
    assert len(audit.sender_ids()) < len(before)
    assert audit.shelf() == ()
    assert audit.all_set_aside()
    home = audit.home
    audit.close()
    with Audit.open(home, lambda: NOW.replace(month=12, day=2)) as later:
        assert later.behaviour().mode is Mode.NORMAL
        later.renew()
        assert later.sender_ids() == before
    audit.reopen()
    with pytest.raises(Refused, match="past"):
        audit.behave(Mode.REST, date(2026, 1, 1))


def test_a_quiet_day_hides_the_marketing_around_it_and_no_more(audit: Audit) -> None:
    rows = [one.attribution for one in findings.attributed_to(audit._db, SOFAS) if one.attribution.kind == "marketing"]
    day = rows[0].at
    assert day is not None
    made = audit.add_quiet_day(day.month, day.day, day.year, 0, 0)
    assert rows[0].message in audit.all_set_aside()
    assert all(
        (one.at is not None and one.at.date() == day.date()) is (one.message in audit.all_set_aside()) for one in rows
    )
    assert audit.quiet_days()[0].id == made
    audit.remove_quiet_day(made)
    assert audit.all_set_aside() == frozenset()
    with pytest.raises(Refused, match="no such day"):
        audit.add_quiet_day(2, 30)


def test_occasions_are_those_of_marked_themes_and_kept_only_on_asking(audit: Audit) -> None:
    assert audit.occasions("DE") == ()
    audit.mark_themes(["mothers_day"])
    (one, *_) = audit.occasions("DE")
    assert (one.day, one.kept) == (date(2027, 5, 9), False)
    audit.keep_quiet(one.key, True)
    assert audit.occasions("DE")[0].kept
    audit.keep_quiet(one.key, False)
    assert not audit.occasions("DE")[0].kept
    with pytest.raises(Refused, match="no such date"):
        audit.keep_quiet("mothers_day/nonsense", True)
