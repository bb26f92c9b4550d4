"""Whom an answer speaks of is offered with its sentence, and taken over only when it is pressed."""

import pytest

from inboxguard.requests.answer_names import Candidate
from inboxguard.senders.sender import SenderId
from inboxguard.ui.requests.candidates import SHOWN, Candidates
from tests.ui.sharing.sample import nameless, press, words


@pytest.fixture
def made(qtbot):
    widget = Candidates()
    qtbot.addWidget(widget)
    return widget


def one(number=1, name="Lamp & Lantern", quote="We had it from Lamp & Lantern."):
    return Candidate(SenderId(f"lantern{number}.example"), name, quote)


def test_each_is_offered_with_its_sentence_and_handed_on(made, qtbot):
    made.offer([one()])
    made.show()
    assert "“We had it from Lamp & Lantern.”" in words(made)
    assert nameless(made) == []
    with qtbot.waitSignal(made.taken) as said:
        press(made, "Lamp && Lantern")
    assert said.args == ["lantern1.example", "Lamp & Lantern"]


def test_nobody_is_offered_where_nobody_is_named(made):
    made.offer(())
    assert made.isHidden()
    assert words(made) == ""


def test_a_long_list_is_cut_and_says_so(made):
    made.offer([one(at, f"Shop {at}") for at in range(SHOWN + 1)])
    assert f"Shop {SHOWN - 1}" in words(made)
    assert f"Shop {SHOWN}" not in words(made)
    assert "It speaks of more" in words(made)


def test_what_strangers_wrote_is_shown_plainly(made):
    made.offer([one(name="Ev\u202eil", quote="<b>\u200b</b>")])
    said = words(made)
    assert "Ev⟨U+202E⟩il" in said
    assert "<b>⟨U+200B⟩</b>" in said
