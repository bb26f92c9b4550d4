"""Pages of messages are judged the same here, in a child, and where a child broke over them."""

from collections import Counter
from pathlib import Path

import pytest

from inboxguard.audit import grounds, judging
from inboxguard.audit.audit import Audit
from inboxguard.audit.judging import Judging
from inboxguard.audit.looking import pages
from inboxguard.facts.settling import Learner
from inboxguard.senders.attribution import Attribution, Kind
from inboxguard.senders.domains import organisational
from inboxguard.store import messages
from inboxguard.store.records import unpacked
from tests.audit.truth import Story


@pytest.fixture
def work(move: Story) -> Judging:
    ground = grounds.stored(move.audit._db)
    assert ground is not None
    return Judging(move.audit.home, ground, (), ())


def page(audit: Audit) -> tuple[str, ...]:
    return pages(messages.keys(audit._db))[0]


def test_a_child_judges_as_this_process_does(move: Story, work: Judging) -> None:
    names = page(move.audit)
    stored = messages.among(move.audit._db, names)
    here = judging.judged(stored, work.ground, Learner((), (), organisational))
    there = work(names)
    assert there.rows == here.rows
    assert there.called == here.called
    assert [row.key for row in there.rows] == list(names)


def test_a_page_that_breaks_its_child_is_mail_that_nobody_reads(work: Judging) -> None:
    broken = work.unreadable(("a", "b"))
    assert [row.key for row in broken.rows] == ["a", "b"]
    one = unpacked(broken.rows[0].record, Attribution)
    assert (one.kind, one.reasons, one.organisation, one.outgoing) == (Kind.PERSONAL, ("unreadable",), None, False)
    assert broken.called == Counter()


def test_what_senders_call_the_person_is_counted(move: Story, work: Judging) -> None:
    called = work(page(move.audit)).called
    assert called
    assert all(len(name) <= 80 for name in called)


def test_a_home_that_is_gone_is_said(work: Judging, tmp_path: Path) -> None:
    empty = Judging(tmp_path, work.ground, (), ())
    assert empty(("a",)).rows == ()
