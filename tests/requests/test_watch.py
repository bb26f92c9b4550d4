"""Did it stop? Late mail twice is not honoured; mail inside the grace never is held against anybody."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxguard.facts.message import MessageKey
from inboxguard.requests.hits import Because
from inboxguard.requests.regimes import regime
from inboxguard.requests.watch import Grade, OptOut, OptOutMethod, OptOutState, Terms, telling
from inboxguard.senders.attribution import Attribution, Kind, Role

from .afterwards_mail import ASKED, GDPR, ME, advert, adverts, asked, seen

WATCHING, HONOURED, NOT_HONOURED = OptOutState.WATCHING, OptOutState.HONOURED, OptOutState.NOT_HONOURED


def at(*days: float, now: float, method: str = "one_click", failed: bool = False) -> OptOut:
    return seen(adverts(*days), now, asked(method), failed=failed)


def test_two_late_mails_on_different_days_are_not_honoured() -> None:
    stand = at(3, 40, 47, now=48)
    assert stand.state is NOT_HONOURED
    assert (stand.honour_by, stand.mails_after, stand.mails_late) == (date(2026, 7, 2), 3, 2)
    assert (stand.requested, stand.method, stand.rule, stand.fair) == (ASKED, "one_click", "gdpr", date(2026, 7, 3))
    assert [one.because for one in stand.hits] == [Because.GRACE, Because.COUNTS, Because.COUNTS]
    assert [one.at for one in stand.late] == [ASKED + timedelta(days=40), ASKED + timedelta(days=47)]


@pytest.mark.parametrize("days", [(), (1, 2, 3), (10, 20, 30, 31), (31, 32), (40,), (40, 40.1), (-30, -20, -10)])
def test_what_is_not_two_late_days_is_never_called_ignored(days: tuple[float, ...]) -> None:
    assert at(*days, now=45).state is WATCHING


BARE = ("way_out_header", "marketing_mailbox")


def bare(*days: float) -> list[Attribution]:
    """Return mails of the list that sell nothing by their words, each about something else."""
    return [advert(day, reasons=BARE, subject=f"A walk {'over ' * number}the hills") for number, day in enumerate(days)]


def test_mail_that_sells_nothing_is_evidence_only_where_the_list_never_sold_otherwise() -> None:
    assert seen(bare(40, 47, 54, 61, 68), 70).state is WATCHING
    assert seen([*bare(40), advert(54)], 70).state is WATCHING
    before = bare(-40, -30, -20)
    like = [replace(one, subject=f"Of {one.subject}") for one in bare(40, 47, 54, 61)]
    assert seen([*before, *like], 70).state is WATCHING
    assert seen([*before, *like[:2], advert(61)], 70).state is NOT_HONOURED
    assert seen([*before, *like[:1], advert(61)], 70).state is WATCHING
    assert seen([*adverts(-40, -30, -20), *like[:3], advert(61)], 70).state is WATCHING


def test_three_mails_that_may_sell_are_evidence_with_one_that_does() -> None:
    before = [*adverts(-50, -45, -40, -35, -30), advert(-20, reasons=BARE, subject="A walk")]
    may = [advert(day, reasons=BARE, subject=f"Chairs from {day} €") for day in (40, 47)]
    assert seen([*before, *may, advert(61)], 70).state is NOT_HONOURED
    assert seen([*before, *may[:1], advert(61)], 70).state is WATCHING
    assert seen([*before, *may, replace(may[0], at=ASKED + timedelta(days=61))], 70).state is WATCHING


def test_a_series_of_before_that_goes_on_is_evidence() -> None:
    assert seen([*adverts(-40, -30, reasons=BARE), *adverts(40, 47, reasons=BARE)], 70).state is NOT_HONOURED


def test_what_may_be_a_new_relation_holds_the_judgement_back() -> None:
    greeting = advert(
        35, subject="Thanks for your interest", kind=Kind.TRANSACTIONAL, reasons=(), way_out=False, list_id=None
    )
    assert seen([greeting, *adverts(40, 47)], 50).state is WATCHING
    assert seen([replace(greeting, at=ASKED + timedelta(days=42)), *adverts(40, 47)], 50).state is WATCHING
    assert seen([replace(greeting, at=ASKED + timedelta(days=48)), *adverts(40, 47)], 50).state is NOT_HONOURED


def test_a_mailing_that_began_after_an_objection_to_all_mail_takes_three_days() -> None:
    whole = asked("letter", lists=())
    fresh = adverts(40, 47, 54, list_id="fresh.shop.example")
    assert seen([advert(-9), *fresh[:2]], 60, whole).state is WATCHING
    assert seen([advert(-9), *fresh], 60, whole).state is NOT_HONOURED


def test_mail_of_which_it_is_not_clear_what_it_is_breaks_the_silence() -> None:
    assert seen([advert(-9)], 100).state is HONOURED
    assert seen([advert(-9), *bare(50)], 100).state is WATCHING
    assert seen([advert(-9), *bare(50)], 229).state is WATCHING, "they may as well have gone on"
    assert seen([advert(-9), *bare(50)], 230).state is HONOURED


def test_one_late_mail_is_enough_where_the_way_out_was_seen_to_fail() -> None:
    assert at(40, now=45, failed=True).state is NOT_HONOURED
    assert at(20, now=45, failed=True).state is WATCHING
    assert at(now=45, failed=True).state is WATCHING


def test_sixty_quiet_days_are_honoured() -> None:
    assert at(2, 5, now=64).state is WATCHING
    assert at(2, 5, now=64).quiet_until == (ASKED + timedelta(days=65)).date()
    assert at(2, 5, now=65).state is HONOURED
    assert at(2, 5, now=65).quiet_until is None
    assert at(40, now=99).state is WATCHING
    assert at(40, now=100).state is HONOURED


def test_who_resumes_months_later_did_not_stop() -> None:
    assert at(2, 200, now=210).state is WATCHING
    assert at(2, 200, 230, now=231).state is NOT_HONOURED


def test_a_sender_that_writes_rarely_is_watched_for_three_of_its_gaps() -> None:
    assert at(-80, -40, 0, now=100).state is WATCHING
    assert at(-80, -40, 0, now=120).state is HONOURED


def test_what_was_not_honoured_stays_so_after_silence() -> None:
    assert at(40, 47, now=300).state is NOT_HONOURED


def test_letters_and_mails_are_given_a_day_to_arrive() -> None:
    assert at(now=1, method="link").honour_by == date(2026, 7, 2)
    assert at(now=1, method="mailto").honour_by == date(2026, 7, 3)
    assert at(now=1, method="letter").honour_by == date(2026, 7, 3)


def test_days_are_counted_where_the_person_lives() -> None:
    night = [
        advert(0, at=datetime(2026, 8, 1, 0, 30, tzinfo=UTC), message=MessageKey("a")),
        advert(0, at=datetime(2026, 8, 1, 22, 30, tzinfo=UTC), message=MessageKey("b")),
    ]
    states = {zone: seen(night, 63, terms=replace(GDPR, timezone=zone)).state for zone in ("UTC", "Europe/Berlin")}
    assert states == {"UTC": WATCHING, "Europe/Berlin": NOT_HONOURED}


def test_one_mailing_around_midnight_is_no_two_days() -> None:
    assert at(40.53, 40.57, now=45).state is WATCHING
    assert at(40.53, 41.4, now=45).state is NOT_HONOURED


def test_mail_that_is_still_to_come_counts_for_nothing() -> None:
    assert at(40, 47, now=45).mails_after == 1


def test_the_law_on_mail_counts_and_never_the_45_days_of_a_privacy_law() -> None:
    terms = Terms(regime("us-can-spam"), "America/Chicago")
    stand = seen(adverts(20, 25), 30, terms=terms)
    assert (stand.honour_by, stand.rule, stand.state) == (date(2026, 6, 15), "us-can-spam", NOT_HONOURED)
    assert seen((), 1, terms=Terms(None, "UTC")).honour_by == date(2026, 7, 2)


def test_the_providers_time_is_told_apart_and_accuses_nobody() -> None:
    mine = adverts(10, 12, recipient="anna@gmail.com")
    stand = seen(mine, 14, asked(address="anna@gmail.com"))
    assert stand.state is WATCHING
    assert [(one.rule, one.honour_by, one.missed) for one in stand.parallel] == [
        ("provider-gmail", date(2026, 6, 3), True)
    ]
    assert (stand.earliest, stand.honour_by) == (date(2026, 6, 3), date(2026, 7, 2))
    assert seen(mine[:0], 14, asked(address="anna@gmail.com")).parallel[0].missed is False
    assert seen(mine, 14, asked("mailto", address="anna@gmail.com")).parallel == ()
    assert seen((), 14).parallel == ()


def test_how_strong_the_late_mail_is() -> None:
    alone = replace(GDPR, unique=frozenset((ME,)))
    receipt_too = advert(44, role=Role.PURCHASE)
    assert at(2, now=20).grade is None
    assert at(40, 47, now=48).grade is Grade.B
    assert seen(adverts(40, 47), 48, terms=alone).grade is Grade.A
    assert seen([advert(40), receipt_too], 48, terms=alone).grade is Grade.B
    assert seen(adverts(40, 47, authenticated=None), 48, terms=alone).grade is Grade.C


def test_of_several_opt_outs_the_one_that_was_not_honoured_tells() -> None:
    ignored, fine, waiting = at(40, 47, now=300), at(now=300), at(now=10)
    assert telling(()) is None
    assert telling((fine, waiting)) is waiting
    assert telling((fine, ignored, waiting)) is ignored
    whole = seen(adverts(-9, 40, 47), 300, asked("letter", lists=()))
    assert telling((ignored, whole)) is whole


TIMES = st.lists(st.integers(-400, 400), max_size=30)
METHODS = st.sampled_from([one.value for one in OptOutMethod])
WORTHLESS: list[dict[str, Any]] = [
    {"kind": Kind.TRANSACTIONAL, "role": Role.ACCOUNT},
    {"kind": Kind.TRANSACTIONAL, "role": Role.PURCHASE},
    {"recipient": "anna@work.example"},
    {"authenticated": None},
    {"authenticated": False},
    {"kind": Kind.SPAM},
    {"outgoing": True},
    {"list_id": "other.shop.example"},
    {"list_id": None},
    {"role": Role.LEFT},
    {"subject": "Changes to our terms and conditions"},
    {"subject": "Product recall: heater H2"},
    {"reasons": ("way_out_header",), "list_id": None},
]


@given(TIMES, st.integers(0, 400), METHODS)
def test_nobody_is_accused_without_two_days_of_mail_after_the_grace(days: list[int], now: int, method: str) -> None:
    stand = at(*days, now=now, method=method)
    fair = stand.honour_by + timedelta(days=1)
    late = {day for day in ((ASKED + timedelta(days=day)).date() for day in days if 0 < day <= now) if day > fair}
    assert (stand.state is NOT_HONOURED) == (len(late) >= 2)
    if stand.state is HONOURED:
        assert not [day for day in days if now - 60 < day <= now and day > 0]
    after = [day for day in days if 0 < day <= now]
    assert stand.mails_late <= stand.mails_after <= len(after)
    assert stand.mails_after >= len(set(after))  # of one Date and subject a second is a copy


@given(TIMES, st.integers(0, 400), METHODS, st.lists(st.tuples(st.integers(0, 400), st.sampled_from(WORTHLESS))))
def test_receipts_other_addresses_and_forged_mail_never_tip_it_towards_not_honoured(
    days: list[int], now: int, method: str, more: list[tuple[int, dict[str, Any]]]
) -> None:
    mails = adverts(*days)
    beside = [advert(day, message=MessageKey(f"x{number}"), **said) for number, (day, said) in enumerate(more)]
    before = seen(mails, now, asked(method)).state
    after = seen([*mails, *beside], now, asked(method))
    assert after.state is not NOT_HONOURED or before is NOT_HONOURED
    assert not {one.message for one in after.late} & {one.message for one in beside}


@given(TIMES, st.integers(0, 400), METHODS, st.lists(st.integers(-10, 32), max_size=9), st.booleans())
def test_mail_before_the_deadline_never_counts(
    days: list[int], now: int, method: str, early: list[int], failed: bool
) -> None:
    mails = adverts(*days)
    beside: list[Attribution] = [advert(day, message=MessageKey(f"e{number}")) for number, day in enumerate(early)]
    with_them = seen([*mails, *beside], now, asked(method), failed=failed)
    assert all(one.at.date() > with_them.honour_by for one in with_them.late)
    if seen(mails, now, asked(method), failed=failed).state is not NOT_HONOURED:
        assert with_them.state is not NOT_HONOURED
