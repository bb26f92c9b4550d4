"""What the mailbox has about a letter: replies and proposals that are visible, mail since, and what was denied."""

from datetime import UTC, datetime

import pytest

from inboxguard.senders.sender import SenderId
from inboxguard.ui.requests import beside
from inboxguard.ui.requests.beside import NOTHING, SETTING, denied, deny, look
from tests.audit.letters import arrives

DESK = {"X_Auto_Response_Suppress": "All"}
"""As a ticket system marks its mail, which is therefore read."""


@pytest.fixture
def answered(filled, late, tmp_path):
    at = datetime(2026, 11, 20, 9, tzinfo=UTC)
    text = "We obtained your address from Moving Lantern.\n"
    arrives(filled.audit, tmp_path / "mail", at, f"Re: {late.row.reference}", to=late.from_alias, text=text, **DESK)
    return filled.audit.request(late.row.id)


def test_an_answer_is_found_with_what_it_seems_to_say(filled, answered):
    found = look(filled.audit, answered)
    (one,) = found.proposals
    assert (one.proposed, one.quote) == ("answered_full", "We obtained your address from Moving Lantern.")
    assert found.replies == (one,)
    assert found.by_note[one.message_id] == one


def test_what_was_denied_is_not_proposed_again_and_stays_a_reply(filled, answered):
    (one,) = look(filled.audit, answered).proposals
    deny(filled.audit, one.line.key)
    found = look(filled.audit, answered)
    assert found.proposals == ()
    assert [reply.line.key for reply in found.replies] == [one.line.key]
    assert denied(filled.audit) == {one.line.key}


def test_an_answer_that_was_filed_is_not_proposed_again(filled, answered):
    (one,) = look(filled.audit, answered).proposals
    organisation = answered.row.organisation
    filled.audit.answered_where_from(organisation, None, None, one.line.key, None, answered.row.id)
    found = look(filled.audit, filled.audit.request(answered.row.id))
    assert found.proposals == ()
    assert len(found.replies) == 1


def test_a_setting_that_cannot_be_read_denies_nothing(filled):
    for broken in ("", "{", '{"a": 1}', "[1, null]"):
        filled.audit.set_setting(SETTING, broken)
        assert denied(filled.audit) == frozenset()


def test_of_a_draft_nothing_is_looked_up(filled):
    draft = next(row for row in filled.audit.requests() if row.state == "drafted")
    assert look(filled.audit, filled.audit.request(draft.id)) is NOTHING


def test_mail_since_the_letter_is_counted_without_the_replies(filled, answered, monkeypatch):
    before = look(filled.audit, answered).meanwhile
    keys = filled.audit.mail_ids(SenderId("sofasparrow.example"))
    later = [one for one in filled.audit.mail_rows(keys) if one.at and one.at >= answered.row.sent]
    assert before == (len(later) - 1, False), "the answer is no mail of theirs like the others"
    if before[0]:
        monkeypatch.setattr(beside, "MOST", before[0] - 1)
        assert look(filled.audit, answered).meanwhile == (before[0] - 1, True)
