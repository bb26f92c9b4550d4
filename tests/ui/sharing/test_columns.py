"""The table has the same rows as the picture, in any order, with masked names masked."""

from inboxguard.ui.sharing.columns import columns, ordered, recipient_name
from inboxguard.ui.tables import Paged
from tests.ui.sharing.rows import MOVE, trail_row


def test_rows_sort_by_level_as_it_is_meant_not_by_its_letters():
    levels = [row.level.value for row in ordered(MOVE, "level", False)]
    assert levels == ["documented", "documented", "strong", "strong", "probable", "probable"]


def test_without_an_order_they_stand_as_they_come():
    assert ordered(MOVE, None, False) == list(MOVE)


def test_masked_recipients_sort_last_and_have_no_name():
    masked = trail_row("aaa.example", name=None)
    assert recipient_name(masked) == "Set-aside sender"
    assert ordered((masked, *MOVE), "recipient", False)[-1] is masked


def test_the_model_holds_and_speaks_them(qtmodeltester):
    by_id = {row.recipient: row for row in MOVE}
    model = Paged(columns(), lambda ids: [by_id[one] for one in ids])
    model.set_ids([row.recipient for row in MOVE])
    qtmodeltester.check(model)
    assert model.data(model.index(0, 3)) == "likely passed on"
    shape, colour = columns()[3].paint(MOVE[0])
    assert shape == "diamond"
    assert colour.isValid()
