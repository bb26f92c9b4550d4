"""Each mail after an opt-out has the reason why it counts or does not: nothing is said before all of them are asked."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest

from inboxguard.facts.message import MessageKey
from inboxguard.requests.hits import Because
from inboxguard.requests.regimes import regime
from inboxguard.requests.turning import MOST_READ
from inboxguard.requests.watch import OptOutState, Terms
from inboxguard.senders.attribution import Attribution, Kind, Role
from inboxguard.senders.optout import Asked

from .afterwards_mail import ASKED, LIST, ME, advert, adverts, asked, seen


def because(mails: Sequence[Attribution], day: float = 50, one: Asked | None = None) -> Because:
    """Return why the mail of that day counts or not."""
    (found,) = [hit.because for hit in seen(mails, one=one).hits if hit.at == ASKED + timedelta(days=day)]
    return found


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({}, Because.COUNTS),
        ({"authenticated": None}, Because.UNAUTHENTICATED),
        ({"authenticated": False}, Because.UNAUTHENTICATED),
        ({"recipient": "anna@work.example"}, Because.OTHER_ADDRESS),
        ({"list_id": "deals.shop.example"}, Because.OTHER_LIST),
        ({"list_id": None}, Because.OTHER_LIST),
        ({"role": Role.LEFT}, Because.NOT_COMMERCIAL),
        ({"subject": "Änderung unserer AGB", "language": "de"}, Because.NOT_COMMERCIAL),
        ({"subject": "Important notice about your contract"}, Because.NOT_COMMERCIAL),
        ({"recipient": "ANNA@post.example"}, Because.COUNTS),
        ({"reasons": ("way_out_header",)}, Because.COUNTS),  # the list that was left
    ],
)
def test_what_a_late_mail_is_checked_for(said: dict[str, Any], why: Because) -> None:
    assert because([*adverts(-20, -10), advert(50, **said)]) is why


def test_mail_of_a_list_that_was_never_seen_counts_only_where_it_sells() -> None:
    whole = asked("letter", lists=())
    bare = advert(50, list_id="fresh.shop.example", reasons=("way_out_header",))
    assert because([advert(-10), bare], one=whole) is Because.NOT_COMMERCIAL
    assert because([advert(-10), advert(50, list_id="fresh.shop.example")], one=whole) is Because.COUNTS


def test_leaving_a_list_of_which_every_campaign_bears_its_own_name() -> None:
    mails = [advert(day, list_id=f"c-{4000 + day}.shop.example") for day in (-30, -20, -10, 50, 60)]
    left = asked(lists=("c-3990.shop.example",))
    assert because(mails, one=left) is Because.COUNTS
    two_lists = [advert(day, list_id=f"list-{day % 2}.shop.example") for day in (-31, -30, -11, -10, 50, 51, 60, 61)]
    assert because(two_lists, one=asked(lists=("list-1.shop.example",))) is Because.OTHER_LIST


def test_without_a_list_it_is_about_mail_with_the_same_sender_address() -> None:
    left = asked("mailto", lists=(), streams=("news@shop.example",))
    other = advert(50, list_id=None, address="club@shop.example")
    assert because([other], one=left) is Because.OTHER_LIST
    assert because([advert(50, list_id=None)], one=left) is Because.COUNTS


def test_where_it_is_not_known_to_which_address_a_mail_came() -> None:
    unknown = advert(50, recipient=None)
    assert because([advert(-9), unknown]) is Because.COUNTS
    assert because([advert(-9), advert(-8, recipient="anna@work.example"), unknown]) is Because.OTHER_ADDRESS
    assert because([unknown], one=asked(address=None)) is Because.COUNTS


def test_mail_that_lay_in_a_queue_is_judged_by_when_it_was_written() -> None:
    mails = adverts(50, 60)
    early = {mails[0].message: ASKED + timedelta(days=20)}
    found = seen(mails, dates=early)
    assert [one.because for one in found.hits] == [Because.ON_THE_WAY, Because.COUNTS]
    assert (found.mails_after, found.mails_late) == (2, 1)


def test_a_date_in_the_future_makes_no_mail_late() -> None:
    mails = adverts(10, 12)
    found = seen(mails, 40, dates={one.message: ASKED + timedelta(days=90) for one in mails})
    assert [one.because for one in found.hits] == [Because.GRACE, Because.GRACE]


def test_a_mail_without_a_date_is_judged_by_when_it_came() -> None:
    mails = adverts(50)
    assert seen(mails, dates={mails[0].message: None}).hits[0].because is Because.COUNTS


def test_the_same_mail_delivered_twice_counts_once() -> None:
    twice = adverts(50, 51, message_id="<1@shop.example>")
    found = seen(twice)
    assert [one.because for one in found.hits] == [Because.COUNTS, Because.COPY]
    assert found.state is not OptOutState.NOT_HONOURED


def test_mail_after_a_new_footing_is_not_looked_at() -> None:
    order = advert(45, kind=Kind.TRANSACTIONAL, role=Role.PURCHASE, subject="Thank you for your order", list_id=None)
    shipped = advert(45, kind=Kind.TRANSACTIONAL, role=Role.PURCHASE, subject="Your parcel was delivered", list_id=None)
    later = advert(50)
    assert because([order, later]) is Because.NEW_CONSENT
    assert because([shipped, later]) is Because.UNSETTLED
    spam = Terms(regime("us-can-spam"), "America/Chicago")
    assert seen([order, later], terms=spam).hits[-1].because is Because.NEW_CONSENT
    signed = advert(45, kind=Kind.TRANSACTIONAL, role=Role.SIGN_UP, subject="Confirm your subscription")
    assert seen([signed, later], terms=spam).hits[-1].because is Because.NEW_CONSENT


def test_mixed_mail_never_counts() -> None:
    both = adverts(50, 60, role=Role.PURCHASE)
    assert all(one.mixed and not one.counts for one in seen(both).hits)
    assert seen([*both, *adverts(70, 80)]).state is not OptOutState.NOT_HONOURED


def test_own_mail_and_mail_without_a_time_are_no_hits() -> None:
    assert seen([advert(50, outgoing=True), advert(50, at=None), advert(50, kind=Kind.DISCUSSION)]).hits == ()


def test_who_sends_every_day_for_years_is_judged_by_the_first_of_it() -> None:
    many = adverts(*range(40, 40 + 2 * MOST_READ))
    found = seen(many, 1000)
    assert found.state is OptOutState.NOT_HONOURED
    assert (found.mails_after, found.address, found.lists) == (2 * MOST_READ, ME, (LIST,))
    assert found.hits[0].message == MessageKey("k0-40")


@pytest.mark.parametrize(
    ("to", "why"),
    [
        (("old@elsewhere.example",), Because.OTHER_ADDRESS),
        ((ME.upper(),), Because.COUNTS),
        ((ME, "old@elsewhere.example"), Because.COUNTS),
        (("readers@shop.example",), Because.COUNTS),
        ((), Because.COUNTS),
    ],
)
def test_mail_that_a_forwarder_brought_names_another_reader(to: tuple[str, ...], why: Because) -> None:
    mail = advert(50)
    (hit,) = seen([mail], to={mail.message: to}).hits
    assert hit.because is why
