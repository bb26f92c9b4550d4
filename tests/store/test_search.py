"""Lists for the window: sorted and filtered by the database, without what is set aside."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlite_utils import Database

from inboxguard.senders.attribution import Kind, Role
from inboxguard.senders.sender import Basis
from inboxguard.store import search
from inboxguard.store.findings import Attributed, Span
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


def of_one_shop(db: Database) -> None:
    """Four adverts of which one is set aside, an order, spam in its name, and what the person wrote to it."""
    adverts = [at(advert(str(day), "a.example", aside=day == 3), day, reasons=("bulk_mark",)) for day in (1, 2, 3, 4)]
    others = [
        at(advert("5", "a.example"), 5, kind=Kind.TRANSACTIONAL, role=Role.PURCHASE),
        at(advert("6", "a.example"), 6, kind=Kind.SPAM),
        at(advert("7", "a.example"), 7, kind=Kind.PERSONAL, outgoing=True, role=Role.WROTE),
        at(advert("8", "a.example"), 8, kind=Kind.TRANSACTIONAL, role=Role.PURCHASE, recipient="other@post.example"),
        at(advert("9", "b.example"), 9, reasons=("bulk_mark",)),
    ]
    keep(db, adverts + others)


def at(one: Attributed, day: int, **more: Any) -> Attributed:
    return replace(one, attribution=replace(one.attribution, at=NOW.replace(day=day), **more))


def test_mails_of_a_sender_come_newest_first_without_what_is_set_aside(db: Database) -> None:
    of_one_shop(db)
    assert search.mail_keys(db, "a.example") == ("8", "6", "5", "4", "2", "1")
    assert search.mail_keys(db, "a.example", 2) == ("8", "6")
    assert "3" in search.mail_keys(db, "a.example", aside=True)
    assert search.mail_keys(db, "nobody.example") == ()


def test_ends_kinds_and_reasons_count_what_is_seen(db: Database) -> None:
    of_one_shop(db)
    assert search.marketing_ends(db, "a.example") == ("1", "4")
    assert search.marketing_ends(db, "b.example") == ("9",)
    assert search.marketing_ends(db, "nobody.example") == ()
    assert search.kinds(db, "a.example") == ((Kind.MARKETING, 3), (Kind.TRANSACTIONAL, 2))
    assert search.marketing_reasons(db, "a.example") == (("bulk_mark", 3),)


def test_the_first_mail_of_each_role_and_at_each_address(db: Database) -> None:
    of_one_shop(db)
    assert set(search.first_of_roles(db, "a.example")) == {"5", "7"}
    assert search.first_to(db, "a.example", "other@post.example") == "8"
    assert search.first_to(db, "a.example", "me@post.example") == "1"
    assert search.first_to(db, "a.example", "nobody@post.example") is None


def test_marketing_of_named_senders(db: Database) -> None:
    filled(db)
    assert search.marketing_of(db, ("a.example", "c.example", "nobody.example")) == {"a.example": 9, "c.example": 0}


def came(one: Attributed, at: datetime) -> Attributed:
    return replace(one, attribution=replace(one.attribution, at=at))


def test_of_set_aside_marketing_neither_number_nor_day_is_told(db: Database) -> None:
    times = [NOW - timedelta(days=9), NOW - timedelta(days=3), NOW]
    mails = [came(advert(str(number), "b.example", aside=number == 0), at) for number, at in enumerate(times)]
    keep(db, [*mails, advert("q", "quiet.example", aside=True)], [])
    assert search.marketing_seen(db, ["b.example", "quiet.example"]) == {"b.example": Span(2, times[1])}
    assert search.mails_seen(db) == 2
