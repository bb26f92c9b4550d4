"""After something new may have begun nothing is held against anybody, and what began nothing hides nothing."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from inboxguard.facts.message import MessageKey
from inboxguard.requests.hits import Because
from inboxguard.requests.turning import MOST_READ, Reading, Why, Written, wanted
from inboxguard.requests.watch import OptOut, OptOutState
from inboxguard.senders.attribution import Attribution, Kind, Role

from .afterwards_mail import ASKED, LIST, ME, advert, adverts, asked, seen

BEFORE = (-40, -30, -20, -10)
LATE = (40, 47, 54)
BASIS = adverts(*BEFORE)
SERVICE: dict[str, Any] = {"kind": Kind.TRANSACTIONAL, "reasons": (), "list_id": None, "way_out": False}


def service(day: float, subject: str, **said: Any) -> Attribution:
    """Return a mail that is no advert, from another address of the shop."""
    return advert(day, subject=subject, address="service@shop.example", **(SERVICE | said))


def on_list(day: float, subject: str, **said: Any) -> Attribution:
    """Return a mail on the list that sells nothing by its words."""
    return advert(day, subject=subject, reasons=("way_out_header",), **said)


def after(*mails: Attribution, texts: dict[MessageKey, str] | None = None, **said: Any) -> OptOut:
    """Return the watch where adverts came before, some mails after, and three late adverts."""
    return seen([*adverts(*BEFORE), *mails, *(advert(day) for day in LATE)], 60, texts=texts, **said)


def why(*mails: Attribution, **said: Any) -> Why | None:
    found = after(*mails, **said)
    assert (found.turn is None) == (found.state is OptOutState.NOT_HONOURED)
    return None if found.turn is None else found.turn.why


def test_three_late_adverts_alone_are_not_honoured() -> None:
    assert why() is None


@pytest.mark.parametrize(
    ("mail", "reason"),
    [
        (service(15, "You are in! See you on Saturday"), Why.DEED),
        (on_list(15, "Thanks for popping in today"), Why.DEED),
        (on_list(15, "Du stehst auf der Warteliste", language="de"), Why.DEED),
        (on_list(15, "Votre place est réservée", language="fr"), Why.DEED),
        (on_list(15, "Te guardamos sitio", language="es"), Why.DEED),
        (on_list(15, "Ti avviseremo noi", language="it"), Why.DEED),
        (on_list(15, "We houden je op de hoogte", language="nl"), Why.DEED),
        (on_list(15, "Conta criada com sucesso", language="pt"), Why.DEED),
        (service(0.5, "We have received your mail"), Why.DEED),
        (service(15, "Your parcel 48213 is out for delivery"), Why.DEALING),
        (service(15, "Ihre Zahlung ist eingegangen", language="de"), Why.DEALING),
        (service(15, "Regarding the matter of yesterday"), Why.UNLIKE),
        (service(15, "Hello again", kind=Kind.PERSONAL), Why.UNLIKE),
        (on_list(15, "The matter of yesterday"), Why.UNLIKE),
        (on_list(15, "Chairs from £49"), Why.UNLIKE),
        (advert(15, list_id="fresh.shop.example"), Why.NEW_LIST),
        (advert(15, subject="About the blue lamp", outgoing=True, kind=Kind.PERSONAL, role=Role.WROTE), Why.WROTE),
        (service(40, "You have been unsubscribed", role=Role.LEFT, at=ASKED + timedelta(days=39.9)), Why.UNLIKE),
    ],
)
def test_what_may_begin_something_new(mail: Attribution, reason: Why) -> None:
    assert why(mail) is reason


@pytest.mark.parametrize(
    "mail",
    [
        service(15, "Changes to our terms and conditions"),
        service(15, "Product recall: heater H2"),
        service(0.1, "Sorry to see you go"),
        service(0.01, "We have received your mail"),
        service(3, "You have been unsubscribed", role=Role.LEFT),
        service(1, "Regarding the matter of yesterday"),  # the answer to an opt-out, in whatever words
        service(15, "About your letter 2026-K7Q2M4A", kind=Kind.PERSONAL),
        service(15, "You are in!", recipient="anna@work.example"),
        service(15, "You are in!", authenticated=False),
        service(15, "You are in!", kind=Kind.SPAM),
        advert(15, subject="unsubscribe", outgoing=True, kind=Kind.PERSONAL, role=Role.OPT_OUT),
        advert(15, subject="Objection to direct marketing", outgoing=True, kind=Kind.PERSONAL, role=Role.WROTE),
        advert(15, subject="Reminder [2026-K7Q2M4A]", outgoing=True, kind=Kind.PERSONAL, role=Role.WROTE),
        advert(15, reasons=("marketing_subject",), subject="20% off your order"),
    ],
)
def test_what_begins_nothing(mail: Attribution) -> None:
    assert why(mail) is None


def test_two_adverts_before_it_stay_what_they_are() -> None:
    assert after(service(50, "You are in! See you on Saturday")).state is OptOutState.NOT_HONOURED
    found = after(service(43, "You are in! See you on Saturday"))
    assert found.state is OptOutState.WATCHING
    assert [hit.because for hit in found.hits] == [Because.COUNTS, Because.UNSETTLED, Because.UNSETTLED]
    assert found.mails_late == 1


def test_an_order_that_was_there_before_is_nothing_new() -> None:
    parcel = service(15, "Your order has left", message=MessageKey("parcel"))
    order = service(-5, "Thank you for your order", message=MessageKey("order"))
    texts = {order.message: "Order number 48213-7, one lamp.", parcel.message: "Order 48213-7 left today."}
    assert why(order, parcel, texts=texts) is None
    texts[parcel.message] = "Order 48999-1 left today."
    assert why(order, parcel, texts=texts) is Why.DEALING


def test_the_text_tells_too_and_what_stood_in_earlier_mail_does_not() -> None:
    letter = on_list(15, "The Saturday letter", message=MessageKey("letter"))
    text = "You have joined our readers. The first letter comes on Saturday."
    assert why(letter, texts={letter.message: text}) is Why.DEED
    usual = {mail.message: f"Lamps and chairs.\n{text}" for mail in adverts(*BEFORE)}
    sold = replace(letter, reasons=("way_out_header", "marketing_text"))
    assert why(sold, texts={letter.message: text}) is Why.DEED
    assert why(sold, texts={**usual, letter.message: text}) is None


def test_a_notice_or_a_farewell_by_its_text_alone_is_not_surely_one() -> None:
    letter = service(15, "The Saturday letter", message=MessageKey("letter"))
    for text in ("Our privacy policy has a new page.", "You will no longer receive the Sunday letter."):
        assert why(letter, texts={letter.message: text}) is Why.UNLIKE
        soon = replace(letter, at=ASKED + timedelta(days=1))
        assert why(soon, texts={letter.message: text}) is None
        sold = advert(15, message=MessageKey("letter"), subject="The Saturday letter")
        assert why(sold, texts={letter.message: text}) is None


def test_a_footer_tells_nothing() -> None:
    mail = advert(15, message=MessageKey("m"))
    footer = "Lamps are half price until Sunday, and so are chairs.\nYou are receiving this because you signed up."
    assert why(mail, texts={mail.message: footer}) is None


def test_what_answers_the_persons_own_letter_begins_nothing() -> None:
    asks = advert(1, subject="unsubscribe", outgoing=True, kind=Kind.PERSONAL, role=Role.OPT_OUT, message_id="<own@x>")
    answer = service(15, "Your matter", message=MessageKey("answer"))
    mails = [*adverts(*BEFORE), asks, answer, *(advert(day) for day in LATE)]
    written = {mail.message: Written(mail.at, (ME,)) for mail in mails}
    reading = Reading(asked(), mails, written, lambda one: one.list_id == LIST)
    assert reading.turn(ASKED.date(), ASKED.tzinfo, False) is not None  # type: ignore[arg-type]
    written[answer.message] = Written(answer.at, (ME,), answers=("<OWN@x>",))
    reading = Reading(asked(), mails, written, lambda one: one.list_id == LIST)
    assert reading.turn(ASKED.date(), ASKED.tzinfo, False) is None  # type: ignore[arg-type]


def test_a_list_that_often_sells_nothing_by_its_words_goes_on_as_before() -> None:
    bare = [on_list(day, f"A walk in the hills, part {day}") for day in (-45, -35, -25)]
    walk = on_list(15, "A walk along the river")
    assert after(*bare, walk).state is OptOutState.NOT_HONOURED
    assert after(walk).state is OptOutState.WATCHING


@pytest.mark.parametrize(
    "other",
    [
        {"address": "club@shop.example"},
        {"platform": "Mailfern", "account": "7"},
    ],
)
def test_a_mail_made_otherwise_than_those_before_is_not_plainly_one_of_them(other: dict[str, Any]) -> None:
    mails = [*adverts(*BEFORE), *(advert(day, **other) for day in LATE)]
    assert {hit.because for hit in seen(mails, 60).hits} == {Because.UNCLEAR}


def test_a_mail_with_few_links_among_many_is_not_plainly_one_of_them() -> None:
    mails = [*adverts(*BEFORE), advert(40)]
    written = {mail.message: Written(mail.at, (ME,), "", 12) for mail in mails}
    written[mails[-1].message] = Written(mails[-1].at, (ME,), "", 2)
    reading = Reading(asked(), mails, written, lambda one: True)
    assert not reading.same_make(mails[-1])
    written[mails[-1].message] = Written(mails[-1].at, (ME,), "", 5)
    assert Reading(asked(), mails, written, lambda one: True).same_make(mails[-1])


def test_a_number_that_is_not_known_is_no_advert() -> None:
    mails = [*adverts(*BEFORE), advert(40, subject="News no. 48213"), advert(47, subject="Vase, order #48213")]
    assert {hit.because for hit in seen(mails, 60).hits if hit.at > ASKED + timedelta(days=39)} <= {
        Because.UNCLEAR,
        Because.UNSETTLED,
        Because.NOT_COMMERCIAL,
    }


def test_only_the_mails_around_it_are_read() -> None:
    mails = adverts(*range(-200, 0), *range(1, 2 * MOST_READ))
    keys = wanted(asked(), mails)
    assert len(keys) == 60 + MOST_READ
    assert mails[0].message not in keys
    assert mails[199].message in keys


def test_adverts_that_always_sounded_like_a_deed_are_no_beginning() -> None:
    texts = {mail.message: f"Now {number}: you have joined us for {number} lamps" for number, mail in enumerate(BASIS)}
    again = advert(15, message=MessageKey("again"))
    texts[again.message] = "You have joined us for chairs."
    mails = [*BASIS, again, *(advert(day) for day in LATE)]
    assert seen(mails, 60, texts=texts).state is OptOutState.NOT_HONOURED
    assert seen([*mails[:-3], service(16, "You are in!"), *mails[-3:]], 60, texts=texts).state is OptOutState.WATCHING
    del texts[BASIS[0].message], texts[BASIS[1].message], texts[BASIS[2].message]
    assert seen(mails, 60, texts=texts).state is OptOutState.WATCHING
