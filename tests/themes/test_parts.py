"""The parts of a text: lines and sentences that say something, without the footer."""

from hypothesis import given
from hypothesis import strategies as st

from inboxguard.themes.parts import parts

LETTER = """View in browser
Great Store
Women | Men | Baby | Home
The autumn coats are here. They are warm.
12,99 EUR
Read more
You receive this newsletter because you ordered from us.
Great Store, 3 Cemetery Road, Port Ellery. Unsubscribe"""


def said(text: str) -> list[str]:
    """Return the parts of a text as they are written."""
    found = parts(text)
    return [text[start:end].strip() for start, end in zip(found.starts, found.ends, strict=True)]


def test_lines_sentences_and_entries_of_a_menu_are_parts() -> None:
    assert said(LETTER)[-6:] == [
        "Baby",
        "Home",
        "The autumn coats are here.",
        "They are warm.",
        "12,99 EUR",
        "Read more",
    ]


def test_the_footer_is_none() -> None:
    assert not any("Cemetery" in part or "newsletter" in part for part in said(LETTER))


def test_a_way_out_at_the_top_leaves_the_rest() -> None:
    text = "Unsubscribe\nGreat Store\nPrams for everyone\nCots for everyone"
    assert said(text) == ["Great Store", "Prams for everyone", "Cots for everyone"]


def test_a_text_of_one_line_is_all_there_is_to_read() -> None:
    assert said("No mail for that day? Unsubscribe") == ["No mail for that day? Unsubscribe"]
    assert said("3919") == ["3919"]
    assert said("Great Store\nUnsubscribe\nGreat Store, 3 Cemetery Road") == ["Great Store"]
    assert said("Unsubscribe here\nGreat Store, 3 Cemetery Road") == ["Great Store, 3 Cemetery Road"]
    assert said("  ") == []


def test_a_paragraph_that_ends_in_a_way_out_still_says_what_it_says() -> None:
    text = "Trade in your pram\nAny will do. It folds. It fits all babies. Until Sunday. Unsubscribe. Great Store Ltd."
    assert said(text) == [
        "Trade in your pram", "Any will do.", "It folds.", "It fits all babies.", "Until Sunday.",
    ]  # fmt: skip
    assert said("Coats\nHats\nGreat Store. 3 Cemetery Road. Unsubscribe") == ["Coats", "Hats"]


def test_parts_are_counted_once_however_much_stands_in_them() -> None:
    text = "A pram and a cot.\nA coat.\nA pram."
    found = parts(text)
    places = [text.index("pram"), text.index("cot"), text.rindex("pram")]
    assert found.holding(places) == 2
    assert found.at(text.index("coat")) == 1
    assert found.at(len(text)) is None
    assert parts("").holding([0]) == 0


@given(st.text(max_size=400))
def test_any_text_is_survived_and_parts_stand_in_order(text: str) -> None:
    found = parts(text)
    assert list(found.starts) == sorted(found.starts)
    assert all(0 <= start < end <= len(text) for start, end in zip(found.starts, found.ends, strict=True))
