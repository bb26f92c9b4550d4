"""A shelf of one's own: nothing but a name is needed, and not even that."""

from datetime import date

from PySide6.QtCore import QDate, Qt

from inboxguard.audit.shelf_views import ShelfSettings, ShelfWord
from inboxguard.senders.sender import SenderId
from inboxguard.ui import style
from inboxguard.ui.set_aside.shelf_dialog import ShelfDialog
from tests.ui import accessibility
from tests.ui.set_aside.double import theme
from tests.ui.sharing.sample import cut, press, words

TODAY = date(2026, 11, 24)
FULL = ShelfSettings(
    "b",
    "Later",
    "green",
    date(2027, 3, 1),
    (ShelfWord("sofa", "strong"),),
    (SenderId("sofa.example"),),
    ("news.sofa.example",),
    ("clinic.example",),
    ("gardens",),
)


def opened(qtbot, settings):
    dialog = ShelfDialog(settings, "Shelf D", TODAY, lambda typed: [], lambda: [theme("gardens"), theme("pets")])
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def kept(dialog, qtbot):
    with qtbot.waitSignal(dialog.kept) as said:
        dialog.take.click()
    return said.args[0]


def test_a_new_shelf_needs_nothing(qtbot):
    dialog = opened(qtbot, ShelfSettings(None))
    assert dialog.label.placeholderText() == "Shelf D"
    assert kept(dialog, qtbot) == ShelfSettings(None)
    accessibility.check(dialog)


def test_it_is_opened_without_a_word_a_name_or_a_subject(qtbot):
    said = words(opened(qtbot, FULL))
    for hidden in ("sofa", "clinic", "Gardens", "gardens"):
        assert hidden not in said


def test_what_was_never_opened_stays_as_it_was(qtbot):
    assert kept(opened(qtbot, FULL), qtbot) == FULL


def test_everything_opened_and_untouched_stays_as_it_was(qtbot):
    dialog = opened(qtbot, FULL)
    for part in dialog.parts.values():
        part.link.click()
    accessibility.check(dialog)
    assert kept(dialog, qtbot) == FULL


def test_name_colour_and_end(qtbot):
    dialog = opened(qtbot, ShelfSettings(None))
    dialog.label.setText("  Not   this year ")
    dialog.colours["plum"].click()
    assert not dialog.day.isVisible()
    dialog.ends.click()
    assert dialog.day.isVisible()
    dialog.day.setDate(QDate(2026, 12, 31))
    assert kept(dialog, qtbot) == ShelfSettings(None, "Not this year", "plum", date(2026, 12, 31))


def test_words_senders_lists_exceptions_and_subjects(qtbot):
    dialog = opened(qtbot, ShelfSettings(None))
    for part in dialog.parts.values():
        part.link.click()
    dialog.words.field.setText("sofa")
    qtbot.keyClick(dialog.words.field, Qt.Key.Key_Return)
    dialog.take_ticked(("wick",))
    dialog.senders.put("sofa.example", "Sofa")
    dialog.lists.put("Sofa <news.sofa.example>")
    dialog.exceptions.field.setText("clinic.example")
    qtbot.keyClick(dialog.exceptions.field, Qt.Key.Key_Return)
    dialog.subjects.boxes["pets"].click()
    found = kept(dialog, qtbot)
    assert found.words == (ShelfWord("sofa", "strong"), ShelfWord("wick", "strong"))
    assert found.senders == ("sofa.example",)
    assert found.lists == ("news.sofa.example",)
    assert found.exceptions == ("clinic.example",)
    assert found.themes == ("pets",)


def test_enter_in_a_field_keeps_the_dialog_open(qtbot):
    dialog = opened(qtbot, ShelfSettings(None))
    dialog.parts["words"].link.click()
    dialog.words.field.setText("sofa")
    with qtbot.assertNotEmitted(dialog.kept, wait=20):
        qtbot.keyClick(dialog.words.field, Qt.Key.Key_Return)
    assert dialog.isVisible()


def test_removing_is_offered_only_where_it_may_be(qtbot):
    dialog = opened(qtbot, FULL)
    assert dialog.away.isHidden()
    dialog.may_remove()
    with qtbot.waitSignal(dialog.removed):
        press(dialog, "Remove...")


def test_why_it_could_not_be_kept_is_said_and_nothing_is_lost(qtbot):
    dialog = opened(qtbot, FULL)
    dialog.label.setText("Something else")
    dialog.say("This name is too long. Please choose another.")
    assert "This name is too long." in words(dialog)
    assert dialog.settings.label == "Something else"


def test_at_200_percent_no_button_is_cut(qtbot, qapp):
    style.apply(qapp, "light", 2.0)
    dialog = opened(qtbot, FULL)
    dialog.may_remove()
    for part in dialog.parts.values():
        part.link.click()
    assert cut(dialog) == []
