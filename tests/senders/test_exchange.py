from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest

from inboxguard.senders.attribution import Attribution, Kind, Role
from inboxguard.senders.exchange import Exchange, Known, Trend, exchange
from inboxguard.senders.register import Reach

from .letters import DAY, heard, receipt, wrote

LONG_AGO = Reach(first=DAY - timedelta(days=900))


def on(day: float) -> datetime:
    return DAY + timedelta(days=day)


def told(attributions: Sequence[Attribution], until: float = 360, reach: Reach = LONG_AGO) -> Exchange:
    return exchange(attributions, on(until), reach)


def every(*days: float, **said: Any) -> list[Attribution]:
    return [heard(days=day, **said) for day in days]


# orders


def test_orders_stand_against_adverts() -> None:
    found = told([receipt(days=1), *every(2, 3, 4), receipt(days=40)])
    assert (found.orders, found.adverts, found.mails, found.order_mails) == (2, 3, 5, ("k1", "k40"))


def test_an_order_its_delivery_and_its_invoice_are_one() -> None:
    mails = [
        receipt(days=1, subject="Order 7001 received"),
        receipt(days=3, subject="Your parcel 55512 is on its way"),
        receipt(days=5, subject="Delivered"),
        receipt(days=5, key="i", subject="Invoice 9"),
    ]
    assert told(mails).orders == 1


def test_two_orders_in_one_week_are_told_apart_by_their_numbers() -> None:
    mails = [receipt(days=1, subject="Order 7001 received"), receipt(days=2, subject="Order 7002 received")]
    assert told(mails).orders == 2
    assert told([*mails, receipt(days=3, subject="Order 7002 shipped")]).orders == 2
    again = [receipt(days=1, subject="Order 7001 received"), receipt(days=2, subject="Order 7001 received")]
    assert told(again).orders == 1


def test_no_order_is_none() -> None:
    forged = receipt(days=1, authenticated=False)
    assert told([forged, *every(2, 3)]).orders == 0
    assert told([heard(days=1, kind=Kind.SPAM, role=Role.PURCHASE)]).orders == 0
    assert told([receipt(at=None), heard(days=1)]).orders == 1


# mails a month


def test_mails_a_month_are_those_of_the_last_year() -> None:
    found = told(every(*range(-400, 360, 10)))
    assert len(found.months) == 12
    assert found.mails_a_month == 3.0


def test_a_sender_that_came_lately_is_counted_from_its_first_mail() -> None:
    found = told(every(301, 311, 321, 331, 341, 351))
    assert (found.months, found.mails_a_month, found.trend) == ((3, 3), 3.0, Trend.UNCLEAR)


def test_nothing_is_counted_without_dates() -> None:
    found = exchange([heard(at=None)], None, LONG_AGO)
    assert (found.months, found.mails_a_month, found.trend, found.last) == ((), 0.0, Trend.UNCLEAR, None)
    assert told([]).trend is Trend.UNCLEAR


@pytest.mark.parametrize(
    ("days", "trend"),
    [
        ([*range(0, 360, 10)], Trend.STEADY),
        ([*range(0, 180, 15), *range(180, 360, 4)], Trend.RISING),
        ([*range(0, 180, 4), *range(180, 360, 15)], Trend.FALLING),
        ([*range(0, 250, 5)], Trend.STOPPED),
        ([*range(0, 330, 5)], Trend.STEADY),
        ([0, 100, 200, 300], Trend.UNCLEAR),
        ([355], Trend.UNCLEAR),
    ],
)
def test_the_trend(days: list[int], trend: Trend) -> None:
    assert told(every(*days)).trend is trend


def test_one_rush_before_christmas_is_no_trend() -> None:
    usual = every(*range(0, 360, 10))
    rush = [heard(days=300 + number / 10, key=f"rush{number}") for number in range(60)]
    assert told([*usual, *rush]).trend is Trend.STEADY


def test_a_few_more_by_chance_are_no_trend() -> None:
    assert told(every(*range(0, 180, 30), *range(180, 360, 20))).trend is Trend.STEADY


def test_a_sender_that_mails_twice_a_year_has_not_stopped_after_three_months() -> None:
    assert told(every(-500, -320, -140, 40, 220), until=320).trend is not Trend.STOPPED


