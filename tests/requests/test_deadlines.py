"""Calendar arithmetic: months are months, weekends roll, midnight is the person's."""

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inboxguard.errors import Refused
from inboxguard.requests.deadlines import (
    add_business_days,
    add_months,
    due,
    due_extended,
    extended,
    honour_by,
    in_time,
    next_working_day,
    pause_days,
    receipt,
    zone,
)
from inboxguard.requests.holidays_of import calendar_for, calendar_of, working
from inboxguard.requests.regimes import Period, Regime, Unit, regime, regimes
from inboxguard.requests.terms import terms

BERLIN = ZoneInfo("Europe/Berlin")
DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))


def month(number: int = 1) -> Period:
    """Return `number` calendar months."""
    return Period(number, Unit.CALENDAR_MONTH)


@pytest.mark.parametrize(
    ("day", "months", "end"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 11, 23), 1, date(2026, 12, 23)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 2, 28), 1, date(2026, 3, 28)),
    ],
)
def test_a_month_is_a_calendar_month(day: date, months: int, end: date) -> None:
    assert add_months(day, months) == end


@given(DAYS, st.integers(0, 60))
def test_months_never_skip_a_month_and_keep_the_day_where_it_exists(day: date, months: int) -> None:
    end = add_months(day, months)
    assert (end.year * 12 + end.month) - (day.year * 12 + day.month) == months
    assert end.day == min(day.day, monthrange(end.year, end.month)[1])


@given(DAYS, st.integers(1, 90))
def test_business_days_are_counted_one_by_one(day: date, number: int) -> None:
    end, left = day, number
    while left:
        end += timedelta(days=1)
        left -= end.weekday() < 5
    assert add_business_days(day, number) == end


@given(DAYS)
def test_a_weekend_rolls_to_monday_and_a_weekday_stays(day: date) -> None:
    rolled = next_working_day(day)
    assert rolled.weekday() < 5
    assert rolled == day or (day.weekday() >= 5 and rolled.weekday() == 0 and (rolled - day).days <= 2)


@given(st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)), st.integers(1, 12))
def test_a_period_of_months_ends_on_a_working_day_and_never_early(received: datetime, number: int) -> None:
    day = due(received, month(number), BERLIN)
    assert day is not None
    assert day.weekday() < 5
    assert add_months(received.astimezone(BERLIN).date(), number) <= day


@given(
    st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),
    st.sampled_from(["calendar_day", "business_day", "calendar_month"]),
    st.integers(1, 90),
)
def test_later_receipt_never_means_an_earlier_date(received: datetime, unit: str, number: int) -> None:
    period = Period(number, Unit(unit))
    first, second = due(received, period, BERLIN), due(received + timedelta(days=1), period, BERLIN)
    assert first is not None
    assert second is not None
    assert received.astimezone(BERLIN).date() < first <= second


MOMENTS = st.datetimes(datetime(2001, 1, 1), datetime(2079, 12, 31), timezones=st.just(UTC))
ZONES = st.sampled_from(["Europe/Berlin", "Pacific/Kiritimati", "Pacific/Pago_Pago", "America/St_Johns", "UTC"])


@settings(deadline=None)  # the first date of a country loads its holidays
@given(MOMENTS, st.sampled_from(regime("gdpr").jurisdictions), st.integers(1, 12), st.integers(0, 40), ZONES)
def test_months_of_the_union_end_on_no_weekend_and_no_holiday_of_the_state(
    received: datetime, state: str, number: int, paused: int, name: str
) -> None:
    calendar = calendar_for(regime("gdpr"), state)
    assert calendar is not None
    local = ZoneInfo(name)
    last = due(received, month(number), local, calendar, paused)
    assert last is not None
    assert last.weekday() < 5
    assert not calendar.holiday(last)
    plain = add_months(received.astimezone(local).date(), number) + timedelta(days=paused)
    assert plain <= last
    # Every day that was passed over is a weekend or a holiday.
    passed = [plain + timedelta(days=day) for day in range((last - plain).days)]
    assert all(day.weekday() >= 5 or calendar.holiday(day) for day in passed)


@settings(deadline=None)  # the first date of a country loads its holidays
@given(MOMENTS, st.sampled_from(regimes()), st.sampled_from(["", "DE", "US", "AU", "JP"]), ZONES)
def test_no_date_lies_before_receipt_and_none_moves_back_with_a_later_one(
    received: datetime, law: Regime, seat: str, name: str
) -> None:
    local, calendar = ZoneInfo(name), calendar_for(law, seat)
    today, later = received.astimezone(local).date(), received + timedelta(hours=7)
    assert today < honour_by(received, law, local, calendar) <= honour_by(later, law, local, calendar)
    first = due(received, law.response, local, calendar)
    if first is None:
        assert not law.response.numbered
        return
    longer = due_extended(received, law.response, law.extension, local, calendar)
    after = due(later, law.response, local, calendar)
    assert longer is not None
    assert after is not None
    assert today < first <= longer
    assert first <= after


