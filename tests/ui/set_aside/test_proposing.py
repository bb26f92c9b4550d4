"""A sender that is proposed: one at a time, without its name until the person looks."""

import pytest

from inboxguard.audit.shelf_views import Proposal
from inboxguard.senders.sender import SenderId
from inboxguard.ui.set_aside.proposing import Proposing
from tests.ui import accessibility
from tests.ui.sharing.sample import words

TWO = (
    Proposal(SenderId("tinsel.example"), "Tinsel & <b>Co</b>", "a", theme="gardens"),
    Proposal(SenderId("lantern.example"), "Lantern", "b", ("news.lantern.example",)),
)
SHELVES = {"a": "Shelf A", "b": "Later"}


@pytest.fixture
def card(qtbot):
    made = Proposing()
    qtbot.addWidget(made)
    made.show_proposals(TWO, SHELVES)
    made.show()
    return made


def test_neither_name_nor_subject_nor_number_is_shown_at_first(card):
    assert "One sender writes about the same thing as Shelf A." in words(card)
    for hidden in ("Tinsel", "tinsel", "gardens", "Lantern", "2"):
        assert hidden not in words(card)


def test_looking_shows_this_one_name_and_masking_takes_it_away(card):
    card.look.click()
    assert "Tinsel & <b>Co</b> (tinsel.example). All of its marketing is meant." in words(card)
    assert "Lantern" not in words(card)
    assert card.cover()
    assert "Tinsel" not in words(card)
    assert not card.cover()


def test_not_now_brings_the_next_one_masked_again(card, qtbot):
    card.look.click()
    with qtbot.waitSignal(card.declined) as said:
        card.later.click()
    assert said.args == ["tinsel.example"]
    assert "One sender writes about the same thing as Later." in words(card)
    card.look.click()
    assert "Some of its lists are meant" in words(card)


def test_setting_aside_names_whom(card, qtbot):
    with qtbot.waitSignal(card.accepted) as said:
        card.take.click()
    assert said.args == ["tinsel.example"]


def test_the_card_is_gone_with_the_last_one(card):
    card.later.click()
    card.later.click()
    assert card.isHidden()
    assert card.proposal is None
    card.take.click()
    card.later.click()


def test_the_same_one_asked_for_again_stays_looked_at(card):
    card.look.click()
    card.show_proposals(TWO, SHELVES)
    assert "Tinsel" in words(card)
    card.show_proposals(TWO[1:], SHELVES)
    assert "Lantern" not in words(card)
    accessibility.check(card)
