"""Marks: eleven shapes that differ by form, not by colour."""

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from inboxguard.ui import marks, style


def drawn(shape: str, side: int = 28) -> QImage:
    image = QImage(side, side, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    marks.paint(painter, shape, QRectF(0, 0, side, side), QColor("black"), QColor("white"))
    painter.end()
    return image


def ink(image: QImage) -> int:
    return sum(image.pixelColor(x, y).lightness() < 128 for x in range(image.width()) for y in range(image.height()))


@pytest.mark.parametrize("shape", marks.SHAPES)
def test_every_shape_leaves_ink(shape: str) -> None:
    assert ink(drawn(shape)) > 40


def test_all_shapes_differ_in_grey() -> None:
    assert len({bytes(drawn(shape).constBits()) for shape in marks.SHAPES}) == len(marks.SHAPES) == 11


def test_every_shape_of_the_tokens_can_be_painted() -> None:
    tokens = style.tokens()
    wanted = {entry["shape"] for group in ("consent", "request") for entry in tokens[group].values()}
    wanted |= {entry["shape"] for entry in tokens["relation"]["light"].values()}
    assert wanted <= set(marks.SHAPES)


def test_a_painter_is_given_back_as_it_came() -> None:
    image = QImage(20, 20, QImage.Format.Format_ARGB32)
    painter = QPainter(image)
    before = painter.transform()
    marks.paint(painter, "triangle", QRectF(3, 3, 14, 14), QColor("red"))
    assert painter.transform() == before
    painter.end()


def test_a_mark_grows_with_the_text(qapp: QApplication) -> None:
    assert marks.Mark("disc").width() == 14
    style.apply(qapp, "light", 2.0)
    assert marks.Mark("disc").width() == 28
    assert marks.pixmap("disc", QColor("red")).width() == 28


def test_a_mark_paints_itself(qtbot) -> None:  # type: ignore[no-untyped-def]
    mark = marks.Mark("square", QColor("#123456"))
    qtbot.addWidget(mark)
    assert mark.grab().toImage().pixelColor(7, 7).name() == "#123456"
