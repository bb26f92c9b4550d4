"""How well the sharing trace tells whose copy of the address it was, on worlds of known truth, beside issue 5's limits.

Usage: python -m benchmarks.trace [--book report] [--mailboxes N] [--seed S] [--wrong] [--missed] [--ablate] [--twist]

N mailboxes hold confounders only, N are natural (true shares as rare as they are) and a half of N enriched (many true
shares). The real product imports and traces each of them. --wrong lists every false accusation, --missed the true
shares that are not shown by the gates that shut, --ablate says what each signal is worth, --twist what the figures are
when the mail is changed to mislead. Ends with status 1 where a limit is missed.
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from benchmarks.trace_figures import (
    FIRM,
    SHOWN,
    Count,
    Edge,
    Mailbox,
    abstained,
    accused_mailboxes,
    by_gate,
    by_signal,
    confusion,
    every_edge,
    false_accusations,
    in_words,
    precision,
    recall,
)
from benchmarks.trace_runs import PLAIN, Task, Variant, run, without
from benchmarks.trace_scores import (
    Claim,
    bins,
    brier,
    ece,
    every_claim,
    greatest_error,
    log_loss,
    named_claims,
    resampled,
    risk_area,
    risk_curve,
    scores,
    unavoidable_ece,
)

MIXES = ("natural", "enriched", "confounders")
ALL = "all mixes"
SAID = ("share", "group", "service", "host", "leak", "broker", "own", "other_person", "guess", "unknown")
MOST_EXAMPLES = 3
MOST_ABLATED = 40
MOST_TWISTED = 40
FEWEST_FIRM = 300


class Limit(NamedTuple):
    """A figure of issue 5: what is wanted, what was found, and whether it is reached."""

    name: str
    wanted: str
    found: str
    is_reached: bool


def tasks(book: str, mailboxes: int, seed: int) -> dict[str, list[Task]]:
    """Return the mailboxes of each mix; the same ones for the same seed."""
    numbers = {"natural": mailboxes, "enriched": max(1, mailboxes // 2), "confounders": mailboxes}
    return {mix: [Task(book, mix, seed + number) for number in range(numbers[mix])] for mix in MIXES}


def limits(found: dict[str, list[Mailbox]]) -> tuple[Limit, ...]:
    """Return the limits of issue 5 with what was found.

    Precision and calibration are asked of all mixes together, so also of mailboxes without any true share. The error
    of calibration is that of the trails that name a source.
    """
    every = every_edge(one for mix in MIXES for one in found[mix])
    firm = precision(every)
    wrong = [edge for edge in every_edge(found["confounders"]) if edge.is_wrongly_firm]
    family = sum(edge.calls_family_share for edge in every)
    alias = recall(every, SHOWN).get("alias", Count(0, 0))
    claims = named_claims(every)
    error = ece(claims) if claims else 1.0
    only = f"wrong strong+ edges in {len(found['confounders'])} of confounders only"
    return (
        Limit("strong+ edges", f">= {FEWEST_FIRM}", str(firm.of), firm.of >= FEWEST_FIRM),
        Limit("strong+ precision", ">= 0.98", str(firm), (firm.share or 0) >= 0.98),
        Limit("its lower 95 % bound", ">= 0.95", f"{firm.bounds[0]:.3f}", firm.bounds[0] >= 0.95),
        Limit(only, "0", str(len(wrong)), not wrong),
        Limit("host, group or service called sharing", "0", str(family), family == 0),
        Limit("calibration error (ECE)", "<= 0.03", f"{error:.3f} of {len(claims)}", error <= 0.03),
        Limit("recall of shares on a unique address", ">= 0.9", str(alias), (alias.share or 0) >= 0.9),
    )


def main() -> int:
    """Print the tables; return 1 where a limit is missed."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--book", default="report")
    options.add_argument("--mailboxes", type=int, default=200)
    options.add_argument("--seed", type=int, default=1)
    for name in ("wrong", "missed", "ablate", "twist"):
        options.add_argument(f"--{name}", action="store_true")
    told = options.parse_args()
    asked = tasks(told.book, told.mailboxes, told.seed)
    found: dict[str, list[Mailbox]] = {}
    for mix in MIXES:
        began = time.perf_counter()
        found[mix] = [mailbox for (mailbox,) in run(asked[mix])]
        spent, mails = time.perf_counter() - began, sum(one.mails for one in found[mix])
        print(f"{mix}: {len(found[mix])} mailboxes, {mails} mails, {spent:.0f} s", flush=True)
    told_of = found | {ALL: [one for mix in MIXES for one in found[mix]]}
    print_precision(told_of)
    print_confusion(every_edge(told_of[ALL]))
    print_recall(every_edge(told_of[ALL]))
    for mix, mailboxes in told_of.items():
        print_scores(mix, mailboxes)
    print_grounds(every_edge(told_of[ALL]))
    if told.wrong:
        print_wrong(found)
    if told.missed:
        print_missed(found)
    if told.ablate:
        print_ablations(asked["enriched"][:MOST_ABLATED] + asked["natural"][:MOST_ABLATED])
    if told.twist:
        print_twists(asked["enriched"][:MOST_TWISTED] + asked["confounders"][:MOST_TWISTED])
    print("\n== limits of issue 5")
    reached = limits(found)
    for one in reached:
        print(f"{one.name:52} {one.wanted:>8}  {one.found:34} {'reached' if one.is_reached else 'MISSED'}")
    return int(not all(one.is_reached for one in reached))


