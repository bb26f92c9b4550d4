"""Every law's dates against dates counted by hand, from a wall calendar and before the code was run.

How they were counted stands beside them: "Feb 28 (28)" means that February 28th is the 28th day after receipt. The
day of receipt is day 0. Public holidays were taken from the calendars of the countries, not from the library.
"""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from inboxguard.requests.certainty import DateKind, period
from inboxguard.requests.deadlines import due, due_extended, honour_by
from inboxguard.requests.holidays_of import calendar_for
from inboxguard.requests.regimes import Period, Unit, regime, regimes
from inboxguard.requests.terms import terms

BERLIN = ZoneInfo("Europe/Berlin")


@dataclass(frozen=True, slots=True)
class Hand:
    """Dates of one law counted by hand, for a letter or opt-out that arrives at noon of a day."""

    law: str
    seat: str
    received: date
    answer: date | None
    extended: date | None
    opt_out: date
    why: str


def noon(day: date) -> datetime:
    """Return noon of a day in Berlin."""
    return datetime(day.year, day.month, day.day, 12, tzinfo=BERLIN)


HANDS = (
    Hand("gdpr", "DE", date(2026, 1, 30), date(2026, 3, 2), date(2026, 4, 30), date(2026, 3, 2),
         "no Feb 30: Feb 28, a Saturday, so Mon Mar 2; Apr 30, a Thursday; Jan 31 (1), Feb 28 (29), Mar 2 (31)"),
    Hand("gdpr", "DE", date(2026, 1, 31), date(2026, 3, 2), date(2026, 4, 30), date(2026, 3, 3),
         "no Feb 31: Feb 28, Saturday, so Mon Mar 2; no Apr 31: Apr 30; Feb 28 (28), Mar 3 (31)"),
    Hand("gdpr", "DE", date(2028, 1, 31), date(2028, 2, 29), date(2028, 5, 2), date(2028, 3, 2),
         "leap year: Feb 29, a Tuesday; Apr 30 is a Sunday, May 1 Labour Day, so May 2; Feb 29 (29), Mar 2 (31)"),
    Hand("gdpr", "DE", date(2027, 1, 31), date(2027, 3, 1), date(2027, 4, 30), date(2027, 3, 3),
         "Feb 28 is a Sunday, so Mon Mar 1; Apr 30, a Friday; Feb 28 (28), Mar 3 (31)"),
    Hand("gdpr", "DE", date(2026, 4, 1), date(2026, 5, 4), date(2026, 7, 1), date(2026, 5, 2),
         "May 1 is Labour Day and a Friday, so Mon May 4; Jul 1; Apr 30 (29), May 2 (31), and own days never roll"),
    Hand("gdpr", "NL", date(2026, 4, 1), date(2026, 5, 1), date(2026, 7, 1), date(2026, 5, 2),
         "May 1 is no holiday in the Netherlands"),
    Hand("gdpr", "DE", date(2026, 11, 25), date(2026, 12, 28), date(2027, 2, 25), date(2026, 12, 26),
         "Fri Dec 25, Sat 26, Sun 27, so Mon Dec 28; Feb 25, a Thursday; Nov 30 (5), Dec 26 (31)"),
    Hand("gdpr", "DE", date(2026, 3, 3), date(2026, 4, 7), date(2026, 6, 3), date(2026, 4, 3),
         "Good Friday Apr 3, weekend, Easter Monday Apr 6, so Tue Apr 7; Jun 3, a Wednesday; Mar 31 (28), Apr 3 (31)"),
    Hand("gdpr", "FR", date(2026, 3, 3), date(2026, 4, 3), date(2026, 6, 3), date(2026, 4, 3),
         "Good Friday is a working day in most of France"),
    Hand("gdpr", "FR", date(2026, 3, 6), date(2026, 4, 7), date(2026, 6, 8), date(2026, 4, 6),
         "Easter Monday Apr 6, so Tue Apr 7; Jun 6 is a Saturday, so Mon Jun 8; Mar 31 (25), Apr 6 (31)"),
    Hand("gdpr", "DE", date(2026, 12, 1), date(2027, 1, 4), date(2027, 3, 1), date(2027, 1, 1),
         "Jan 1 is a Friday, so Mon Jan 4; Mar 1, a Monday; Dec 31 (30), Jan 1 (31)"),
    Hand("gdpr", "DE", date(2026, 4, 14), date(2026, 5, 15), date(2026, 7, 14), date(2026, 5, 15),
         "Ascension Day, Thu May 14, so Fri May 15; Jul 14 is a common day; Apr 30 (16), May 15 (31)"),
    Hand("gdpr", "PT", date(2026, 4, 14), date(2026, 5, 14), date(2026, 7, 14), date(2026, 5, 15),
         "Ascension Day is a working day in Portugal"),
    Hand("gdpr", "FR", date(2026, 6, 14), date(2026, 7, 15), date(2026, 9, 14), date(2026, 7, 15),
         "Jul 14 is the national day, so Wed Jul 15; Sep 14, a Monday; Jun 30 (16), Jul 15 (31)"),
    Hand("gdpr", "DE", date(2027, 2, 28), date(2027, 3, 30), date(2027, 5, 28), date(2027, 3, 31),
         "Mar 28 is Easter Sunday, 29 Easter Monday, so Tue Mar 30; May 28, a Friday; Mar 31 (31)"),
    Hand("gdpr", "DE", date(2025, 11, 29), date(2025, 12, 29), date(2026, 3, 2), date(2025, 12, 30),
         "Dec 29, a Monday; no Feb 29 in 2026: Feb 28, Saturday, so Mon Mar 2; Nov 30 (1), Dec 30 (31)"),
    Hand("uk-gdpr-pecr", "GB", date(2026, 7, 31), date(2026, 9, 1), date(2026, 11, 2), date(2026, 8, 28),
         "Aug 31 is the summer bank holiday, so Tue Sep 1; Oct 31 is a Saturday, so Mon Nov 2; Aug 28 (28)"),
    Hand("uk-gdpr-pecr", "GB", date(2026, 11, 26), date(2026, 12, 29), date(2027, 2, 26), date(2026, 12, 24),
         "Sat Dec 26, Sun 27, Mon 28 in place of Boxing Day, so Tue Dec 29; Feb 26, a Friday; Nov 30 (4), Dec 24 (28)"),
    Hand("uk-gdpr-pecr", "GB", date(2028, 2, 1), date(2028, 3, 1), date(2028, 5, 2), date(2028, 2, 29),
         "Wed Mar 1; May 1 2028, a Monday, is the early May bank holiday, so Tue May 2; leap day is day 28"),
    Hand("eprivacy", "DE", date(2026, 6, 1), None, None, date(2026, 7, 2), "no answer owed; Jun 30 (29), Jul 2 (31)"),
    Hand("ch-fadp", "CH", date(2026, 1, 31), date(2026, 3, 2), date(2026, 3, 2), date(2026, 3, 2),
         "days, not a month: Feb 28 (28), Mar 2 (30); no extension with a number"),
    Hand("ch-fadp", "CH", date(2028, 1, 31), date(2028, 3, 1), date(2028, 3, 1), date(2028, 3, 1),
         "leap year: Feb 29 (29), Mar 1 (30)"),
    Hand("us-ca-ccpa", "US", date(2026, 1, 15), date(2026, 3, 1), date(2026, 4, 15), date(2026, 2, 6),
         "Jan 31 (16), Feb 28 (44), Sun Mar 1 (45) stays; Mar 31 (75), Apr 15 (90); Jan 16 (1), Mon 19 is "
         "Martin Luther King's day, 20-23 (5), 26-30 (10), Feb 2-6 (15)"),
    Hand("us-ca-ccpa", "US", date(2026, 11, 12), date(2026, 12, 27), date(2027, 2, 10), date(2026, 12, 4),
         "Nov 30 (18), Dec 27 (45); Dec 31 (49), Jan 31 (80), Feb 10 (90); Nov 13 (1), 16-20 (6), 23-25 (9), Thu 26 is "
         "Thanksgiving, 27 (10), 30 (11), Dec 1-4 (15)"),
    Hand("us-ca-delete-act", "US", date(2026, 8, 1), date(2026, 9, 15), date(2026, 9, 15), date(2026, 9, 15),
         "Aug 31 (30), Sep 15 (45)"),
    Hand("us-ca-shine-the-light", "US", date(2026, 12, 15), date(2027, 1, 14), date(2027, 1, 14), date(2027, 1, 15),
         "Dec 31 (16), Jan 14 (30); it says nothing of mail: own 31 days"),
    Hand("us-va-vcdpa", "US", date(2026, 3, 2), date(2026, 4, 16), date(2026, 5, 31), date(2026, 4, 16),
         "Mar 31 (29), Apr 16 (45); Apr 30 (59), Sun May 31 (90) stays"),
    Hand("us-co-cpa", "US", date(2026, 1, 31), date(2026, 3, 17), date(2026, 5, 1), date(2026, 3, 17),
         "Feb 28 (28), Mar 17 (45); Mar 31 (59), Apr 30 (89), May 1 (90)"),
    Hand("us-ct-ctdpa", "US", date(2028, 1, 31), date(2028, 3, 16), date(2028, 4, 30), date(2028, 3, 16),
         "leap year: Feb 29 (29), Mar 16 (45); Mar 31 (60), Apr 30 (90)"),
    Hand("us-ut-ucpa", "US", date(2026, 2, 28), date(2026, 4, 14), date(2026, 5, 29), date(2026, 4, 14),
         "Mar 31 (31), Apr 14 (45); Apr 30 (61), May 29 (90)"),
    Hand("us-tx-tdpsa", "US", date(2026, 7, 4), date(2026, 8, 18), date(2026, 10, 2), date(2026, 8, 18),
         "Jul 31 (27), Aug 18 (45); Aug 31 (58), Sep 30 (88), Oct 2 (90)"),
    Hand("us-or-ocpa", "US", date(2026, 5, 10), date(2026, 6, 24), date(2026, 8, 8), date(2026, 6, 24),
         "May 31 (21), Jun 24 (45); Jun 30 (51), Jul 31 (82), Sat Aug 8 (90) stays"),
    Hand("us-mt-mtcdpa", "US", date(2026, 12, 1), date(2027, 1, 15), date(2027, 3, 1), date(2027, 1, 15),
         "Dec 31 (30), Jan 15 (45); Jan 31 (61), Feb 28 (89), Mar 1 (90)"),
    Hand("us-de-dpdpa", "US", date(2026, 9, 30), date(2026, 11, 14), date(2026, 12, 29), date(2026, 11, 14),
         "Oct 31 (31), Nov 14 (45); Nov 30 (61), Dec 29 (90)"),
    Hand("us-ia-icdpa", "US", date(2026, 4, 15), date(2026, 7, 14), date(2026, 8, 28), date(2026, 7, 14),
         "90 days: Apr 30 (15), May 31 (46), Jun 30 (76), Jul 14 (90); Jul 31 (107), Aug 28 (135)"),
    Hand("us-ne-ndpa", "US", date(2026, 8, 20), date(2026, 10, 4), date(2026, 11, 18), date(2026, 10, 4),
         "Aug 31 (11), Sep 30 (41), Oct 4 (45); Oct 31 (72), Nov 18 (90)"),
    Hand("us-nh-nhdpa", "US", date(2026, 10, 31), date(2026, 12, 15), date(2027, 1, 29), date(2026, 12, 15),
         "Nov 30 (30), Dec 15 (45); Dec 31 (61), Jan 29 (90)"),
    Hand("us-nj-njdpa", "US", date(2027, 1, 1), date(2027, 2, 15), date(2027, 4, 1), date(2027, 2, 15),
         "Jan 31 (30), Feb 15 (45); Feb 28 (58), Mar 31 (89), Apr 1 (90)"),
    Hand("us-tn-tipa", "US", date(2028, 2, 29), date(2028, 4, 14), date(2028, 5, 29), date(2028, 4, 14),
         "from a leap day: Mar 31 (31), Apr 14 (45); Apr 30 (61), May 29 (90)"),
    Hand("us-mn-mcdpa", "US", date(2026, 6, 15), date(2026, 7, 30), date(2026, 9, 13), date(2026, 7, 30),
         "Jun 30 (15), Jul 30 (45); Jul 31 (46), Aug 31 (77), Sep 13 (90)"),
    Hand("us-md-modpa", "US", date(2026, 11, 2), date(2026, 12, 17), date(2027, 1, 31), date(2026, 12, 17),
         "Nov 30 (28), Dec 17 (45); Dec 31 (59), Jan 31 (90)"),
    Hand("us-in-icdpa", "US", date(2026, 2, 1), date(2026, 3, 18), date(2026, 5, 2), date(2026, 3, 18),
         "Feb 28 (27), Mar 18 (45); Mar 31 (58), Apr 30 (88), May 2 (90)"),
    Hand("us-ky-kcdpa", "US", date(2026, 3, 31), date(2026, 5, 15), date(2026, 6, 29), date(2026, 5, 15),
         "Apr 30 (30), May 15 (45); May 31 (61), Jun 29 (90)"),
    Hand("us-ri-ridtppa", "US", date(2026, 12, 31), date(2027, 2, 14), date(2027, 3, 31), date(2027, 2, 14),
         "Jan 31 (31), Feb 14 (45); Feb 28 (59), Mar 31 (90)"),
    Hand("us-fl-fdbr", "US", date(2026, 5, 31), date(2026, 7, 15), date(2026, 7, 30), date(2026, 7, 15),
         "Jun 30 (30), Jul 15 (45); fifteen more: Jul 30 (60)"),
    Hand("us-nv-sb220", "US", date(2026, 7, 1), date(2026, 8, 30), date(2026, 9, 29), date(2026, 8, 30),
         "Jul 31 (30), Aug 30 (60); Aug 31 (61), Sep 29 (90)"),
    Hand("us-can-spam", "US", date(2026, 6, 8), None, None, date(2026, 6, 23),
         "Jun 9-12 (4), 15-18 (8), Fri 19 is Juneteenth, 22 (9), 23 (10)"),
    Hand("us-can-spam", "US", date(2026, 11, 20), None, None, date(2026, 12, 7),
         "Nov 23-25 (3), Thu 26 is Thanksgiving, 27 (4), 30 (5), Dec 1-4 (9), 7 (10)"),
    Hand("us-can-spam", "DE", date(2026, 6, 26), None, None, date(2026, 7, 13),
         "wherever they sit: Jun 29 (1), 30 (2), Jul 1 (3), 2 (4), Fri 3 kept for the 4th, 6-10 (9), 13 (10)"),
    Hand("us-can-spam", "US", date(2026, 12, 20), None, None, date(2027, 1, 5),
         "a Sunday: Dec 21-24 (4), 25, 28-31 (8), Fri Jan 1, 4 (9), 5 (10)"),
    Hand("ca-casl", "CA", date(2026, 6, 26), None, None, date(2026, 7, 13),
         "Jun 29 (1), 30 (2), Wed Jul 1 is Canada Day, 2 (3), 3 (4), 6-10 (9), 13 (10)"),
    Hand("ca-casl", "US", date(2026, 5, 11), None, None, date(2026, 5, 26),
         "May 12-15 (4), Mon 18 is Victoria Day, 19-22 (8), 25 (9; Memorial Day in the US alone), 26 (10)"),
    Hand("ca-pipeda", "CA", date(2026, 3, 15), date(2026, 4, 14), date(2026, 5, 14), date(2026, 4, 15),
         "Mar 31 (16), Apr 14 (30); Apr 30 (46), May 14 (60); no number for mail: own 31 days"),
    Hand("ca-qc-p39.1", "CA", date(2026, 2, 10), date(2026, 3, 12), date(2026, 3, 12), date(2026, 2, 13),
         "Feb 28 (18), Mar 12 (30); no extension; at once: three days for mail that was queued"),
    Hand("br-lgpd", "BR", date(2026, 2, 20), date(2026, 3, 7), date(2026, 3, 7), date(2026, 3, 7),
         "Feb 28 (8), Mar 7 (15), a Saturday that stays"),
    Hand("au-spam-act", "AU", date(2026, 1, 22), None, None, date(2026, 1, 30),
         "Jan 23 (1), Mon 26 is Australia Day, 27-30 (5)"),
    Hand("au-spam-act", "US", date(2026, 4, 1), None, None, date(2026, 4, 10),
         "Apr 2 (1), Good Friday 3, Easter Monday 6, 7-10 (5), wherever they sit"),
    Hand("au-privacy-act", "AU", date(2026, 12, 20), date(2027, 1, 19), date(2027, 1, 19), date(2027, 1, 19),
         "Dec 31 (11), Jan 19 (30)"),
    Hand("in-dpdp", "IN", date(2027, 6, 1), date(2027, 8, 30), date(2027, 8, 30), date(2027, 7, 2),
         "Jun 30 (29), Jul 31 (60), Aug 30 (90); no number for mail: Jul 2 (31)"),
    Hand("za-popia", "ZA", date(2026, 8, 15), date(2026, 9, 14), date(2026, 10, 14), date(2026, 9, 14),
         "Aug 31 (16), Sep 14 (30); Sep 30 (46), Oct 14 (60)"),
    Hand("jp-appi", "JP", date(2026, 4, 25), None, None, date(2026, 5, 9), "no number; Apr 30 (5), May 9 (14)"),
    Hand("provider-gmail", "US", date(2026, 2, 27), None, None, date(2026, 3, 1), "48 hours from noon"),
    Hand("provider-yahoo", "US", date(2028, 2, 27), None, None, date(2028, 2, 29), "two days, to the leap day"),
    Hand("provider-outlook", "US", date(2026, 6, 1), None, None, date(2026, 7, 2), "no period stated: own 31 days"),
)  # fmt: skip


