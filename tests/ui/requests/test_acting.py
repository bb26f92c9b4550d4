"""Each act of the page does what it says, with real clicks over the sample."""

from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QFileDialog

from inboxguard.ui import phrases
from inboxguard.ui.letter import LetterDialog
from inboxguard.ui.requests.acts import Act
from inboxguard.ui.requests.answering import AnswerDialog
from inboxguard.ui.requests.complaining import ComplainDialog
from inboxguard.ui.requests.page import RequestsPage
from inboxguard.ui.requests.proposing import ProposalsDialog
from inboxguard.ui.requests.reminding import RemindDialog
from inboxguard.ui.requests.telling import Telling
from inboxguard.ui.requests.writing import WritingDialog
from tests.audit.letters import arrives
from tests.ui.sharing.sample import opened, press, words

DESK = {"X_Auto_Response_Suppress": "All"}


@pytest.fixture
def page(filled, late, qtbot):
    made = opened(RequestsPage, filled, qtbot)
    made.table.choose(late.row.id)
    return made


def answer(page, folder, text, day=20):
    """Let an answer arrive that is read."""
    row = page._opened.row
    at = datetime(2026, 11, day, 9, tzinfo=UTC)
    to = page._opened.from_alias
    sender = f"Them <privacy@{row.organisation}>"
    arrives(page.desk.audit, folder, at, f"Re: {row.reference}", sender, to, text, **DESK)
    page.refresh(page.desk.audit)


def test_a_reminder_is_written_seen_and_chosen_and_counts_once_it_was_sent(page, late, qtbot):
    press(page.detail, "Remind...")
    dialog = page.findChild(RemindDialog)
    qtbot.waitUntil(dialog.keep.isEnabled)
    press(dialog, "Keep this letter...")
    page.findChild(LetterDialog).close()
    reminder = page._opened
    assert (reminder.row.kind, reminder.follows) == ("reminder", late.row.id)
    assert "Letters of this case" in words(page.detail)
    press(page.detail, "I sent it...")
    press(page.findChild(Telling), "Write it down")
    assert page.desk.audit.request(late.row.id).row.state == "reminded"
    press(page.detail, f"Where from {late.row.reference}")
    assert page._opened.row.id == late.row.id
    assert "Your reminder gave them until" in words(page.detail)
    assert f"with your letter {reminder.row.reference}" in words(page.detail)


def test_a_reminder_sent_elsewhere_is_written_down(page, late, qtbot):
    press(page.detail, "Remind...")
    press(page.findChild(RemindDialog), "I reminded them already...")
    press(page.findChild(Telling), "Write it down")
    assert page.desk.audit.request(late.row.id).row.state == "reminded"


def test_a_complaint_is_written_and_its_letter_shown(page, late, qtbot):
    press(page.detail, "Complain...")
    dialog = page.findChild(ComplainDialog)
    qtbot.waitUntil(dialog.keep.isEnabled)
    press(dialog, "Keep this letter...")
    letter = page.findChild(LetterDialog)
    assert letter.windowTitle() == "Complaint about Sofa & Sparrow"
    letter.close()
    assert page._opened.row.kind == "complaint"


def test_an_answer_to_where_from_is_filed_with_whom_it_names(page, late, tmp_path):
    answer(page, tmp_path / "mail", "We obtained your address from Moving Lantern.\n")
    assert "It seems: They answered in full" in words(page.detail)
    press(page.detail, "Yes, write it down")
    dialog = page.findChild(AnswerDialog)
    assert "“We obtained your address from Moving Lantern.”" in words(dialog)
    assert not dialog.take.isEnabled(), "nobody is named unless the person says so"
    press(dialog.candidates, "Moving Lantern")
    press(dialog, "File it")
    assert page.desk.audit.request(late.row.id).row.state == "answered"
    assert "“Re: " in words(page.detail), "the timeline names the mail"


def test_what_another_mail_says_is_written_down_with_one_press(page, late, tmp_path):
    answer(page, tmp_path / "mail", "Please send us a copy of your passport.\n")
    press(page.detail, "They answered...")
    press(page.findChild(ProposalsDialog), "Yes, write it down")
    assert page.desk.audit.request(late.row.id).row.state == "identity_check"
    assert "They ask who you are" in words(page.detail)


def test_what_is_denied_is_gone_for_good(page, late, tmp_path):
    answer(page, tmp_path / "mail", "Please send us a copy of your passport.\n")
    press(page.detail, "No")
    assert "It seems:" not in words(page.detail)
    assert page.desk.audit.request(late.row.id).row.state == "overdue"
    page.refresh(page.desk.audit)
    assert "It seems:" not in words(page.detail)


def test_a_day_goes_to_a_calendar_and_names_nobody(page, monkeypatch, tmp_path):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "day.ics"), ""))
    press(page.detail, "Add to calendar...")
    content = (tmp_path / "day.ics").read_text()
    assert content.count("BEGIN:VEVENT") == 1
    assert "Sparrow" not in content
    assert "Its title names nobody." in words(page.detail)


def test_a_day_that_cannot_be_saved_is_said_in_place(page, monkeypatch, tmp_path):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "no" / "day.ics"), ""))
    press(page.detail, "Add to calendar...")
    assert "could not be written" in words(page.detail)


def test_a_letter_that_came_back_is_written_anew(page, late):
    page.desk.audit.mark(late.row.id, "bounced")
    page.refresh(page.desk.audit)
    press(page, "Waiting 2")
    page.table.choose(late.row.id)
    press(page.detail, "Write anew...")
    dialog = page.findChild(WritingDialog)
    assert dialog is not None
    dialog.close()


def test_the_letter_again_and_the_end(page, late):
    press(page.detail, "The letter again...")
    page.findChild(LetterDialog).close()
    press(page.detail, "Close")
    assert page.desk.audit.request(late.row.id).row.state == "closed"


def test_without_a_request_nothing_happens(page):
    page.acts.about(None)
    for act in Act:
        page.acts.do(act)
    assert page.acts.menu(page.mapToGlobal(page.rect().center())) is None
    assert phrases.request_kind("reminder") == "Reminder"
