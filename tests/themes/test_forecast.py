"""Days of quiet ahead: by country, for the themes that are marked, and for days of one's own."""

from datetime import date, timedelta

from inboxguard.themes.forecast import QuietDay, Upcoming, own, quiet, upcoming
from inboxguard.themes.lexicon import Theme
from inboxguard.themes.occasions import Occasion

MOTHERS = Theme(
    "mothers_day", "1", "dates", (), (),
    occasions=(
        Occasion("mothers_day", "easter(-21)", ("GB", "IE")),
        Occasion("mothers_day", "nth_weekday(5,sun,2)", ("US", "DE", "IT", "NL", "BR")),
        Occasion("mothers_day", "nth_weekday(5,sun,1)", ("ES", "PT")),
    ),
)  # fmt: skip
WEDDING = Theme("wedding", "1", "relationships", (), (), occasions=(Occasion("valentine", "fixed(2,14)"),))
BABY = Theme("baby", "1", "family", (), ())
JANUARY = date(2026, 1, 20)


def test_the_country_decides_on_the_day() -> None:
    for country, day in (("GB", date(2026, 3, 15)), ("de", date(2026, 5, 10)), ("PT", date(2026, 5, 3))):
        (one,) = upcoming([MOTHERS], country, JANUARY)
        assert one == Upcoming("mothers_day", "mothers_day", day, day - timedelta(days=45), day + timedelta(days=7))


def test_without_a_country_only_days_of_all_countries_are_known() -> None:
    assert [one.name for one in upcoming([MOTHERS, WEDDING, BABY], None, JANUARY)] == ["valentine"]
    assert upcoming([MOTHERS], "FR", JANUARY) == ()


def test_only_what_was_asked_for_and_the_soonest_first() -> None:
    assert upcoming([], "DE", JANUARY) == ()
    assert [one.theme for one in upcoming([MOTHERS, BABY, WEDDING], "DE", JANUARY)] == ["wedding", "mothers_day"]


def test_a_day_stays_until_its_quiet_days_are_over_and_then_comes_again() -> None:
    (one,) = upcoming([WEDDING], None, date(2026, 2, 21))
    assert one.day == date(2026, 2, 14)
    (one,) = upcoming([WEDDING], None, date(2026, 2, 22))
    assert one.day == date(2027, 2, 14)


def test_a_window_over_new_year() -> None:
    eve = Theme("x", "1", "", (), (), occasions=(Occasion("eve", "fixed(12,31)"),))
    (one,) = upcoming([eve], None, date(2027, 1, 3))
    assert (one.day, one.last) == (date(2026, 12, 31), date(2027, 1, 7))


def test_two_rules_for_one_day_are_one_day() -> None:
    both = Theme(
        "x", "1", "", (), (),
        occasions=(Occasion("a", "fixed(2,14)", (), 20, 3), Occasion("b", "fixed(2,14)", (), 10, 9)),
    )  # fmt: skip
    (one,) = upcoming([both], None, JANUARY)
    assert (one.name, one.first, one.last) == ("a", date(2026, 1, 25), date(2026, 2, 23))


def test_a_day_of_one_s_own_comes_every_year() -> None:
    day = QuietDay(6, 3, before=10, after=2)
    (one,) = own([day], JANUARY)
    assert one == Upcoming(None, "", date(2026, 6, 3), date(2026, 5, 24), date(2026, 6, 5))
    (one,) = own([day], date(2026, 6, 6))
    assert one.day == date(2027, 6, 3)


def test_a_day_of_one_year_does_not_come_back() -> None:
    day = QuietDay(6, 3, 2026)
    assert [one.day for one in own([day], JANUARY)] == [date(2026, 6, 3)]
    assert own([day], date(2026, 6, 11)) == ()


def test_a_leap_day_is_kept_every_year_and_a_day_of_no_calendar_never() -> None:
    (one,) = own([QuietDay(2, 29)], date(2026, 1, 1))
    assert one.day == date(2026, 2, 28)
    (one,) = own([QuietDay(2, 29)], date(2028, 1, 1))
    assert one.day == date(2028, 2, 29)
    assert own([QuietDay(2, 30), QuietDay(13, 1), QuietDay(1, 1, before=10**9), QuietDay(6, 3, 0)], JANUARY) == ()


def test_long_quiet_before_a_day_reaches_over_new_year() -> None:
    (one,) = own([QuietDay(1, 2, before=30, after=0)], date(2026, 12, 20))
    assert (one.first, one.day) == (date(2026, 12, 3), date(2027, 1, 2))


def test_whether_a_day_is_quiet() -> None:
    windows = (*upcoming([MOTHERS], "DE", JANUARY), *own([QuietDay(9, 1, before=1, after=1)], JANUARY))
    assert quiet(date(2026, 5, 17), windows)
    assert quiet(date(2026, 3, 26), windows)
    assert not quiet(date(2026, 3, 25), windows)
    assert not quiet(date(2026, 5, 18), windows)
    assert quiet(date(2026, 8, 31), windows)
    assert not quiet(date(2026, 2, 14), ())
