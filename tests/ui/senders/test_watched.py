"""What followed after an opt-out is told mail by mail, with one next step."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from inboxguard.audit.audit import Audit
from inboxguard.audit.leaving import Left
from inboxguard.audit.watches import WatchedMail, WatchView
from inboxguard.requests.hits import Because
from inboxguard.requests.next_step import Act, Step
from inboxguard.senders.sender import SenderId
from inboxguard.ui import marks
from inboxguard.ui.fold import Fold
from inboxguard.ui.senders.watched import Watched
from inboxguard.ui.senders.watched_words import watched_words
from tests.ui import accessibility
from tests.ui.senders.records import AT, mail

STEPS = {
    "watching": Step(Act.WAIT, "Mail may still come until 3 April 2026."),
    "honoured": Step(Act.NOTHING, "No more marketing mail came."),
    "not_honoured": Step(Act.OBJECT, "Mail came on 4 May 2026. A letter can be drafted."),
}


def view(state: str = "not_honoured", mails: tuple[WatchedMail, ...] = (), **more: Any) -> WatchView:
    told: dict[str, Any] = {
        "requested": AT, "method": "one_click", "state": state, "address": "me@post.example", "lists": (),
        "honour_by": date(2026, 4, 3), "rule": None, "earliest": date(2026, 4, 3), "parallel": (), "quiet_until": None,
        "grade": None, "failed": False, "mails_after": len(mails), "mails": mails, "line": None, "step": STEPS[state],
        "read_until": datetime(2026, 11, 20, tzinfo=UTC),
    }  # fmt: skip
    return WatchView(**(told | more))


def shown(qtbot: Any, *views: WatchView, lefts: tuple[Left, ...] = (), done: list[Any] | None = None) -> Watched:
    acts = done if done is not None else []
    made = Watched(views, lefts, acts.append, lambda act, follows: acts.append((act, follows)))
    qtbot.addWidget(made)
    made.resize(360, 400)
    made.show()
    accessibility.check(made)
    return made


def said(made: Watched) -> str:
    return "\n".join(label.text() for label in made.findChildren(QLabel))


def buttons(made: Watched) -> list[str]:
    return [one.text() for one in made.findChildren(QPushButton) if one.property("kind") is None]


@pytest.mark.parametrize(
    ("state", "word"),
    [("watching", "Too early to say"), ("honoured", "Honoured: they stopped"), ("not_honoured", "Not honoured")],
)
def test_each_state_has_its_word_and_dates(qtbot: Any, state: str, word: str) -> None:
    made = shown(qtbot, view(state))
    text = said(made)
    assert word in text
    assert "You asked them to stop on 4 Mar 2026, with one click, for me@post.example." in text
    assert "3 Apr 2026" in text
    assert STEPS[state].sentence in text
    assert "Your mail was read up to 20 Nov 2026." in text


@pytest.mark.parametrize("state", ["watching", "honoured"])
def test_who_has_time_or_stopped_is_asked_nothing(qtbot: Any, state: str) -> None:
    assert buttons(shown(qtbot, view(state))) == []


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (Act.OBJECT, "Object by letter..."),
        (Act.REMIND, "Remind..."),
        (Act.COMPLAIN, "Complain..."),
        (Act.SEND, "Open the letter..."),
    ],
)
def test_the_next_step_is_one_act(qtbot: Any, act: Act, words: str) -> None:
    done: list[Any] = []
    made = shown(qtbot, view(step=Step(act, "Then.", follows="r7")), view("watching"), done=done)
    assert buttons(made) == [words]
    next(one for one in made.findChildren(QPushButton) if one.text() == words).click()
    assert done == [(act.value, "r7")]


def test_each_mail_says_why_it_counts_or_not(qtbot: Any) -> None:
    mails = tuple(WatchedMail(mail(one.value), one, False) for one in Because)
    made = shown(qtbot, view(mails=mails))
    made.findChildren(Fold)[0].toggle()
    text = said(made)
    assert text.count("Counts: ") == 1
    assert text.count("Does not count: ") == 8
    assert text.count("Normal: ") == 2
    accessibility.check(made)


@pytest.mark.parametrize("because", list(Because))
def test_only_what_counts_is_amber(because: Because) -> None:
    shape, tone = watched_words.mail_mark(WatchedMail(mail(), because, False))
    assert shape in marks.SHAPES
    assert (tone == "amber") == (because is Because.COUNTS)


def test_a_set_aside_mail_shows_nothing_of_itself(qtbot: Any) -> None:
    made = shown(qtbot, view(mails=(WatchedMail(mail(aside=True), Because.COUNTS, False),)))
    made.findChildren(Fold)[0].toggle()
    assert "Set-aside message" in said(made)
    assert "Lamps" not in said(made)


def test_what_no_server_took_is_told_and_nothing_is_watched(qtbot: Any) -> None:
    left = Left(SenderId("a.example"), "A", "unknown", "No answer came.", AT)
    made = shown(qtbot, lefts=(left, replace(left, state="accepted", words="Yes."), replace(left, state="not_asked")))
    assert said(made).count("A request went out on 4 Mar 2026. No answer came.") == 1
    assert "Yes." not in said(made)


def test_old_opt_outs_lie_behind_a_link(qtbot: Any) -> None:
    made = shown(qtbot, *[view("honoured") for _ in range(5)])
    assert said(made).count("Honoured: they stopped") == 3


def test_the_sample_has_one_that_went_on(qtbot: Any, sample_audit: Audit) -> None:
    made = shown(qtbot, *sample_audit.watches_of("ninthcorner.example"))
    assert "Not honoured" in said(made)
    assert buttons(made) == ["Object by letter..."]
