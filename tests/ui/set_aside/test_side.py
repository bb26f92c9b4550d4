"""The right column: its cards, and the sentence that says what words cannot do."""

from datetime import date

from inboxguard.audit.shelf_views import Behaviour, Mode, Proposal, QuietDay
from inboxguard.senders.sender import SenderId
from inboxguard.ui import style
from inboxguard.ui.set_aside.side import Side
from tests.ui import accessibility
from tests.ui.sharing.sample import cut, words


def test_it_says_once_what_words_cannot_do(qtbot):
    side = Side()
    qtbot.addWidget(side)
    side.resize(360, 700)
    side.show()
    said = words(side)
    sentence = (
        "This catches mail that names the subject. Mail that only hints is often missed. "
        "You can set aside a whole sender."
    )
    assert said.count(sentence) == 1
    accessibility.check(side)


def test_without_a_proposal_its_card_leaves_no_gap(qtbot):
    side = Side()
    qtbot.addWidget(side)
    side.behaving.show_behaviour(Behaviour(Mode.NORMAL), date(2026, 11, 24))
    side.dates.show_dates((QuietDay(1, 5, 5, None, 7, 7),), ())
    side.resize(360, 900)
    side.show()
    qtbot.waitUntil(lambda: side.dates.y() > 0)
    assert side.proposing.isHidden()
    assert side.dates.y() - (side.behaving.y() + side.behaving.height()) <= 12


def test_at_200_percent_no_button_is_cut(qtbot, qapp):
    style.apply(qapp, "dark", 2.0)
    side = Side()
    qtbot.addWidget(side)
    side.behaving.modes[Mode.REST].click()
    side.proposing.show_proposals((Proposal(SenderId("tinsel.example"), "Tinsel", "a"),), {"a": "Shelf A"})
    side.dates.show_dates((QuietDay(1, 5, 5, None, 7, 7),), ())
    side.resize(style.ch(45), 900)
    side.show()
    assert cut(side) == []
