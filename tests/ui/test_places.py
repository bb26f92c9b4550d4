"""The pages of the window and the words of the sidebar."""

import pytest

from inboxguard.ui import places
from inboxguard.ui.page import Desk, Page
from inboxguard.ui.places import PLACES, Place


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.key)
def test_every_place_is_a_page(place: Place, sample_desk: Desk) -> None:
    page = place.page(sample_desk)
    assert isinstance(page, Page)
    page.deleteLater()


def test_every_page_has_its_word() -> None:
    shown = {item.key: item.title for item in places.items(quiet=False) if item.key}
    assert list(shown) == [place.key for place in PLACES]
    assert all(shown.values())


def test_in_quiet_mode_the_sidebar_does_not_speak_of_it() -> None:
    assert "set_aside" in [item.key for item in places.items(quiet=False)]
    assert "set_aside" not in [item.key for item in places.items(quiet=True)]


def test_keys_are_those_of_the_words_shown() -> None:
    assert places.keys(quiet=False) == tuple(place.key for place in PLACES)
    assert places.keys(quiet=True)[-1] == "settings"
    assert len(places.keys(quiet=True)) == len(PLACES) - 1
