"""The sidebar: words, no counts, by mouse and by key."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from inboxguard.ui.sidebar import Item, Sidebar
from tests.ui import accessibility

ITEMS = (
    Item("overview", "Overview", "overview"),
    Item("senders", "Senders", "senders"),
    Item(""),
    Item("settings", "Settings", "settings"),
)


@pytest.fixture
def sidebar(qtbot: Any) -> Sidebar:
    made = Sidebar("Pages")
    qtbot.addWidget(made)
    made.set_items(ITEMS)
    made.resize(180, 300)
    made.show()
    return made


def test_arrow_keys_pass_over_the_line_between_groups(sidebar: Sidebar) -> None:
    asked: list[str] = []
    sidebar.asked.connect(asked.append)
    sidebar.choose("overview")
    for _ in range(2):
        QTest.keyClick(sidebar, Qt.Key.Key_Down)
    assert asked == ["senders", "settings"]


def test_a_click_asks_for_a_page_and_choosing_does_not(sidebar: Sidebar) -> None:
    asked: list[str] = []
    sidebar.asked.connect(asked.append)
    sidebar.choose("settings")
    assert sidebar.chosen() == "settings"
    assert asked == []
    where = sidebar.visualRect(sidebar.model().index(1, 0)).center()
    QTest.mouseClick(sidebar.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert asked == ["senders"]


def test_a_word_may_leave_and_the_chosen_one_stays(sidebar: Sidebar) -> None:
    sidebar.choose("settings")
    sidebar.set_items(ITEMS[:1] + ITEMS[3:])
    assert sidebar.chosen() == "settings"
    assert sidebar.model().rowCount() == 2


def test_it_paints_with_words_with_icons_only_and_with_focus(sidebar: Sidebar) -> None:
    sidebar.choose("senders")
    words = sidebar.grab().toImage()
    sidebar.set_icons_only(True)
    assert sidebar.grab().toImage() != words
    sidebar.setFocus()
    assert sidebar.sizeHint().height() > 100
    assert sidebar.minimumSizeHint().height() > 20
    accessibility.check(sidebar)


def test_every_word_is_said_in_a_tooltip_for_the_narrow_window(sidebar: Sidebar) -> None:
    tips = [sidebar.model().index(row, 0).data(Qt.ItemDataRole.ToolTipRole) for row in (0, 1, 3)]
    assert tips == ["Overview", "Senders", "Settings"]


def test_a_page_without_its_word_leaves_no_word_chosen(sidebar: Sidebar) -> None:
    asked: list[str] = []
    sidebar.asked.connect(asked.append)
    sidebar.choose("overview")
    sidebar.choose("nowhere")
    assert sidebar.chosen() == ""
    assert asked == []
