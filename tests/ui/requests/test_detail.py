"""The request pane says where it stands and offers only acts that can follow."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from inboxguard.audit.replying import ReplyRow
from inboxguard.audit.views import Line, Moment
from inboxguard.facts.message import MessageKey
from inboxguard.requests import regimes
from inboxguard.requests.proposals import Cue
from inboxguard.requests.replies import Nature, Sign
from inboxguard.ui import figures
from inboxguard.ui.requests.acts import Act
from inboxguard.ui.requests.beside import Beside
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


def test_a_draft_can_be_sent_by_the_person_and_put_somewhere(pane, qtbot):
    pane.show_request(detail(row(state="drafted", days=None), ("sent", "withdrawn")), "Anna Vale", TODAY)
    for words_of_it, act in (
        ("I sent it...", Act.SENT),
        ("Put in Drafts...", Act.LETTER),
        ("Copy", Act.COPY),
        ("Withdraw", Act.WITHDRAW),
    ):
        with qtbot.waitSignal(pane.wanted) as said:
            press(pane, words_of_it)
        assert said.args == [act]
    assert "They answered..." not in words(pane)
    assert "Remind..." not in words(pane)


def test_overdue_says_so_and_offers_reminder_and_complaint(pane):
    allowed = ("answered_full", "refused", "reminded", "complained", "closed")
    pane.show_request(detail(row(state="overdue", days=-10), allowed), "Anna Vale", TODAY)
    said = words(pane)
    assert "Overdue since 14 Nov 2026" in said
    assert "They had one month. With a margin for delivery that was 14 Nov 2026." in said
    assert "The month ended without an answer" in said
    told = []
    pane.wanted.connect(told.append)
    for act in ("Remind...", "They answered...", "Complain...", "Add to calendar...", "The letter again...", "Close"):
        press(pane, act)
    assert told == [Act.REMIND, Act.ANSWERED, Act.COMPLAIN, Act.CALENDAR, Act.LETTER, Act.CLOSE]


def test_next_to_a_deadline_stands_on_what_day_the_law_was_looked_up_and_where_to_look_again(pane):
    pane.show_request(detail(row(state="overdue", days=-10), ("reminded",)), "", TODAY)
    said = words(pane)
    assert f"looked up on {figures.full(regimes.snapshot())}" in said
    assert "not legal advice" in said
    assert "Look it up again (eur-lex.europa.eu)" in said
    pane.show_request(detail(row(state="answered", days=None), ()), "", TODAY)
    assert "looked up on" not in words(pane)


def test_waiting_names_the_day_and_threatens_nobody(pane):
    pane.show_request(detail(row(), ("answered_full", "closed")), "Anna Vale", TODAY)
    said = words(pane)
    assert "They have until 3 Dec 2026 to answer." in said
    assert "Overdue" not in said
    assert "without an answer" not in said


def test_a_day_that_is_not_certain_says_so(pane):
    about = "The time was not seen in a source; please check it first."
    late = replace(row(state="overdue", days=-10), due_is_verified=False)
    pane.show_request(detail(late, (), about=about, may_complain=False), "", TODAY)
    assert "Overdue since about 14 Nov 2026" in words(pane)
    assert about in words(pane)
    waits = replace(row(), due_is_verified=False)
    pane.show_request(detail(waits, ("answered_full",), about=about), "", TODAY)
    assert "They have until about 3 Dec 2026 to answer." in words(pane)


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
    found = (came(18, "Receipt", Nature.RECEIPT), came(19, "Your letter", Nature.ANSWER), weak)
    pane.show_beside(Beside(found))
    said = words(pane)
    assert "Perhaps they answered" in said
    assert "Your letter, from help@x.example, 5 days ago." in said
    assert "Something" not in said
    pane.show_beside(Beside((weak,)))
    assert "It may be about something else." in words(pane)


def test_a_receipt_and_a_bounce_are_called_what_they_are_and_who_is_set_aside_is_not_named(pane):
    pane.show_request(detail(row(), ("answered_full",)), "", TODAY)
    pane.show_beside(Beside((came(19, "Received", Nature.RECEIPT),)))
    assert "A machine confirmed your letter" in words(pane)
    pane.show_beside(Beside((came(19, "Undelivered", Nature.BOUNCE),)))
    assert "did not arrive" in words(pane)
    before = len(pane.findChildren(QLabel))
    pane.show_beside(Beside((came(19, "Hidden", Nature.ANSWER, aside=True),)))
    assert "Hidden" not in words(pane)
    assert len(pane.findChildren(QLabel)) <= before


def test_what_a_mail_seems_to_say_is_taken_up_or_denied_with_one_press(pane, qtbot):
    pane.show_request(detail(row(), ("answered_full", "refused")), "", TODAY)
    one = replace(
        came(20, "Your request", Nature.ANSWER),
        proposed="refused",
        cue=Cue.WORDS,
        quote="We cannot do that.",
        theirs=False,
    )
    pane.show_beside(Beside((one,), (one,)))
    said = words(pane)
    assert "It seems: They refused" in said
    assert "“We cannot do that.”" in said
    assert "Your request, from help@x.example, 4 days ago." in said
    assert "another address than theirs" in said
    assert "Perhaps they answered" not in said
    assert nameless(pane) == []
    with qtbot.waitSignal(pane.accepted) as yes:
        press(pane, "Yes, write it down")
    assert yes.args == [one]
    with qtbot.waitSignal(pane.denied) as no:
        press(pane, "No")
    assert no.args == [one]


def test_the_timeline_names_the_mail_that_an_event_was_taken_from_and_counts_mail_since(pane):
    at = datetime(2026, 11, 12, 9, tzinfo=UTC)
    moments = (
        Moment(datetime(2026, 10, 10, 9, tzinfo=UTC), "sent", "Found in Sent by the Message-ID of the draft."),
        Moment(at, "acknowledged", "<20@x>"),
    )
    pane.show_request(detail(row(state="overdue", days=-4), ("reminded",), timeline=moments), "", TODAY)
    assert "Found in Sent by the Message-ID of the draft." in words(pane)
    assert "<20@x>" not in words(pane)
    assert "as their mail says" in words(pane)
    pane.show_beside(Beside((came(20, "We have your letter", Nature.ANSWER),), (), (6, False)))
    said = words(pane)
    assert "“We have your letter”" in said
    assert "6 mails arrived from them since you wrote" in said
    assert "Perhaps they answered" not in said, "what the ledger tells of is not proposed again"


def test_letters_of_the_case_lead_to_each_other(pane, qtbot):
    reminder = replace(row(2, "sent", None), kind="reminder", follows="1")
    pane.show_request(detail(row(state="reminded"), ("answered_full",)), "", TODAY, [reminder])
    assert "Letters of this case" in words(pane)
    with qtbot.waitSignal(pane.other) as said:
        press(pane, "Reminder 2026-K7Q2M42")
    assert said.args == ["2"]


def test_where_the_draft_lies_is_said(pane):
    lies = "The draft lies in Drafts. Nothing was sent."
    pane.show_request(detail(row(state="drafted", days=None), ("sent",)), "", TODAY, lies=lies)
    assert lies in words(pane)


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
