"""What the probabilities of the trace should be stretched by so that they hold, for each class of evidence.

Usage: python -m benchmarks.trace_calibration [--book calibration] [--mailboxes N] [--seed S]

N natural and N enriched mailboxes of the calibration book (never the one whose figures are reported) are traced by the
real product with its calibration switched off and every posterior shown. A trail's class is told by the evidence that
the product saw for its source: "alias" (dependence group A), else "statement" (B), else "circumstantial". For each
class temperature, affine and beta calibration are fitted; the one that surprises least in mailboxes that it was not
fitted on is named, with intervals from drawing mailboxes anew. Nothing is written: the numbers go into
resources/trace/weights.toml by hand.
"""

import argparse
import random
from collections.abc import Iterable, Sequence

from benchmarks.trace_figures import Edge, Mailbox
from benchmarks.trace_fitting import WAYS, Fit, fitted
from benchmarks.trace_runs import RAW, Task, run
from benchmarks.trace_scores import Claim, bins, ece, log_loss, unavoidable_ece

CLASSES = ("alias", "statement", "circumstantial")
FOLDS = 5
ROUNDS = 100
SEED = 4
FEWEST = 30
"""Claims below which a class is better left as it is."""
_GRID = tuple(n / 100 for n in range(40, 99))

Part = tuple[tuple[Claim, ...], ...]
"""The claims of one class, mailbox by mailbox."""


def class_of(edge: Edge) -> str:
    """Return the class of evidence that speaks for the source of an edge."""
    groups = {one.group for one in edge.evidence if one.weight > 0}
    return "alias" if "A" in groups else "statement" if "B" in groups else "circumstantial"


def parts(mailboxes: Iterable[Mailbox]) -> dict[str, Part]:
    """Return what was said and what is true, by class and mailbox, of every edge that names a source."""
    every = tuple(mailboxes)
    return {
        name: tuple(
            tuple(
                Claim(edge.p_copy, edge.is_right)
                for edge in mailbox.edges
                if edge.source is not None and class_of(edge) == name
            )
            for mailbox in every
        )
        for name in CLASSES
    }


def flat(part: Iterable[Sequence[Claim]]) -> list[Claim]:
    """Return the claims of all mailboxes."""
    return [claim for one in part for claim in one]


def held_out(way: str, part: Part) -> float:
    """Return the log loss of claims by fits that their mailboxes had no part in."""
    said: list[Claim] = []
    for fold in range(FOLDS):
        fit = fitted(way, flat(one for at, one in enumerate(part) if at % FOLDS != fold))
        said += fit.said(flat(one for at, one in enumerate(part) if at % FOLDS == fold))
    return log_loss(said)


def intervals(fit: Fit, part: Part) -> list[tuple[float, float]]:
    """Return the 95 % interval of each factor when mailboxes are drawn anew."""
    dice, drawn = random.Random(SEED), []
    for _ in range(ROUNDS):
        drawn.append(fitted(fit.way, flat(dice.choices(part, k=len(part)))).factors)
    columns = [sorted(column) for column in zip(*drawn, strict=True)]
    return [(column[int(0.025 * ROUNDS)], column[int(0.975 * ROUNDS)]) for column in columns]


def told(name: str, part: Part) -> Fit | None:
    """Print the table of one class; return the best fit, None where there are too few claims."""
    claims = flat(part)
    print(f"\n== {name}: {len(claims)} claims of {sum(map(bool, part))} mailboxes")
    if len(claims) < FEWEST:
        print("too few: leave it as it is")
        return None
    print(f"as it is     log loss {log_loss(claims):.4f}  ECE {ece(claims):.4f}", end=" ")
    print(f"(exactly right claims would show {unavoidable_ece(claims):.4f})")
    for one in bins(claims):
        print(f"    said {one.p:.3f}  true {one.share:.3f}  of {one.mass}")
    losses = {way: held_out(way, part) for way in WAYS}
    for way, loss in losses.items():
        fit = fitted(way, claims)
        factors = "  ".join(
            f"{factor:.3f} [{low:.3f} {high:.3f}]"
            for factor, (low, high) in zip(fit.factors, intervals(fit, part), strict=True)
        )
        print(f"{way:12} log loss {log_loss(fit.said(claims)):.4f} (held out {loss:.4f})", end=" ")
        print(f"ECE {ece(fit.said(claims)):.4f}  factors {factors}")
    best = fitted(min(losses, key=lambda way: losses[way]), claims)
    print(f"best held out: {best.way}", end=": ")
    print("  ".join(f"{p:.2f} -> {best(p):.3f}" for p in (0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98)))
    return best


def out_of_order(fits: dict[str, Fit]) -> list[str]:
    """Return where a class of firmer evidence would be said to be less likely, so that more evidence would lower."""
    found = []
    for firmer, weaker in (("alias", "statement"), ("alias", "circumstantial"), ("statement", "circumstantial")):
        if firmer in fits and weaker in fits:
            wrong = [p for p in _GRID if fits[firmer](p) < fits[weaker](p) - 1e-9]
            if wrong:
                found.append(f"{firmer} lies below {weaker} where {min(wrong):.2f} to {max(wrong):.2f} was said")
    return found


def main() -> None:
    """Print the tables."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--book", default="calibration")
    options.add_argument("--mailboxes", type=int, default=200)
    options.add_argument("--seed", type=int, default=100_001)
    asked = options.parse_args()
    seeds = range(asked.seed, asked.seed + asked.mailboxes)
    mailboxes = [
        mailbox
        for mix in ("natural", "enriched")
        for (mailbox,) in run([Task(asked.book, mix, seed) for seed in seeds], (RAW,))
    ]
    fits = {name: fit for name, part in parts(mailboxes).items() if (fit := told(name, part)) is not None}
    for words in out_of_order(fits):
        print(f"\nNot in order: {words}. Fit these classes as one, or more evidence may lower what is said.")


if __name__ == "__main__":
    main()
