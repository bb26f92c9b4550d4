"""The table has the same rows as the picture, in any order, with masked names masked."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from inboxguard.ui.sharing.columns import address, columns, heads, ordered, recipient_name
from inboxguard.ui.tables import Paged
from tests.ui.sharing.rows import MOVE, trail_row

TODAY = date(2026, 11, 24)


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
    made = columns(lambda: TODAY)
    model = Paged(made, lambda ids: [by_id[one] for one in ids])
    model.set_ids([row.recipient for row in MOVE])
    qtmodeltester.check(model)
    assert model.data(model.index(0, len(made) - 1)) == "likely passed on"
    shape, colour = made[-1].paint(MOVE[0])
    assert shape == "diamond"
    assert colour.isValid()


@pytest.mark.parametrize("key", list(heads()))
def test_every_head_sorts_there_and_back(key):
    rows = [replace(row, mails=n, first=datetime(2026, 1, 1 + n, tzinfo=UTC)) for n, row in enumerate(MOVE)]
    there, back = ordered(rows, key, False), ordered(rows, key, True)
    assert sorted(there, key=rows.index) == sorted(back, key=rows.index) == rows
    assert key in {column.sort for column in columns(lambda: TODAY)}


def test_of_what_is_masked_neither_count_nor_day_is_told_by_the_order():
    masked = replace(trail_row("aaa.example", name=None), mails=0, first=None)
    for key in ("mails", "first"):
        for descending in (False, True):
            assert ordered((masked, *MOVE), key, descending)[-1] is masked
    texts = {column.title: column.words(masked) for column in columns(lambda: TODAY)}
    assert (texts["Mails"], texts["First mail"]) == ("", "")


def test_an_address_that_would_name_a_masked_source_is_not_written():
    row = trail_row("sofa.example")
    assert address(row) == "me+lantern@post.example"
    assert address(replace(row, source_masked=True)) == "one of your addresses"
    assert address(replace(row, name=None, source=None)) == "one of your addresses"
