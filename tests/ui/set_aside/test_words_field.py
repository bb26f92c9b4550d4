"""Words of the person's own, each with how much it counts."""

import pytest
from PySide6.QtCore import Qt

from inboxguard.audit.shelf_views import ShelfWord
from inboxguard.ui.set_aside.words_field import WEIGHTS, ListsField, WordsField
from tests.ui import accessibility
from tests.ui.sharing.sample import press, words


@pytest.fixture
def field(qtbot):
    made = WordsField()
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_typed_word_is_enough_by_itself_unless_said_otherwise(field, qtbot):
    field.field.setText("sofa bed")
    qtbot.keyClick(field.field, Qt.Key.Key_Return)
    field.weight.setCurrentIndex(WEIGHTS.index("block"))
    field.field.setText("bedrock")
    press(field, "Add the word")
    assert field.words == (ShelfWord("sofa bed", "strong"), ShelfWord("bedrock", "block"))
    assert "sofa bed: enough by itself" in words(field)
    assert "bedrock: never counts" in words(field)


def test_the_same_word_again_changes_how_much_it_counts(field):
    field.put((ShelfWord("sofa", "strong"),))
    field.put((ShelfWord("sofa", "weak"),))
    assert field.words == (ShelfWord("sofa", "weak"),)


def test_ticked_words_count_as_the_field_says(field):
    field.weight.setCurrentIndex(WEIGHTS.index("medium"))
    field.take_ticked(("wick", "wax"))
    assert field.words == (ShelfWord("wick", "medium"), ShelfWord("wax", "medium"))


def test_mail_like_this_is_asked_for(field, qtbot):
    with qtbot.waitSignal(field.like_this):
        press(field, "Mail like this...")
    accessibility.check(field)


@pytest.mark.parametrize("typed", ["news.sofa.example", "Sofa News <News.Sofa.Example>", "<news.sofa.example>"])
def test_a_list_is_taken_as_it_stands_in_a_mail(qtbot, typed):
    lists = ListsField("A note.")
    qtbot.addWidget(lists)
    lists.field.setText(typed)
    qtbot.keyClick(lists.field, Qt.Key.Key_Return)
    assert lists.lists == ("news.sofa.example",)


def test_brackets_alone_are_no_list(qtbot):
    lists = ListsField("A note.")
    qtbot.addWidget(lists)
    lists.put("Sofa <>")
    assert lists.lists == ()
    accessibility.check(lists)
