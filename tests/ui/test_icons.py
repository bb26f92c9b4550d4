"""Icons: tinted, sharp, and with a disabled face."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QImage
from PySide6.QtWidgets import QApplication

from inboxguard import resources
from inboxguard.ui import icons, style

NAMES = [name.removeprefix("icons/").removesuffix(".svg") for name in resources.names("icons", ".svg")]


def colours(image: QImage) -> set[str]:
    points = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return {QColor(image.pixelColor(x, y)).name() for x, y in points if image.pixelColor(x, y).alpha() == 255}


@pytest.mark.parametrize("name", NAMES)
def test_every_icon_is_drawn_in_the_colour_that_was_asked_for(name: str) -> None:
    drawn = icons.pixmap(name, "accent", 28).toImage()
    assert style.colour("accent").name() in colours(drawn)


def test_an_icon_grows_with_the_text(qapp: QApplication) -> None:
    style.apply(qapp, "light", 2.0)
    assert icons.pixmap("search", size=20).width() == 40


def test_a_button_icon_has_air_before_the_text_and_a_disabled_face() -> None:
    made = icons.icon("ask")
    assert icons.pixmap("ask", air=6).width() == icons.pixmap("ask").width() + 6
    faint = made.pixmap(QSize(26, 20), QIcon.Mode.Disabled).toImage()
    assert style.colour("disabled").name() in colours(faint)


def test_a_field_icon_and_the_program_icon_have_several_sizes() -> None:
    assert len(icons.field_icon("search").availableSizes()) == 2
    assert QSize(64, 64) in icons.application().availableSizes()


def test_the_same_icon_is_drawn_once() -> None:
    assert icons.pixmap("lock").cacheKey() == icons.pixmap("lock").cacheKey()
