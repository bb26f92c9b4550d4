"""The flow of chips: as many a row as fit, never wider than the room."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QPushButton, QWidget

from inboxguard.ui.flow import Flow


def strip(count: int) -> tuple[QWidget, Flow, list[QPushButton]]:
    holder = QWidget()
    flow = Flow(holder, gap=8)
    buttons = [QPushButton(f"Chip {number}") for number in range(count)]
    for made in buttons:
        made.setFixedSize(100, 26)
        flow.addWidget(made)
    return holder, flow, buttons


def test_a_wide_room_holds_all_in_one_row() -> None:
    holder, flow, _ = strip(4)
    assert holder.layout() is flow
    assert flow.heightForWidth(1000) == 26


def test_a_narrow_room_begins_new_rows() -> None:
    holder, flow, buttons = strip(4)
    assert holder.layout() is flow
    assert flow.heightForWidth(210) == 26 * 2 + 8
    flow.setGeometry(QRect(0, 0, 210, 60))
    assert [made.pos().toTuple() for made in buttons] == [(0, 0), (108, 0), (0, 34), (108, 34)]


def test_hidden_chips_take_no_room() -> None:
    holder, flow, buttons = strip(3)
    holder.show()
    buttons[0].hide()
    assert flow.heightForWidth(210) == 26
    assert flow.sizeHint().width() == 208


def test_it_gives_back_what_it_holds() -> None:
    holder, flow, _ = strip(2)
    assert holder.layout() is flow
    assert flow.count() == 2
    assert flow.itemAt(5) is None
    assert flow.takeAt(0) is not None
    assert flow.takeAt(7) is None
    assert flow.count() == 1
    assert flow.hasHeightForWidth()
    assert flow.expandingDirections() == Qt.Orientation(0)
    assert flow.minimumSize().width() == 100


def test_what_was_reckoned_is_forgotten_when_an_item_changes() -> None:
    holder, flow, buttons = strip(2)
    assert flow.heightForWidth(210) == 26
    buttons[0].setFixedSize(100, 40)
    assert flow.heightForWidth(210) == 40
    last = QPushButton("one more")
    last.setFixedSize(100, 26)
    flow.addWidget(last)
    assert flow.heightForWidth(210) == 40 + 8 + 26
    flow.takeAt(2)
    assert flow.heightForWidth(210) == 40
    holder.show()
    buttons[0].hide()
    assert flow.heightForWidth(210) == 26
    buttons[0].show()
    assert flow.heightForWidth(210) == 40
    assert flow.sizeHint().toTuple() == (208, 40)
