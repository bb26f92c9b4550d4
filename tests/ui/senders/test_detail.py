"""The right pane of Senders."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from inboxguard.audit.audit import Audit
from inboxguard.audit.views import Line
from inboxguard.facts.message import MessageKey
from inboxguard.ui.senders.detail import NAMES_SHOWN, SenderPane
from tests.ui import accessibility

TODAY = date(2026, 11, 24)


@pytest.fixture
def pane(qtbot: Any) -> SenderPane:
    made = SenderPane()
    qtbot.addWidget(made)
    made.resize(380, 700)
    made.show()
    return made


def texts(widget: Any) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def button(pane: SenderPane, words: str) -> QPushButton:
    return next(one for one in pane.findChildren(QPushButton) if one.text() == words)


def test_an_unasked_sender_is_shown_with_what_was_searched_and_whose_copy_it_has(
    pane: SenderPane, sample_audit: Audit
) -> None:
    detail = sample_audit.sender("curtaincrow.example")
    pane.show_sender(detail, TODAY)
    said = texts(pane)
    assert f"was found in {detail.searched} mails" in said
    assert "Moving Lantern, documented" in said
    assert detail.recipients[0] in said
    accessibility.check(pane)


def test_an_ignored_opt_out_is_said_with_triangle_and_word(pane: SenderPane, sample_audit: Audit) -> None:
    pane.show_sender(sample_audit.sender("ninthcorner.example"), TODAY)
    assert "Opt-out ignored" in texts(pane)
    assert "You asked them to stop" in texts(pane)


def test_a_confirmed_sender_shows_the_mail_that_shows_it(pane: SenderPane, sample_audit: Audit) -> None:
    detail = sample_audit.sender("movinglantern.example")
    pane.show_sender(detail, TODAY)
    assert "You signed up and confirmed it." in texts(pane)
    assert "Shown by" in texts(pane)
    assert "Opt-out ignored" not in texts(pane)


def test_the_acts_say_whom_they_concern(pane: SenderPane, sample_audit: Audit, qtbot: Any) -> None:
    pane.show_sender(sample_audit.sender("curtaincrow.example"), TODAY)
    for words, signal, args in (
        ("Ask where from...", pane.draft, ["where_from", "curtaincrow.example"]),
        ("Delete my data...", pane.draft, ["erasure", "curtaincrow.example"]),
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
    aside = Line(MessageKey("k"), datetime(2026, 11, 1, tzinfo=UTC), None, None, aside=True)
    pane.show_sender(replace(detail, last_lines=(aside,), consent_lines=(aside,)), TODAY)
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
    with qtbot.waitSignal(pane.set_aside) as pressed:
        button(pane, "Set these aside").click()
    assert pressed.args == [ids]
    accessibility.check(pane)


def test_nobody_chosen_leaves_no_acts(pane: SenderPane, sample_audit: Audit, qtbot: Any) -> None:
    pane.show_sender(sample_audit.sender("curtaincrow.example"), TODAY)
    pane.show_none("Choose a sender.")
    qtbot.wait(1)
    assert texts(pane) == "Choose a sender."
    assert not pane.findChildren(QPushButton)