def test_every_law_is_counted() -> None:
    assert {hand.law for hand in HANDS} == {law.id for law in regimes()}


@pytest.mark.parametrize("hand", HANDS, ids=lambda hand: f"{hand.law}-{hand.seat}-{hand.received}")
def test_dates_are_those_counted_by_hand(hand: Hand) -> None:
    law, arrived = regime(hand.law), noon(hand.received)
    calendar = calendar_for(law, hand.seat)
    assert due(arrived, law.response, BERLIN, calendar) == hand.answer, hand.why
    assert due_extended(arrived, law.response, law.extension, BERLIN, calendar) == hand.extended, hand.why
    assert honour_by(arrived, law, BERLIN, calendar) == hand.opt_out, hand.why


@pytest.mark.parametrize(
    ("arrived", "zone", "last", "why"),
    [
        ("2026-03-31T11:00+00:00", "Pacific/Kiritimati", date(2026, 5, 4), "Apr 1 there; May 1 and a weekend"),
        ("2026-03-31T10:30+00:00", "Pacific/Pago_Pago", date(2026, 4, 30), "Mar 30, 23:30 there; Apr 30"),
        ("2026-05-31T22:30+00:00", "Europe/Berlin", date(2026, 7, 1), "half past midnight of Jun 1, summer time"),
        ("2026-10-31T22:30+00:00", "Europe/Berlin", date(2026, 11, 30), "Oct 31, 23:30, winter time; no Nov 31"),
        ("2026-10-31T23:30+00:00", "Europe/Berlin", date(2026, 12, 1), "Nov 1, half past midnight"),
        ("2026-12-31T22:59+00:00", "Europe/Berlin", date(2027, 2, 1), "Dec 31; Jan 31 is a Sunday, so Mon Feb 1"),
        ("2026-06-30T23:30+00:00", "Asia/Kathmandu", date(2026, 8, 3), "Jul 1, 05:15; Aug 1 is a Saturday"),
    ],
)
def test_the_day_of_receipt_is_the_persons_own(arrived: str, zone: str, last: date, why: str) -> None:
    german = calendar_for(regime("gdpr"), "DE")
    assert due(datetime.fromisoformat(arrived), Period(1, Unit.CALENDAR_MONTH), ZoneInfo(zone), german) == last, why


