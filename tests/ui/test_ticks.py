"""Rows are ticked by the space bar or a click; what can have no tick never has one."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from inboxguard.ui import style
from inboxguard.ui.tables import Column
from inboxguard.ui.ticks import Ticks, TickTable
from tests.ui import accessibility


@pytest.fixture
def model() -> Ticks[int, str]:
    made: Ticks[int, str] = Ticks(
        "Chosen", (Column("Name", lambda row: row),), lambda ids: [f"row {one}" for one in ids], lambda one: one != 3
    )
    made.set_ids(range(5))
    return made


@pytest.fixture
def table(model: Ticks[int, str], qtbot: Any) -> TickTable:
    made = TickTable(model, "Rows")
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.show()
    return made


def test_the_space_bar_turns_the_tick(table: TickTable, model: Ticks[int, str]) -> None:
    table.selectRow(1)
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert model.ticked == (1,)
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert model.ticked == ()
    accessibility.check(table)


def test_a_click_counts_only_on_the_box(table: TickTable, model: Ticks[int, str]) -> None:
    for column, ticked in ((1, ()), (0, (2,))):
        where = table.visualRect(model.index(2, column)).center()
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=where)
        assert model.ticked == ticked


def test_what_may_have_none_has_none(table: TickTable, model: Ticks[int, str]) -> None:
    model.tick(range(5))
    assert model.ticked == (0, 1, 2, 4)
    table.selectRow(3)
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert model.ticked == (0, 1, 2, 4)
    assert model.data(model.index(3, 0), Qt.ItemDataRole.CheckStateRole) is None


def test_a_screen_reader_hears_the_tick(model: Ticks[int, str]) -> None:
    model.tick([1])
    said = [model.data(model.index(at, 0), Qt.ItemDataRole.AccessibleTextRole) for at in (0, 1, 3)]
    assert said == ["Chosen: no", "Chosen: yes", "Chosen: not possible"]
    assert model.flags(model.index(1, 0)) & Qt.ItemFlag.ItemIsUserCheckable
    assert not model.flags(model.index(3, 0)) & Qt.ItemFlag.ItemIsUserCheckable


def test_a_tick_is_seen(table: TickTable, model: Ticks[int, str]) -> None:
    before = table.viewport().grab().toImage()
    model.tick([0])
    after = table.viewport().grab().toImage()
    assert before != after
    inside = table.visualRect(model.index(0, 0))
    assert after.copy(inside) != before.copy(inside)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_box_fits_into_its_column(model: Ticks[int, str], qtbot: Any, qapp: Any, scale: float) -> None:
    style.apply(qapp, "light", scale)
    made = TickTable(model, "Rows")
    qtbot.addWidget(made)
    assert made.columnWidth(0) >= style.grown(16) + 16
