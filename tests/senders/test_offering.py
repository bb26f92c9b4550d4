"""Bought once and offered ever since: found where the mails bear it out, silent everywhere else."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from inboxguard.facts.message import Link
from inboxguard.senders.offering import Mailing, Repeated, Source, repeated
from tests.senders.mailboxes import FOLDER, LANGUAGES, ORDERED, Case, advert, case, cases, mail

EVERY = [one for language in LANGUAGES for one in cases(language)] + cases("messy")[::2]
ABSTAINS = {"messy-0"}
"""A long name of which the head cannot be told, so nothing is said although it would be right."""
FILLER = ["Towels | Soft.", "Two days only | All.", "Our cotton | A visit.", "Candles | Calm.", "Sunday | Open."]
SEAT = "Order 4401-77\n1 x Toilet seat, white £39.90"
OFFERS = ["A new toilet seat | See.", "Toilet seats | All.", "Back | The toilet seat.", "Toilet seat sale | Now."]


def shop(**told: Any) -> Mailing:
    return case(
        "one", {"shop": "Bath & Beam", "order": SEAT, "offers": OFFERS, "expect": "", **told}, "en", FILLER
    ).mailing


def said(mailing: Mailing) -> list[str]:
    return [one.what for one in repeated(mailing)]


@pytest.mark.parametrize("told", [one for one in EVERY if one.name not in ABSTAINS], ids=lambda one: one.name)
def test_invented_mailboxes(told: Case) -> None:
    found = repeated(told.mailing)
    assert [one.what for one in found] == ([told.expect] if told.expect else [])
    for one in found:
        assert set(one.offers) <= set(told.offers)
        assert (one.source, one.message, one.at) == (Source.ORDER, "order", ORDERED)
        assert one.since < one.last


def test_as_many_must_stay_silent_as_are_found() -> None:
    assert sum(bool(one.expect) for one in EVERY) >= 40
    assert sum(not one.expect for one in EVERY) >= 40
    assert {path.stem for path in FOLDER.glob("*.toml")} == {*LANGUAGES, "fresh", "messy", "last"}


def test_the_adverts_are_named_in_order_of_time() -> None:
    (found,) = repeated(shop())
    assert isinstance(found, Repeated)
    assert found.offers == ("offer0", "offer1", "offer2", "offer3")
    assert found.since == ORDERED + timedelta(days=20)


def test_two_adverts_are_too_few_and_four_within_a_month_too() -> None:
    assert not said(shop(offers=OFFERS[:2]))
    mailing = shop()
    close = [
        replace(one, at=ORDERED + timedelta(days=20 + at))
        if one.message.subject in {o.split(" |")[0] for o in OFFERS}
        else one
        for at, one in enumerate(mailing.adverts)
    ]
    assert not said(replace(mailing, adverts=tuple(sorted(close, key=lambda one: one.at))))


def test_adverts_before_the_order_are_not_its_doing() -> None:
    mailing = shop()
    early = tuple(replace(one, at=one.at - timedelta(days=400)) for one in mailing.adverts)
    assert not said(replace(mailing, adverts=early))


def test_what_the_whole_trade_is_was_not_brought_on_by_the_order() -> None:
    assert not said(shop(fillers=1))
    before = ["Toilet seats | All."] * 5 + ["A toilet seat | New."]
    assert not said(shop(before=before, fillers=1))


def test_what_began_with_the_order_is_said_even_where_it_is_most() -> None:
    assert said(shop(before=FILLER, fillers=1)) == ["Toilet seat, white"]


def test_mails_about_one_order_are_one_purchase() -> None:
    mailing = shop()
    shipped = mail("shipped", ORDERED + timedelta(days=3), "Order 4401-77 has shipped\n1 x Toilet seat, white", "en")
    assert said(replace(mailing, orders=(*mailing.orders, shipped))) == ["Toilet seat, white"]
    unnumbered = mail("soon", ORDERED + timedelta(days=5), "On its way\n1 x Toilet seat, white £39.90", "en")
    assert said(replace(mailing, orders=(*mailing.orders, unnumbered))) == ["Toilet seat, white"]


def test_another_order_of_the_same_thing_is_a_habit() -> None:
    mailing = shop()
    for days, number in ((90, "Order"), (2, "Order 9999-11"), (-200, "Order 9999-11")):
        again = mail("again", ORDERED + timedelta(days=days), f"{number}\n1 x Toilet seats, oak £39.90", "en")
        assert not said(replace(mailing, orders=(*mailing.orders, again))), days


def test_another_order_that_only_speaks_of_it_may_be_of_it_too() -> None:
    mailing = shop()
    text = "Order 9999-11\nHello Anna, your new toilet seat is being packed with great care."
    again = mail("again", ORDERED + timedelta(days=90), text, "en")
    assert not said(replace(mailing, orders=(*mailing.orders, again)))
    offered = mail("again", ORDERED + timedelta(days=90), f"Order 9999-11\n1 x Lamp £9\nYou may like\n{SEAT}", "en")
    assert said(replace(mailing, orders=(*mailing.orders, offered))) == ["Toilet seat, white"]


def test_where_most_orders_do_not_say_what_was_bought_nothing_was_bought_once() -> None:
    mailing = shop()
    dark = tuple(
        mail(f"dark{at}", ORDERED + timedelta(days=60 * at), f"Order 77{at}1-22\nYour invoice is attached.", "en")
        for at in (1, 2)
    )
    assert said(replace(mailing, orders=(*mailing.orders, dark[0]))) == ["Toilet seat, white"]
    assert not said(replace(mailing, orders=(*mailing.orders, *dark)))


def test_a_thing_that_was_sent_back_was_bought_once_all_the_same() -> None:
    back = "Your return has arrived\nOrder 4401-77: Toilet seat, white. Refund £39.90."
    assert said(shop(returned=back)) == ["Toilet seat, white"]


def test_an_order_that_was_cancelled_later_was_none() -> None:
    mailing = shop()
    for subject in ("Your order 4401-77 was cancelled", "Your order was cancelled"):
        gone = mail("gone", ORDERED + timedelta(days=2), f"{subject}\nSorry.", "en")
        assert not said(replace(mailing, orders=(*mailing.orders, gone)))


def test_an_advert_that_speaks_of_the_order_itself_is_no_offer() -> None:
    offers = [f"{one.split(' | ')[0]} | Order 4401-77" for one in OFFERS]
    assert not said(shop(offers=offers))


def test_the_folder_of_its_link_tells_what_a_long_name_is() -> None:
    order = "Order 4401-77\n1 x Bemis Chester Toilet Seat White £39.90"
    mailing = shop(order=order)
    assert not said(mailing)
    (heard,) = mailing.orders
    link = Link("https://shop.example/bathroom/toilet-seats/bemis-chester", "Bemis Chester Toilet Seat White")
    filed = replace(heard, message=replace(heard.message, links=(link,)))
    assert said(replace(mailing, orders=(filed,))) == ["Bemis Chester Toilet Seat White"]


def test_a_single_word_that_others_use_all_the_time_names_nothing() -> None:
    order = "Order 4401-77\n1 x Teapot £39.90"
    mailing = shop(
        order=order, offers=["A teapot | New.", "Teapots | All.", "The teapot | Back.", "Teapot sale | Now."]
    )
    rare = [frozenset(("towel",))] * 60
    assert [one.what for one in repeated(mailing, lambda: rare)] == ["Teapot"]
    assert not repeated(mailing, lambda: [*rare, *[frozenset(("teapots",))] * 4])
    assert [one.what for one in repeated(mailing, lambda: [frozenset(("teapots",))] * 9)] == ["Teapot"]


def test_a_sample_of_others_is_not_asked_for_two_words() -> None:
    def never() -> list[frozenset[str]]:
        raise AssertionError

    assert [one.what for one in repeated(shop(), never)] == ["Toilet seat, white"]


def lists(*mails: tuple[int, str]) -> Mailing:
    heard = tuple(mail(f"list{day}", ORDERED + timedelta(days=day), written, "en") for day, written in mails)
    return replace(shop(), orders=(), lists=heard)


def test_what_a_deleted_list_held_is_named_by_the_day_it_was_deleted() -> None:
    held = "Your wish list was created\nIt holds:\n- Toilet seat\n- Bread bin"
    (found,) = repeated(lists((-40, held), (0, "Your wish list was deleted\nAs you asked.")))
    assert (found.what, found.source, found.at, found.message) == ("Toilet seat", Source.DELETED_LIST, ORDERED, "list0")


def test_a_list_that_was_changed_holds_what_it_held_last() -> None:
    first = "Your wish list was created\nIt holds:\n- Toilet seat"
    second = "Your wish list was saved\nIt holds:\n- Bread bin"
    assert not repeated(lists((-40, first), (-20, second), (0, "Your wish list was deleted\nAs you asked.")))


def test_a_list_that_is_still_there_says_nothing() -> None:
    assert not repeated(lists((-40, "Your wish list was created\nIt holds:\n- Toilet seat")))


def test_nothing_in_gives_nothing_out() -> None:
    assert repeated(Mailing((), (), (), frozenset())) == ()
    assert repeated(replace(shop(), orders=())) == ()
    assert repeated(replace(shop(), adverts=())) == ()


def test_a_language_that_is_not_known_says_nothing() -> None:
    heard = mail("order", ORDERED, SEAT, "pl")
    adverts = tuple(advert(f"o{at}", ORDERED + timedelta(days=30 * at), one, "pl") for at, one in enumerate(OFFERS))
    assert not repeated(Mailing((heard,), (), adverts, frozenset()))
