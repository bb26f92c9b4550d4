"""Fits that turn said probabilities into ones that hold: temperature, affine and beta calibration, by Newton's method.

Each is logistic regression on terms of the log-odds, drawn a little towards "as it is" so that few claims change
little, and never falling: more evidence must not lower what is said.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.trace_scores import Claim

_LEAST = 1e-4
"""Claims are taken to lie this far within 0 and 1."""
_PULL = 4.0
"""How strongly a fit is drawn to "as it is": as many claims as that would."""
_STEPS = 50
_FLATTEST = 0.05
"""The least that a term may grow with the claim."""

Terms = tuple[float, ...]


def temperature(p: float) -> Terms:
    """Return the log-odds: its factor is 1 / temperature."""
    return (_log_odds(p),)


def affine(p: float) -> Terms:
    """Return the log-odds and a constant (Platt 1999 on log-odds)."""
    return _log_odds(p), 1.0


def beta(p: float) -> Terms:
    """Return ln p, -ln(1 - p) and a constant (Kull, Silva Filho and Flach 2017)."""
    p = _within(p)
    return math.log(p), -math.log(1 - p), 1.0


WAYS: Mapping[str, tuple[Callable[[float], Terms], Terms]] = {
    "temperature": (temperature, (1.0,)),
    "affine": (affine, (1.0, 0.0)),
    "beta": (beta, (1.0, 1.0, 0.0)),
}
"""Name -> terms, and the factors that change nothing. The constant is the last of two or three."""


@dataclass(frozen=True, slots=True)
class Fit:
    """A way of calibrating and its factors."""

    way: str
    factors: Terms

    def __call__(self, p: float) -> float:
        """Return what should be said where `p` was; it never falls while `p` grows."""
        return _logistic(_sum(self.factors, WAYS[self.way][0](p)))

    def said(self, claims: Sequence[Claim]) -> list[Claim]:
        """Return the claims as they should have been said."""
        return [Claim(self(claim.p), claim.is_true) for claim in claims]


def fitted(way: str, claims: Sequence[Claim]) -> Fit:
    """Return the fit of that way that makes the claims least surprising.

    Nothing is taken for certain because it never failed yet: each class counts as if one more claim of it had failed
    (Platt 1999).
    """
    terms, plain = WAYS[way]
    true = sum(claim.is_true for claim in claims)
    holds, fails = (true + 1) / (true + 2), 1 / (len(claims) - true + 2)
    rows = [(terms(claim.p), holds if claim.is_true else fails) for claim in claims]
    rising = len(plain) if len(plain) == 1 else len(plain) - 1
    held: dict[int, float] = {}
    while True:
        factors = _newton(rows, plain, held)
        falling = [at for at in range(rising) if at not in held and factors[at] < _FLATTEST]
        if not falling:
            return Fit(way, factors)
        held |= dict.fromkeys(falling, _FLATTEST)


def _newton(rows: Sequence[tuple[Terms, float]], plain: Terms, held: Mapping[int, float]) -> Terms:
    free = [at for at in range(len(plain)) if at not in held]
    factors = [held.get(at, plain[at]) for at in range(len(plain))]
    before = _surprise(rows, factors, plain)
    for _ in range(_STEPS):
        gradient = [_PULL * (factors[at] - plain[at]) for at in free]
        curve = [[_PULL if one == other else 0.0 for other in free] for one in free]
        for terms, true in rows:
            p = _logistic(_sum(factors, terms))
            for row, at in enumerate(free):
                gradient[row] += (p - true) * terms[at]
                for column, other in enumerate(free):
                    curve[row][column] += p * (1 - p) * terms[at] * terms[other]
        step = _solved(curve, gradient)
        width = 1.0
        while width > 1e-6:  # halved until it helps
            tried = list(factors)
            for row, at in enumerate(free):
                tried[at] -= width * step[row]
            if (after := _surprise(rows, tried, plain)) <= before:
                break
            width /= 2
        else:
            break
        factors, gained, before = tried, before - after, after
        if gained < 1e-9:
            break
    return tuple(factors)


def _surprise(rows: Sequence[tuple[Terms, float]], factors: Sequence[float], plain: Terms) -> float:
    found = sum(_PULL * (one - other) ** 2 / 2 for one, other in zip(factors, plain, strict=True))
    for terms, true in rows:
        odds = _sum(factors, terms)
        found += max(odds, 0.0) + math.log1p(math.exp(-abs(odds))) - true * odds
    return found


def _solved(matrix: Sequence[Sequence[float]], wanted: Sequence[float]) -> list[float]:
    """Return the solution of a small linear system, by elimination with pivots; the matrix is positive definite."""
    rows = [[*line, value] for line, value in zip(matrix, wanted, strict=True)]
    size = len(rows)
    for at in range(size):
        pivot = max(range(at, size), key=lambda row: abs(rows[row][at]))
        rows[at], rows[pivot] = rows[pivot], rows[at]
        for row in range(size):
            if row != at:
                part = rows[row][at] / rows[at][at]
                rows[row] = [one - part * other for one, other in zip(rows[row], rows[at], strict=True)]
    return [rows[at][size] / rows[at][at] for at in range(size)]


def _sum(factors: Sequence[float], terms: Terms) -> float:
    return sum(one * other for one, other in zip(factors, terms, strict=True))


def _logistic(odds: float) -> float:
    return 1 / (1 + math.exp(-odds)) if odds >= 0 else math.exp(odds) / (1 + math.exp(odds))


def _log_odds(p: float) -> float:
    p = _within(p)
    return math.log(p / (1 - p))


def _within(p: float) -> float:
    return min(max(p, _LEAST), 1 - _LEAST)
