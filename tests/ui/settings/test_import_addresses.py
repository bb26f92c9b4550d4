"""An export is taken in by the dialog, which says what it brought."""

import pytest
from PySide6.QtWidgets import QFileDialog

from inboxguard.ui import style
from inboxguard.ui.settings.import_addresses import ImportAddressesDialog
from tests.mailbox.address_files import exports
from tests.ui.sharing.sample import cut, nameless, press, tab_stops, words


@pytest.fixture
def dialog(desk, qtbot):
    made = ImportAddressesDialog(desk)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def kept(tmp_path, text):
    path = tmp_path / "export.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_it_says_what_stays_in_the_file_before_anything_is_read(dialog):
    assert "Passwords and notes stay in the file." in words(dialog)
    assert nameless(dialog) == []


def test_a_chosen_export_is_taken_in_and_told_in_sentences(dialog, desk, tmp_path, monkeypatch):
    path = kept(tmp_path, exports.SIMPLELOGIN.replace("Tea House", "Moving Lantern"))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    dialog.only.click()
    press(dialog, "Choose the file...")
    assert "SimpleLogin: 3 addresses. New to inboxguard: 3." in words(dialog)
    assert "Known to have gone to 2 organisations: 2 addresses." in words(dialog)
    assert dialog.choose.isHidden()
    (row,) = [row for row in desk.audit.address_rows() if row.address == "kestrel-4f9d2a@alias.example"]
    assert [(one.organisation, one.only) for one in row.given] == [("movinglantern.example", True)]
    press(dialog, "Done")


def test_nothing_chosen_changes_nothing(dialog, desk, monkeypatch):
    before = desk.audit.address_rows()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    press(dialog, "Choose the file...")
    assert desk.audit.address_rows() == before
    assert dialog.choose.isEnabled()


def test_what_cannot_be_read_is_said_in_the_dialog_and_another_file_can_be_chosen(dialog, tmp_path):
    dialog.take_in(kept(tmp_path, exports.BITWARDEN_SEALED))
    assert "This export is encrypted" in words(dialog)
    assert dialog.choose.isEnabled()
    dialog.take_in(kept(tmp_path, exports.CHROME))
    assert "Chrome: 1 address." in words(dialog)
    assert exports.SECRET not in words(dialog)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_no_button_is_cut_and_tab_comes_round(desk, qtbot, qapp, scale):
    style.apply(qapp, "light", scale)
    made = ImportAddressesDialog(desk)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    assert cut(made) == []
    assert len(tab_stops(made, qtbot)) >= 2
