"""Senders behind masked rows: what would happen is told without a name and without a number."""

import pytest
from PySide6.QtWidgets import QFileDialog

from inboxguard.audit.batches import Outcome, Planned
from inboxguard.audit.shelf_letters import ActPlan, ShelfAct
from inboxguard.senders.sender import SenderId
from inboxguard.ui import style
from inboxguard.ui.set_aside.behind import Behind
from tests.servers.high_street import domain, place
from tests.servers.https import status
from tests.ui import accessibility
from tests.ui.sharing.sample import cut, press, words

OBJECT, LESS, LEAVE = ShelfAct.OBJECTION, ShelfAct.ASK_FOR_LESS, ShelfAct.UNSUBSCRIBE
NAMED = (Planned(SenderId("lantern.example"), "Lantern & Co", Outcome.DRAFT),)


@pytest.fixture
def keys(aside_desk):
    return tuple(row.key for row in aside_desk.audit.shelf())


def opened(aside_desk, act, keys, host):
    dialog = Behind(aside_desk, act, keys, host)
    dialog.show()
    return dialog


def names(desk, keys):
    ids = desk.audit.behind(keys).organisations
    assert ids
    return {row.name for row in desk.audit.sender_rows(ids)} | set(ids)


@pytest.mark.parametrize("act", list(ShelfAct))
def test_neither_name_nor_subject_nor_number_is_shown(aside_desk, keys, host, act):
    dialog = opened(aside_desk, act, keys, host)
    said = words(dialog)
    assert not any(name in said for name in names(aside_desk, keys))
    assert not any(row.label in said for row in aside_desk.audit.themes() if row.marked)
    assert not any(sign.isdigit() for sign in said)
    assert dialog.words.text()
    accessibility.check(dialog)
    dialog.close()


def test_looking_lists_whom_a_letter_goes_to(aside_desk, keys, host):
    dialog = opened(aside_desk, OBJECT, keys, host)
    press(dialog, "Look")
    said = words(dialog)
    assert all(row.name in said for row in aside_desk.audit.sender_rows(aside_desk.audit.behind(keys).organisations))
    dialog.close()


def test_looking_at_ways_out_asks_for_the_window_that_lists_them(aside_desk, keys, host, qtbot):
    dialog = opened(aside_desk, LEAVE, keys, host)
    with qtbot.waitSignal(dialog.look) as said:
        press(dialog, "Look")
    assert said.args == [aside_desk.audit.behind(keys).organisations]


@pytest.mark.parametrize("act", [OBJECT, LESS])
def test_drafts_are_saved_where_the_person_says(aside_desk, keys, host, tmp_path, monkeypatch, act):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    dialog = opened(aside_desk, act, keys, host)
    press(dialog, "Save as files...")
    assert 0 < len(list(tmp_path.glob("*.eml"))) <= len(aside_desk.audit.behind(keys).organisations)
    said = words(dialog)
    assert "Nothing was sent" in said or "Some drafts are made" in said
    assert not any(name in said for name in names(aside_desk, keys))
    assert not dialog.files.isEnabled()
    dialog.close()


def test_where_no_draft_is_to_be_made_no_files_are_offered(aside_desk, keys, host):
    """Of these senders some offer one click or a page, and the one that takes mail was asked already."""
    dialog = opened(aside_desk, LEAVE, keys, host)
    assert not dialog.files.isVisible()
    dialog.close()


def test_ones_own_words_stand_in_each_letter(aside_desk, keys, host, tmp_path, monkeypatch, qtbot):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    dialog = opened(aside_desk, LESS, keys, host)
    assert "names the subject of the shelf" in words(dialog)
    dialog.less.setText("Kites and lanterns")
    qtbot.waitUntil(lambda: "names the subject of the shelf" not in words(dialog))
    press(dialog, "Save as files...")
    written = list(tmp_path.glob("*.eml"))
    assert written
    assert all(b"Kites and lanterns" in path.read_bytes() for path in written)
    dialog.close()


def test_only_for_less_is_one_asked_of_what(aside_desk, keys, host):
    for act in (OBJECT, LEAVE):
        dialog = opened(aside_desk, act, keys, host)
        assert not dialog.less.isVisible()
        dialog.close()
    dialog = opened(aside_desk, LESS, keys, host)
    assert dialog.less.isVisible()
    dialog.close()


