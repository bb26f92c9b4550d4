"""Letters to several senders: one each, under names that say nothing, and none of them sent."""

from email import message_from_bytes

import pytest

from inboxguard.audit.batches import MOST_DRAFTS
from inboxguard.audit.progress import silent
from inboxguard.errors import Refused
from inboxguard.requests.request import RequestKind
from inboxguard.senders.sender import SenderId
from inboxguard.ui.set_aside import letters

ERASURE = RequestKind.ERASURE
SOFAS, CURTAINS = SenderId("sofasparrow.example"), SenderId("curtaincrow.example")


def test_each_gets_its_letter_as_a_file_that_names_nobody(desk, tmp_path):
    made = letters.write(desk.audit, ERASURE, (SOFAS, CURTAINS), tmp_path, silent)
    assert [one.made for one in made] == [True, True]
    assert sorted(path.name for path in tmp_path.glob("*.eml")) == ["letter-1.eml", "letter-2.eml"]
    assert {one.words for one in made} == {"letter-1.eml", "letter-2.eml"}
    assert message_from_bytes((tmp_path / "letter-1.eml").read_bytes())["Subject"]
    assert {row.kind for row in desk.audit.requests()} == {"erasure"}


def test_files_that_are_there_are_kept(desk, tmp_path):
    (tmp_path / "letter-1.eml").write_text("mine")
    letters.write(desk.audit, ERASURE, (SOFAS,), tmp_path, silent)
    assert (tmp_path / "letter-1.eml").read_text() == "mine"
    assert (tmp_path / "letter-2.eml").exists()


def test_what_one_refuses_does_not_stop_the_others(desk, tmp_path):
    made = letters.write(desk.audit, ERASURE, (SenderId("nobody.example"), SOFAS), tmp_path, silent)
    assert [one.made for one in made] == [False, True]
    assert made[0].words


def test_without_a_mailbox_there_are_no_drafts_and_it_is_said(desk):
    made = letters.write(desk.audit, ERASURE, (SOFAS,), None, silent)
    assert [one.made for one in made] == [False]
    assert made[0].words


def test_more_than_a_person_reads_through_is_refused_before_any_is_made(desk, tmp_path):
    many = [SenderId(f"s{n}.example") for n in range(MOST_DRAFTS + 1)]
    with pytest.raises(Refused):
        letters.write(desk.audit, ERASURE, many, tmp_path, silent)
    assert not list(tmp_path.iterdir()) or not list(tmp_path.glob("*.eml"))


def test_only_letters_that_have_their_words_are_offered():
    offered = letters.written()
    assert RequestKind.ERASURE in offered
    assert set(offered) <= set(letters.KINDS)
