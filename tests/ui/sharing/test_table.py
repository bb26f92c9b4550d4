"""Columns give way where there is little room, and the order is chosen from the keyboard too."""

from datetime import date

import pytest

from inboxguard.ui.sharing.columns import columns
from inboxguard.ui.sharing.table import Foot, TrailTable
from inboxguard.ui.tables import Paged
from tests.ui.sharing.rows import MOVE
from tests.ui.sharing.sample import nameless


@pytest.fixture
def table(qtbot):
    by_id = {row.recipient: row for row in MOVE}
    model = Paged(columns(lambda: date(2026, 11, 24)), lambda ids: [by_id[one] for one in ids])
    model.set_ids(list(by_id))
    made = TrailTable(model, "Recipients")
    qtbot.addWidget(made)
    made.show()
    return made


def _seen(table):
    return [column.sort for at, column in enumerate(table._columns) if not table.isColumnHidden(at)]


def test_what_says_whose_how_sure_and_which_way_never_gives_way(table):
    table.resize(420, 300)
    assert _seen(table) == ["recipient", "source", "level", "way"]
    table.resize(2000, 300)
    assert _seen(table) == ["recipient", "source", "address", "first", "mails", "level", "way"]


def test_the_order_is_chosen_below_and_followed_there(table, qtbot):
    foot = Foot(table)
    qtbot.addWidget(foot)
    with qtbot.waitSignal(table.sorted_by) as said:
        foot.order.setCurrentIndex(foot.order.findData("mails"))
        foot.order.activated.emit(foot.order.currentIndex())
    assert said.args == ["mails", True]
    table.sorted_by.emit("way", False)
    assert foot.order.currentData() == "way"
    with qtbot.waitSignal(table.sorted_by) as said:
        foot.order.setCurrentIndex(0)
        foot.order.activated.emit(0)
    assert said.args == [None, False]
    assert nameless(foot) == []


def test_rows_are_counted_with_their_ground(table, qtbot):
    foot = Foot(table)
    qtbot.addWidget(foot)
    for listed, of, said in ((1, 1, "1 row"), (6, 6, "6 rows"), (2, 6, "2 of 6 rows")):
        foot.say(listed, of)
        assert foot.count.text() == said
