"""A choice and the line that explains it."""

from PySide6.QtWidgets import QRadioButton, QWidget

from inboxguard.ui import style
from inboxguard.ui.explained import explained, indent
from tests.ui.sharing.sample import words


def test_the_line_is_read_out_with_the_choice(qtbot):
    box = QWidget()
    qtbot.addWidget(box)
    choice = QRadioButton("Quiet")
    box.setLayout(explained(choice, "Quiet", "The word leaves."))
    assert choice.accessibleName() == "Quiet"
    assert choice.accessibleDescription() == "The word leaves."
    assert "The word leaves." in words(box)


def test_without_a_line_there_is_none(qtbot):
    assert explained(QRadioButton("Quiet"), "Quiet", "").count() == 1


def test_what_belongs_to_a_choice_grows_with_the_text(qapp):
    style.apply(qapp, "light", 1.0)
    plain = indent()
    style.apply(qapp, "light", 2.0)
    assert plain < indent() < 2 * plain
