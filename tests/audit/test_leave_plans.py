"""Who was asked before is not asked again, unless nothing came of it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from inboxguard.audit.audit import Audit
from inboxguard.audit.leave_plans import Leave, leaves
from inboxguard.errors import Refused
from inboxguard.store import unsubscribing
from inboxguard.store.unsubscribing import Record, State
from tests.servers.high_street import ME, SERVER, START, advert, domain, mailbox

SHOP = domain(0)
ASKED = START + timedelta(days=10)


@pytest.fixture
def audit(tmp_path: Path) -> Iterator[Audit]:
    """A home with adverts of one shop, of before it was asked."""
    with Audit.open(tmp_path / "home", lambda: ASKED + timedelta(days=90)) as found:
        found.import_files([mailbox(tmp_path, [advert(0), advert(0, 7)])], me=[ME], authserv=[SERVER])
        yield found


def plan(audit: Audit, days: int = 1) -> Leave:
    """How the shop would be left so many days after it was asked."""
    return next(leaves(audit._db, [SHOP], ASKED + timedelta(days=days)))


def ended(db: Database, state: State) -> None:
    """One click that came to this."""
    batch = unsubscribing.plan(db, [(SHOP, Record("one_click", "h", f"https://h/{state}", address=ME))], ASKED)
    (one,) = unsubscribing.among(db, batch)
    unsubscribing.leave(db, one.id, ASKED)
    if state is not State.LEAVING:
        unsubscribing.end(db, one, state)


def test_a_sender_that_was_never_asked(audit: Audit) -> None:
    found = plan(audit)
    assert (found.before, found.held, found.posts) == (None, False, True)
    assert found.offered.message is not None


@pytest.mark.parametrize("state", [State.UNKNOWN, State.LEAVING])
def test_what_may_count_holds_the_next(audit: Audit, state: State) -> None:
    ended(audit._db, state)
    found = plan(audit)
    assert found.before is not None
    assert (found.before.state, found.held, found.posts) == ("unknown", True, False)


@pytest.mark.parametrize("state", [State.REFUSED, State.UNREACHED])
def test_what_came_to_nothing_holds_nothing(audit: Audit, state: State) -> None:
    ended(audit._db, state)
    assert plan(audit).before is None


def test_an_opt_out_that_runs_holds_the_next_and_one_that_was_honoured_does_not(audit: Audit) -> None:
    ended(audit._db, State.ACCEPTED)
    for days, state, held in ((1, "watching", True), (89, "honoured", False)):
        found = plan(audit, days)
        assert found.before is not None
        assert (found.before.state, found.held) == (state, held)
        assert found.before.words.startswith("You asked this sender on 11 October 2026 already; ")
        assert found.before.words.endswith(".")


def test_after_mail_came_all_the_same_a_letter_is_the_next_step(audit: Audit, tmp_path: Path) -> None:
    ended(audit._db, State.ACCEPTED)
    audit.import_files([mailbox(tmp_path, [advert(0, 50), advert(0, 57)])])
    found = plan(audit, 60)
    assert found.before is not None
    assert (found.before.state, found.held, found.posts) == ("not_honoured", True, False)
    assert "a letter is the next step" in found.before.words


def test_an_unknown_sender(audit: Audit) -> None:
    with pytest.raises(Refused, match="No sender"):
        next(leaves(audit._db, ["nobody.example"], datetime(2026, 1, 1, tzinfo=UTC)))


def test_after_its_time_nobody_is_told_that_mail_may_still_come(audit: Audit) -> None:
    ended(audit._db, State.ACCEPTED)
    early, later = plan(audit).before, plan(audit, 45).before
    assert early is not None
    assert later is not None
    assert "mail may still come until" in early.words
    assert early.state == later.state == "watching"
    assert "mail may still come" not in later.words
    assert "is still watched" in later.words