def print_precision(found: dict[str, list[Mailbox]]) -> None:
    """Print how often each level is right, and how often something wrong is shown."""
    print("\n== whose copy it was: right of said")
    for mix, mailboxes in found.items():
        some = every_edge(mailboxes)
        for level in (*SHOWN, "possible"):
            print(f"{mix:12} {level:12} {precision(some, (level,))}")
        print(f"{mix:12} strong+      {precision(some)}")
        print(f"{mix:12} false accusations of shown edges   {false_accusations(some)}")
        print(f"{mix:12} mailboxes with at least one        {accused_mailboxes(mailboxes)}")
        print(f"{mix:12} nobody could tell, nothing firm said {abstained(some)}")


def print_confusion(some: Sequence[Edge]) -> None:
    """Print which relations were said of shown edges; a row is what is true."""
    print("\n== relation, true (rows) as said (columns), of shown edges")
    table = confusion(some)
    said = [relation for relation in SAID if any(relation in row for row in table.values())]
    print(" " * 14 + "".join(f"{relation:>9}" for relation in said))
    for relation, row in table.items():
        print(f"{relation:14}" + "".join(f"{row[one]:9}" for one in said))


def print_recall(some: Sequence[Edge]) -> None:
    """Print how many true shares are found, by the way in which they can be known and by language."""
    print("\n== recall of true shares (and of groups, services, hosts and leaks) whose source can be told")
    for name, relations in (("share", ("share",)), ("others", ("group", "service", "host", "leak"))):
        for levels, what in ((SHOWN, "probable+"), (FIRM, "strong+")):
            for route, count in recall(some, levels, relations=relations).items():
                print(f"{name:7} {route:16} {what:10} {count}")
    for levels, what in ((SHOWN, "probable+"), (FIRM, "strong+")):
        for language, count in recall(some, levels, lambda edge: edge.fate.language).items():
            print(f"share   {language:16} {what:10} {count}")


def print_scores(mix: str, mailboxes: Sequence[Mailbox]) -> None:
    """Print how well the probabilities fit, with intervals from drawing mailboxes anew."""
    print(f"\n== probabilities, {mix}")
    for what, read in (("trails with a source", named_claims), ("every organisation", every_claim)):
        parts = [read(one.edges) for one in mailboxes]
        claims = [claim for part in parts for claim in part]
        if (found := scores(claims)) is None:
            print(f"{what}: none")
            continue
        print(f"{what}: {found.count}, mean {sum(claim.p for claim in claims) / found.count:.3f}", end=" ")
        print(f"true {sum(claim.is_true for claim in claims) / found.count:.3f}")
        for name, value, measure in (("Brier", found.brier, brier), ("log loss", found.log_loss, log_loss),
                                     ("ECE", found.ece, ece)):  # fmt: skip
            print(f"  {name:9} {value:.4f} [{_interval(parts, measure)}]")
        print(f"  Brier is reliability {found.reliability:.4f} - resolution {found.resolution:.4f}", end=" ")
        print(f"+ uncertainty {found.uncertainty:.4f} + within bins {found.within:.4f}")
        print(f"  ECE of so many claims that are exactly right: {unavoidable_ece(claims, 50):.4f}")
    named = named_claims(every_edge(mailboxes))
    if named:
        print_risk(named, len(every_edge(mailboxes)))
    for one in bins(named):
        print(f"  said {one.p:.3f}  true {one.share:.3f}  of {one.mass}")
    firm = named_claims(edge for edge in every_edge(mailboxes) if edge.level in FIRM)
    worst = greatest_error(firm)
    print(f"  greatest error of strong+ (bins of 30 or more): {'-' if worst is None else f'{worst:.3f}'}")


