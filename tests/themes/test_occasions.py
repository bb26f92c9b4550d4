"""Days that come back: each on its date, year by year, and rules that are none are refused."""

from datetime import date, timedelta

import pytest

from inboxguard.errors import Refused
from inboxguard.themes.occasions import Occasion, advent, compiled, easter, near, parse, yearly

FRENCH = "unless(nth_weekday(5,sun,-1), easter(49), nth_weekday(6,sun,1))"


@pytest.mark.parametrize(
    ("rule", "day"),
    [
        ("easter(-21)", "2024-03-10"),  # Mothering Sunday, the fourth in Lent
        ("easter(-21)", "2025-03-30"),
        ("easter(-21)", "2026-03-15"),
        ("easter(-21)", "2027-03-07"),
        ("nth_weekday(5,sun,1)", "2026-05-03"),  # Spain and Portugal
        ("nth_weekday(5,sun,2)", "2024-05-12"),
        ("nth_weekday(5,sun,2)", "2026-05-10"),  # America, Germany, Italy, the Netherlands, Brazil
        (FRENCH, "2023-06-04"),  # Pentecost on the last Sunday of May
        (FRENCH, "2024-05-26"),
        (FRENCH, "2025-05-25"),
        (FRENCH, "2026-05-31"),
        (FRENCH, "2027-05-30"),
        (FRENCH, "2028-05-28"),
        ("fixed(3,19)", "2026-03-19"),
        ("easter(39)", "2024-05-09"),  # Ascension, Father's Day in Germany
        ("easter(39)", "2026-05-14"),
        ("easter(39)", "2030-05-30"),
        ("nth_weekday(6,sun,3)", "2026-06-21"),
        ("nth_weekday(8,sun,2)", "2026-08-09"),
        ("fixed(2,14)", "2026-02-14"),
        ("fixed(6,12)", "2026-06-12"),
        ("fixed(10,15)", "2026-10-15"),
        ("nth_weekday(12,sun,2)", "2026-12-13"),
        ("nth_weekday(12,sun,-1)", "2028-12-31"),
        ("nth_weekday(11,thu,4)", "2026-11-26"),
        ("advent(0)", "2025-11-30"),
        ("advent(-7)", "2024-11-24"),  # Totensonntag
        ("advent(-7)", "2026-11-22"),
        ("fixed(2,29)", "2028-02-29"),
        ("fixed(2,29)", "2027-02-28"),
    ],
)
def test_a_rule_falls_on_its_date(rule: str, day: str) -> None:
    assert compiled(rule)(int(day[:4])).isoformat() == day


def test_easter_as_the_tables_of_the_churches_have_it() -> None:
    days = [(2024, 3, 31), (2025, 4, 20), (2026, 4, 5), (2027, 3, 28), (2028, 4, 16), (2029, 4, 1), (2030, 4, 21)]
    days += [(1818, 3, 22), (1943, 4, 25), (2285, 3, 22), (1954, 4, 18), (1981, 4, 19), (2049, 4, 18), (2076, 4, 19)]
    for year, month, day in days:
        assert easter(year) == date(year, month, day)


def test_easter_and_advent_are_sundays_within_their_bounds() -> None:
    for year in range(1900, 2200):
        assert easter(year).weekday() == advent(year).weekday() == 6
        assert date(year, 3, 22) <= easter(year) <= date(year, 4, 25)
        assert date(year, 11, 27) <= advent(year) <= date(year, 12, 3)


@pytest.mark.parametrize(
    "rule",
    [
        "", "fixed", "fixed()", "fixed(2)", "fixed(2,30)", "fixed(13,1)", "fixed(2,14", "fixed(2,14))", "fixed(2;14)",
        "fixed(2,14) fixed(2,15)", "nth_weekday(5,sun)", "nth_weekday(5,son,2)", "nth_weekday(5,sun,0)",
        "nth_weekday(5,sun,5)", "nth_weekday(13,sun,1)", "easter(900)", "easter(sun)", "advent()",
        "unless(fixed(2,14))", "unless(2,14,5)", "fixed(fixed(2,14),1)", "import(os)", "easter(1)(2)", "fixed((2,14)",
        "()", "fixed(2,,14)",
        "fixed(--2,14)", "unless(" * 60, "fixed(2,14)" + " " * 300,
    ],
)  # fmt: skip
def test_what_is_no_rule_is_refused_with_a_sentence(rule: str) -> None:
    with pytest.raises(Refused, match="is no rule for a day"):
        compiled(rule)


def test_a_pack_s_tables_become_occasions() -> None:
    tables = [
        {"name": "mothers_day", "rule": "nth_weekday(5,sun,2)", "regions": ["DE", "AT"]},
        {"rule": "fixed(2,14)", "lead_days": 20, "after_days": 0},
    ]
    assert parse(tables) == (
        Occasion("mothers_day", "nth_weekday(5,sun,2)", ("DE", "AT")),
        Occasion("", "fixed(2,14)", (), 20, 0),
    )
    assert parse([]) == ()


@pytest.mark.parametrize(
    "tables",
    [
        "fixed(2,14)", ["fixed(2,14)"], [{}], [{"rule": 7}], [{"rule": "fixed(2,30)"}],
        [{"rule": "fixed(2,14)", "x": 1}],
        [{"rule": "fixed(2,14)", "regions": "DE"}], [{"rule": "fixed(2,14)", "regions": ["Germany"]}],
        [{"rule": "fixed(2,14)", "lead_days": -1}], [{"rule": "fixed(2,14)", "after_days": 400}],
        [{"rule": "fixed(2,14)", "lead_days": True}], [{"rule": "fixed(2,14)"}] * 60,
    ],
)  # fmt: skip
def test_tables_that_cannot_be_used_are_refused(tables: object) -> None:
    with pytest.raises(Refused):
        parse(tables)


def test_mail_about_an_occasion_comes_from_45_days_before_to_7_after() -> None:
    valentine = (Occasion("valentine", "fixed(2,14)"),)
    assert near(date(2026, 2, 14), valentine)
    assert near(date(2026, 2, 14) - timedelta(days=45), valentine)
    assert not near(date(2026, 2, 14) - timedelta(days=46), valentine)
    assert near(date(2026, 2, 21), valentine)
    assert not near(date(2026, 2, 22), valentine)
    assert not near(date(2026, 2, 14), ())
    assert valentine[0].holds(date(2026, 2, 14))
    assert not valentine[0].holds(date(2026, 8, 14))


def test_the_days_before_new_year_belong_to_january() -> None:
    assert near(date(2025, 12, 1), (Occasion("", "fixed(1,6)"),))
    assert near(date(2026, 1, 5), (Occasion("", "fixed(12,31)"),))
    assert not near(date(2026, 1, 8), (Occasion("", "fixed(12,31)"),))
    assert near(date.max, (Occasion("", "fixed(1,6)"),)) is False


def test_leap_days() -> None:
    assert yearly(2024, 2, 29) == date(2024, 2, 29)
    assert yearly(2026, 2, 29) == date(2026, 2, 28)
    assert yearly(2000, 2, 29) == date(2000, 2, 29)
    assert yearly(2100, 2, 29) == date(2100, 2, 28)
    with pytest.raises(ValueError, match="day"):
        yearly(2026, 2, 30)