@settings(deadline=None)  # the first date of a country loads its holidays
@given(MOMENTS, st.sampled_from(["US", "CA", "AU", "DE", "GB"]), st.integers(1, 30))
def test_business_days_leave_out_weekends_and_holidays_and_nothing_else(
    received: datetime, country: str, number: int
) -> None:
    calendar = calendar_of(country)
    assert calendar is not None
    day = received.date()
    last = add_business_days(day, number, calendar)
    between = [day + timedelta(days=at) for at in range(1, (last - day).days + 1)]
    assert working(last, calendar)
    assert sum(working(one, calendar) for one in between) == number


@pytest.mark.parametrize("law", [law for law in regimes() if terms(law.id).longest.numbered], ids=lambda law: law.id)
def test_an_answer_and_its_extension_are_together_what_the_law_calls_the_longest_time(law: Regime) -> None:
    arrived = datetime(2026, 7, 31, 12, tzinfo=UTC)
    longest = due(arrived, terms(law.id).longest, BERLIN)
    assert due_extended(arrived, law.response, law.extension, BERLIN) == longest


def test_an_extension_counts_only_when_it_was_announced_within_its_time() -> None:
    # A month from Nov 25 ends on Mon Dec 28: Christmas and its weekend.
    arrived, german = datetime(2026, 11, 25, 12, tzinfo=UTC), calendar_of("DE")
    assert in_time(datetime(2026, 12, 28, 22, tzinfo=UTC), arrived, month(), BERLIN, german)
    assert not in_time(datetime(2026, 12, 28, 23, 30, tzinfo=UTC), arrived, month(), BERLIN, german)
    assert in_time(datetime(2030, 1, 1, tzinfo=UTC), arrived, Period(0, Unit.NONE), BERLIN)


def test_a_clock_stands_still_for_days_of_the_person() -> None:
    asked = datetime(2026, 3, 20, 22, 30, tzinfo=UTC)
    assert pause_days(asked, datetime(2026, 3, 20, 23, 30, tzinfo=UTC), BERLIN) == 1
    assert pause_days(asked, datetime(2026, 3, 20, 23, 30, tzinfo=UTC), ZoneInfo("UTC")) == 0
    assert pause_days(asked, datetime(2026, 3, 30, 8, tzinfo=UTC), BERLIN) == 10
    assert pause_days(asked, asked - timedelta(days=3), BERLIN) == 0


def test_a_letter_of_the_gdpr_is_due_a_month_after_it_arrived() -> None:
    sent = datetime(2026, 11, 23, 10, tzinfo=UTC)
    assert due(receipt(sent), month(), BERLIN) == date(2026, 12, 24)


def test_midnight_is_the_persons_own() -> None:
    late = datetime(2026, 6, 9, 23, 30, tzinfo=UTC)
    assert due(late, Period(45, Unit.CALENDAR_DAY), BERLIN) == date(2026, 7, 25)
    assert due(late, Period(45, Unit.CALENDAR_DAY), ZoneInfo("America/Los_Angeles")) == date(2026, 7, 24)


def test_calendar_days_end_where_they_end_and_hours_are_hours() -> None:
    at = datetime(2026, 6, 1, 9, tzinfo=UTC)
    assert due(at, Period(5, Unit.CALENDAR_DAY), BERLIN) == date(2026, 6, 6)
    assert due(at, Period(48, Unit.HOUR), BERLIN) == date(2026, 6, 3)


@pytest.mark.parametrize("unit", [Unit.IMMEDIATE, Unit.WITHOUT_DELAY, Unit.REASONABLE, Unit.NO_FIXED_PERIOD, Unit.NONE])
def test_without_a_number_in_law_there_is_no_date(unit: Unit) -> None:
    assert due(datetime(2026, 6, 1, tzinfo=UTC), Period(0, unit), BERLIN) is None


def test_an_extension_is_one_longer_period_so_that_no_weekend_counts_twice() -> None:
    assert extended(month(), month(2)) == month(3)
    assert extended(month(), Period(0, Unit.NONE)) == month()
    assert extended(month(), Period(45, Unit.CALENDAR_DAY)) == month()


@pytest.mark.parametrize(
    ("law", "day"),
    [
        ("gdpr", date(2026, 7, 2)),
        ("uk-gdpr-pecr", date(2026, 6, 29)),
        ("us-can-spam", date(2026, 6, 15)),
        ("au-spam-act", date(2026, 6, 8)),
        ("provider-gmail", date(2026, 6, 3)),
        ("ca-qc-p39.1", date(2026, 6, 4)),
        ("br-lgpd", date(2026, 6, 16)),
        ("ca-pipeda", date(2026, 7, 2)),
        (None, date(2026, 7, 2)),
    ],
)
def test_an_opt_out_is_to_be_honoured_by_law_or_by_our_own_days(law: str | None, day: date) -> None:
    arrived = datetime(2026, 6, 1, 9, tzinfo=UTC)
    assert honour_by(arrived, regime(law) if law else None, BERLIN) == day


@pytest.mark.parametrize("name", ["Europe/Atlantis", "", "../etc/passwd", "x" * 500])
def test_an_unknown_time_zone_is_refused(name: str) -> None:
    with pytest.raises(Refused, match="time zone"):
        zone(name)