def test_no_folder_chosen_means_nothing_made(aside_desk, keys, host, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    dialog = opened(aside_desk, OBJECT, keys, host)
    press(dialog, "Save as files...")
    assert not aside_desk.audit.requests()
    dialog.close()


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        (ActPlan(LEAVE, 1, named=NAMED), "They can be left by a mail"),
        (ActPlan(LEAVE, 0, links=1, named=NAMED), "They offer only a page"),
        (ActPlan(LEAVE, 0, one_click=1, named=NAMED), "They offer one-click: one request each"),
        (ActPlan(LEAVE, 0, one_click=1, named=NAMED), "your yes to each of them"),
        (ActPlan(LEAVE, 0, one_click=1, links=1, named=NAMED), "Some offer one-click"),
        (ActPlan(LEAVE, 0, named=NAMED), "You asked them to stop already"),
        (ActPlan(LEAVE, 0, refused=("No way.",), named=NAMED), "No safe way is known"),
        (ActPlan(LEAVE, 1, one_click=1, refused=("No way.",), named=NAMED), "Some can be left by a mail"),
        (ActPlan(OBJECT, 1, named=NAMED), "Each sender gets one letter."),
        (ActPlan(OBJECT, 1, refused=("This was asked already.",), named=NAMED), "This was asked already."),
        (ActPlan(LESS, 1, names_subject=True, named=NAMED), "whoever reads it learns that you chose it"),
        (ActPlan(LESS, 0, refused=("?",), wants_words=True, named=NAMED), "please say it in your own words"),
        (ActPlan(OBJECT, 1, later=3, named=NAMED), "do this again for the rest"),
        (ActPlan(OBJECT, 0), "No sender is known"),
    ],
)
def test_each_plan_is_told_in_words(aside_desk, keys, host, plan, said):
    dialog = opened(aside_desk, plan.act, keys, host)
    dialog._found(plan)
    assert said in words(dialog)
    assert dialog.files.isEnabled() is bool(plan.drafts)
    dialog.close()


def test_what_fails_is_said_in_the_window(aside_desk, keys, host, monkeypatch, tmp_path):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "missing"))
    dialog = opened(aside_desk, OBJECT, keys, host)
    press(dialog, "Save as files...")
    assert "No draft could be made" in words(dialog) or "drafts are made" in words(dialog)
    dialog.close()


@pytest.fixture
def behind_shops(street_audit):
    """One mail of each of eight shops that offer one-click, as if it lay on a shelf."""
    return tuple(street_audit.mail_ids(domain(number))[0] for number in range(8))


def test_one_yes_asks_all_behind_and_names_nobody(street_desk, street, behind_shops, host):
    dialog = opened(street_desk, LEAVE, behind_shops, host)
    assert street.asked == {}
    press(dialog, "Send the requests")
    assert street.asked == {place(number): 1 for number in range(8)}
    said = words(dialog)
    assert "The requests were taken." in said
    assert "hop 0" not in said
    assert not any(sign.isdigit() for sign in said)
    assert not dialog.send.isEnabled()
    dialog.close()


def test_what_was_not_taken_is_told_without_names(street_desk, street, behind_shops, host):
    street.https.pages[place(0)] = status(404)
    dialog = opened(street_desk, LEAVE, behind_shops, host)
    press(dialog, "Send the requests")
    said = words(dialog)
    assert "Some requests were taken, others were not." in said
    assert "hop 0" not in said
    accessibility.check(dialog)
    dialog.close()


def test_without_a_yes_nobody_is_asked(street_desk, street, behind_shops, host):
    dialog = opened(street_desk, LEAVE, behind_shops, host)
    dialog.close()
    assert street.asked == {}


def test_who_was_asked_before_is_left_alone(street_desk, street_audit, street, behind_shops, host):
    street_audit.one_click([domain(number) for number in range(8)])
    dialog = opened(street_desk, LEAVE, behind_shops, host)
    assert "You asked them to stop already." in words(dialog)
    assert dialog.send.isHidden()
    assert max(street.asked.values()) == 1
    dialog.close()


def test_without_a_sender_nothing_can_be_done(aside_desk, host):
    dialog = opened(aside_desk, OBJECT, ("gone",), host)
    assert "No sender is known" in words(dialog)
    assert not dialog.files.isEnabled()
    assert not dialog.looking.isEnabled()
    dialog.close()


def test_at_200_percent_no_button_is_cut(aside_desk, keys, host, qapp):
    style.apply(qapp, "light", 2.0)
    dialog = opened(aside_desk, LEAVE, keys, host)
    dialog.drafts.show()
    assert cut(dialog) == []
    dialog.close()
