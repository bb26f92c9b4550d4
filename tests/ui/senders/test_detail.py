"""The right pane of Senders."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from inboxguard.audit.audit import Audit
from inboxguard.audit.batches import Act
from inboxguard.audit.correcting import CorrectionRow
from inboxguard.audit.sender_views import MailRow, SenderDetail
from inboxguard.audit.views import Line
from inboxguard.facts.message import MessageKey
from inboxguard.senders.attribution import Kind
from inboxguard.senders.corrections import What
from inboxguard.ui.fold import Fold
from inboxguard.ui.page import Desk
from inboxguard.ui.senders.asked import Asked
from inboxguard.ui.senders.detail import NAMES_SHOWN, Opened, SenderPane
from tests.ui import accessibility

TODAY = date(2026, 11, 24)


@pytest.fixture
def pane(qtbot: Any, sample_desk: Desk) -> SenderPane:
    made = SenderPane(Asked(sample_desk))
    qtbot.addWidget(made)
    made.resize(380, 700)
    made.show()
    return made


def show(pane: SenderPane, detail: SenderDetail, **more: Any) -> None:
    pane.show_sender(Opened(detail, **more), TODAY)


def texts(widget: Any) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def button(pane: SenderPane, words: str) -> QPushButton:
    return next(one for one in pane.findChildren(QPushButton) if one.text() == words)


def test_an_unasked_sender_is_shown_with_what_was_searched_and_whose_copy_it_has(
    pane: SenderPane, sample_audit: Audit
) -> None:
    detail = sample_audit.sender("curtaincrow.example")
    show(pane, detail)
    said = texts(pane)
    assert f"was found in {detail.searched.mails} mails" in said
    assert "Moving Lantern, documented" in said
    assert detail.recipients[0] in said
    accessibility.check(pane)


def test_an_ignored_opt_out_is_said_with_triangle_and_word(pane: SenderPane, sample_audit: Audit) -> None:
    show(pane, sample_audit.sender("ninthcorner.example"))
    assert "Opt-out ignored" in texts(pane)
    assert "You asked them to stop" in texts(pane)


def test_a_confirmed_sender_shows_the_mail_that_shows_it(pane: SenderPane, sample_audit: Audit) -> None:
    detail = sample_audit.sender("movinglantern.example")
    show(pane, detail)
    assert "You signed up and confirmed it." in texts(pane)
    assert "Shown by" in texts(pane)
    assert "Opt-out ignored" not in texts(pane)


def test_the_acts_say_whom_they_concern(pane: SenderPane, sample_audit: Audit, qtbot: Any) -> None:
    show(pane, sample_audit.sender("curtaincrow.example"))
    for words, signal, args in (
        ("Ask where from...", pane.draft, ["where_from", "curtaincrow.example"]),
        ("Delete my data...", pane.draft, ["erasure", "curtaincrow.example"]),
        ("Ask for less...", pane.draft, ["ask_for_less", "curtaincrow.example"]),
        ("Set aside", pane.set_aside, [("curtaincrow.example",)]),
        ("Keep", pane.keep, [("curtaincrow.example",)]),
    ):
        with qtbot.waitSignal(signal) as pressed:
            button(pane, words).click()
        assert pressed.args == args
    with qtbot.waitSignal(pane.unsubscribe):
        button(pane, "Unsubscribe...").click()


def test_a_mail_that_is_set_aside_shows_nothing_of_itself(pane: SenderPane, sample_audit: Audit) -> None:
    detail = sample_audit.sender("curtaincrow.example")
    at = datetime(2026, 11, 1, tzinfo=UTC)
    mail, line = MailRow(MessageKey("k"), at, None, None), Line(MessageKey("k"), at, None, None, aside=True)
    show(pane, replace(detail, last_mails=(mail,), consent_lines=(line,)))
    assert "Set-aside message" in texts(pane)


def test_several_senders_are_listed_before_anything_happens_to_them(
    pane: SenderPane, sample_audit: Audit, qtbot: Any
) -> None:
    ids = sample_audit.sender_ids()
    rows = sample_audit.sender_rows(ids[:NAMES_SHOWN])
    pane.show_several(rows, ids)
    assert f"{len(ids)} senders chosen" in texts(pane)
    assert all(row.name in texts(pane) for row in rows)
    assert f"and {len(ids) - NAMES_SHOWN} more" in texts(pane)
    for words, act in (
        ("Set these aside...", Act.SET_ASIDE),
        ("Unsubscribe...", Act.UNSUBSCRIBE),
        ("Keep these...", Act.KEEP),
        ("Not marketing...", Act.NOT_MARKETING),
        ("Marketing...", Act.MARKETING),
    ):
        with qtbot.waitSignal(pane.batch) as pressed:
            button(pane, words).click()
        assert pressed.args == [act, ids]
    with qtbot.waitSignal(pane.merge) as pressed:
        button(pane, "Merge...").click()
    assert pressed.args == [ids]
    accessibility.check(pane)


def test_thousands_cannot_be_merged(pane: SenderPane, sample_audit: Audit) -> None:
    ids = sample_audit.sender_ids()
    pane.show_several(sample_audit.sender_rows(ids[:1]), ids * 300)
    assert not button(pane, "Merge...").isEnabled()


def test_the_reasons_are_shown_when_asked_for(pane: SenderPane, sample_audit: Audit) -> None:
    show(pane, sample_audit.sender("sofasparrow.example"))
    assert "9 of 9 mails are marketing." in texts(pane)
    reasons = [reason.words for reason in sample_audit.why("sofasparrow.example").reasons]
    assert reasons
    assert not any(words in texts(pane) for words in reasons)
    button(pane, "Why is this marketing?").click()
    assert all(words in texts(pane) for words in reasons)
    accessibility.check(pane)


def test_who_sends_no_marketing_is_not_asked_why(pane: SenderPane, sample_audit: Audit, qtbot: Any) -> None:
    (only, *_) = (one for one in sample_audit.sender_ids() if not sample_audit.why(one).marketing)
    show(pane, sample_audit.sender(only))
    assert "Why is this marketing?" not in [fold.link.text() for fold in pane.findChildren(Fold)]
    assert "This is not marketing" not in [one.text() for one in pane.findChildren(QPushButton)]
    with qtbot.waitSignal(pane.call) as pressed:
        button(pane, "This is marketing").click()
    assert pressed.args == [(only,), "marketing"]


def test_who_looks_like_the_same_is_a_question_with_two_answers(
    pane: SenderPane, sample_audit: Audit, qtbot: Any
) -> None:
    one, other = sample_audit.sender("sofasparrow.example"), sample_audit.sender("curtaincrow.example").row
    show(pane, one)
    assert "looks like the same" not in texts(pane)
    show(pane, one, same=(other,))
    assert "This looks like the same sender as Curtain & Crow (curtaincrow.example)." in texts(pane)
    with qtbot.waitSignal(pane.merge) as pressed:
        button(pane, "Merge...").click()
    assert pressed.args == [("sofasparrow.example", "curtaincrow.example")]
    with qtbot.waitSignal(pane.apart) as pressed:
        button(pane, "They are different").click()
    assert pressed.args == ["sofasparrow.example", "curtaincrow.example"]


def test_every_correction_can_be_taken_back_by_itself(pane: SenderPane, sample_audit: Audit, qtbot: Any) -> None:
    at = datetime(2026, 11, 1, tzinfo=UTC)
    rows = (
        CorrectionRow(4, What.RENAME, "Sofas", at, ("sofasparrow.example",)),
        CorrectionRow(9, What.SENDERS, "not_marketing", at, ("sofasparrow.example",)),
    )
    show(pane, sample_audit.sender("sofasparrow.example"), corrections=rows)
    assert texts(pane).index("that it is not marketing") < texts(pane).index("that it is called Sofas")
    back = [one for one in pane.findChildren(QPushButton) if one.text() == "Take it back"]
    for pressed, correction in zip(back, (9, 4), strict=True):
        with qtbot.waitSignal(pane.undo) as undone:
            pressed.click()
        assert undone.args == [correction]


def test_a_mail_opens_and_is_contradicted_from_here(pane: SenderPane, sample_audit: Audit, qtbot: Any) -> None:
    detail = sample_audit.sender("sofasparrow.example")
    show(pane, detail)
    newest = detail.last_mails[0]
    with qtbot.waitSignal(pane.mail) as opened:
        next(one for one in pane.findChildren(QPushButton) if newest.subject in one.toolTip()).click()
    assert opened.args == [newest.key]
    assert newest.kind is Kind.MARKETING
    with qtbot.waitSignal(pane.all_mails) as every:
        button(pane, "All mails...").click()
    assert every.args == ["sofasparrow.example"]


def test_nobody_chosen_leaves_no_acts(pane: SenderPane, sample_audit: Audit, qtbot: Any) -> None:
    show(pane, sample_audit.sender("curtaincrow.example"))
    pane.show_none("Choose a sender.")
    qtbot.wait(1)
    assert texts(pane) == "Choose a sender."
    assert not pane.findChildren(QPushButton)
