"""Buttons of several lines."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from inboxguard.ui import choices
from tests.ui import accessibility


def test_a_choice_is_as_high_as_its_text_and_speaks(qtbot: Any) -> None:
    pressed: list[int] = []
    made = choices.large("mailbox", "Connect a mailbox", "Any provider with IMAP. " * 8, lambda: pressed.append(1))
    qtbot.addWidget(made)
    assert made.accessibleName().startswith("Connect a mailbox. Any provider")
    assert made.hasHeightForWidth()
    assert made.heightForWidth(300) > made.heightForWidth(1200) > 40
    assert made.sizeHint().height() > 40
    assert made.minimumSizeHint().width() > 0
    made.resize(600, made.heightForWidth(600))
    made.show()
    QTest.mouseClick(made, Qt.MouseButton.LeftButton)
    QTest.keyClick(made, Qt.Key.Key_Space)
    QTest.keyClick(made, Qt.Key.Key_Return)
    QTest.keyClick(made, Qt.Key.Key_Tab)
    assert pressed == [1, 1, 1]
    accessibility.check(made)


def test_a_click_on_the_words_is_a_click_on_the_choice(qtbot: Any) -> None:
    made = choices.Choice("row", "61 senders", lambda: None)
    qtbot.addWidget(made)
    made.put_words("senders have no sign-up on record", "of 214")
    made.put_icon("chevron-right", "muted")
    made.resize(500, 70)
    made.show()
    assert made.childAt(made.rect().center()) is None
