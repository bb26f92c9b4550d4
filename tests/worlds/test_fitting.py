"""Calibration finds the stretch that was hidden in invented claims, and never lets more evidence lower what is said."""

import math
import random

import pytest
from benchmarks.trace_fitting import WAYS, Fit, affine, fitted, temperature
from benchmarks.trace_scores import Claim, ece, log_loss
from hypothesis import given
from hypothesis import strategies as st

CLAIMS = st.lists(st.builds(Claim, st.integers(0, 100).map(lambda n: n / 100), st.booleans()), max_size=60)


def claims(slope: float, shift: float, count: int = 4_000) -> list[Claim]:
    """Claims of which the truth is a stretched one."""
    dice, found = random.Random(1), []
    for _ in range(count):
        said = 0.05 + 0.93 * dice.random()
        true = 1 / (1 + math.exp(-(slope * math.log(said / (1 - said)) + shift)))
        found.append(Claim(said, dice.random() < true))
    return found


def test_a_temperature_of_two_is_found() -> None:
    made = claims(0.5, 0.0)
    fit = fitted("temperature", made)
    assert fit.factors == pytest.approx((0.5,), abs=0.06)
    assert ece(fit.said(made)) < 0.03 < ece(made)
    assert log_loss(fit.said(made)) < log_loss(made)


def test_a_shift_is_found_by_the_ways_that_know_one() -> None:
    made = claims(1.0, 1.0)
    assert fitted("affine", made).factors == pytest.approx((1.0, 1.0), abs=0.12)
    for way in ("affine", "beta"):
        assert ece(fitted(way, made).said(made)) < 0.03 < ece(made)


def test_claims_that_hold_stay_as_they_are() -> None:
    for way in WAYS:
        fit = fitted(way, claims(1.0, 0.0))
        assert [fit(p) for p in (0.3, 0.5, 0.7, 0.9)] == pytest.approx([0.3, 0.5, 0.7, 0.9], abs=0.03)


def test_without_claims_nothing_changes() -> None:
    for way in WAYS:
        assert fitted(way, []) == Fit(way, WAYS[way][1])
        assert fitted(way, [])(0.7) == pytest.approx(0.7)


@given(CLAIMS, st.sampled_from(sorted(WAYS)), st.floats(0, 1), st.floats(0, 1))
def test_more_evidence_never_lowers_what_is_said(some: list[Claim], way: str, one: float, other: float) -> None:
    fit = fitted(way, some)
    low, high = sorted((fit(one), fit(other)) if one <= other else (fit(other), fit(one)))
    assert 0 <= low <= high <= 1
    assert fit(min(one, other)) <= fit(max(one, other))


def test_truth_that_runs_against_what_is_said_does_not_turn_the_fit_round() -> None:
    upside_down = [Claim(0.9, False)] * 300 + [Claim(0.1, True)] * 300
    for way in WAYS:
        fit = fitted(way, upside_down)
        assert fit(0.1) < fit(0.9)
    assert len(temperature(0.5)) + 1 == len(affine(0.5))
