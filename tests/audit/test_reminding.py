"""What is due is told in neutral words, once, and never of who is set aside."""

from dataclasses import fields
from datetime import date, timedelta

import pytest

from inboxguard.audit import reminding
from inboxguard.audit.audit import Audit
from inboxguard.audit.reminding import Due, DueRow, clear_ended, due_rows, to_tell, was_told
from inboxguard.store import decisions
from tests.audit.truth import NOW

SOFA = "sofasparrow.example"
CORNER = "ninthcorner.example"


def due(audit: Audit, days: int, within: int = 7) -> list[DueRow]:
    """Return what is due of requests so many days from now."""
    return [row for row in due_rows(audit._db, NOW + timedelta(days=days), within) if row.request]


def sent(audit: Audit, kind: str = "erasure", organisation: str = SOFA, law: str | None = "gdpr") -> str:
    written = audit.draft(kind, organisation, law)
    audit.mark(written.row.id, "sent")
    return written.row.id


def later(audit: Audit, request: str, event: str, days: int) -> None:
    """Record what happened so many days from now, as if it was that day."""
    at = NOW + timedelta(days=days)
    decisions.add_event(audit._db, request, event, at, None)


def test_a_letter_that_waits_is_no_business_of_today(audit: Audit) -> None:
    assert due(audit, 0) == []
    request = sent(audit)
    assert due(audit, 0) == []
    assert due(audit, 26) == []
    (row,) = due(audit, 28)
    assert (row.due, row.request, row.day, row.days) == (Due.SOON, request, date(2026, 12, 28), 6)
    assert (row.may_remind, row.may_complain) == (False, False)


def test_after_the_day_the_margin_runs_and_then_one_may_act(audit: Audit) -> None:
    sent(audit)
    (row,) = due(audit, 36)  # 30 December
    assert (row.due, row.days, row.may_remind) == (Due.SOON, -2, False)
    (row,) = due(audit, 37)
    assert (row.due, row.may_remind, row.may_complain) == (Due.SOON, True, False)
    (row,) = due(audit, 38)
    assert (row.due, row.may_remind, row.may_complain) == (Due.OVERDUE, True, True)


def test_after_a_reminder_and_its_time(audit: Audit) -> None:
    request = sent(audit)
    later(audit, request, "reminded", 40)
    assert due(audit, 41) == []
    (row,) = due(audit, 50)
    assert (row.due, row.day) == (Due.SOON, date(2027, 1, 17))
    (row,) = due(audit, 56)
    assert (row.due, row.may_complain) == (Due.OVERDUE, True)


def test_the_authority_has_its_own_time(audit: Audit) -> None:
    request = sent(audit)
    later(audit, request, "refused", 5)
    (row,) = due(audit, 5)
    assert (row.due, row.day, row.may_remind, row.may_complain) == (Due.MAY_ACT, None, True, True)
    later(audit, request, "complained", 10)
    assert due(audit, 90) == []
    (row,) = due(audit, 120)
    assert row.due is Due.AUTHORITY


def test_where_the_law_names_no_time_a_reminder_is_fair_after_two_weeks(audit: Audit) -> None:
    sent(audit, "access", law="jp-appi")
    assert due(audit, 14) == []
    (row,) = due(audit, 15)
    assert (row.due, row.day, row.may_remind, row.may_complain) == (Due.MAY_ACT, None, True, False)


@pytest.mark.parametrize("event", ["answered_full", "closed", "withdrawn", "identity_asked", "bounced", "wrong_entity"])
def test_what_waits_for_nobody_is_not_listed(audit: Audit, event: str) -> None:
    later(audit, sent(audit), event, 5)
    assert due(audit, 300) == []


def test_mail_after_an_opt_out_is_listed_without_a_request(audit: Audit) -> None:
    (row,) = [row for row in audit.due_requests() if row.request is None]
    assert (row.due, row.organisation, row.day, row.reference) == (Due.STILL_MAIL, CORNER, None, "")
    audit.set_aside_sender(CORNER)
    assert audit.due_requests() == ()


def test_the_most_pressing_comes_first(audit: Audit) -> None:
    first = sent(audit)
    second = sent(audit, organisation=CORNER)
    later(audit, second, "refused", 5)
    rows = due_rows(audit._db, NOW + timedelta(days=60))
    assert [row.request for row in rows] == [first, second, None]


def test_the_desktop_is_told_once_and_of_visible_senders_only(audit: Audit) -> None:
    hidden, shown = sent(audit), sent(audit, organisation=CORNER)
    audit.set_aside_sender(SOFA)
    assert to_tell(audit._db, NOW + timedelta(days=30)) == ()
    then = NOW + timedelta(days=60)
    assert {row.request for row in due_rows(audit._db, then)} == {hidden, shown, None}
    news = to_tell(audit._db, then)
    assert [row.request for row in news] == [shown]
    was_told(audit._db, news, then)
    assert to_tell(audit._db, then + timedelta(days=1)) == ()
    later(audit, shown, "reminded", 61)
    assert to_tell(audit._db, NOW + timedelta(days=62)) == ()
    assert [row.due for row in to_tell(audit._db, NOW + timedelta(days=80))] == [Due.OVERDUE]


def test_a_sender_that_was_set_aside_is_told_of_by_no_desktop_though_its_receipts_are_shown(audit: Audit) -> None:
    sent(audit, organisation=CORNER)
    audit.set_aside_sender(CORNER)
    then = NOW + timedelta(days=60)
    assert due_rows(audit._db, then)
    assert to_tell(audit._db, then) == ()


def test_the_person_turns_it_off(audit: Audit) -> None:
    sent(audit)
    then = NOW + timedelta(days=60)
    assert to_tell(audit._db, then)
    audit.set_setting("notifications", "off")
    assert to_tell(audit._db, then) == ()
    assert due_rows(audit._db, then)
    audit.set_setting("notifications", "on")
    assert to_tell(audit._db, then)


def test_ended_cases_are_kept_for_ever_unless_the_person_says_otherwise(audit: Audit) -> None:
    request = sent(audit)
    later(audit, request, "closed", 5)
    assert audit.ended_kept_for() is None
    assert clear_ended(audit._db, NOW + timedelta(days=5_000)) == 0
    audit.keep_ended_for(30)
    assert audit.ended_kept_for() == reminding.SHORTEST
    assert clear_ended(audit._db, NOW + timedelta(days=94)) == 0
    assert clear_ended(audit._db, NOW + timedelta(days=96)) == 1
    assert audit.requests() == ()
    audit.keep_ended_for(None)
    assert audit.ended_kept_for() is None


def test_an_open_case_is_never_erased(audit: Audit) -> None:
    sent(audit)
    later(audit, sent(audit, "access"), "answered_full", 2)
    audit.keep_ended_for(90)
    assert clear_ended(audit._db, NOW + timedelta(days=5_000)) == 0


def test_no_row_holds_a_word_that_judges() -> None:
    words = {kind.value for kind in Due} | {field.name for field in fields(DueRow)}
    assert not [
        word for word in words for bad in ("illegal", "breach", "spam", "ignored", "alert", "warning") if bad in word
    ]
