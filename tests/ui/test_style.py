"""The look: every contrast of the tokens is computed again, and nothing in the style sheet is left unfilled."""

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from inboxguard import resources
from inboxguard.ui import style

NON_TEXT = ("field_on", "spark", "kind_", "shared_", "group_", "service_", "host_", "incident_", "unknown_")


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    parts = [channel / 255 for channel in QColor(colour).getRgb()[:3]]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def pairs() -> list[tuple[str, str]]:
    return [(theme, name) for theme in ("light", "dark") for name in style.tokens()["contrast"][theme]]


def colour_of(theme: str, name: str) -> str:
    tokens = style.tokens()
    return tokens[theme].get(name) or tokens["relation"][theme][name]["colour"]


@pytest.mark.parametrize(("theme", "pair"), pairs())
def test_every_pair_keeps_the_contrast_that_is_written_down(theme: str, pair: str) -> None:
    front, _, ground = pair.rpartition("_on_") if not pair.startswith("on_accent") else ("on_accent", "", pair[13:])
    ratio = contrast(colour_of(theme, front), colour_of(theme, ground))
    assert ratio == pytest.approx(style.tokens()["contrast"][theme][pair], abs=0.02)
    assert ratio >= (3.0 if pair.startswith(NON_TEXT) else 4.5)


def test_both_palettes_know_the_same_names() -> None:
    assert style.hexes("light").keys() == style.hexes("dark").keys()


@pytest.mark.parametrize("mode", ["light", "dark", "system", "nonsense"])
def test_the_style_sheet_is_filled_completely(qapp: QApplication, mode: str) -> None:
    style.apply(qapp, mode, 1.0)
    assert "@" not in qapp.styleSheet()
    assert style.is_dark() == (mode == "dark")
    assert qapp.palette().window().color() == style.colour("window")


def test_an_unknown_name_in_the_template_is_an_error() -> None:
    with pytest.raises(KeyError):
        style.filled("QLabel { color: @nobody; }", {"text": "#000000"})


def test_the_look_in_use_follows_light_and_dark(qapp: QApplication) -> None:
    style.apply(qapp, "dark", 1.0)
    assert style.colour("text").name().upper() == style.hexes("dark")["text"].upper()
    assert style.relation_colour("shared").name().upper() == "#F06A2A"


def test_text_marks_and_widths_grow_together(qapp: QApplication) -> None:
    width, height, size = style.ch(10), style.text_height(), style.font("title").pointSizeF()
    style.apply(qapp, "light", 2.0)
    assert style.grown(14) == 28
    assert style.ch(10) >= 1.8 * width
    assert style.text_height() >= 1.8 * height
    assert style.font("title").pointSizeF() == pytest.approx(2 * size)
    assert style.row_height() >= style.text_height() + 16


@pytest.mark.parametrize(("asked", "given"), [(0.1, 0.9), (9.0, 2.0), (1.3, 1.3)])
def test_the_text_scale_stays_in_its_bounds(qapp: QApplication, asked: float, given: float) -> None:
    style.apply(qapp, "light", asked)
    assert style.scale() == given


def test_everybody_who_asks_is_told_of_a_new_look(qapp: QApplication, qtbot) -> None:  # type: ignore[no-untyped-def]
    with qtbot.waitSignal(style.watch().changed):
        style.apply(qapp, "dark", 1.0)


def test_the_bold_fonts_are_title_and_strong(qapp: QApplication) -> None:
    assert style.font("strong").weight() > style.font("body").weight()
    assert style.font("small").pointSizeF() < style.font("body").pointSizeF() < style.font("title").pointSizeF()


def test_the_indicators_are_drawn_in_the_palette(qapp: QApplication) -> None:
    names = resources.names("look/indicators", ".svg")
    assert len(names) == 6
    for name in names:
        assert "@" in resources.read(name)
