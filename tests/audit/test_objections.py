"""Letters that the person says they sent are opt-outs; drafts and letters that reached nobody are none."""

from datetime import timedelta

import pytest

from inboxguard.audit.audit import Audit
from inboxguard.audit.objections import objections
from inboxguard.senders.sender import SenderId
from tests.audit.truth import NOW

SHOP = "ninthcorner.example"


def test_a_letter_counts_from_when_it_was_sent(audit: Audit) -> None:
    letter = audit.draft("erasure", SHOP)
    assert objections(audit._db) == {}
    audit.mark(letter.row.id, "sent")
    ((organisation, (asked,)),) = objections(audit._db).items()
    assert (organisation, asked.method, asked.at, asked.message) == (SHOP, "letter", NOW, None)
    assert asked.address == letter.from_alias.lower()


def test_an_erasure_objects_too_and_a_question_does_not(audit: Audit) -> None:
    audit.mark(audit.draft("where_from", "sofasparrow.example").row.id, "sent")
    assert objections(audit._db) == {}
    audit.mark(audit.draft("erasure", SHOP).row.id, "sent")
    assert set(objections(audit._db)) == {SHOP}
    assert objections(audit._db, SenderId(SHOP)) == objections(audit._db)
    assert objections(audit._db, SenderId("sofasparrow.example")) == {}


@pytest.mark.parametrize("event", ["bounced", "wrong_entity", "withdrawn"])
def test_a_letter_that_reached_nobody_asked_nobody(audit: Audit, event: str) -> None:
    letter = audit.draft("erasure", SHOP)
    audit.mark(letter.row.id, "sent")
    audit.mark(letter.row.id, event)
    assert objections(audit._db) == {}


def test_sent_again_after_it_came_back_it_counts_from_then(audit: Audit, monkeypatch: pytest.MonkeyPatch) -> None:
    letter = audit.draft("erasure", SHOP)
    later = NOW + timedelta(days=3)
    audit.mark(letter.row.id, "sent")
    audit.mark(letter.row.id, "bounced")
    monkeypatch.setattr(audit, "_now", lambda: later)
    audit.mark(letter.row.id, "sent")
    assert objections(audit._db)[SHOP][0].at == later  # type: ignore[index]
