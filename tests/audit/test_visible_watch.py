"""What is shown of an opt-out counts no mail that is set aside; how it stands is judged by all mail all the same."""

from datetime import timedelta
from pathlib import Path

import pytest

from inboxguard.audit.audit import Audit
from inboxguard.audit.shelf_views import ShelfSettings, ShelfWord
from inboxguard.audit.watches import WatchView
from inboxguard.store import unsubscribing
from inboxguard.store.unsubscribing import Record
from tests.audit.shops import ME, SERVER, SHOP, START, put, written

NOW = START + timedelta(days=100)


@pytest.fixture
def shop(tmp_path: Path) -> Audit:
    """A shop that was left on day 20 and wrote of rugs ever since, and of cradles on three days of these."""
    wares = ["lamps", "lamps", "rugs", "cradles", "rugs", "cradles", "rugs", "cradles", "rugs"]
    mails = [
        written(10 * number, f"New {ware} {number}: 20% off", "Shop now and save.", "news")
        for number, ware in enumerate(wares)
    ]
    audit = Audit.open(tmp_path / "home", lambda: NOW)
    audit.import_files([put(tmp_path / "mails", mails)], me=[ME], authserv=[SERVER])
    at = START + timedelta(days=15)
    unsubscribing.add(audit._db, SHOP, Record("link", SHOP, "", None, ME, (f"news.{SHOP}",)), at)
    return audit


def watch(audit: Audit) -> WatchView:
    (view,) = audit.watches_of(SHOP)
    return view


def hide(audit: Audit, *words: str) -> None:
    audit.keep_shelf(ShelfSettings(None, "Mine", words=tuple(ShelfWord(word, "strong") for word in words)))


def test_number_days_and_rows_are_those_of_visible_mail(shop: Audit) -> None:
    before = watch(shop)
    assert before.state == "not_honoured"
    hide(shop, "cradles")
    after = watch(shop)
    assert (before.mails_after, after.mails_after) == (7, 4)
    assert [one.line.subject for one in after.mails] == [f"New rugs {number}: 20% off" for number in (8, 6, 4, 2)]
    for cradles in (50, 70):
        day = START + timedelta(days=cradles)
        assert f"{day.day} {day:%B %Y}" not in after.step.sentence
    [moment] = [one for one in shop.sender(SHOP).timeline if one.what.startswith("opt_out_")]
    [row] = [one for one in before.mails if "cradles 3" in (one.line.subject or "")]
    assert moment.detail == str(sum(one.because is row.because for one in after.mails))


def test_how_it_stands_is_judged_by_all_mail(shop: Audit) -> None:
    hide(shop, "rugs")
    assert watch(shop).state == "not_honoured"
    hide(shop, "cradles")
    assert watch(shop).state == "not_honoured"
    assert "Nothing came" not in watch(shop).step.sentence
