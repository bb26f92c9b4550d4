"""Lists for the window: sorted and filtered by the database, without what is set aside."""

import pytest
from sqlite_utils import Database

from inboxguard.senders.sender import Basis
from inboxguard.store import search
from tests.store.findings import NOW, advert, found, keep, sender


def filled(db: Database) -> None:
    shown = [
        found(sender("b.example", "Bakery", Basis.NONE_FOUND), mails=3, opt_out="not_honoured"),
        found(sender("a.example", "apples 100%", Basis.PURCHASE), mails=9, copy=True),
        found(sender("c.example", "Choir", Basis.CONFIRMED), mails=5, marketing=0),
        found(sender("quiet.example", "Quiet", Basis.NONE_FOUND), mails=0),
    ]
    attributed = [advert("1", "b.example"), advert("2", "quiet.example", aside=True), advert("3", "a.example")]
    keep(db, attributed, shown)


def test_who_is_wholly_set_aside_is_in_no_list(db: Database) -> None:
    filled(db)
    assert search.sender_ids(db, "all", "", "name", False) == ("a.example", "b.example", "c.example")
    assert search.chip_counts(db) == {
        "all": 3, "marketing": 2, "no_consent": 1, "opt_out_ignored": 1, "copy": 1,
        "no_marketing": 1,
    }  # fmt: skip
    assert search.with_set_aside(db) == {"quiet.example"}


@pytest.mark.parametrize(
    ("order", "descending", "first"),
    [
        ("name", False, "a.example"),
        ("mails", True, "a.example"),
        ("mails", False, "b.example"),
        ("name", True, "c.example"),
    ],
)
def test_orders(db: Database, order: str, descending: bool, first: str) -> None:
    filled(db)
    assert search.sender_ids(db, "all", "", order, descending)[0] == first


def test_signs_of_the_database_are_only_signs_in_a_search(db: Database) -> None:
    filled(db)
    assert search.sender_ids(db, "all", "100%", "name", False) == ("a.example",)
    assert search.sender_ids(db, "all", "%", "name", False) == ("a.example",)
    assert search.sender_ids(db, "all", "_", "name", False) == ()
    assert search.sender_ids(db, "all", "' OR 1=1 --", "name", False) == ()
    assert search.sender_ids(db, "all", "BAKE", "name", False) == ("b.example",)


def test_rows_come_by_id(db: Database) -> None:
    filled(db)
    assert set(search.sender_rows(db, ("a.example", "c.example", "nobody.example"))) == {"a.example", "c.example"}
    assert search.sender_rows(db, ()) == {}


def test_rows_of_more_senders_than_sqlite_takes_in_one_question(db: Database) -> None:
    shop = sender("shop.example", "Shop", Basis.PURCHASE)
    keep(db, senders=[found(shop, mails=1)])
    many = (*(f"n{at}.example" for at in range(260_000)), "shop.example")
    assert set(search.sender_rows(db, many)) == {"shop.example"}


def test_who_was_asked_to_stop(db: Database) -> None:
    filled(db)
    assert search.left(db) == 1


def test_news_since_a_moment(db: Database) -> None:
    filled(db)
    assert search.news(db, NOW) == (0, (), 2)
    mails, new, before = search.news(db, NOW.replace(year=2020))
    assert (mails, set(new), before) == (2, {"a.example", "b.example"}, 0)
