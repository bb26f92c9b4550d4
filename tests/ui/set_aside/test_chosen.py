"""Lists that a person fills, and the field that adds to them."""

import pytest
from PySide6.QtCore import Qt

from inboxguard.audit.views import SenderRow
from inboxguard.senders.sender import Basis, SenderId
from inboxguard.ui.set_aside.chosen import EnterField, Lines, SendersField
from tests.ui import accessibility
from tests.ui.sharing.sample import press, words


def sender_row(one, name):
    return SenderRow(SenderId(one), name, 3, (0,) * 12, (False,) * 12, None, Basis.NONE_FOUND, None)


KNOWN = (sender_row("sofa.example", "Sofa"), sender_row("lantern.example", "Lantern <b>Co</b>"))


def find(typed):
    return [row for row in KNOWN if typed.lower() in row.name.lower() or typed.lower() == row.id]


def test_enter_hands_over_what_was_typed_and_empties_the_field(qtbot):
    field = EnterField()
    qtbot.addWidget(field)
    field.setText("  two   words ")
    with qtbot.waitSignal(field.entered) as said:
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert said.args == ["two words"]
    assert field.text() == ""
    with qtbot.assertNotEmitted(field.entered, wait=20):
        qtbot.keyClick(field, Qt.Key.Key_Return)


def test_lines_are_added_once_and_taken_away(qtbot):
    lines = Lines()
    qtbot.addWidget(lines)
    lines.put("a", "First")
    lines.put("b", "Second")
    lines.put("a", "First, changed")
    assert lines.keys == ("a", "b")
    assert "First, changed" in words(lines)
    press(lines, "Remove", 1)
    assert lines.keys == ("a",)
    lines.take("nobody")
    press(lines, "Remove")
    assert lines.isHidden()


@pytest.fixture
def field(qtbot):
    made = SendersField("Search your senders", "A note.", find, typed=True)
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_sender_is_found_and_added_with_its_domain(field):
    field.field.setText("lant")
    assert field.found.item(0).text() == "Lantern <b>Co</b>, lantern.example"
    field.found.itemActivated.emit(field.found.item(0))
    assert field.chosen == ("lantern.example",)
    assert "Lantern <b>Co</b>, lantern.example" in words(field)
    field.field.setText("lant")
    assert field.found.count() == 0


def test_enter_takes_the_only_one_found(field, qtbot):
    field.field.setText("sof")
    qtbot.keyClick(field.field, Qt.Key.Key_Return)
    assert field.chosen == ("sofa.example",)


def test_a_domain_that_no_sender_has_may_be_typed(field, qtbot):
    field.field.setText("Clinic.Example")
    qtbot.keyClick(field.field, Qt.Key.Key_Return)
    assert field.chosen == ("clinic.example",)


@pytest.mark.parametrize("typed", ["nobody", "two words.example"])
def test_what_is_no_domain_stays_in_the_field(field, qtbot, typed):
    field.field.setText(typed)
    qtbot.keyClick(field.field, Qt.Key.Key_Return)
    assert field.chosen == ()
    assert field.field.text() == typed


def test_where_only_senders_are_asked_for_a_domain_is_none(qtbot):
    made = SendersField("Search your senders", "", find)
    qtbot.addWidget(made)
    made.field.setText("clinic.example")
    qtbot.keyClick(made.field, Qt.Key.Key_Return)
    assert made.chosen == ()
    accessibility.check(made)
