"""Proposals are told with their ground, accepted or denied one by one, and never assumed."""

from datetime import UTC, date, datetime

import pytest
from PySide6.QtWidgets import QLabel

from inboxguard.audit.replying import ReplyRow
from inboxguard.audit.views import Line
from inboxguard.facts.message import MessageKey
from inboxguard.requests.ledger import EventKind
from inboxguard.requests.proposals import Cue
from inboxguard.requests.replies import Nature, Sign
from inboxguard.ui.requests.proposing import ProposalsDialog, Proposed
from tests.ui import accessibility
from tests.ui.sharing.sample import nameless, press, words

TODAY = date(2026, 11, 24)


def reply(number=1, event=EventKind.REFUSED, cue=Cue.WORDS, quote="We will not.", *, theirs=True):
    line = Line(MessageKey(str(number)), datetime(2026, 11, 20, 9, tzinfo=UTC), f"Re: {number}", "Sofa")
    return ReplyRow(
        "1",
        line,
        "help@x.example",
        f"<{number}@x>",
        Sign.REFERENCE,
        Nature.ANSWER,
        True,
        event,
        cue,
        quote,
        True,
        theirs,
    )


@pytest.mark.parametrize(
    ("one", "ground"),
    [
        (reply(), "“We will not.”"),
        (reply(event=EventKind.BOUNCED, cue=Cue.REPORT, quote=""), "A delivery report says"),
        (reply(event=EventKind.ACKNOWLEDGED, cue=Cue.MACHINE, quote=""), "a machine wrote it"),
        (reply(quote="Click <b>here</b> \u202e"), "“Click <b>here</b> ⟨U+202E⟩”"),
    ],
)
def test_each_says_what_it_stands_on(one, ground, qtbot):
    card = Proposed(one, TODAY)
    qtbot.addWidget(card)
    assert ground in words(card)
    assert "4 days ago" in words(card)
    assert card.findChildren(QLabel)
    accessibility.check(card)


def test_one_is_accepted_and_the_dialog_is_done(qtbot):
    dialog = ProposalsDialog("Sofa & Sparrow", [reply(1), reply(2, EventKind.EXTENDED)], TODAY)
    dialog.show()
    assert "What mails of Sofa & Sparrow seem to say." in words(dialog)
    assert nameless(dialog) == []
    with qtbot.waitSignal(dialog.accepted_one) as said:
        press(dialog, "Yes, write it down")
    assert said.args[0].line.key == "2", "the newest stands first"
    assert not dialog.isVisible()


def test_where_all_are_denied_it_is_asked_what_they_said(qtbot):
    dialog = ProposalsDialog("Sofa", [reply(1), reply(2)], TODAY)
    dialog.show()
    no = []
    dialog.denied_one.connect(lambda one: no.append(one.line.key))
    press(dialog, "No")
    with qtbot.waitSignal(dialog.other_wanted):
        press(dialog, "No", 1)
    assert no == ["2", "1"]


def test_something_else_may_be_said_at_once(qtbot):
    dialog = ProposalsDialog("Sofa", [reply(1)], TODAY)
    dialog.show()
    with qtbot.waitSignal(dialog.other_wanted):
        press(dialog, "They said something else...")
