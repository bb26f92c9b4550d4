"""The ledger is read without naming who is set aside."""

import pytest

from inboxguard.audit.audit import Audit
from inboxguard.errors import Refused

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
