"""Rare words to be ticked."""

import pytest

from inboxguard.audit.shelf_views import RareWord
from inboxguard.ui.ticking import Ticking
from tests.ui import accessibility
from tests.ui.sharing.sample import words

WORDS = (RareWord("wick & wax", 2), RareWord("<b>lantern</b>", 3))


@pytest.fixture
def ticking(qtbot):
    made = Ticking()
    qtbot.addWidget(made)
    made.show()
    return made


def test_nothing_is_ticked_beforehand_and_no_number_is_shown(ticking):
    ticking.show_words(WORDS)
    assert ticking.ticked == ()
    assert not any(sign.isdigit() for sign in words(ticking))


def test_what_is_ticked_is_the_word_itself(ticking, qtbot):
    ticking.show_words(WORDS)
    with qtbot.waitSignal(ticking.changed):
        ticking.boxes["wick & wax"].click()
    assert ticking.ticked == ("wick & wax",)
    accessibility.check(ticking)


def test_a_mail_without_rare_words_says_so(ticking):
    ticking.show_words(WORDS)
    ticking.show_words(())
    assert "no words that set it apart" in words(ticking)
    assert ticking.ticked == ()
