"""Letters state what the ledger can prove, and one case at a time is open."""

import pytest

from inboxguard.audit import asking
from inboxguard.audit.audit import Audit
from inboxguard.audit.shelf_views import Missed
from inboxguard.errors import Refused
from inboxguard.senders.attribution import Attribution
from inboxguard.store import findings
from tests.audit.truth import NOW

SOFA = "sofasparrow.example"


def test_the_letter_speaks_the_language_of_their_mail_or_the_one_that_was_chosen(audit: Audit) -> None:
    assert audit.draft("where_from", SOFA).language == "en"
    assert audit.draft("erasure", SOFA, language="de").language == "de"


def test_only_what_the_person_said_is_stated_about_an_address(audit: Audit) -> None:
    assert "gave" not in audit.draft("where_from", SOFA).body
    audit.given_only("kestrel-4f9d2a@post.example", "movinglantern.example")
    body = audit.draft("where_from", SOFA).body
    assert "only" in body
    assert "Moving Lantern" in body
    for word in ("sold", "leak", "illegal", "breach", "spam"):
        assert word not in body.lower()


def test_the_persons_name_is_under_it_only_when_told(audit: Audit) -> None:
    assert "Anna" not in audit.draft("where_from", SOFA).body


def test_no_field_of_a_letter_is_empty(audit: Audit) -> None:
    for kind, organisation in (
        ("where_from", SOFA), ("to_whom", "movinglantern.example"), ("erasure", "ninthcorner.example"),
    ):  # fmt: skip
        for language in ("en", "de"):
            letter = audit.draft(kind, organisation, language=language)
            assert letter.to
            assert letter.subject
            assert "None" not in letter.body
            assert "{" not in letter.body
            assert letter.row.reference in letter.subject
            assert letter.row.reference in letter.body


def test_an_unsent_letter_may_be_written_again_but_a_sent_one_waits(audit: Audit) -> None:
    first = audit.draft("where_from", SOFA)
    second = audit.draft("where_from", SOFA)
    assert first.row.reference != second.row.reference
    audit.mark(second.row.id, "sent")
    with pytest.raises(Refused, match=second.row.reference):
        audit.draft("where_from", SOFA)


def test_a_request_is_found_by_id_or_reference_and_by_nothing_else(audit: Audit) -> None:
    written = audit.draft("where_from", SOFA)
    assert audit.request(written.row.reference).row.id == written.row.id
    with pytest.raises(Refused, match="no request"):
        audit.request("2026")


def test_the_message_has_one_recipient_and_a_message_id_of_the_alias(audit: Audit) -> None:
    written = audit.draft("where_from", SOFA)
    content = asking.composed(audit._db, written.row.id, NOW).content
    assert content.count(b"\r\nTo: ") == 1
    assert b"\r\nBcc" not in content
    assert b"Message-ID: <inboxguard-" + written.row.reference.lower().encode() + b"@post.example>" in content


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


def test_a_letter_lists_no_list_of_which_all_is_set_aside(audit: Audit) -> None:
    lists = {one.list_id for one in _attributions(audit, SOFA)} - {None}
    assert lists
    assert all(str(one) in audit.draft("erasure", SOFA).body for one in lists)
    for one in _attributions(audit, SOFA)[:-1]:
        audit.missed(one.message, Missed.MAIL)
    (left,) = _attributions(audit, SOFA)[-1:]
    body = audit.draft("erasure", SOFA).body
    assert [one for one in lists if str(one) in body] == ([left.list_id] if left.list_id else [])


def _attributions(audit: Audit, organisation: str) -> list[Attribution]:
    return [one.attribution for one in findings.attributed_to(audit._db, organisation)]