@pytest.mark.parametrize(
    ("arrived", "zone", "last", "why"),
    [
        (
            "2026-03-28T22:30+00:00",
            "Europe/Berlin",
            date(2026, 3, 31),
            "23:30; the clock goes on: 00:30 of the third day",
        ),
        ("2026-10-24T21:30+00:00", "Europe/Berlin", date(2026, 10, 26), "23:30; the clock goes back: 22:30"),
        ("2026-10-24T22:30+00:00", "Europe/Berlin", date(2026, 10, 26), "00:30 of Oct 25; 23:30 of Oct 26"),
        ("2026-06-01T11:00+00:00", "Pacific/Kiritimati", date(2026, 6, 4), "01:00 of Jun 2, and two days"),
        ("2026-03-07T23:30-05:00", "America/New_York", date(2026, 3, 10), "the clock goes on on Mar 8"),
    ],
)
def test_hours_are_hours_whatever_the_clocks_do(arrived: str, zone: str, last: date, why: str) -> None:
    assert due(datetime.fromisoformat(arrived), Period(48, Unit.HOUR), ZoneInfo(zone)) == last, why


@pytest.mark.parametrize(
    ("received", "days", "last", "why"),
    [
        (date(2026, 3, 10), 5, date(2026, 4, 15), "Apr 10 and five days"),
        (date(2026, 1, 30), 3, date(2026, 3, 3), "Feb 28 and three days: not the month of a later start"),
        (date(2026, 3, 3), 1, date(2026, 4, 7), "Good Friday and a day: Sat Apr 4, Easter Monday, so Tue Apr 7"),
        (date(2026, 3, 3), 0, date(2026, 4, 7), "no pause"),
    ],
)
def test_a_clock_that_stood_still_ends_so_many_days_later(received: date, days: int, last: date, why: str) -> None:
    british = calendar_for(regime("uk-gdpr-pecr"), "GB")
    assert due(noon(received), Period(1, Unit.CALENDAR_MONTH), BERLIN, british, paused=days) == last, why


