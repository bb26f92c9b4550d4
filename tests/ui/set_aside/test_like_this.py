"""From a sender to a mail and to its words."""

import pytest

from inboxguard.audit.shelf_views import RareWord
from inboxguard.audit.views import SenderRow
from inboxguard.facts.message import MessageKey
from inboxguard.senders.sender import Basis, SenderId
from inboxguard.ui.set_aside.like_this import LikeThis
from tests.ui import accessibility
from tests.ui.sharing.sample import press, words

WORDS = (RareWord("wick & wax", 2), RareWord("<b>lantern</b>", 3))
LANTERN = SenderRow(SenderId("lantern.example"), "Lantern", 3, (0,) * 12, (False,) * 12, None, Basis.NONE_FOUND, None)


@pytest.fixture
def asked():
    return []


@pytest.fixture
def dialog(qtbot, asked):
    def ask(key, then):
        asked.append((key, then))

    made = LikeThis(
        lambda typed: [LANTERN] if "lant" in typed else [],
        lambda sender: [(MessageKey("k1"), "4 Mar 2026", "Wicks & wax"), (MessageKey("k2"), "3 Mar 2026", "Lamps")],
        ask,
    )
    qtbot.addWidget(made)
    made.show()
    return made


def test_from_a_sender_to_a_mail_to_its_words(dialog, asked):
    dialog.senders.put("lantern.example", "Lantern")
    assert not dialog.take.isEnabled()
    press(dialog, "4 Mar 2026: Wicks && wax")
    assert [key for key, _ in asked] == ["k1"]
    assert "Looking for words" in words(dialog)
    asked[0][1](WORDS)
    dialog.ticking.boxes["<b>lantern</b>"].click()
    assert dialog.take.isEnabled()
    assert dialog.words == ("<b>lantern</b>",)
    accessibility.check(dialog)


def test_an_answer_about_another_mail_comes_too_late(dialog, asked):
    dialog.senders.put("lantern.example", "Lantern")
    dialog.choose(MessageKey("k1"))
    dialog.choose(MessageKey("k2"))
    asked[0][1](WORDS)
    assert dialog.ticking.boxes == {}
    asked[1][1](WORDS[:1])
    assert list(dialog.ticking.boxes) == ["wick & wax"]


def test_without_the_sender_its_mails_are_gone(dialog):
    dialog.senders.put("lantern.example", "Lantern")
    dialog.senders.lines.take("lantern.example")
    assert "Wicks" not in words(dialog)