def print_risk(claims: Sequence[Claim], organisations: int) -> None:
    """Print how many named sources are wrong if only the surest trails were told, and the area under that curve."""
    curve = risk_curve(claims)
    print(f"sources are named of {len(claims)} of {organisations} organisations;", end=" ")
    print(f"area under risk over coverage of these: {risk_area(curve):.4f}")
    for wanted in (0.25, 0.5, 0.75, 1.0):
        covered, risk = next(point for point in curve if point[0] >= wanted - 1e-9)
        print(f"  the surest {covered:.0%} of them: {risk:.3f} wrong")


def _interval(parts: Sequence[Sequence[Claim]], measure: Callable[[Sequence[Claim]], float]) -> str:
    drawn = resampled(parts, measure, rounds=200)
    return "-" if drawn is None else f"{drawn[0]:.4f} {drawn[1]:.4f}"


def print_grounds(some: Sequence[Edge]) -> None:
    """Print how often a named source is right by the signals it stands on, and by the gates that shut."""
    for what, counts in (("signal (shown)", by_signal(some)), ("gate (named)", by_gate(some))):
        print(f"\n== right of said, by {what}")
        for name, count in counts.items():
            print(f"{name:24} {count}")


def print_wrong(found: dict[str, list[Mailbox]]) -> None:
    """Print every false accusation, to be made again by its mix and seed."""
    print("\n== false accusations")
    for mix, mailboxes in found.items():
        for mailbox in mailboxes:
            for edge in mailbox.edges:
                if edge.accuses_falsely:
                    print(f"{mix} {mailbox.seed}: {in_words(edge)}")


def print_missed(found: dict[str, list[Mailbox]]) -> None:
    """Print the true shares that are not shown though they can be told, by what kept them back, most often first."""
    print("\n== true shares that are not shown, by how they can be known, level, evidence and gates")
    kept: dict[str, list[str]] = {}
    for mix, mailboxes in found.items():
        for mailbox in mailboxes:
            for edge in mailbox.edges:
                if edge.misses_share:
                    signals = "+".join(sorted(one.signal for one in edge.evidence)) or "no evidence"
                    why = f"{edge.fate.route} {edge.level} {signals} {' '.join(edge.gates) or 'no gate'}"
                    kept.setdefault(why, []).append(f"{mix} {mailbox.seed}: {in_words(edge)}")
    for why, some in sorted(kept.items(), key=lambda item: -len(item[1])):
        print(f"{len(some):4} {why}")
        for words in some[:MOST_EXAMPLES]:
            print(f"       {words}")


def print_ablations(some: Sequence[Task]) -> None:
    """Print what changes when a signal is worth nothing, for every signal that spoke in these mailboxes."""
    print(f"\n== without each signal, {len(some)} mailboxes")
    spoke = sorted({(one.signal, one.group) for edge in _edges_of(some, PLAIN) for one in edge.evidence})
    variants = (PLAIN, *without(spoke))
    by_variant: dict[str, list[Edge]] = {}
    for mailboxes in run(some, variants):
        for variant, mailbox in zip(variants, mailboxes, strict=True):
            by_variant.setdefault(variant.name, []).extend(mailbox.edges)
    for name, edges in by_variant.items():
        print(_line(name, edges))


def print_twists(some: Sequence[Task]) -> None:
    """Print the figures of mailboxes that were changed to mislead."""
    from tests.worlds.twisting import TWISTS

    print(f"\n== twisted, {len(some)} mailboxes")
    print(_line("as they are", _edges_of(some, PLAIN)))
    for name, change in TWISTS.items():
        print(_line(name, [edge for (mailbox,) in run(some, change=change) for edge in mailbox.edges]), flush=True)


def _edges_of(some: Sequence[Task], variant: Variant) -> list[Edge]:
    return [edge for (mailbox,) in run(some, (variant,)) for edge in mailbox.edges]


def _line(name: str, some: Iterable[Edge]) -> str:
    every = list(some)
    wrong = sum(edge.is_wrongly_firm for edge in every)
    found = recall(every, SHOWN, lambda edge: "all").get("all", Count(0, 0))
    claims = named_claims(every)
    error = f"{ece(claims):.3f}" if claims else "  -  "
    return (
        f"{name:30} strong+ {precision(every)}  wrongly firm {wrong:3}  false of shown {false_accusations(every)}"
        f"  recall {found}  ECE {error}"
    )


if __name__ == "__main__":
    sys.exit(main())
