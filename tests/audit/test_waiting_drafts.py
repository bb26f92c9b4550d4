"""Drafts in a real mailbox: remembered, not put twice, and looked after each time the mailbox is read."""

import pytest

from inboxguard.audit import waiting_drafts
from inboxguard.audit.audit import Audit
from inboxguard.mailbox.drafting import Found
from tests.audit.syncs import ADDRESS
from tests.servers.dovecot import Dovecot


@pytest.fixture
def letter(audit: Audit) -> str:
    """A letter to Sofa & Sparrow."""
    return audit.draft("where_from", "sofasparrow.example").row.id


@pytest.fixture
def box(audit: Audit, dovecot: Dovecot) -> str:
    """The account of the person on a real server; return its user there."""
    user = dovecot.user()
    audit.add_account(ADDRESS, dovecot.host, dovecot.plain_port, "none", user, dovecot.password, None, remember=False)
    return user


def test_a_draft_on_a_real_server_is_remembered_and_not_put_twice(
    audit: Audit, letter: str, box: str, dovecot: Dovecot
) -> None:
    assert audit.lies(letter) is None
    assert audit.put_in_drafts(letter) == audit.put_in_drafts(letter) == "Drafts"
    assert len(dovecot.uids(box, "Drafts")) == 1
    lying = audit.lies(letter)
    assert lying is not None
    assert (lying.account, lying.folder, lying.found) == (ADDRESS, "Drafts", Found.THERE)
    assert "send it yourself" in lying.words
    audit.sync()
    assert audit.lies(letter) == lying


def test_a_draft_that_was_saved_anew_is_noticed(audit: Audit, letter: str, box: str, dovecot: Dovecot) -> None:
    audit.put_in_drafts(letter)
    with dovecot.outside(box) as other:
        other.select("Drafts")
        [(_, raw), _] = other.uid("FETCH", "1", "(BODY.PEEK[])")[1]
        other.append("Drafts", "(\\Draft)", None, raw.replace(b"<inboxguard-", b"<anew-"))
        other.uid("STORE", "1", "+FLAGS", "(\\Deleted)")
        other.expunge()
    audit.sync()
    lying = audit.lies(letter)
    assert lying is not None
    assert lying.found is Found.CHANGED
    assert "saved anew" in lying.words


def test_a_draft_that_was_deleted_is_gone_and_counts_as_nothing(
    audit: Audit, letter: str, box: str, dovecot: Dovecot
) -> None:
    audit.put_in_drafts(letter)
    with dovecot.outside(box) as other:
        other.select("Drafts")
        other.uid("STORE", "1", "+FLAGS", "(\\Deleted)")
        other.expunge()
    audit.sync()
    lying = audit.lies(letter)
    assert lying is not None
    assert lying.found is Found.GONE
    assert audit.request(letter).row.state == "drafted"


def test_a_draft_that_was_sent_is_recorded_by_its_copy(audit: Audit, letter: str, box: str, dovecot: Dovecot) -> None:
    audit.put_in_drafts(letter)
    with dovecot.outside(box) as other:
        other.select("Drafts")
        [(_, raw), _] = other.uid("FETCH", "1", "(BODY.PEEK[])")[1]
        other.append("Sent", "(\\Seen)", None, raw)
        other.uid("STORE", "1", "+FLAGS", "(\\Deleted)")
        other.expunge()
    assert audit.sync().added == 1
    one = audit.request(letter)
    assert one.row.state == "sent"
    assert one.timeline[-1].detail == "Found in Sent by the Message-ID of the draft."
    assert audit.lies(letter) is None


def test_the_mailbox_is_opened_only_where_a_draft_waits(audit: Audit, letter: str) -> None:
    def opened() -> object:
        raise AssertionError

    waiting_drafts.look(audit._db, ADDRESS, opened)  # type: ignore[arg-type]


def test_unsubscribe_mails_are_no_letters_of_the_ledger(audit: Audit, box: str, dovecot: Dovecot) -> None:
    audit.put_in_drafts(audit.unsubscribe_draft("quillfern.example").row.id)
    assert len(dovecot.uids(box, "Drafts")) == 1
    assert audit._db.execute("SELECT count(*) FROM draft_locations").fetchone() == (0,)
