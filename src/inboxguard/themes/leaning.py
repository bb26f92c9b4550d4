"""Leaning: how likely a sender, or a list of it, writes about one theme and little else, and from when it is asked."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp, log
from operator import mul
from typing import Any, NamedTuple

from inboxguard import resources
from inboxguard.facts.message import MessageKey

OUTCOMES = ("head", "body", "hint", "other", "silent")
"""What one mail does with a theme: names it in subject or preheader, only further down, hints at it, ..."""


class Reason(NamedTuple):
    """A code of what speaks for a leaning, with how many of how many mails; 0 of 0 where it is not about mails.

    "named", "hints", "name", "domain", "list", "campaign", "landing", "countdown", "registered", "bought", "examples".
    """

    code: str
    part: int = 0
    whole: int = 0


@dataclass(frozen=True, slots=True)
class Leaning:
    """That nearly all marketing of a sender, or of some of its lists, is on one theme, as far as its mail shows."""

    theme: str
    lists: tuple[str, ...]
    """List-Ids that are meant; () = the whole sender."""
    p: float
    """Probability, 0 to 1."""
    because: tuple[Reason, ...]
    messages: tuple[MessageKey, ...]
    """Mails that name the theme, in order of time."""


class Profile(NamedTuple):
    """One kind of sender: logarithms of its prior weight and of what its mails do, in the order of OUTCOMES."""

    weight: float
    mails: tuple[float, ...]
    month: float
    """Probability that it writes about the theme for a month, more than it otherwise does."""


@dataclass(frozen=True, slots=True)
class Weights:
    """resources/shelves/leaning.toml made ready."""

    proposed: float
    prior: float
    """Logarithm of the odds."""
    most: float
    recent: int
    against: float
    """Logarithm of a likelihood ratio."""
    least: int
    list_least: int
    whole: tuple[Profile, ...]
    ordinary: tuple[Profile, ...]
    campaign: tuple[float, ...]
    season: float
    likelier: Mapping[str, float]
    """Logarithms of likelihood ratios."""
    companions: frozenset[str]
    countries: Mapping[str, frozenset[str]]
    """By language."""


def proposed(leaning: Leaning) -> bool:
    """Return whether the person is asked about it; nothing is ever set aside for it without their yes."""
    return leaning.p >= weights().proposed


@cache
def weights() -> Weights:
    """Return the shipped weights."""
    return made(tomllib.loads(resources.read("shelves/leaning.toml")))


def made(table: Mapping[str, Any]) -> Weights:
    """Return `table`, shaped as resources/shelves/leaning.toml, made ready."""
    kinds = {True: list[Profile](), False: list[Profile]()}
    for kind in table["kind"]:
        kinds[kind.get("whole", False)].append(Profile(log(kind["weight"]), _logs(kind), kind["month"]))
    return Weights(
        proposed=table["proposed"],
        prior=log(table["prior"] / (1 - table["prior"])),
        most=table["most"],
        recent=table["recent"],
        against=log(table["against"]),
        least=table["least"],
        list_least=table["list_least"],
        whole=tuple(kinds[True]),
        ordinary=tuple(kinds[False]),
        campaign=_logs(table["campaign"]),
        season=table["season"]["month"],
        likelier={name: log(ratio) for name, ratio in table["likelier"].items()},
        companions=frozenset(table["glued"]["companions"]),
        countries={language: frozenset(where) for language, where in table["countries"].items()},
    )


def _logs(table: Mapping[str, Any]) -> tuple[float, ...]:
    total = sum(table[outcome] for outcome in OUTCOMES)
    return tuple(log(table[outcome] / total) for outcome in OUTCOMES)


@dataclass(frozen=True, slots=True)
class Stretch:
    """How many mails of a month did what, in the order of OUTCOMES."""

    counts: tuple[int, ...]
    season: bool
    """Whether a day of the theme was near: shops write about it then, whatever else they sell."""


def speaks_for(stretches: Sequence[Stretch], table: Weights) -> float:
    """Return the logarithm of how many times likelier these mails are of a sender that writes about the theme alone."""
    campaigns = [_dot(one.counts, table.campaign) for one in stretches]

    def likelihood(kinds: Sequence[Profile]) -> float:
        return _mixed(
            kind.weight
            + sum(
                _either(table.season if one.season else kind.month, campaign, _dot(one.counts, kind.mails))
                for one, campaign in zip(stretches, campaigns, strict=True)
            )
            for kind in kinds
        )

    return likelihood(table.whole) - likelihood(table.ordinary)


def probability(odds: float, table: Weights) -> float:
    """Return the probability for the logarithm of odds, never nearer to certainty than the table says."""
    return min(table.most, 1 / (1 + exp(-max(-700.0, odds))))


def _dot(counts: Sequence[int], logs: Sequence[float]) -> float:
    return float(sum(map(mul, counts, logs)))


def _either(share: float, one: float, other: float) -> float:
    """Return the logarithm of a mixture of two, of which `one` has `share`."""
    highest = max(one, other)
    return highest + log(share * exp(one - highest) + (1 - share) * exp(other - highest))


def _mixed(logs: Iterable[float]) -> float:
    """Return the logarithm of the sum of what `logs` are logarithms of."""
    given = tuple(logs)
    highest = max(given)
    return highest + log(sum(exp(one - highest) for one in given))
