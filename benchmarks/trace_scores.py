"""How well probabilities fit what is true: Brier's score and its parts, log loss, calibration error, selective risk.

Pure functions of claims. Intervals come from drawing whole mailboxes anew, because what one mailbox holds hangs
together.
"""

import math
import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from benchmarks.trace_figures import Edge

BINS = 15
ROUNDS = 500
SEED = 4
_LEAST_P = 0.001
"""A claim of 0 that proves true costs as much as one of this; otherwise one such claim were the whole log loss."""


class Claim(NamedTuple):
    """A probability that was said, and whether it proved true."""

    p: float
    is_true: bool


class Bin(NamedTuple):
    """A line of a reliability table."""

    p: float
    """The mean of what was said."""
    share: float
    """How much of it proved true."""
    mass: int
    """How many claims it holds."""


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores of some claims; brier == reliability - resolution + uncertainty + within."""

    count: int
    brier: float
    reliability: float
    """How far what is said is from what is true, bin by bin; 0 is best."""
    resolution: float
    """How far the bins are from the mean; more is better."""
    uncertainty: float
    """What would be left if every claim said the mean."""
    within: float
    """What the claims of one bin differ by (Stephenson, Coelho, Jolliffe 2008, both terms); 0 where they are equal."""
    log_loss: float
    ece: float


def named_claims(edges: Iterable[Edge]) -> tuple[Claim, ...]:
    """Return what is said of the copies for which a source is named, at any level: p_copy, and whether it is right."""
    return tuple(Claim(edge.p_copy, edge.is_right) for edge in edges if edge.source is not None)


def every_claim(edges: Iterable[Edge]) -> tuple[Claim, ...]:
    """Return a claim for every organisation, also where nothing is claimed.

    With a source it is p_copy. Without one it is what the rivals that are printed give to the source of which they
    speak most: the least that the program thinks of it, because only two rivals are printed. Where they speak of no
    source, the claim is 0 and proves true where there is a source in the mailbox that a careful reader can tell.
    """
    return tuple(_claim(edge) for edge in edges)


def _claim(edge: Edge) -> Claim:
    if edge.source is not None:
        return Claim(edge.p_copy, edge.is_right)
    spoken: dict[str, float] = {}
    for _, source, p in edge.rivals:
        if source is not None:
            spoken[source] = spoken.get(source, 0.0) + p
    if not spoken:
        return Claim(0.0, edge.fate.source is not None and edge.fate.source_sure)
    source = max(sorted(spoken), key=lambda one: spoken[one])
    return Claim(min(1.0, spoken[source]), source == edge.fate.source)


def bins(claims: Iterable[Claim], most: int = BINS) -> tuple[Bin, ...]:
    """Return the reliability table: at most so many bins of equal mass; equal claims are never parted."""
    ordered = sorted(claims)
    found: list[Bin] = []
    held: list[Claim] = []
    for _, equal in groupby(ordered, key=lambda claim: claim.p):
        held += equal
        if len(held) * most >= len(ordered):
            found.append(_bin(held))
            held = []
    if held:
        found.append(_bin(held))
    return tuple(found)


def _bin(claims: Sequence[Claim]) -> Bin:
    count = len(claims)
    return Bin(sum(claim.p for claim in claims) / count, sum(claim.is_true for claim in claims) / count, count)


def brier(claims: Sequence[Claim]) -> float:
    """Return the mean square of what the claims miss the truth by, 0 to 1."""
    return sum((claim.p - claim.is_true) ** 2 for claim in claims) / len(claims)


def log_loss(claims: Sequence[Claim]) -> float:
    """Return the mean surprise in nats."""
    return -sum(math.log(_bounded(claim.p if claim.is_true else 1 - claim.p)) for claim in claims) / len(claims)


def _bounded(p: float) -> float:
    return min(max(p, _LEAST_P), 1 - _LEAST_P)


def ece(claims: Sequence[Claim], most: int = BINS) -> float:
    """Return the expected calibration error, 0 to 1: how far the bins are from the truth, by their mass."""
    return sum(one.mass * abs(one.p - one.share) for one in bins(claims, most)) / len(claims)


def greatest_error(claims: Sequence[Claim], most: int = 5, least: int = 30) -> float | None:
    """Return how far the worst bin that holds at least so many claims is from the truth; None where none does."""
    errors = [abs(one.p - one.share) for one in bins(claims, most) if one.mass >= least]
    return max(errors, default=None)


def scores(claims: Sequence[Claim]) -> Scores | None:
    """Return the scores of claims, None of none."""
    if not claims:
        return None
    count, table = len(claims), bins(claims)
    base = sum(claim.is_true for claim in claims) / count
    reliability = sum(one.mass * (one.p - one.share) ** 2 for one in table) / count
    resolution = sum(one.mass * (one.share - base) ** 2 for one in table) / count
    return Scores(
        count=count,
        brier=brier(claims),
        reliability=reliability,
        resolution=resolution,
        uncertainty=base * (1 - base),
        within=_within(claims, table),
        log_loss=log_loss(claims),
        ece=ece(claims),
    )


def _within(claims: Sequence[Claim], table: Sequence[Bin]) -> float:
    ordered = sorted(claims)
    total, at = 0.0, 0
    for one in table:
        for claim in ordered[at : at + one.mass]:
            apart = claim.p - one.p
            total += apart * apart - 2 * apart * (claim.is_true - one.share)
        at += one.mass
    return total / len(claims)


def unavoidable_ece(claims: Sequence[Claim], rounds: int = 100, seed: int = SEED) -> float:
    """Return the calibration error that so many claims would show on average if every one of them were exactly right.

    It is not 0, because a bin of 20 claims of .9 seldom holds 18 that prove true.
    """
    dice = random.Random(seed)
    drawn = ([Claim(claim.p, dice.random() < claim.p) for claim in claims] for _ in range(rounds))
    return sum(ece(one) for one in drawn) / rounds


def resampled(
    mailboxes: Sequence[Sequence[Claim]],
    measure: Callable[[Sequence[Claim]], float],
    rounds: int = ROUNDS,
    seed: int = SEED,
) -> tuple[float, float] | None:
    """Return the 95 % interval of a measure when whole mailboxes are drawn anew; None where there is nothing."""
    if not any(mailboxes):
        return None
    dice, found = random.Random(seed), []
    for _ in range(rounds):
        drawn = [claim for one in dice.choices(mailboxes, k=len(mailboxes)) for claim in one]
        if drawn:
            found.append(measure(drawn))
    found.sort()
    return found[int(0.025 * len(found))], found[min(len(found) - 1, int(0.975 * len(found)))]


def risk_curve(claims: Sequence[Claim]) -> tuple[tuple[float, float], ...]:
    """Return (coverage, risk) points: the surest claims first, and how many of those so far are wrong.

    Equally sure claims come together. The last point covers all claims.
    """
    found: list[tuple[float, float]] = []
    covered = wrong = 0
    for _, equal in groupby(sorted(claims, key=lambda claim: -claim.p), key=lambda claim: claim.p):
        some = list(equal)
        covered += len(some)
        wrong += sum(not claim.is_true for claim in some)
        found.append((covered / len(claims), wrong / covered))
    return tuple(found)


def risk_area(curve: Sequence[tuple[float, float]]) -> float:
    """Return the area under a risk curve, 0 (no claim is wrong) to 1."""
    area, before = 0.0, 0.0
    for covered, risk in curve:
        area += (covered - before) * risk
        before = covered
    return area
