"""Figures of the sharing trace: what is true of each organisation of a mailbox beside what is said of it, counted.

Everything here is a pure function of edges. An edge is right where the source that is named is the true one; the
relation is judged apart. "Shown" is what a person sees without asking: probable, strong and documented.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from benchmarks.senders import wilson
from tests.worlds.truth import RELATIONS, Fate

LEVELS = ("documented", "strong", "probable", "possible", "not_shown")
FIRM = LEVELS[:2]
SHOWN = LEVELS[:3]
FAMILY = frozenset({"group", "host", "service"})
"""To call one of these sharing is the costliest mistake."""
STRAY = "not_in_the_world"
"""The confounder of an organisation that the world knows nothing of, but the findings do."""


class Count(NamedTuple):
    """How many of how many."""

    right: int
    of: int

    @property
    def share(self) -> float | None:
        """Return the share, None of nothing."""
        return self.right / self.of if self.of else None

    @property
    def bounds(self) -> tuple[float, float]:
        """Return Wilson's 95 % interval, (0, 1) of nothing."""
        low, high = wilson(self.right, self.of)
        return max(0.0, low), min(1.0, high)

    def __str__(self) -> str:
        """Return "right/of share [low high]" as the tables print it."""
        share = "  -  " if self.share is None else f"{self.share:.3f}"
        return f"{self.right}/{self.of}".rjust(9) + f" {share} [{self.bounds[0]:.3f} {self.bounds[1]:.3f}]"


class Seen(NamedTuple):
    """A piece of evidence: its signal, its dependence group, and its weight in nats (below 0: against the source)."""

    signal: str
    group: str
    weight: float


@dataclass(frozen=True, slots=True)
class Edge:
    """One organisation of one mailbox: what is true of it, and what `trails --json` says of it."""

    fate: Fate
    level: str = "not_shown"
    source: str | None = None
    relation: str = "unknown"
    p_copy: float = 0.0
    evidence: tuple[Seen, ...] = ()
    gates: tuple[str, ...] = ()
    rivals: tuple[tuple[str, str | None, float], ...] = ()
    """Relation, source and absolute probability of each."""

    @property
    def is_right(self) -> bool:
        """Return whether a source is named and is the true one."""
        return self.source is not None and self.source == self.fate.source

    @property
    def is_mislabelled(self) -> bool:
        """Return whether a relation is named that is not the true one; `unknown` names none."""
        return self.relation not in ("unknown", self.fate.relation)

    @property
    def accuses_falsely(self) -> bool:
        """Return whether the person is shown something wrong: another's copy, or another relation than the true one."""
        return self.level in SHOWN and (not self.is_right or self.is_mislabelled)

    @property
    def is_wrongly_firm(self) -> bool:
        """Return whether it is said firmly that somebody's copy it was who is not it, or that they shared it."""
        return self.level in FIRM and (not self.is_right or self.calls_share_falsely)

    @property
    def calls_share_falsely(self) -> bool:
        """Return whether sharing is shown where there was none."""
        return self.level in SHOWN and self.relation == "share" and self.fate.relation != "share"

    @property
    def misses_share(self) -> bool:
        """Return whether a true share, of which a careful reader can tell the source, is not shown with that source."""
        can_be_told = self.fate.relation == "share" and self.fate.source_sure
        return can_be_told and not (self.is_right and self.level in SHOWN)

    @property
    def calls_family_share(self) -> bool:
        """Return whether a host, a group or a service is shown as sharing."""
        return self.calls_share_falsely and self.fate.relation in FAMILY


@dataclass(frozen=True, slots=True)
class Mailbox:
    """The edges of one world."""

    name: str
    seed: int
    edges: tuple[Edge, ...]
    mails: int = 0


Key = Callable[[Edge], str]


def edges(fates: Iterable[Fate], found: Mapping[str, Any]) -> tuple[Edge, ...]:
    """Return an edge for each fate and for each shown trail of an organisation that the world knows nothing of.

    `found` is the object of `trails --json`. A fate without a trail is one of which nothing is said. Where an
    organisation has several fates (it wrote to several addresses), the one that the trail names counts, and the
    others as unsaid.
    """
    said = {row["recipient"]["organisation"]: row for row in found["trails"]}
    told: dict[str, list[Fate]] = {}
    for fate in fates:
        told.setdefault(fate.recipient, []).append(fate)
    every: list[Edge] = []
    for recipient, some in told.items():
        row = said.pop(recipient, None)
        source = _source(row) if row is not None else None
        meant = next((fate for fate in some if fate.source == source), some[0])
        every += [_edge(fate, row if fate is meant else None) for fate in some]
    for recipient, row in said.items():
        if row["level"] != "not_shown":
            stray = Fate(recipient, None, "unknown", "circumstantial", (STRAY,), (), "")
            every.append(_edge(stray, row))
    return tuple(every)


