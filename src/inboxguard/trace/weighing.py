"""Priors, likelihoods, caps, posterior: numbers only, read from resources/trace/weights.toml.

log posterior(h) = log prior(h) + the sum over dependence groups of the strongest weight in the group, clipped to
the group's cap (trace.md 3). Missing features contribute nothing. Timing, fan-out and guessing waves are parts of
group F that tell different things and add up.
"""

import math
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from inboxguard import resources
from inboxguard.facts.message import MessageKey
from inboxguard.senders.sender import SenderId
from inboxguard.trace.trail import Evidence, Relation

COPY = (Relation.SHARE, Relation.GROUP, Relation.SERVICE, Relation.HOST, Relation.LEAK)
"""The ways that begin at a source's copy of the address."""
ELSEWHERE = (Relation.OWN, Relation.UNKNOWN, Relation.BROKER, Relation.GUESS, Relation.OTHER_PERSON)
"""The explanations without a source in the mailbox."""


class Hypothesis(NamedTuple):
    """One explanation of how an organisation came to the address; `source` is None for those of ELSEWHERE."""

    relation: Relation
    source: SenderId | None


@dataclass(frozen=True, slots=True)
class Sighting:
    """A piece of evidence with what it is worth: nats per relation, for one source or (None) for every source."""

    evidence: Evidence
    source: SenderId | None
    nats: tuple[tuple[Relation, float], ...]

    def worth(self, hypothesis: Hypothesis) -> float:
        """Return the nats it adds to `hypothesis`, 0 where it says nothing about it."""
        if hypothesis.source is not None and self.source not in (None, hypothesis.source):
            return 0.0
        return dict(self.nats).get(hypothesis.relation, 0.0)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An organisation whose copy it may have been: its part of the prior, and what it may be a candidate for."""

    source: SenderId
    part: float
    """Relative, greater than 0: how much of the sources' prior is its own."""
    relations: tuple[Relation, ...] = COPY
    share_factor: float = 1.0
    """At most weights.toml limits.known_share_factor."""


Posterior = Mapping[Hypothesis, float]
_CLASSES = {"A": "alias", "B": "statement"}


def sighting(
    signal: str,
    source: SenderId | None,
    messages: Iterable[MessageKey],
    quote: str | None = None,
    scale: float = 1.0,
) -> Sighting:
    """Return the sighting of `signal`; its shown weight is in favour of the source's copy against own sign-up."""
    written = dict(_table("signals")[signal])
    group, _ = str(written.pop("group")), written.pop("part", "")
    everywhere = written.pop("copy", 0.0)
    nats = {relation: written.pop(_key(relation), everywhere) * scale for relation in COPY}
    nats |= {relation: written.pop(_key(relation), 0.0) * scale for relation in ELSEWHERE}
    assert not written, f"weights.toml: unknown keys of {signal}"
    weight = max((nats[relation] for relation in COPY), key=abs) - nats[Relation.OWN]
    shown = tuple((relation, value) for relation, value in nats.items() if value)
    return Sighting(Evidence(signal, group, round(weight, 2), tuple(messages), quote), source, shown)


def prior(candidates: Iterable[Candidate], single: bool) -> dict[Hypothesis, float]:
    """Return the prior over all hypotheses; it sums to 1. The mass of sources that nobody stands for is unknown.

    `single` is for an unguessable address with one holder; otherwise own sign-up dominates.
    """
    standing = tuple(candidates)
    table = _table("priors")["single" if single else "several"]
    given = {Hypothesis(relation, None): float(table[relation.value]) for relation in ELSEWHERE}
    for relation in COPY:
        having = [candidate for candidate in standing if relation in candidate.relations]
        whole = sum(candidate.part for candidate in having)
        mass = float(table[relation.value])
        if not having:
            given[Hypothesis(Relation.UNKNOWN, None)] += mass
        for candidate in having:
            factor = min(candidate.share_factor, limit("known_share_factor")) if relation is Relation.SHARE else 1.0
            given[Hypothesis(relation, candidate.source)] = mass * candidate.part / whole * max(factor, 1.0)
    return _normalised(given)


def posterior(before: Mapping[Hypothesis, float], sightings: Iterable[Sighting]) -> dict[Hypothesis, float]:
    """Return the posterior; it sums to 1, and UNKNOWN never goes below its floor."""
    groups: dict[tuple[str, str], list[Sighting]] = {}
    for item in sightings:
        part = str(_table("signals")[item.evidence.signal].get("part", ""))
        groups.setdefault((item.evidence.group, part), []).append(item)
    logs = {
        hypothesis: math.log(p) + sum(_group_nats(group, items, hypothesis) for (group, _), items in groups.items())
        for hypothesis, p in before.items()
        if p > 0
    }
    highest = max(logs.values())
    return _floored(_normalised({hypothesis: math.exp(value - highest) for hypothesis, value in logs.items()}))


