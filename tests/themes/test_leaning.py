"""What mails of a month weigh, and from when the person is asked."""

import tomllib
from dataclasses import replace
from math import exp

import pytest

from inboxguard import resources
from inboxguard.themes.leaning import OUTCOMES, Leaning, Stretch, made, probability, proposed, speaks_for, weights

LEANING = Leaning("baby", (), 0.9, (), ())


def months(*counts: tuple[int, int, int, int, int], season: bool = False) -> list[Stretch]:
    """Return months with so many mails of each outcome: head, body, hint, other, silent."""
    return [Stretch(one, season) for one in counts]


def weighed(*counts: tuple[int, int, int, int, int], season: bool = False) -> float:
    return speaks_for(months(*counts, season=season), weights())


def test_asked_from_the_shipped_threshold_on() -> None:
    threshold = weights().proposed
    assert proposed(replace(LEANING, p=threshold))
    assert not proposed(replace(LEANING, p=threshold - 0.01))


def test_nothing_is_ever_certain() -> None:
    assert probability(10_000.0, weights()) == weights().most < 1
    assert 0.0 <= probability(-10_000.0, weights()) < 1e-9


def test_mails_that_name_it_and_mails_that_hint_speak_for_it() -> None:
    assert weighed((2, 1, 2, 0, 1)) > 1
    assert weighed((2, 1, 2, 0, 1)) > weighed((2, 1, 0, 0, 3))


def test_silent_mails_and_mails_about_something_else_speak_against_it() -> None:
    assert weighed((1, 0, 0, 0, 9)) < -3
    assert weighed((3, 0, 0, 4, 1)) < weighed((3, 0, 0, 0, 5))


def test_a_month_on_the_theme_says_less_than_the_same_mails_over_a_year() -> None:
    assert weighed((6, 0, 0, 0, 2)) < weighed(*[(1, 0, 0, 0, 0)] * 6, *[(0, 0, 0, 0, 1)] * 2)


def test_the_season_of_a_theme_says_hardly_anything() -> None:
    assert weighed((6, 1, 1, 0, 1), season=True) < 1
    assert weighed((6, 1, 1, 0, 1), season=True) < weighed((6, 1, 1, 0, 1))


def test_a_menu_in_every_mail_is_no_theme() -> None:
    assert weighed((0, 10, 0, 0, 0)) < -3
    assert weighed((0, 0, 10, 0, 0)) < -3


def test_the_shares_of_a_kind_are_taken_of_their_sum() -> None:
    table = tomllib.loads(resources.read("shelves/leaning.toml"))
    for kind in (*weights().whole, *weights().ordinary):
        assert sum(map(exp, kind.mails)) == pytest.approx(1)
    doubled = table | {"kind": [kind | {name: 2 * kind[name] for name in OUTCOMES} for kind in table["kind"]]}
    assert speaks_for(months((2, 1, 0, 0, 3)), made(doubled)) == pytest.approx(weighed((2, 1, 0, 0, 3)))


def test_the_weights_of_kinds_sum_to_one_on_either_side() -> None:
    for kinds in (weights().whole, weights().ordinary):
        assert sum(exp(kind.weight) for kind in kinds) == pytest.approx(1, abs=0.001)
