"""Senders behind masked rows: what would happen is told without a name and without a number."""

import pytest
from PySide6.QtWidgets import QFileDialog

from inboxguard.requests.request import RequestKind
from inboxguard.ui import style
from inboxguard.ui.set_aside.behind import Behind
from inboxguard.ui.set_aside.letters import KINDS
from tests.ui import accessibility
from tests.ui.sharing.sample import cut, press, words

ERASURE = RequestKind.ERASURE


@pytest.fixture
def keys(aside_desk):
    return tuple(row.key for row in aside_desk.audit.shelf())


def opened(aside_desk, kind, keys, host):
    dialog = Behind(aside_desk, kind, keys, host)
    dialog.show()
    return dialog


def names(desk, keys):
    ids = desk.audit.behind(keys).organisations
    assert ids
    return {row.name for row in desk.audit.sender_rows(ids)} | set(ids)


@pytest.mark.parametrize("kind", [None, *KINDS])
def test_neither_name_nor_number_is_shown(aside_desk, keys, host, kind):
    dialog = opened(aside_desk, kind, keys, host)
    said = words(dialog)
    assert not any(name in said for name in names(aside_desk, keys))
    assert not any(sign.isdigit() for sign in said)
    assert dialog.words.text()
    accessibility.check(dialog)


def test_looking_lists_whom_a_letter_goes_to(aside_desk, keys, host):
    dialog = opened(aside_desk, ERASURE, keys, host)
    press(dialog, "Look")
    said = words(dialog)
    assert all(row.name in said for row in aside_desk.audit.sender_rows(aside_desk.audit.behind(keys).organisations))


def test_looking_at_ways_out_asks_for_the_window_that_lists_them(aside_desk, keys, host, qtbot):
    dialog = opened(aside_desk, None, keys, host)
    with qtbot.waitSignal(dialog.look) as said:
        press(dialog, "Look")
    assert said.args == [aside_desk.audit.behind(keys).organisations]


def test_letters_are_saved_where_the_person_says(aside_desk, keys, host, tmp_path, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    dialog = opened(aside_desk, ERASURE, keys, host)
    press(dialog, "Save as files...")
    ids = aside_desk.audit.behind(keys).organisations
    assert 0 < len(list(tmp_path.glob("*.eml"))) <= len(ids)
    said = words(dialog)
    assert "Nothing was sent" in said or "Some drafts are made" in said
    assert not any(name in said for name in names(aside_desk, keys))
    press(dialog, "Look")
    assert "Draft made: letter-1.eml" in words(dialog)


def test_no_folder_chosen_means_nothing_made(aside_desk, keys, host, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    dialog = opened(aside_desk, ERASURE, keys, host)
    press(dialog, "Save as files...")
    assert not aside_desk.audit.requests()


def test_what_fails_is_said_in_the_window(aside_desk, keys, host, monkeypatch, tmp_path):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "missing"))
    dialog = opened(aside_desk, ERASURE, keys, host)
    press(dialog, "Save as files...")
    assert "No draft could be made" in words(dialog) or "drafts are made" in words(dialog)
    dialog.close()


def test_without_a_sender_nothing_can_be_done(aside_desk, host):
    dialog = opened(aside_desk, ERASURE, ("gone",), host)
    assert "No sender is known" in words(dialog)
    assert not dialog.files.isEnabled()
    assert not dialog.looking.isEnabled()


def test_at_200_percent_no_button_is_cut(aside_desk, keys, host, qapp):
    style.apply(qapp, "light", 2.0)
    dialog = opened(aside_desk, None, keys, host)
    dialog.drafts.show()
    assert cut(dialog) == []
    dialog.close()
