"""A choice with words of others."""

from typing import Any

from inboxguard.ui.radio import Radio


def test_a_long_name_is_cut_and_whole_in_name_and_tooltip(qtbot: Any) -> None:
    words = "Lamps & <b>Sons</b> " * 20
    choice = Radio(words)
    qtbot.addWidget(choice)
    choice.resize(200, 30)
    choice.show()
    assert choice.text().endswith("…")
    assert choice.accessibleName() == words
    assert "<b>" not in choice.toolTip()


def test_a_sign_in_a_name_is_no_shortcut(qtbot: Any) -> None:
    choice = Radio("Heath & Co")
    qtbot.addWidget(choice)
    choice.resize(400, 30)
    choice.show()
    assert choice.shortcut().isEmpty()
    assert choice.text() == "Heath && Co"
