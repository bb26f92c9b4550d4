"""A letter lies where the person wants it; what became of it is recorded."""

from email import message_from_bytes
from pathlib import Path

import pytest

from inboxguard.audit.audit import Audit
from inboxguard.errors import Refused

SOFA = "sofasparrow.example"


def test_a_letter_is_a_file_that_mail_programs_open_as_a_draft(audit: Audit, tmp_path: Path) -> None:
    written = audit.draft("where_from", SOFA)
    audit.save_eml(written.row.id, tmp_path / "letter.eml")
    saved = message_from_bytes((tmp_path / "letter.eml").read_bytes())
    assert saved["X-Unsent"] == "1"
    assert saved["To"] == written.to


def test_without_an_account_nothing_lies_in_drafts_and_the_letter_is_kept(audit: Audit) -> None:
    written = audit.draft("where_from", SOFA)
    with pytest.raises(Refused):
        audit.put_in_drafts(written.row.id)
    assert audit.request(written.row.id).row.state == "drafted"


def test_what_cannot_have_happened_is_not_recorded(audit: Audit) -> None:
    written = audit.draft("where_from", SOFA)
    with pytest.raises(Refused):
        audit.mark(written.row.id, "bounced")
    audit.mark(written.row.id, "sent")
    audit.mark(written.row.id, "bounced")
    assert audit.request(written.row.id).row.state == "bounced"
