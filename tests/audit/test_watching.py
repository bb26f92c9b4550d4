"""Did it stop? Opt-outs from every source, judged anew as time passes, and held against the right sender only."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from inboxguard.audit.audit import Audit
from inboxguard.audit.watching import Watches, asked_in, judge_opt_outs, late_months, not_honoured, opt_out_of
from inboxguard.errors import Refused
from inboxguard.facts.message import MessageKey
from inboxguard.senders.optout import Asked
from inboxguard.senders.sender import SenderId
from inboxguard.store import decisions, findings, unsubscribing
from inboxguard.store.records import packed
from inboxguard.store.unsubscribing import Record
from tests.audit.shops import ME, SERVER, SHOP, START, adverts, put, written

NOW = datetime(2026, 11, 24, tzinfo=UTC)
LIST = f"news.{SHOP}"


def day(number: float) -> datetime:
    return START + timedelta(days=number)


@pytest.fixture
def shop(tmp_path: Path) -> Audit:
    """A home with adverts of a shop on the days 0, 10 ... 200, and a clock that stands at day 220."""
    mails = [written(10 * number, f"New lamps {number}: 20% off", "Shop now and save.", "news") for number in range(21)]
    audit = Audit.open(tmp_path / "home", lambda: day(220))
    audit.import_files([put(tmp_path / "mails", mails)], me=[ME], authserv=[SERVER])
    return audit


def state(audit: Audit, organisation: str = SHOP) -> str | None:
    found = opt_out_of(audit._db, organisation, audit._now())
    return None if found is None else found.state.value


def click(audit: Audit, number: float, address: str = ME, lists: tuple[str, ...] = (LIST,)) -> None:
    unsubscribing.add(audit._db, SHOP, Record("link", SHOP, "", None, address, lists), day(number))


def test_nobody_asked_nothing_is_watched(shop: Audit) -> None:
    assert state(shop) is None


def test_a_page_that_was_taken_begins_a_watch_at_once(shop: Audit) -> None:
    click(shop, 95)
    assert state(shop) == "not_honoured"
    (row,) = [one for one in shop.json_senders() if one["organisation"] == SHOP]
    assert (row["opt_out"]["method"], row["opt_out"]["state"]) == ("link", "not_honoured")
    assert row["opt_out"]["mails_after"] == 11


def test_another_list_or_address_is_not_held_against_it(shop: Audit) -> None:
    click(shop, 95, lists=("club.bathbeam.example",))
    click(shop, 95, address="anna@work.example")
    assert state(shop) == "honoured"


def test_who_went_on_is_told_without_an_analysis_and_no_longer_when_it_is_taken_back(shop: Audit) -> None:
    assert not_honoured(shop._db, shop._now()) == {}
    number = shop.left_in_browser(SHOP, day(95))
    assert list(not_honoured(shop._db, shop._now())) == [SHOP]
    assert [one.organisation for one in shop.due_requests()] == [SHOP]
    shop.not_left_in_browser(number)
    assert not_honoured(shop._db, shop._now()) == {}
    assert shop.due_requests() == ()


def test_a_page_was_not_left_before_the_first_mail(shop: Audit) -> None:
    with pytest.raises(Refused, match="No mail of this sender is as old"):
        shop.left_in_browser(SHOP, day(-9000))
    assert state(shop) is None


def test_a_mail_of_a_clock_that_went_wrong_asked_nobody(shop: Audit) -> None:
    mails = [one.attribution for one in findings.attributed_to(shop._db, SHOP)]
    watches = Watches(shop._db, shop._now())
    early, later = (Asked(day(number), "mailto", ME, MessageKey("k")) for number in (-9000, 95))
    assert watches.judged(SHOP, [early], mails) == ()
    assert [one.state for one in watches.judged(SHOP, [later], mails)] == ["not_honoured"]


def test_rows_follow_what_was_asked_without_an_analysis(shop: Audit) -> None:
    click(shop, 95)
    judge_opt_outs(shop._db, shop._now())
    (row,) = shop.sender_rows((SenderId(SHOP),))
    assert row.opt_out == "not_honoured"
    assert any(row.after_opt_out)
    shop.analyse()
    assert shop.sender_rows((SenderId(SHOP),)) == (row,)


def test_who_was_merged_is_held_to_what_was_asked_of_its_part(shop: Audit, tmp_path: Path) -> None:
    other = [written(number, "Sale", "Shop now.", "news", "Beam", "beam.example") for number in (5, 20, 40)]
    shop.import_files([put(tmp_path / "other", other)], me=[ME], authserv=[SERVER])
    unsubscribing.add(shop._db, "beam.example", Record("link", "beam.example", "", None, ME), day(95))
    assert (state(shop), state(shop, "beam.example")) == (None, "honoured")
    decisions.correct(shop._db, "merge", SHOP, "beam.example", day(210))
    shop.analyse()
    assert state(shop) == "not_honoured"


def test_a_request_that_was_refused_later_makes_one_mail_enough(tmp_path: Path) -> None:
    mails = [written(number, "Sale: 20% off", "Shop now and save.", "news") for number in (0, 10, 20, 80)]
    audit = Audit.open(tmp_path / "home", lambda: day(85))
    audit.import_files([put(tmp_path / "mails", mails)], me=[ME], authserv=[SERVER])
    click(audit, 25)
    assert state(audit) == "watching"
    batch = unsubscribing.plan(audit._db, [(SHOP, Record("one_click", SHOP, "https://x.example", None, ME))], day(82))
    (entry,) = unsubscribing.among(audit._db, batch)
    assert unsubscribing.leave(audit._db, entry.id, day(82))
    unsubscribing.end(audit._db, replace(entry, at=day(82)), unsubscribing.State.REFUSED, 500)
    assert state(audit) == "not_honoured"


def test_time_and_the_law_are_judged_anew_without_reading_a_mail(tmp_path: Path) -> None:
    early = datetime(2026, 2, 1, tzinfo=UTC)
    with Audit.open(tmp_path, lambda: early) as audit:
        audit.demo("move")
        before = {row.id: row.opt_out for row in audit.sender_rows(audit.sender_ids())}
    with Audit.open(tmp_path, lambda: NOW) as audit:
        after = {row.id: row for row in audit.sender_rows(audit.sender_ids())}
        assert after[SenderId("ninthcorner.example")].opt_out == "not_honoured"
        assert any(after[SenderId("ninthcorner.example")].after_opt_out)
        audit.analyse()
        assert {row.id: row for row in audit.sender_rows(audit.sender_ids())} == after
    assert before[SenderId("quillfern.example")] is not None


def test_homes_of_before_kept_one_opt_out() -> None:
    one = Asked(day(1), "mailto", ME, MessageKey("k"))
    assert asked_in(packed(one)) == asked_in(packed((one,))) == (one,)
    assert late_months(None, (day(1).date(),)) == (False,)


def test_adverts_before_anything_was_asked(tmp_path: Path) -> None:
    audit = Audit.open(tmp_path / "home", lambda: day(500))
    audit.import_files([put(tmp_path / "mails", adverts())], me=[ME], authserv=[SERVER])
    click(audit, 300)
    assert state(audit) == "honoured"
