"""The request pane says where it stands and offers only acts that can follow."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from inboxguard.audit.replying import ReplyRow
from inboxguard.audit.views import Line, Moment
from inboxguard.facts.message import MessageKey
from inboxguard.requests.replies import Nature, Sign
from inboxguard.ui.requests.detail import RequestPane
from tests.ui.requests.ledger import TODAY, detail, row
from tests.ui.sharing.sample import nameless, press, words


@pytest.fixture
def pane(qtbot):
    made = RequestPane()
    qtbot.addWidget(made)
    made.resize(380, 900)
    made.show()
    return made


def test_a_draft_can_be_sent_by_the_person_and_put_in_drafts(pane, qtbot):
    pane.show_request(detail(row(state="drafted", days=None), ("sent", "withdrawn")), "Anna Vale", TODAY)
    for act, signal in (
        ("Put in Drafts...", pane.letter_wanted),
        ("Copy", pane.copy_wanted),
    ):
        with qtbot.waitSignal(signal):
            press(pane, act)
    with qtbot.waitSignal(pane.told_wanted) as said:
        press(pane, "I sent it...")
    assert said.args == ["sent"]
    with qtbot.waitSignal(pane.close_wanted) as said:
        press(pane, "Withdraw")
    assert said.args == ["withdrawn"]
    assert "They answered..." not in words(pane)


def test_overdue_says_so_and_offers_reminder_and_complaint(pane, qtbot):
    allowed = ("answered_full", "refused", "reminded", "complained", "closed")
    pane.show_request(detail(row(state="overdue", days=-10), allowed), "Anna Vale", TODAY)
    said = words(pane)
    assert "Overdue since 14 Nov 2026" in said
    assert "The time ended without an answer" in said
    assert "You can remind them" in said
    told = []
    pane.told_wanted.connect(told.append)
    press(pane, "I reminded them...")
    press(pane, "I complained...")
    assert told == ["reminded", "complained"]
    with qtbot.waitSignal(pane.answer_wanted) as answered:
        press(pane, "They answered...")
    assert answered.args == [["answered_full", "refused"]]


def test_waiting_names_the_day_and_threatens_nobody(pane):
    pane.show_request(detail(row(), ("answered_full", "closed")), "Anna Vale", TODAY)
    said = words(pane)
    assert "They have until 3 Dec 2026 to answer." in said
    assert "Overdue" not in said
    assert "I reminded" not in said
    assert "I complained" not in said


def test_a_day_that_is_not_certain_says_so(pane):
    pane.show_request(detail(replace(row(state="overdue", days=-10), due_is_verified=False), ()), "", TODAY)
    assert "not certain" in words(pane)


def test_a_day_that_the_ledger_tells_is_not_told_twice(pane):
    at = detail(row(), ()).timeline[0].at
    pane.show_request(detail(row(), (), timeline=(Moment(at, "due"),)), "", TODAY)
    assert words(pane).count("They have until this day to answer") == 1


def test_what_they_know_names_the_name_only_where_it_is_in_the_letter(pane):
    pane.show_request(detail(row(), ()), "Anna Vale", TODAY)
    assert "The address concerned and your name." in words(pane)
    pane.show_request(detail(row(), ()), "Somebody Else", TODAY)
    assert "The address concerned." in words(pane)
    pane.show_request(detail(row(), ()), "", TODAY)
    assert "your name" not in words(pane)


def test_a_guessed_address_is_called_a_guess(pane):
    pane.show_request(detail(row(), (), to_is_guess=True), "", TODAY)
    assert "The address is a guess" in words(pane)
    pane.show_request(detail(row(), (), to="", to_is_guess=True), "", TODAY)
    assert "The address is a guess" not in words(pane)
    assert "no address is known" in words(pane)


def test_the_letter_is_there_as_plain_text(pane):
    pane.show_request(detail(row(), (), body="<b>x</b>\nline two \u202e"), "", TODAY)
    assert "<b>x</b>\nline two" in words(pane)
    assert "\u202e" not in words(pane)
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in pane.findChildren(QLabel))


def test_a_letter_that_names_who_is_set_aside_is_shown_on_asking_only(pane):
    pane.show_request(detail(row(), (), body="Dear Sofa, about Tiny Toes", names_set_aside=True), "", TODAY)
    assert "Tiny Toes" not in words(pane)
    next(one for one in pane.findChildren(QPushButton) if one.text() == "Show the letter").click()
    assert "about Tiny Toes" in words(pane)


def test_every_control_has_a_name_and_what_was_done_is_said(pane):
    pane.show_request(detail(row(), ("answered_full", "closed")), "", TODAY)
    pane.say("Copied.")
    assert "Copied." in words(pane)
    assert nameless(pane) == []


def came(number, subject, nature, sign=Sign.REFERENCE, *, aside=False):
    at = datetime(2026, 11, number, 9, tzinfo=UTC)
    line = Line(MessageKey(str(number)), at, None if aside else subject, None if aside else "Sofa", aside)
    return ReplyRow("1", line, "" if aside else "help@x.example", f"<{number}@x>", sign, nature, opened=False)


def test_mail_that_seems_to_answer_is_proposed_firm_signs_before_weak_ones(pane):
    pane.show_request(detail(row(), ("answered_full",)), "", TODAY)
    weak = came(20, "Something", Nature.ANSWER, Sign.SENDER)
    pane.show_replies([came(18, "Receipt", Nature.RECEIPT), came(19, "Your letter", Nature.ANSWER), weak], TODAY)
    said = words(pane)
    assert "Perhaps they answered" in said
    assert "Your letter, from help@x.example, 5 days ago." in said
    assert "Something" not in said
    pane.show_replies([weak], TODAY)
    assert "It may be about something else." in words(pane)


def test_a_receipt_and_a_bounce_are_called_what_they_are_and_who_is_set_aside_is_not_named(pane):
    pane.show_request(detail(row(), ("answered_full",)), "", TODAY)
    pane.show_replies([came(19, "Received", Nature.RECEIPT)], TODAY)
    assert "A machine confirmed your letter" in words(pane)
    pane.show_replies([came(19, "Undelivered", Nature.BOUNCE)], TODAY)
    assert "did not arrive" in words(pane)
    before = len(pane.findChildren(QLabel))
    pane.show_replies([came(19, "Hidden", Nature.ANSWER, aside=True)], TODAY)
    assert "Hidden" not in words(pane)
    assert len(pane.findChildren(QLabel)) <= before


def test_a_letter_to_one_that_is_set_aside_is_shown_on_asking_only(pane):
    pane.show_request(detail(row(name=""), ("closed",)), "Anna Vale", TODAY)
    said = words(pane)
    assert "Set-aside sender" in said
    assert pane.accessibleName() == "Set-aside sender"
    letter = detail(row(), ()).body.splitlines()[0]
    assert letter not in said
    assert detail(row(), ()).to not in said
    press(pane, "Show the letter")
    said = words(pane)
    assert letter in said
    assert "Set-aside sender" in said
    assert not nameless(pane)
    pane.show_request(detail(row(name=""), ("closed",)), "Anna Vale", TODAY)
    assert letter not in words(pane)