def calibrated(
    after: Posterior, source: SenderId, groups: Iterable[str], lonely: bool = False
) -> dict[Hypothesis, float]:
    """Return the posterior with the source's part drawn towards what worlds of known truth show; it sums to 1.

    `groups` are the dependence groups that speak for the source: the address (A), else a statement (B), else neither
    decides which class it belongs to. Where it is `lonely`, an address and no more speaks for it, which makes a class
    of its own. The order of two sources of one class never changes, and UNKNOWN keeps its floor.
    """
    raw = p_copy(after, source)
    if not 0 < raw < 1:
        return dict(after)
    spoken = set(groups)
    kind = next((kind for group, kind in _CLASSES.items() if group in spoken), "circumstantial")
    kind = "lonely" if lonely else kind
    drawn = _table("calibration")[kind]
    odds = float(drawn["slope"]) * math.log(raw / (1 - raw)) + float(drawn["shift"])
    now = 1 / (1 + math.exp(-odds))
    inside, outside = now / raw, (1 - now) / (1 - raw)
    return _floored(
        {hypothesis: p * (inside if hypothesis.source == source else outside) for hypothesis, p in after.items()}
    )


def p_copy(after: Posterior, source: SenderId) -> float:
    """Return the probability that the copy was the source's."""
    return min(1.0, sum(p for hypothesis, p in after.items() if hypothesis.source == source))


def p_relation(after: Posterior, source: SenderId) -> tuple[tuple[Relation, float], ...]:
    """Return how the copy left the source, most likely first; sums to 1 within the source."""
    within = {hypothesis.relation: p for hypothesis, p in after.items() if hypothesis.source == source}
    whole = sum(within.values())
    shares = [(relation, within.get(relation, 0.0) / whole) for relation in COPY]
    return tuple(sorted(shares, key=lambda item: -item[1]))


def rivals(after: Posterior, source: SenderId | None, count: int = 2) -> tuple[tuple[Hypothesis, float], ...]:
    """Return the most probable hypotheses outside `source`, with their absolute probabilities."""
    others = [(hypothesis, p) for hypothesis, p in after.items() if source is None or hypothesis.source != source]
    return tuple(sorted(others, key=lambda item: (-item[1], item[0].relation, item[0].source or ""))[:count])


def limit(name: str) -> float:
    """Return a number of weights.toml [limits]."""
    return float(_table("limits")[name])


def cap(group: str) -> float:
    """Return how many nats a dependence group, or a part of it, may add at most."""
    return float(_table("caps")[group]["up"])


def least(level: str) -> float:
    """Return the least posterior of a level ("strong", "probable", "possible")."""
    return float(_table("levels")[level])


def relation_rule() -> tuple[float, float]:
    """Return (least share, least lead over the next) from which a relation may be named."""
    rule = _table("relation")
    return float(rule["least"]), float(rule["lead"])


def _group_nats(group: str, items: Iterable[Sighting], hypothesis: Hypothesis) -> float:
    """Return the strongest word of a dependence group about a hypothesis; where two are equally strong, the doubt."""
    strongest = max((item.worth(hypothesis) for item in items), key=lambda nats: (abs(nats), -nats))
    cap = _table("caps")[group]
    return float(min(max(strongest, -cap["down"]), cap["up"]))


def _normalised(values: Mapping[Hypothesis, float]) -> dict[Hypothesis, float]:
    whole = sum(values.values())
    return {hypothesis: value / whole for hypothesis, value in values.items()}


def _floored(values: dict[Hypothesis, float]) -> dict[Hypothesis, float]:
    unknown = Hypothesis(Relation.UNKNOWN, None)
    floor, known = limit("unknown_floor"), values.get(unknown, 0.0)
    if known >= floor:
        return values
    squeezed = {hypothesis: p * (1 - floor) / (1 - known) for hypothesis, p in values.items()}
    squeezed[unknown] = floor
    return squeezed


def _key(relation: Relation) -> str:
    """Return a relation's key in a signal; "group" there names the dependence group."""
    return "group_" if relation is Relation.GROUP else relation.value


@cache
def _table(name: str) -> Mapping[str, Any]:
    table: Mapping[str, Any] = tomllib.loads(resources.read("trace/weights.toml"))[name]
    return table
