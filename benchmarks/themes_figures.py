"""Figures of themes: what is true of each labelled text beside what was set aside, counted. Pure."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from benchmarks.themes_labelled import ADVERTS, HARD, HINTED, NAMED, OTHERS_THAN_ADVERTS, PLAIN, Text
from benchmarks.trace_figures import Count


class Found(NamedTuple):
    """A text, the themes that the program set it aside for, and the kind of mail that it took it for."""

    text: Text
    themes: frozenset[str]
    is_aside: bool
    kind: str

    @property
    def missing(self) -> frozenset[str]:
        """Return the themes that were not found."""
        return self.text.themes - self.themes

    @property
    def wrong(self) -> frozenset[str]:
        """Return the themes that it is not about."""
        return self.themes - self.text.themes - self.text.also


def precision(found: Iterable[Found]) -> Count:
    """Return how many of the themes that adverts were set aside for are right (micro, over all themes)."""
    said = [one for one in found if one.text.kind in ADVERTS]
    right = sum(len(one.themes & one.text.themes) for one in said)
    return Count(right, right + sum(len(one.wrong) for one in said))


def recall(found: Iterable[Found], kind: str) -> Count:
    """Return how many of the themes of texts of a kind (NAMED, HINTED) were found (micro)."""
    of_kind = [one for one in found if one.text.kind == kind]
    whole = sum(len(one.text.themes) for one in of_kind)
    return Count(whole - sum(len(one.missing) for one in of_kind), whole)


def flagged(found: Iterable[Found], *kinds: str) -> Count:
    """Return how many texts of kinds that must stay were set aside."""
    of_kind = [one for one in found if one.text.kind in kinds]
    return Count(sum(one.is_aside for one in of_kind), len(of_kind))


def taken_for_adverts(found: Iterable[Found]) -> Count:
    """Return how many adverts the program took for marketing."""
    adverts = [one for one in found if one.text.kind in ADVERTS]
    return Count(sum(one.kind == "marketing" for one in adverts), len(adverts))


MEASURES: tuple[tuple[str, Callable[[Iterable[Found]], Count]], ...] = (
    ("precision", precision),
    ("recall, named", lambda found: recall(found, NAMED)),
    ("recall, hinted", lambda found: recall(found, HINTED)),
    ("hard negatives", lambda found: flagged(found, HARD)),
    ("plain negatives", lambda found: flagged(found, PLAIN)),
    ("no adverts, aside", lambda found: flagged(found, *OTHERS_THAN_ADVERTS)),
    ("taken for adverts", taken_for_adverts),
)


def of_theme(found: Iterable[Found], theme: str) -> tuple[Count, Count, Count]:
    """Return precision, recall of texts that name `theme` and recall of those that hint at it."""
    adverts = [one for one in found if one.text.kind in ADVERTS]
    right = sum(theme in one.themes & one.text.themes for one in adverts)
    counts = [Count(right, right + sum(theme in one.wrong for one in adverts))]
    for kind in (NAMED, HINTED):
        on = [one for one in adverts if one.text.kind == kind and theme in one.text.themes]
        counts.append(Count(sum(theme in one.themes for one in on), len(on)))
    return counts[0], counts[1], counts[2]
