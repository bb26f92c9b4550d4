"""Whom they named is filed with their letter, the finding changes at once, and nothing is assumed of a mail."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QDate
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget

from inboxguard.senders.sender import SenderId
from inboxguard.ui import style
from inboxguard.ui.requests.answering import AnswerDialog, answer_dialog
from tests.audit.letters import arrives
from tests.ui import accessibility
from tests.ui.sharing.sample import cut, press, words

SOFA, LANTERN, CURTAIN = "sofasparrow.example", "movinglantern.example", "curtaincrow.example"
CAME = datetime(2026, 11, 20, 9, tzinfo=UTC)


@pytest.fixture
def host(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1084, 820)
    made.show()
    return made


@pytest.fixture
def letter(tmp_path):
    file = tmp_path / "answer.pdf"
    file.write_bytes(b"%PDF-1.7 we had it from Moving Lantern")
    return file


@pytest.fixture
def asked(desk):
    """A where-from letter that was sent."""
    request = desk.audit.draft("where_from", SOFA).row.id
    desk.audit.mark(request, "sent", datetime(2026, 11, 24, 9, tzinfo=UTC))
    return request


def trail(desk, recipient=SOFA):
    (row,) = [one for one in desk.audit.json_trails()["trails"] if one["recipient"]["organisation"] == recipient]
    return row["source"] and row["source"]["organisation"], row["level"]


def test_a_named_source_documents_the_trail(desk, host, letter, qtbot):
    dialog = answer_dialog(desk, host, SOFA, "where_from")
    assert "From whom did Sofa & Sparrow have your address?" in words(dialog)
    assert not dialog.take.isEnabled()
    assert "Say whom they named." in words(dialog)
    dialog.naming.choose(SenderId(LANTERN), "Moving Lantern")
    assert "Choose the letter" in words(dialog)
    dialog.take_file(letter)
    assert "answer.pdf" in words(dialog)
    assert "at once" in words(dialog)
    accessibility.check(dialog)
    with qtbot.waitSignal(dialog.accepted):
        press(dialog, "File it")
    assert trail(desk) == (LANTERN, "documented")
    (row,) = desk.audit.answers_filed()
    assert (row.document.name, row.request) == ("answer.pdf", None)


def test_nobody_refutes_it_and_the_day_is_that_of_the_letter(desk, host, letter):
    dialog = answer_dialog(desk, host, SOFA, "where_from")
    press(dialog, "They name nobody")
    assert not dialog.naming.isVisible()
    dialog.take_file(letter)
    dialog.day.setDate(QDate(2026, 11, 20))
    press(dialog, "File it")
    assert trail(desk) == (None, "not_shown")
    assert desk.audit.answers_filed()[0].at.date().isoformat() == "2026-11-20"


def test_a_source_may_name_several_recipients_or_none(desk, host, letter):
    dialog = answer_dialog(desk, host, LANTERN, "to_whom")
    assert "To whom did Moving Lantern give your address?" in words(dialog)
    for one in (SOFA, CURTAIN, "else.example"):
        dialog.naming.choose(SenderId(one), one)
    dialog.take_file(letter)
    press(dialog, "File it")
    dialog = answer_dialog(desk, host, LANTERN, "to_whom")
    press(dialog, "They gave it to nobody")
    dialog.take_file(letter)
    press(dialog, "File it")
    assert [row.named for row in desk.audit.answers_filed()] == [(SOFA, CURTAIN, "else.example"), ()]


def test_the_last_letter_of_the_kind_is_answered_by_it(desk, host, letter, asked):
    dialog = answer_dialog(desk, host, SOFA, "where_from")
    press(dialog, "They name nobody")
    dialog.take_file(letter)
    press(dialog, "File it")
    assert desk.audit.request(asked).row.state == "answered"


def test_not_clear_is_written_down_and_files_nothing(desk, host, asked):
    before = trail(desk)
    dialog = answer_dialog(desk, host, SOFA, "where_from", asked)
    press(dialog, "Not clear")
    assert "answered in part" in words(dialog)
    press(dialog, "Write it down")
    assert desk.audit.request(asked).row.state == "partial"
    assert (desk.audit.answers_filed(), trail(desk)) == ((), before)


def test_without_a_letter_there_is_nothing_to_be_unclear_of(desk, host):
    dialog = answer_dialog(desk, host, SOFA, "where_from")
    assert dialog._said_what.button(2).isHidden()
    assert "They said something else..." not in [
        one.text() for one in dialog.findChildren(QWidget) if hasattr(one, "text") and one.isVisible()
    ]


def test_a_mail_that_names_the_letter_is_proposed_and_becomes_the_document(desk, host, tmp_path):
    request = desk.audit.draft("where_from", SOFA).row
    came = arrives(desk.audit, tmp_path, datetime(2026, 11, 24, 9, tzinfo=UTC), f"Re: {request.reference}")
    dialog = answer_dialog(desk, host, SOFA, "where_from", request.id)
    assert f"Their mail, 24 Nov 2026: Re: {request.reference}" in words(dialog)
    assert "It answers your letter." in words(dialog)
    assert "Only its head was read" in words(dialog)
    assert not dialog._day_row.isVisible()
    dialog.naming.choose(SenderId(LANTERN), "Moving Lantern")
    press(dialog, "File it")
    (row,) = desk.audit.answers_filed()
    assert (row.message_id, row.document.media) == (came, "message/rfc822")
    assert trail(desk) == (LANTERN, "documented")


def test_a_mail_that_may_be_about_anything_is_offered_and_not_chosen(desk, host, tmp_path, letter):
    request = desk.audit.draft("where_from", SOFA).row
    desk.audit.mark(request.id, "sent")
    arrives(desk.audit, tmp_path / "post", datetime(2026, 11, 24, 9, 30, tzinfo=UTC), "Your question")
    dialog = answer_dialog(desk, host, SOFA, "where_from", request.id)
    assert "may be about something else" in words(dialog)
    press(dialog, "They name nobody")
    assert not dialog.take.isEnabled()
    dialog._from.button(0).click()
    assert dialog.take.isEnabled()
    dialog.take_file(letter)
    press(dialog, "File it")
    assert desk.audit.answers_filed()[0].message_id is None


def test_what_cannot_be_filed_is_said_and_the_dialog_stays(desk, host, tmp_path, monkeypatch):
    (tmp_path / "empty.pdf").touch()
    chosen = iter([("", ""), (str(tmp_path / "empty.pdf"), "")])
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *args: next(chosen))
    dialog = answer_dialog(desk, host, SOFA, "where_from")
    press(dialog, "They name nobody")
    press(dialog, "Choose file...")
    assert not dialog.take.isEnabled()
    press(dialog, "Choose file...")
    press(dialog, "File it")
    assert dialog.isVisible()
    assert "is empty" in dialog.said.text().replace("\u200b", "")
    assert desk.audit.answers_filed() == ()


def test_something_else_is_asked_elsewhere(desk, host, asked, qtbot):
    dialog = answer_dialog(desk, host, SOFA, "where_from", asked)
    with qtbot.waitSignal(dialog.other_wanted):
        press(dialog, "They said something else...")


def test_who_is_set_aside_is_not_named(desk, host):
    desk.audit.set_aside_sender(SOFA)
    dialog = AnswerDialog(desk, SenderId(SOFA), "where_from", parent=host)
    dialog.show()
    assert "Sofa" not in words(dialog)
    assert all("Sofa" not in label.text() for label in dialog.findChildren(QLabel))


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_nothing_is_cut_in_large_letters(desk, host, asked, qapp, scale):
    style.apply(qapp, "light", scale)
    dialog = answer_dialog(desk, host, SOFA, "where_from", asked)
    assert cut(dialog) == []
    accessibility.check(dialog)
