"""The smallest pieces: plain text whatever comes, and a name for everything that can be pressed."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from inboxguard.ui import pieces, style
from tests.ui import accessibility


def test_a_label_never_reads_markup() -> None:
    label = pieces.text("<b>Free</b> <img src='file:///etc/hostname'>")
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert label.text().startswith("<b>Free</b>")


def test_a_label_has_its_tone_and_size() -> None:
    label = pieces.text("x", font="small", tone="muted", selectable=True)
    assert label.property("tone") == "muted"
    assert label.font().pointSizeF() == style.font("small").pointSizeF()
    assert label.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse
    assert pieces.heading("x").font().weight() == style.font("strong").weight()


def test_buttons_act_by_click_and_space_and_have_a_name(qtbot: Any) -> None:
    pressed: list[str] = []
    made = pieces.button("Keep", lambda: pressed.append("keep"), icon="keep", name="Keep Hearth & Heron")
    qtbot.addWidget(made)
    made.show()
    made.click()
    QTest.keyClick(made, Qt.Key.Key_Space)
    assert pressed == ["keep", "keep"]
    assert made.accessibleName() == "Keep Hearth & Heron"
    assert made.iconSize().width() == 26


def test_the_kinds_of_buttons_are_those_of_the_style_sheet() -> None:
    assert pieces.primary("Send").property("kind") == "primary"
    assert pieces.link("More").property("kind") == "inline"
    chosen = pieces.chip("All", chosen=True)
    assert chosen.property("kind") == "chip"
    assert chosen.isChecked()


def test_rows_and_columns_can_be_cleared(qtbot: Any) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    column = pieces.column(holder, gap=3, margins=(1, 2, 3, 4))
    column.addLayout(pieces.row(pieces.text("a"), None, pieces.link("b")))
    column.addWidget(pieces.rule())
    accessibility.check(holder)
    pieces.clear(column)
    qtbot.wait(1)
    assert column.count() == 0
    assert not holder.findChildren(QWidget)


def test_a_name_written_from_right_to_left_does_not_turn_the_sentence_round() -> None:
    for words in ("חנות התה to Sofa Town", "متجر الشاي writes to it", "123 חנות"):
        label = pieces.text(words)
        assert label.text() == f"\u200e{words}"
    for words in ("Sofa Town to חנות התה", "Größe", "…", ""):
        assert pieces.text(words).text() == words
