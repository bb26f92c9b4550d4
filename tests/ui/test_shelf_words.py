"""Shelves and days in words."""

from datetime import date

import pytest

from inboxguard.audit.shelf_views import COLOURS, ShelfCard
from inboxguard.ui import shelf_words, style


def test_a_shelf_has_the_name_that_the_person_gave_it_or_a_neutral_one():
    assert shelf_words.shelf_name(ShelfCard("x", "Not this year", 4, "plain", None)) == "Not this year"
    assert shelf_words.shelf_name(ShelfCard("a", "", 0, "plain", None)) == "Shelf A"
    assert shelf_words.shelf_name(ShelfCard("c", "  ", 2, "plain", date(2027, 1, 1))) == "Shelf C"
    assert shelf_words.shelf_name(ShelfCard("z", "", 26, "plain", None)) == "Shelf 27"


def test_a_name_that_would_turn_the_line_round_is_made_visible():
    assert "⟨U+202E⟩" in shelf_words.shelf_name(ShelfCard("x", "abc\u202edef", 0, "plain", None))


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (0, 0, "that day"),
        (7, 7, "one week around it"),
        (3, 3, "3 days before and after"),
        (14, 14, "2 weeks before and after"),
        (1, 0, "and 1 day before"),
        (0, 2, "and 2 days after"),
        (7, 3, "1 week before, 3 days after"),
    ],
)
def test_days_round_a_date(before, after, words):
    assert shelf_words.around(before, after) == words


def test_a_day_of_every_year_has_no_year_and_the_29th_of_february_is_one():
    assert shelf_words.day_of_year(5, 5) == "5 May"
    assert shelf_words.day_of_year(2, 29) == "29 February"
    assert shelf_words.day_of_year(2, 29, 2027) == "28 February 2027"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_colour_has_a_word_and_but_for_plain_a_disc(qapp, theme):
    style.apply(qapp, theme, 1.0)
    for colour in COLOURS:
        assert shelf_words.colour_name(colour)
        assert shelf_words.dot(colour).isNull() == (colour == "plain")
    painted = {shelf_words.colour_of(colour).name() for colour in COLOURS if colour != "plain"}
    assert len(painted) == len(COLOURS) - 1
    assert shelf_words.colour_of("nonsense") is None
