"""How rows are painted."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from inboxguard.ui import rows, style


def painted(bars: tuple[int, ...], late: tuple[bool, ...] = ()) -> QImage:
    image = QImage(120, 36, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    rows.spark(painter, QRect(0, 0, 120, 36), bars, late)
    painter.end()
    return image


def tall(image: QImage, month: int, colour: str) -> int:
    x = month * (rows.BAR_WIDTH + rows.BAR_GAP) + 2
    wanted = style.colour(colour)
    return sum(QColor(image.pixel(x, y)) == wanted for y in range(image.height()))


def test_bars_are_to_the_scale_of_their_own_row() -> None:
    image = painted((0, 5, 10))
    assert tall(image, 2, "spark") == 20
    assert tall(image, 1, "spark") == 10
    assert tall(image, 0, "spark") == 0
    assert tall(image, 0, "control") == 1


def test_a_single_mail_beside_a_flood_is_still_seen() -> None:
    assert tall(painted((1, 5000)), 0, "spark") == 2


def test_bars_after_an_ignored_opt_out_are_amber() -> None:
    image = painted((4, 4), (False, True))
    assert tall(image, 0, "spark") == tall(image, 1, "spark_after") == 20


def test_nothing_at_all_is_twelve_dashes() -> None:
    image = painted((0,) * 12)
    assert all(tall(image, month, "control") == 1 for month in range(12))


def test_twelve_bars_have_room_at_any_text_size(qapp: QApplication) -> None:
    assert rows.spark_width() == 96
    style.apply(qapp, "light", 2.0)
    assert rows.spark_width() == 192
