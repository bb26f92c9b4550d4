"""Paged tables: only what is looked at is loaded, and the keyboard gets everywhere and out again."""

from collections.abc import Sequence
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from inboxguard.ui import phrases
from inboxguard.ui.tables import PAGE_ROWS, PAGES_KEPT, Column, Paged, Table, labelled
from tests.ui import accessibility

HOSTILE = "Bank\u202e<img src='file:///etc/hostname'>"


def columns() -> tuple[Column[str], ...]:
    return (
        Column("Name", phrases.shown, sort="name", tip=phrases.tooltip),
        Column("Count", lambda row: str(len(row)), "figure", 6, sort="count"),
        Column("Months", lambda row: "12 months", "spark", 11, paint=lambda row: ((1, 0, 5), (False, False, True))),
        Column("Date", lambda row: "today", "muted", 8, sort="date"),
        Column("State", lambda row: "Late", "mark", 10, paint=lambda row: ("triangle", "amber")),
    )


class Source:
    def __init__(self) -> None:
        self.loads: list[int] = []

    def __call__(self, ids: Sequence[int]) -> list[str]:
        self.loads.append(len(ids))
        return [HOSTILE if one == 3 else f"Sender {one}" for one in ids]


@pytest.fixture
def source() -> Source:
    return Source()


@pytest.fixture
def model(source: Source) -> Paged[int, str]:
    made: Paged[int, str] = Paged(columns(), source)
    made.set_ids(range(1000))
    return made


@pytest.fixture
def table(model: Paged[int, str], qtbot: Any) -> Table:
    made = Table(model, "Senders", several=True)
    qtbot.addWidget(made)
    made.resize(700, 400)
    made.show()
    return made


def test_the_model_keeps_qts_rules(model: Paged[int, str], qtmodeltester: Any) -> None:
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    qtmodeltester.check(model)
    model.set_ids(range(5))
    model.set_ids(())
    model.set_ids(range(401))
    assert tester.model() is model


def test_a_hundred_thousand_rows_load_only_the_pages_that_are_looked_at(source: Source) -> None:
    model: Paged[int, str] = Paged(columns(), source)
    model.set_ids(range(100_000))
    assert model.rowCount() == 100_000
    assert not source.loads
    assert model.row(99_999) == "Sender 99999"
    assert model.row(0) == "Sender 0"
    assert source.loads == [PAGE_ROWS, PAGE_ROWS]


def test_old_pages_are_forgotten(source: Source) -> None:
    model: Paged[int, str] = Paged(columns(), source)
    model.set_ids(range(PAGE_ROWS * (PAGES_KEPT + 1)))
    for page in range(PAGES_KEPT + 1):
        model.row(page * PAGE_ROWS)
    model.row(PAGES_KEPT * PAGE_ROWS)
    assert len(source.loads) == PAGES_KEPT + 1
    model.row(0)
    assert len(source.loads) == PAGES_KEPT + 2


def test_a_cell_says_its_column_to_a_screen_reader(model: Paged[int, str]) -> None:
    index = model.index(1, 1)
    assert model.data(index, Qt.ItemDataRole.AccessibleTextRole) == "Count: 8"
    assert model.data(index, Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
    assert model.headerData(0, Qt.Orientation.Horizontal) == "Name"
    assert model.headerData(0, Qt.Orientation.Vertical) is None
    assert model.data(QModelIndex()) is None


def test_a_hostile_name_is_text_in_cell_and_tooltip(model: Paged[int, str]) -> None:
    assert "\u202e" not in model.data(model.index(3, 0))
    assert model.data(model.index(3, 0), Qt.ItemDataRole.ToolTipRole).startswith("Bank⟨U+202E⟩&lt;img")
    assert model.data(model.index(3, 1), Qt.ItemDataRole.ToolTipRole) is None


def test_every_kind_of_cell_paints_chosen_and_not(table: Table) -> None:
    table.selectRow(2)
    table.setFocus()
    plain = table.grab().toImage()
    table.clearSelection()
    table.clearFocus()
    assert plain != table.grab().toImage()


def test_enter_and_double_click_open(table: Table, qtbot: Any) -> None:
    table.selectRow(4)
    with qtbot.waitSignal(table.opened) as opened:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == [4]
    with qtbot.waitSignal(table.opened) as opened:
        table.doubleClicked.emit(table.model().index(7, 0))
    assert opened.args == [7]


def test_choosing_by_id_and_by_arrow(table: Table, qtbot: Any) -> None:
    assert table.choose(10)
    assert table.chosen_id() == 10
    with qtbot.waitSignal(table.chosen) as chosen:
        QTest.keyClick(table, Qt.Key.Key_Down)
    assert chosen.args == [11]
    assert not table.choose("nobody")
    QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert table.chosen_ids() == (11, 12)


def test_a_click_on_a_head_sorts_and_a_second_one_turns_it(table: Table, qtbot: Any) -> None:
    asked: list[tuple[object, bool]] = []
    table.sorted_by.connect(lambda key, descending: asked.append((key, descending)))
    for section in (1, 1, 0, 2):
        table.horizontalHeader().sectionClicked.emit(section)
    assert asked == [("count", True), ("count", False), ("name", False)]
    assert table.horizontalHeader().sortIndicatorSection() == 0


def test_the_first_click_on_the_head_of_the_shown_order_turns_it(table: Table) -> None:
    asked: list[tuple[object, bool]] = []
    table.sorted_by.connect(lambda key, descending: asked.append((key, descending)))
    table.show_order("date", True)
    table.horizontalHeader().sectionClicked.emit(3)
    assert asked == [("date", False)]


def test_the_context_menu_names_its_row(table: Table, qtbot: Any) -> None:
    where = table.visualRect(table.model().index(2, 0)).center()
    with qtbot.waitSignal(table.menu) as asked:
        table.customContextMenuRequested.emit(where)
    assert asked.args[0] == 2
    table.customContextMenuRequested.emit(QPoint(5, 5000))


def test_tab_leaves_the_table_and_escape_is_for_the_page(model: Paged[int, str], qtbot: Any) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    table = Table(model, "Senders")
    after = QLineEdit()
    layout = QVBoxLayout(holder)
    layout.addWidget(table)
    layout.addWidget(after)
    holder.show()
    holder.activateWindow()
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Tab)
    assert holder.focusWidget() is after
    QTest.keyClick(table, Qt.Key.Key_Escape)
    assert table.chosen_id() is None
    accessibility.check(table)


@pytest.mark.parametrize("wanted", [(2, 3, 4, 900, 902), (0, 999), tuple(range(1000)), (7,)])
def test_several_are_chosen_by_id_and_come_back_from_the_top(table: Table, wanted: tuple[int, ...]) -> None:
    table.choose_several(tuple(reversed(wanted)))
    assert table.chosen_ids() == wanted
    assert table.chosen_id() == wanted[0]


def test_who_is_not_there_cannot_be_chosen(table: Table) -> None:
    table.choose(5)
    table.choose_several((5_000, 6_000))
    assert table.chosen_ids() == (5,)


def test_a_labelled_control_carries_the_words_as_its_name() -> None:
    field = QLineEdit()
    box = labelled("&Server", field, "as the help pages name it")
    assert field.accessibleName() == "Server"
    assert field.accessibleDescription() == "as the help pages name it"
    accessibility.check(box)