def _source(row: Mapping[str, Any]) -> str | None:
    return None if row["source"] is None else str(row["source"]["organisation"])


def _edge(fate: Fate, row: Mapping[str, Any] | None) -> Edge:
    if row is None:
        return Edge(fate)
    return Edge(
        fate=fate,
        level=row["level"],
        source=_source(row),
        relation=row["relation"],
        p_copy=row["p_copy"],
        evidence=tuple(Seen(one["signal"], one["group"], one["weight"]) for one in row["evidence"]),
        gates=tuple(row["gates"]),
        rivals=tuple((one["relation"], one["source"], one["p"]) for one in row["rivals"]),
    )


def every_edge(mailboxes: Iterable[Mailbox]) -> tuple[Edge, ...]:
    """Return the edges of all mailboxes."""
    return tuple(edge for mailbox in mailboxes for edge in mailbox.edges)


def precision(some: Iterable[Edge], levels: Collection[str] = FIRM) -> Count:
    """Return how many of the edges at these levels name the true source.

    A firm edge with the wrong source is wrong also where a careful reader could not have told the true one.
    """
    said = [edge for edge in some if edge.level in levels]
    return Count(sum(edge.is_right for edge in said), len(said))


def false_accusations(some: Iterable[Edge]) -> Count:
    """Return how many of the shown edges are wrong or wrongly labelled."""
    shown = [edge for edge in some if edge.level in SHOWN]
    return Count(sum(edge.accuses_falsely for edge in shown), len(shown))


def accused_mailboxes(mailboxes: Sequence[Mailbox]) -> Count:
    """Return in how many of the mailboxes at least one edge accuses falsely."""
    return Count(sum(any(edge.accuses_falsely for edge in one.edges) for one in mailboxes), len(mailboxes))


def confusion(some: Iterable[Edge], levels: Collection[str] = SHOWN) -> dict[str, Counter[str]]:
    """Return true relation -> how often each relation was said, over the edges at these levels."""
    found: dict[str, Counter[str]] = {}
    for edge in some:
        if edge.level in levels:
            found.setdefault(edge.fate.relation, Counter())[edge.relation] += 1
    return {relation: found[relation] for relation in RELATIONS if relation in found}


def recall(
    some: Iterable[Edge],
    levels: Collection[str],
    by: Key = lambda edge: edge.fate.route,
    relations: Collection[str] = ("share",),
) -> dict[str, Count]:
    """Return, for each part of the edges, how many true sources are named at these levels.

    Counted are fates of these relations whose source a careful reader can tell; the relation need not be named.
    """
    right: Counter[str] = Counter()
    of: Counter[str] = Counter()
    for edge in some:
        if edge.fate.relation in relations and edge.fate.source is not None and edge.fate.source_sure:
            of[by(edge)] += 1
            right[by(edge)] += edge.is_right and edge.level in levels
    return {part: Count(right[part], of[part]) for part in sorted(of)}


def abstained(some: Iterable[Edge]) -> Count:
    """Return of how many organisations whose source nobody could tell nothing firm is said."""
    unsure = [edge for edge in some if edge.fate.source is not None and not edge.fate.source_sure]
    return Count(sum(edge.level not in FIRM for edge in unsure), len(unsure))


def by_signal(some: Iterable[Edge], levels: Collection[str] = SHOWN) -> dict[str, Count]:
    """Return, for each signal, how many of the edges that stand on it name the true source."""
    return _by_each(some, levels, lambda edge: [one.signal for one in edge.evidence])


def by_gate(some: Iterable[Edge], levels: Collection[str] = LEVELS[:4]) -> dict[str, Count]:
    """Return, for each gate, how many of the edges at which it shut name the true source."""
    return _by_each(some, levels, lambda edge: edge.gates)


def _by_each(
    some: Iterable[Edge], levels: Collection[str], names: Callable[[Edge], Iterable[str]]
) -> dict[str, Count]:
    right: Counter[str] = Counter()
    of: Counter[str] = Counter()
    for edge in some:
        if edge.level in levels:
            for name in set(names(edge)):
                of[name] += 1
                right[name] += edge.is_right
    return {name: Count(right[name], of[name]) for name in sorted(of)}


def in_words(edge: Edge) -> str:
    """Return what is said, what is true and on what it stands, on one line."""
    fate = edge.fate
    said = f"{edge.level} {edge.source} {edge.relation} p={edge.p_copy:.2f}"
    true = f"{fate.source} {fate.relation}{'' if fate.source_sure else ' (not to be told)'}"
    signals = " ".join(one.signal for one in edge.evidence)
    why = f"{', '.join(fate.confounders) or 'plain'}; signals {signals or 'none'}; gates {' '.join(edge.gates)}"
    return f"{fate.recipient} [{fate.language}, {fate.route}]: said {said}; true {true}; {why}"
