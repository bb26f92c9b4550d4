"""The records of the page Senders."""

from inboxguard.audit.sender_views import MailRow, Why
from inboxguard.facts.message import MessageKey
from inboxguard.senders.attribution import Kind
from inboxguard.senders.sender import SenderId


def test_a_row_without_a_kind_is_one_that_is_set_aside() -> None:
    assert MailRow(MessageKey("1"), None, None, None).aside
    assert not MailRow(MessageKey("1"), None, "Sale", Kind.MARKETING).aside


def test_why_counts_its_mails() -> None:
    why = Why(SenderId("shop.example"), ((Kind.MARKETING, 7), (Kind.TRANSACTIONAL, 2)), ())
    assert (why.marketing, why.mails) == (7, 9)
    assert Why(SenderId("bank.example"), ((Kind.TRANSACTIONAL, 2),), ()).marketing == 0
