"""Letters state what the ledger can prove, and one case at a time is open."""

import pytest

from inboxguard.audit import asking
from inboxguard.audit.audit import Audit
from inboxguard.errors import Refused
from tests.audit.truth import NOW

SOFA = "sofasparrow.example"


def test_the_letter_speaks_the_language_of_their_mail_or_the_one_that_was_chosen(audit: Audit) -> None:
    assert audit.draft("where_from", SOFA).language == "en"
    assert audit.draft("erasure", SOFA, language="de").language == "de"


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


def test_the_message_has_one_recipient_and_a_message_id_of_the_alias(audit: Audit) -> None:
    written = audit.draft("where_from", SOFA)
    content = asking.composed(audit._db, written.row.id, NOW).content
    assert content.count(b"\r\nTo: ") == 1
    assert b"\r\nBcc" not in content
    assert b"Message-ID: <inboxguard-" + written.row.reference.lower().encode() + b"@post.example>" in content
