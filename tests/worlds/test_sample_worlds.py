"""A seeded sample of worlds through the real product; the long runs are in scripts/soak and benchmarks/trace.py.

What may never be: a firm called a giver that gave nothing, and a source that is not the source at a level that is shown
without asking twice.
"""

from pathlib import Path
from typing import Any

import pytest

from tests.worlds.books import book
from tests.worlds.making import only, world
from tests.worlds.running import trails
from tests.worlds.truth import Fate, World

BOOK = book("calibration")
FIRM = ("strong", "documented")
CLAIMED = ("probable", *FIRM)

INNOCENT = range(300, 312)
GENEROUS = range(300, 306)


def rows(made: World, home: Path) -> dict[str, dict[str, Any]]:
    return {row["recipient"]["organisation"]: row for row in trails(made, home)["trails"]}


def source(row: dict[str, Any]) -> str | None:
    return row["source"]["organisation"] if row["source"] else None


def told(made: World, organisation: str) -> Fate | None:
    return next((fate for fate in made.fates if fate.recipient == organisation), None)


@pytest.mark.parametrize("seed", INNOCENT)
def test_where_nobody_shared_nobody_is_said_to_have(seed: int, tmp_path: Path) -> None:
    made = world(BOOK, seed, "confounders")
    found = rows(made, tmp_path)
    assert found
    shared = [organisation for organisation, row in found.items() if row["relation"] == "share"]
    assert not [organisation for organisation in shared if found[organisation]["level"] in CLAIMED], made.name
    _no_wrong_source(made, found)


@pytest.mark.parametrize("seed", GENEROUS)
def test_where_many_shared_what_is_firm_is_right(seed: int, tmp_path: Path) -> None:
    made = world(BOOK, seed, "enriched")
    found = rows(made, tmp_path)
    _no_wrong_source(made, found)
    for organisation, row in found.items():
        fate = told(made, organisation)
        if row["level"] in FIRM and fate is not None:
            assert row["relation"] in (fate.relation, "unknown"), (made.name, organisation)


def test_an_address_made_for_one_firm_gives_the_source_away(tmp_path: Path) -> None:
    made = only(BOOK, 300, "share:alias", habit="alias")
    found = rows(made, tmp_path)
    fates = [fate for fate in made.fates if fate.route == "alias" and fate.relation == "share"]
    assert fates
    for fate in fates:
        assert source(found[fate.recipient]) == fate.source
        assert found[fate.recipient]["level"] in CLAIMED


def test_every_row_has_its_truth(tmp_path: Path) -> None:
    made = world(BOOK, 320, "natural")
    assert set(rows(made, tmp_path)) <= {fate.recipient for fate in made.fates}


def _no_wrong_source(made: World, found: dict[str, dict[str, Any]]) -> None:
    for organisation, row in found.items():
        fate = told(made, organisation)
        if row["level"] in FIRM:
            assert fate is not None, (made.name, organisation)
            assert source(row) == fate.source, (made.name, organisation, row["level"], fate)
