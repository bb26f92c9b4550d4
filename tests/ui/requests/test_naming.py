"""An answer names senders by what is typed, or anybody by a domain, and never who wrote it."""

import pytest
from PySide6.QtCore import Qt

from inboxguard.senders.sender import SenderId
from inboxguard.ui.requests.naming import Naming
from tests.ui import accessibility
from tests.ui.sharing.sample import press, words

SENDERS = {"movinglantern.example": "Moving Lantern", "sofasparrow.example": "Sofa & Sparrow"}
WRITER = SenderId("sofasparrow.example")


def find(typed):
    return [(SenderId(one), name) for one, name in SENDERS.items() if typed.lower() in (one + name).lower()]


def meant(typed):
    return SenderId(typed.lower()) if typed.endswith(".example") else None


@pytest.fixture(params=[False, True])
def naming(qtbot, request):
    made = Naming(find, meant, WRITER, several=request.param)
    qtbot.addWidget(made)
    made.resize(420, 300)
    made.show()
    return made


def test_a_sender_is_found_and_taken(naming, qtbot):
    assert naming.chosen == ()
    naming.field.setText("lantern")
    with qtbot.waitSignal(naming.changed):
        naming.found.itemClicked.emit(naming.found.item(0))
    assert naming.chosen == ("movinglantern.example",)
    assert naming.field.text() == ""
    accessibility.check(naming)
    press(naming, "Moving Lantern  ×")
    assert naming.chosen == ()


def test_anybody_else_is_named_by_a_domain(naming, qtbot):
    naming.field.setText("broker.example")
    assert naming.found.item(0).text() == "broker.example, as they wrote it"
    qtbot.keyClick(naming.field, Qt.Key.Key_Return)
    assert naming.chosen == ("broker.example",)
    naming.field.setText("a broker")
    assert naming.found.count() == 0
    qtbot.keyClick(naming.field, Qt.Key.Key_Return)
    assert naming.chosen == ("broker.example",)


def test_one_source_but_several_recipients(naming):
    naming.choose(SenderId("a.example"), "A")
    naming.choose(SenderId("b.example"), "B")
    assert naming.chosen == (("a.example", "b.example") if naming._several else ("b.example",))
    naming.choose(SenderId("c.example"), "Crow & Co")
    assert "Crow && Co  ×" in words(naming)


def test_who_wrote_it_is_never_offered(naming):
    naming.field.setText("sparrow")
    assert naming.found.count() == 0
    naming.field.setText("sofasparrow.example")
    assert naming.found.count() == 0
    naming.choose(WRITER, "Sofa & Sparrow")
    assert naming.chosen == ()


def test_keys_move_through_the_list(naming, qtbot):
    naming.field.setText("example")
    naming.field.setText(".example")
    qtbot.keyClick(naming.field, Qt.Key.Key_Down)
    qtbot.keyClick(naming.field, Qt.Key.Key_Up)
    assert naming.found.currentRow() == 0
    qtbot.keyClick(naming.field, Qt.Key.Key_Enter)
    assert len(naming.chosen) == 1


def test_names_of_others_stay_text(qtbot):
    made = Naming(lambda typed: [(SenderId("x.example"), "<b>Ba\u202enk</b> & Co")], meant, WRITER, several=True)
    qtbot.addWidget(made)
    made.show()
    made.field.setText("bank")
    assert "\u202e" not in made.found.item(0).text()
    made.found.itemActivated.emit(made.found.item(0))
    assert "\u202e" not in words(made)
    accessibility.check(made)
