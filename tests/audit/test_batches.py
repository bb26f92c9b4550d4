"""Several senders at once: told before, and nothing happens by telling."""

from pathlib import Path

import pytest

from inboxguard.audit import asking, batches
from inboxguard.audit.audit import Audit
from inboxguard.audit.batches import MOST_DRAFTS, Act, Outcome
from inboxguard.audit.progress import Step
from inboxguard.errors import Cancelled, Refused
from inboxguard.senders.sender import SenderId
from tests.audit.truth import Story

FLOWERS, SOFAS = SenderId("ninthcorner.example"), SenderId("sofasparrow.example")


def outcomes(audit: Audit, act: Act, *ids: SenderId) -> list[Outcome]:
    return [one.outcome for one in audit.preview(act, ids)]


@pytest.mark.parametrize("act", list(Act))
def test_telling_what_would_happen_changes_nothing(move: Story, act: Act) -> None:
    ids = move.audit.sender_ids()
    before = [move.audit.sender(one) for one in ids]
    told = move.audit.preview(act, ids)
    assert [one.id for one in told] == list(ids)
    assert [move.audit.sender(one) for one in ids] == before
    assert not move.audit.corrections_of()
    assert not move.audit.requests()


def test_what_is_so_already_stays(audit: Audit) -> None:
    assert outcomes(audit, Act.KEEP, SOFAS) == [Outcome.KEPT]
    audit.keep_senders((SOFAS,))
    assert outcomes(audit, Act.KEEP, SOFAS) == [Outcome.NOTHING]
    assert outcomes(audit, Act.SET_ASIDE, SOFAS) == [Outcome.ASIDE]


def test_calling_senders_names_the_mails_it_changes(move: Story) -> None:
    ids = move.audit.sender_ids()
    for act, outcome in ((Act.NOT_MARKETING, Outcome.NOT_MARKETING), (Act.MARKETING, Outcome.MARKETING)):
        for one in move.audit.preview(act, ids):
            marketing = move.audit.why(one.id).marketing
            mails = marketing if act is Act.NOT_MARKETING else move.audit.why(one.id).mails - marketing
            assert one.mails == mails
            assert one.outcome is (outcome if mails else Outcome.NOTHING)


def test_each_way_out_is_named_with_who_learns_of_it(move: Story) -> None:
    told = {one.id: one for one in move.audit.preview(Act.UNSUBSCRIBE, move.audit.sender_ids())}
    assert told[FLOWERS].outcome is Outcome.DRAFT
    assert told[FLOWERS].host
    assert told[SOFAS].outcome is Outcome.ONE_CLICK
    for one in told.values():
        assert one.reason
        assert bool(one.url) == (one.outcome is Outcome.LINK)
        assert move.audit.sender(one.id).way_out.allowed == (one.outcome is not Outcome.REFUSED)


def test_looking_for_ways_out_is_told_and_can_be_stopped(move: Story) -> None:
    def stop(step: Step) -> None:
        raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        move.audit.preview(Act.UNSUBSCRIBE, move.audit.sender_ids(), stop)


def test_drafts_are_files_and_what_is_refused_says_why(audit: Audit, tmp_path: Path) -> None:
    bank = next(one for one in audit.sender_ids() if audit.sender(one).way_out.route == "none")
    made, refused = audit.unsubscribe_drafts((FLOWERS, bank), tmp_path)
    assert made.made
    assert (tmp_path / made.words).read_bytes().count(b"X-Unsent: 1") == 1
    assert not refused.made
    assert refused.words
    assert len(list(tmp_path.glob("*.eml"))) == 1


def test_a_draft_of_before_is_not_written_over(audit: Audit, tmp_path: Path) -> None:
    (first,), (second,) = (audit.unsubscribe_drafts((FLOWERS,), tmp_path) for _ in range(2))
    assert first.words != second.words
    assert len(list(tmp_path.glob("*.eml"))) == 2


def test_without_a_mailbox_there_is_no_drafts_folder(audit: Audit) -> None:
    (one,) = audit.unsubscribe_drafts((FLOWERS,), None)
    assert not one.made
    assert "file" in one.words


def test_more_drafts_than_anybody_reads_are_refused(audit: Audit, tmp_path: Path) -> None:
    with pytest.raises(Refused, match=str(MOST_DRAFTS)):
        audit.unsubscribe_drafts((FLOWERS,) * (MOST_DRAFTS + 1), tmp_path)
    assert not list(tmp_path.glob("*.eml"))


def test_no_name_of_a_sender_leads_out_of_the_folder(audit: Audit, tmp_path: Path) -> None:
    draft = asking.composed(audit._db, f"{asking.UNSUBSCRIBE}{FLOWERS}", audit._now())
    for hostile in ("../../etc/x", "a/b@c.example", "x" * 5_000, "\x00\n", "CON:"):
        name = batches.into_folder(tmp_path)(hostile, draft)
        assert (tmp_path / name).parent == tmp_path
        assert (tmp_path / name).is_file()
