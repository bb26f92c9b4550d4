"""The records of the page Sharing."""

from inboxguard.audit.trail_views import Card, TrailRow
from inboxguard.senders.sender import SenderId
from inboxguard.trace.trail import Level, Relation


def test_nothing_is_settled_or_masked_unless_it_is_said() -> None:
    row = TrailRow(
        SenderId("sofa.example"), "Sofa", None, None, "", Level.NOT_SHOWN, "Not shown", Relation.OWN, "", 1, None
    )
    assert (row.settled, row.source_masked) == ("", False)


def test_a_card_has_a_mail_or_a_document() -> None:
    assert Card("They answered", None, None, document="answer.pdf").line is None