# trackers


def test_trackers_are_counted_by_mails() -> None:
    mails = [
        heard(days=1, trackers=("a.example", "b.example")),
        heard(days=2, trackers=("b.example",), address_to=("b.example",)),
        heard(days=3, trackers=("evil.example",), authenticated=False),
        heard(days=4, trackers=("evil.example",), kind=Kind.SPAM),
    ]
    found = told(mails)
    assert found.trackers == (("b.example", 2), ("a.example", 1))
    assert found.address_to == (("b.example", 1),)


def test_few_domains_are_named() -> None:
    assert len(told([heard(days=1, trackers=tuple(f"t{n}.example" for n in range(90)))]).trackers) == 20


# what is known


def known(attributions: Sequence[Attribution], reach: Reach = LONG_AGO) -> tuple[Known, ...]:
    return told(attributions, reach=reach).known


DUE = heard(days=50, key="due", personal=("due_date",))


def test_what_nobody_told_was_not_told() -> None:
    assert known([heard(days=1), DUE]) == (Known("due_date", False, None, 1, ("due",)),)


def test_what_an_order_or_sign_up_shows_was_told_there() -> None:
    sign_up = heard(days=2, kind=Kind.TRANSACTIONAL, role=Role.SIGN_UP, personal=("due_date",))
    assert known([sign_up, DUE]) == (Known("due_date", True, "k2", 2, ("k2", "due")),)
    bought = heard(days=60, key="b", personal=("purchase",))
    assert known([receipt(days=2), bought]) == (Known("purchase", True, "k2", 1, ("b",)),)


@pytest.mark.parametrize(
    "doing",
    [
        heard(days=2, kind=Kind.TRANSACTIONAL, role=Role.SIGN_UP),
        heard(days=2, kind=Kind.TRANSACTIONAL, role=Role.ACCOUNT),
        receipt(days=2),
        wrote(days=2, role=Role.WROTE),
        heard(days=2, kind=Kind.TRANSACTIONAL, subject="Your meter reading"),
        heard(days=2, kind=Kind.TRANSACTIONAL, role=Role.WELCOME, subject="Welcome to your account"),
        heard(days=2, kind=Kind.PERSONAL, subject="Re: your question"),
    ],
)
def test_where_there_was_a_sign_up_an_order_or_a_letter_nobody_can_say_what_it_told(doing: Attribution) -> None:
    assert [one.told for one in known([heard(days=1), doing, DUE])] == [None]


@pytest.mark.parametrize(
    "reach",
    [
        Reach(first=on(1)),
        Reach(first=None),
        Reach(LONG_AGO.first, lambda start, end: 0.4),
        Reach(LONG_AGO.first, sent=False),
        Reach(LONG_AGO.first, trash=False),
    ],
)
def test_where_the_mailbox_does_not_reach_back_nothing_is_said(reach: Reach) -> None:
    assert [one.told for one in known([heard(days=1), DUE], reach)] == [None]


def test_what_may_have_been_told_to_another_of_its_house_is_not_said_to_be_untold() -> None:
    assert [one.told for one in exchange([heard(days=1), DUE], on(360), LONG_AGO, alone=False).known] == [None]
    sign_up = heard(days=2, kind=Kind.TRANSACTIONAL, role=Role.SIGN_UP, personal=("due_date",))
    assert [one.told for one in exchange([sign_up, DUE], on(360), LONG_AGO, alone=False).known] == [True]


def test_what_came_after_told_nothing_before() -> None:
    assert [one.told for one in known([heard(days=1), DUE, receipt(days=90)])] == [False]


def test_forged_mail_tells_and_shows_nothing() -> None:
    forged = heard(days=2, kind=Kind.TRANSACTIONAL, role=Role.SIGN_UP, personal=("due_date",), authenticated=False)
    assert [one.told for one in known([heard(days=1), forged, DUE])] == [False]
    assert known([forged]) == ()


def test_without_a_date_nothing_is_said() -> None:
    assert [one.told for one in known([heard(days=1), heard(at=None, personal=("age",))])] == [None]


def test_few_mails_are_named() -> None:
    (one,) = known(every(*range(1, 30), personal=("points",)))
    assert (one.mails, len(one.messages)) == (29, 5)