@pytest.mark.parametrize(
    ("received", "first", "extension", "last", "why"),
    [
        (date(2026, 1, 31), Period(1, Unit.CALENDAR_MONTH), Period(10, Unit.CALENDAR_DAY), date(2026, 3, 10),
         "Feb 28, before it rolls, and ten days"),
        (date(2026, 1, 31), Period(30, Unit.CALENDAR_DAY), Period(2, Unit.CALENDAR_MONTH), date(2026, 5, 4),
         "Mar 2; May 2 is a Saturday, so Mon May 4"),
        (date(2026, 11, 12), Period(15, Unit.BUSINESS_DAY), Period(45, Unit.CALENDAR_DAY), date(2027, 1, 18),
         "Dec 4; Dec 31 (27), Jan 18 (45)"),
        (date(2026, 6, 26), Period(5, Unit.BUSINESS_DAY), Period(5, Unit.BUSINESS_DAY), date(2026, 7, 13),
         "ten business days of the US: July 3 is kept for the 4th"),
    ],
)  # fmt: skip
def test_an_extension_of_another_unit_begins_where_the_first_period_ends(
    received: date, first: Period, extension: Period, last: date, why: str
) -> None:
    assert due_extended(noon(received), first, extension, BERLIN, calendar_for(None, "US")) == last, why


