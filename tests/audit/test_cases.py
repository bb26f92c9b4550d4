"""The ledger is read without naming who is set aside."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from inboxguard.audit import cases
from inboxguard.audit.audit import Audit
from inboxguard.errors import Refused
from inboxguard.requests.request import RequestKind
from inboxguard.store import decisions
from tests.audit.truth import NOW

SOFA = "sofasparrow.example"


def test_a_request_is_found_by_id_or_reference_and_by_nothing_else(audit: Audit) -> None:
    written = audit.draft("where_from", SOFA)
    assert audit.request(written.row.reference).row.id == written.row.id
    with pytest.raises(Refused, match="no request"):
        audit.request("2026")


def test_the_ledger_names_nobody_of_whom_everything_is_set_aside(audit: Audit) -> None:
    written = audit.draft("erasure", SOFA)
    assert written.row.name == audit.requests()[0].name != ""
    audit.set_aside_sender(SOFA)
    assert audit.request(written.row.id).row.name == ""
    (row,) = audit.requests()
    assert (row.name, row.organisation) == ("", SOFA)
    audit.keep_senders((SOFA,))
    assert audit.requests()[0].name == written.row.name


def test_a_letter_that_names_who_is_set_aside_says_so(audit: Audit) -> None:
    trail = next(row for row in audit.trail_rows() if row.recipient == SOFA)
    assert trail.source is not None
    audit.given_only("kestrel-4f9d2a@post.example", trail.source)
    written = audit.request(audit.draft("to_whom", trail.source).row.id)
    named = [row.recipient for row in audit.trail_rows() if row.name is not None and row.name in written.body]
    assert named
    assert not written.names_set_aside
    audit.set_aside_senders(named)
    assert audit.request(written.row.id).names_set_aside


def following(audit: Audit, request: str, kind: RequestKind) -> str:
    """Write a letter into the ledger that follows another one."""
    first, _ = cases.found(audit._db, request)
    one = replace(
        first, id=f"{kind.value[:3]}-1", reference=f"2026-{kind.value[:7].upper()}", kind=kind, follows=request
    )
    decisions.add_request(audit._db, one)
    return one.id


def test_that_a_reminder_was_sent_is_recorded_of_the_letter_it_follows(audit: Audit) -> None:
    first = audit.draft("erasure", SOFA).row.id
    audit.mark(first, "sent")
    reminder = following(audit, first, RequestKind.REMINDER)
    late = NOW + timedelta(days=45)
    cases.mark(audit._db, reminder, "sent", late, None, late)
    row = cases.detail(audit._db, first, late).row
    assert (row.state, row.due) == ("reminded", date(2027, 1, 22))
    assert cases.detail(audit._db, reminder, late).row.due is None
    assert [moment.detail for moment in cases.detail(audit._db, first, late).timeline][-1] == "2026-REMINDE"


def test_a_reminder_that_is_too_early_is_recorded_nowhere(audit: Audit) -> None:
    first = audit.draft("erasure", SOFA).row.id
    audit.mark(first, "sent")
    for kind in (RequestKind.REMINDER, RequestKind.COMPLAINT):
        letter = following(audit, first, kind)
        with pytest.raises(Refused):
            audit.mark(letter, "sent")
        assert audit.request(letter).row.state == "drafted"
    assert audit.request(first).row.state == "sent"


def test_what_is_marked_twice_is_recorded_once(audit: Audit) -> None:
    first = audit.draft("erasure", SOFA).row.id
    audit.mark(first, "sent", note="by post")
    audit.mark(first, "sent", note="by post")
    assert len(audit.request(first).timeline) == 2
    with pytest.raises(Refused):
        audit.mark(first, "sent", note="by mail")


def test_a_row_says_when_a_reminder_and_a_complaint_are_fair(audit: Audit) -> None:
    first = audit.draft("erasure", SOFA).row.id
    assert audit.request(first).row.remind_from is None
    audit.mark(first, "sent")
    row = audit.request(first).row
    assert (row.due, row.remind_from, row.complain_from) == (
        date(2026, 12, 28), date(2026, 12, 31), date(2027, 1, 1),
    )  # fmt: skip
    assert row.due_is_verified
    assert audit.request(first).about == ""
