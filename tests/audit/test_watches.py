"""What a screen sees of the watch: mails with their reasons, masked where they are set aside, and the next step."""

from datetime import timedelta
from pathlib import Path

import pytest

from inboxguard.audit.audit import Audit
from inboxguard.audit.watches import Watching, late_mails, to_look_at, views
from inboxguard.errors import Refused
from inboxguard.requests.hits import Because
from inboxguard.requests.next_step import Act
from inboxguard.requests.request import RequestKind
from inboxguard.store import unsubscribing
from inboxguard.store.unsubscribing import Record
from tests.audit.shops import ME, SERVER, SHOP, START, put, written

NOW = START + timedelta(days=220)


@pytest.fixture
def shop(tmp_path: Path) -> Audit:
    mails = [written(10 * number, f"New lamps {number}: 20% off", "Shop now and save.", "news") for number in range(21)]
    audit = Audit.open(tmp_path / "home", lambda: NOW)
    audit.import_files([put(tmp_path / "mails", mails)], me=[ME], authserv=[SERVER])
    return audit


def left(audit: Audit, day: int = 95) -> None:
    at = START + timedelta(days=day)
    unsubscribing.add(audit._db, SHOP, Record("link", SHOP, "", None, ME, (f"news.{SHOP}",)), at)


def test_a_sender_nobody_left_has_no_watch(shop: Audit) -> None:
    assert views(shop._db, SHOP, NOW) == ()
    assert to_look_at(shop._db, NOW) == ()
    assert late_mails(shop._db, SHOP, NOW) == ()
    with pytest.raises(Refused):
        views(shop._db, "nobody.example", NOW)


def test_the_watch_with_its_mails_and_the_next_step(shop: Audit) -> None:
    left(shop)
    (view,) = views(shop._db, SHOP, NOW)
    assert (view.state, view.method, view.address, view.lists) == ("not_honoured", "link", ME, (f"news.{SHOP}",))
    assert [one.because for one in view.mails[-3:]] == [Because.GRACE] * 3
    assert view.mails[0].because is Because.COUNTS
    assert view.mails[0].line.subject == "New lamps 20: 20% off"
    assert (view.step.act, view.step.letter) == (Act.OBJECT, RequestKind.OBJECTION)
    assert view.read_until == START + timedelta(days=200)
    (row,) = to_look_at(shop._db, NOW)
    assert (row.organisation, row.step) == (SHOP, view.step)


def test_after_a_draft_the_draft_waits(shop: Audit) -> None:
    left(shop)
    letter = shop.draft("objection", SHOP, "gdpr")
    assert views(shop._db, SHOP, NOW)[0].step.follows == letter.row.id


def test_evidence_names_who_vouched_and_hides_the_token(shop: Audit) -> None:
    left(shop)
    found = late_mails(shop._db, SHOP, NOW)
    assert len(found) == 8
    first = found[0]
    assert first.received == START + timedelta(days=130)
    assert (first.list_id, first.vouched_by, first.imported) == (f"news.{SHOP}", SERVER, True)
    assert f"dkim {SHOP}" in first.vouched
    assert first.way_out == f"https://{SHOP}/…"
    assert first.subject == "New lamps 13: 20% off"


def test_set_aside_mail_is_masked_and_its_sender_not_listed(shop: Audit) -> None:
    left(shop)
    shop.set_aside_sender(SHOP)
    (view,) = views(shop._db, SHOP, NOW)
    assert all(one.line.aside and one.line.subject is None for one in view.mails)
    assert all(one.subject is None for one in late_mails(shop._db, SHOP, NOW))
    assert to_look_at(shop._db, NOW) == ()


def test_a_screen_asks_through_the_audit() -> None:
    assert issubclass(Audit, Watching)
