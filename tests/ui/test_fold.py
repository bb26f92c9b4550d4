"""What is behind a link is made only when it is asked for."""

from typing import Any

from PySide6.QtWidgets import QLabel, QWidget

from inboxguard.ui.fold import Fold


def test_nothing_is_made_before_it_is_opened(qtbot: Any) -> None:
    made: list[QWidget] = []

    def make() -> QWidget:
        made.append(QLabel("inside"))
        return made[-1]

    fold = Fold("Show", "Hide", make)
    qtbot.addWidget(fold)
    fold.show()
    assert not made
    fold.link.click()
    assert fold.is_open
    assert fold.link.text() == fold.link.accessibleName() == "Hide"
    qtbot.waitUntil(made[0].isVisible)
    fold.link.click()
    assert not fold.is_open
    assert fold.link.text() == "Show"
    qtbot.wait(1)
    assert not fold.findChildren(QLabel)