@pytest.mark.parametrize(
    ("law", "kind", "received", "last", "why"),
    [
        ("us-ca-ccpa", DateKind.ACKNOWLEDGEMENT, date(2026, 6, 12), date(2026, 6, 29),
         "Jun 15-18 (4), Fri 19 is Juneteenth, 22-26 (9), 29 (10)"),
        ("gdpr", DateKind.REGULATOR, date(2026, 11, 30), date(2027, 3, 1), "Feb 28 is a Sunday, so Mon Mar 1"),
        ("us-va-vcdpa", DateKind.APPEAL, date(2026, 5, 31), date(2026, 7, 30), "Jun 30 (30), Jul 30 (60)"),
        ("us-co-cpa", DateKind.APPEAL, date(2026, 5, 1), date(2026, 6, 15), "May 31 (30), Jun 15 (45)"),
        ("us-nj-njdpa", DateKind.APPEAL, date(2026, 12, 31), date(2027, 2, 14), "Jan 31 (31), Feb 14 (45)"),
        ("us-tx-tdpsa", DateKind.APPEAL, date(2028, 1, 31), date(2028, 3, 31), "Feb 29 (29), Mar 31 (60)"),
        ("au-privacy-act", DateKind.APPEAL, date(2026, 1, 31), date(2026, 3, 2), "Feb 28 (28), Mar 2 (30)"),
        ("uk-gdpr-pecr", DateKind.APPEAL, date(2026, 6, 19), date(2026, 7, 19), "Jun 30 (11), Jul 19 (30), a Sunday"),
        ("ch-fadp", DateKind.APPEAL, date(2026, 1, 31), None, "no step inside the organisation"),
    ],
)  # fmt: skip
def test_the_other_dates_too(law: str, kind: DateKind, received: date, last: date | None, why: str) -> None:
    assert due(noon(received), period(regime(law), kind), BERLIN, calendar_for(regime(law), "US", "US")) == last, why


def test_a_british_complaint_to_the_organisation_is_acknowledged_in_thirty_days() -> None:
    first = terms("uk-gdpr-pecr").complaint_first
    assert first is not None
    # Jun 30 (11), Jul 19 (30), a Sunday that stays.
    assert due(noon(date(2026, 6, 19)), first.acknowledged_within, BERLIN) == date(2026, 7, 19)


def test_where_the_calendar_is_unknown_business_days_get_two_more() -> None:
    ten = Period(10, Unit.BUSINESS_DAY)
    # Mon Jun 1: the tenth working day is Mon Jun 15, and two days.
    assert due(noon(date(2026, 6, 1)), ten, BERLIN) == date(2026, 6, 17)
    # Fri May 29: the tenth is Fri Jun 12; two days on is a Sunday, on which no business day ends.
    assert due(noon(date(2026, 5, 29)), ten, BERLIN) == date(2026, 6, 15)
