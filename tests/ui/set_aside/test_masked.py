"""Masked rows: months only, a subject one at a time, and acts only with a choice."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt

from inboxguard.audit.views import ShelfRow
from inboxguard.facts.message import MessageKey
from inboxguard.ui.set_aside.masked import Masked
from tests.ui import accessibility
from tests.ui.sharing.sample import press, words

ROWS = tuple(ShelfRow(MessageKey(f"k{n}"), date(2026, 11 - n // 3, 1)) for n in range(6))


@pytest.fixture
def masked(qtbot):
    made = Masked()
    qtbot.addWidget(made)
    made.resize(660, 500)
    made.show_rows(ROWS)
    made.show()
    return made


def cells(masked):
    model = masked.model
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_rows_say_the_same_and_have_no_tooltip(masked):
    assert set(cells(masked)) == {"Set-aside message"}
    assert masked.model.index(0, 1).data() == "November 2026"
    assert masked.model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole) is None


def test_without_a_choice_nothing_can_be_done_but_choosing_all(masked):
    assert not any(button.isEnabled() for button in masked.buttons)
    assert masked.step_link.isHidden()
    press(masked, "Whole shelf")
    assert masked.keys == tuple(row.key for row in ROWS)
    assert all(button.isEnabled() for button in masked.buttons)
    assert masked.whole.isHidden()


def test_one_subject_at_a_time_and_covered_by_its_own_link(masked):
    masked.table.selectRow(1)
    masked.reveal(ROWS[1].key, "Sofas & more")
    assert cells(masked)[1] == "Sofas & more"
    assert masked.step_link.text() == "Open"
    masked.table.selectRow(2)
    masked.reveal(ROWS[2].key, "Lamps")
    assert cells(masked).count("Set-aside message") == 5
    press(masked, "Cover")
    assert set(cells(masked)) == {"Set-aside message"}
    assert masked.step_link.text() == "Show subject"
    assert not masked.cover()


def test_buttons_say_which_act_and_where(masked, qtbot):
    masked.table.selectRow(0)
    for words_, act in (
        ("Archive...", "archive"),
        ("Unsubscribe...", "unsubscribe"),
        ("Hide sender", "hide"),
        ("Not here...", "not_here"),
        ("More...", "more"),
    ):
        with qtbot.waitSignal(masked.asked) as said:
            press(masked, words_)
        assert said.args[0] == act
        assert isinstance(said.args[1], QPoint)


def test_the_choice_stays_while_its_rows_do(masked):
    masked.table.choose_several([ROWS[1].key, ROWS[3].key])
    masked.show_rows(ROWS[1:])
    assert masked.keys == (ROWS[1].key, ROWS[3].key)
    masked.show_rows(ROWS[:1])
    assert masked.keys == ()


def test_what_was_shown_is_forgotten_with_its_row(masked):
    masked.reveal(ROWS[0].key, "Sofas")
    masked.show_rows(ROWS[1:])
    masked.show_rows(ROWS)
    assert set(cells(masked)) == {"Set-aside message"}


def test_an_empty_shelf_has_one_sentence_and_one_button(masked, qtbot):
    masked.show_rows(())
    assert "Nothing lies here." in words(masked.stack.currentWidget())
    assert masked.archive.isHidden() or not masked.archive.isVisible()
    with qtbot.waitSignal(masked.begin):
        press(masked, "Choose subjects...")
    accessibility.check(masked)


def test_a_large_shelf_is_chosen_at_once(qtbot):
    made = Masked()
    qtbot.addWidget(made)
    made.show_rows([ShelfRow(MessageKey(f"k{n}"), date(2026, 1, 1)) for n in range(20_000)])
    made.show()
    press(made, "Whole shelf")
    assert len(made.keys) == 20_000
