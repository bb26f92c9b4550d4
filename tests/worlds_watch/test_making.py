"""Worlds with opt-outs: the same seed gives the same octets, and the product says of them nothing that is not true."""

from pathlib import Path

import pytest

from tests.worlds.books import book
from tests.worlds_watch.making import watch_world
from tests.worlds_watch.places import PLACES
from tests.worlds_watch.running import said
from tests.worlds_watch.stories import HONOURED, NOT_HONOURED, OPEN, STORIES


def test_the_same_seed_gives_the_same_world() -> None:
    names = ("keeps_sending", "forged_after")
    one, other = (watch_world(book("calibration"), 5, names, 2) for _ in range(2))
    assert one == other
    assert {fate.story for fate in one.fates} == set(names)
    assert all(fate.true in (NOT_HONOURED, HONOURED, OPEN) for fate in one.fates)


def test_every_place_has_its_turn_and_mail_is_early_before_it_is_late() -> None:
    made = {watch_world(book("calibration"), seed, ("honours_at_once",), 1).place for seed in range(len(PLACES))}
    assert made == set(PLACES)
    assert all(place.early < place.late for place in PLACES)


@pytest.mark.parametrize(
    ("seed", "names"),
    [
        (2, ("keeps_sending", "honours_in_time", "forged_after", "lay_in_a_queue")),
        (6, ("resumes_months_later", "another_address", "receipts_on_the_list", "notices_after")),
    ],
)
def test_what_is_said_of_a_world(tmp_path: Path, seed: int, names: tuple[str, ...]) -> None:
    world = watch_world(book("calibration"), seed, names, len(names))
    rows = said(world, tmp_path)
    for fate in world.fates:
        found = (rows[fate.organisation]["opt_out"] or {}).get("state")
        assert (found == NOT_HONOURED) == (fate.true == NOT_HONOURED), fate


def test_all_stories_have_a_name() -> None:
    assert len(STORIES) >= 30
