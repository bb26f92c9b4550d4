"""What is typed becomes wishes, and empty fields ask for nothing."""

from typing import Any

from inboxguard.requests.request import Correction, Often
from inboxguard.ui.requests.own_words import CorrectionFields, LessFields


def test_several_wishes_are_parted_and_spaces_do_not_count(qtbot: Any) -> None:
    fields = LessFields()
    qtbot.addWidget(fields)
    fields.topics.setText("  prams ;; baby  clothes ; ")
    fields.products.setText("toilet seat")
    fields.often.setCurrentIndex(2)
    wishes = fields.wishes
    assert wishes.topics == ("prams", "baby clothes")
    assert wishes.products == ("toilet seat",)
    assert wishes.lists == ()
    assert wishes.often is Often.MONTH


def test_nothing_typed_asks_for_nothing(qtbot: Any) -> None:
    fields = LessFields()
    qtbot.addWidget(fields)
    assert not fields.wishes.asked


def test_a_correction_is_whole_or_none(qtbot: Any) -> None:
    fields = CorrectionFields()
    qtbot.addWidget(fields)
    fields.false.setText("Mr")
    assert fields.wishes.corrections == ()
    fields.right.setText("Ms")
    assert fields.wishes.corrections == (Correction("Mr", "Ms"),)
