"""A choice and the line that explains it."""

from PySide6.QtWidgets import QRadioButton, QWidget

from inboxguard.ui.explained import explained
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
