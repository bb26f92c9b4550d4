"""Whose public holidays count: those of the law, of the seat, of the person, in that order."""

from datetime import date

import pytest

from inboxguard.requests.holidays_of import Calendar, calendar_for, calendar_of, working
from inboxguard.requests.regimes import regime


@pytest.mark.parametrize(
    ("country", "region", "day", "name"),
    [
        ("DE", "", date(2026, 5, 1), "Labour Day"),
        ("DE", "", date(2026, 4, 6), "Easter Monday"),
        ("DE", "BY", date(2026, 1, 6), "Epiphany, in Bavaria"),
        ("AT", "", date(2026, 1, 6), "Epiphany"),
        ("US", "", date(2026, 11, 26), "Thanksgiving, the fourth Thursday"),
        ("US", "", date(2026, 6, 19), "Juneteenth"),
        ("US", "", date(2026, 7, 3), "Independence Day, kept on the Friday"),
        ("US", "", date(2027, 12, 31), "New Year of 2028, a Saturday, kept the day before"),
        ("CA", "", date(2026, 7, 1), "Canada Day"),
        ("CA", "", date(2026, 11, 11), "Remembrance Day, of the federal service"),
        ("CA", "", date(2026, 10, 12), "Canadian Thanksgiving, the second Monday of October"),
        ("AU", "", date(2026, 1, 26), "Australia Day"),
        ("GB", "", date(2026, 8, 31), "Summer bank holiday of England"),
        ("GB", "", date(2026, 12, 28), "Boxing Day, a Saturday, kept on the Monday"),
        ("FR", "", date(2026, 7, 14), "the national day"),
    ],
)
def test_a_public_holiday_is_no_working_day(country: str, region: str, day: date, name: str) -> None:
    calendar = calendar_of(country, region)
    assert calendar is not None, name
    assert calendar.holiday(day), name
    assert not working(day, calendar)
    assert working(day)


@pytest.mark.parametrize(
    ("country", "region", "day"),
    [
        ("DE", "", date(2026, 1, 6)),  # Epiphany in three Laender only
        ("US", "", date(2026, 11, 27)),  # the Friday after Thanksgiving is no federal holiday
        ("US", "", date(2026, 7, 1)),
        ("CA", "", date(2026, 7, 4)),
        ("FR", "", date(2026, 12, 26)),
        ("AU", "", date(2026, 12, 24)),
        ("GB", "", date(2026, 5, 1)),
    ],
)
def test_what_is_none_there_stays_a_common_day(country: str, region: str, day: date) -> None:
    calendar = calendar_of(country, region)
    assert calendar is not None
    assert not calendar.holiday(day)


def test_saturday_and_sunday_are_never_working_days() -> None:
    assert not working(date(2026, 11, 28))
    assert not working(date(2026, 11, 29), calendar_of("DE"))
    assert working(date(2026, 11, 30), calendar_of("DE"))


@pytest.mark.parametrize("country", ["", "XX", "AQQ", "*"])
def test_an_unknown_country_has_no_calendar(country: str) -> None:
    assert calendar_of(country) is None


def test_a_region_is_read_in_both_spellings_and_an_unknown_one_is_left_out() -> None:
    assert calendar_of("de", "by") == calendar_of("DE", "DE-BY") == Calendar("DE", "BY")
    assert calendar_of("DE", "ZZ") == Calendar("DE")
    assert calendar_of("GB") == Calendar("GB", "ENG")
    assert calendar_of("GB", "GB-SCT") == Calendar("GB", "SCT")


@pytest.mark.parametrize(
    ("law", "seat", "person", "calendar"),
    [
        ("us-can-spam", "DE", "FR", Calendar("US")),  # named by the law, wherever the sender sits
        ("ca-casl", "", "", Calendar("CA")),
        ("au-spam-act", "GB", "AU", Calendar("AU")),
        ("gdpr", "FR", "DE", Calendar("FR")),  # the sender's seat comes first
        ("gdpr", "", "DE", Calendar("DE")),
        ("gdpr", "US", "DE", Calendar("DE")),  # months of the GDPR know no holidays of other countries
        ("gdpr", "US", "US", None),
        ("uk-gdpr-pecr", "GB", "GB", Calendar("GB", "ENG")),
        ("us-ca-ccpa", "", "US", Calendar("US")),
        ("us-ca-ccpa", "DE", "US", Calendar("DE")),  # business days are the sender's
        ("us-ca-ccpa", "", "", Calendar("US")),  # the law's own country where neither is known to be in it
        ("us-ca-ccpa", "", "DE", Calendar("US")),
        (None, "IT", "", Calendar("IT")),
        (None, "", "", None),
    ],
)
def test_whose_holidays_count(law: str | None, seat: str, person: str, calendar: Calendar | None) -> None:
    assert calendar_for(regime(law) if law else None, seat, person) == calendar


@pytest.mark.parametrize("country", [*regime("gdpr").jurisdictions, "GB", "CH", "US", "CA", "AU"])
def test_every_country_whose_law_is_counted_keeps_new_year_and_christmas(country: str) -> None:
    calendar = calendar_of(country)
    assert calendar is not None
    assert calendar.holiday(date(2026, 1, 1))
    assert calendar.holiday(date(2026, 12, 25))
    assert not calendar.holiday(date(2026, 3, 12))
