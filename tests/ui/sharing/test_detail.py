"""The trail pane says what may be said, with its ground and its reservation, and asks by signals."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from inboxguard.audit.trail_views import Card, RivalRow, TrailDetail
from inboxguard.audit.views import Line
from inboxguard.facts.message import MessageKey
from inboxguard.trace.trail import Level, Relation
from inboxguard.ui.sharing.detail import TrailPane
from tests.ui.sharing.rows import trail_row
from tests.ui.sharing.sample import nameless, press, words

AT = datetime(2026, 6, 3, 12, tzinfo=UTC)
TRAIL = TrailDetail(
    row=trail_row("sofa.example", name="Sofa & Sparrow"),
    sentence="The evidence points to Lantern's copy of your address (90 %). It does not show how it reached Sofa.",
    level_number=3,
    cards=(Card("This address was given to Lantern only", "To: me+lantern", Line(MessageKey("m1"), AT, "Hello", "S")),),
    rivals=(RivalRow("Both belong to one group", 0.052), RivalRow("You gave it to them", 0.004)),
    limits=("The address could be guessed.",),
    absent=("a statement by either of them",),
    searched=41280,
    since=datetime(2014, 3, 1, tzinfo=UTC),
    coverage=0.97,
    may_ask_recipient=True,
    may_ask_source=True,
)


def show(pane, trail, requests=()):
    pane.show_trail(trail, requests, date(2026, 11, 24))


@pytest.fixture
def pane(qtbot):
    made = TrailPane(lambda key: None)
    qtbot.addWidget(made)
    made.resize(420, 800)
    show(made, TRAIL)
    made.show()
    return made


def test_sentence_level_way_evidence_rivals_and_reservation_are_there(pane):
    said = words(pane)
    for part in (
        TRAIL.sentence,
        "Strong",
        "third of four levels",
        "Way: likely passed on",
        "not proven",
        "This address was given to Lantern only",
        "Both belong to one group",
        "The address could be guessed.",
        "since March 2014",
        "Not found: a statement by either of them.",
        "This is not proof of wrongdoing.",
    ):
        assert part in said


def test_shares_are_rounded_to_five_per_cent(pane):
    assert "5 %" in words(pane)
    assert "under 5 %" in words(pane)
    assert "0 %" not in words(pane).replace("90 %", "")


def test_the_reservation_stands_once(pane):
    sentence = TRAIL.sentence + " This is not proof of wrongdoing."
    show(pane, replace(TRAIL, sentence=sentence))
    assert words(pane).count("This is not proof of wrongdoing.") == 1


def test_documented_is_said_without_not_proven(pane):
    row = replace(TRAIL.row, level=Level.DOCUMENTED, level_words="Documented", relation_words="passed on")
    show(pane, replace(TRAIL, row=row, level_number=4))
    assert "not proven" not in words(pane)
    assert "highest of four levels" in words(pane)


def test_a_way_that_is_not_known_is_not_called_likely(pane):
    show(pane, replace(TRAIL, row=replace(TRAIL.row, relation=Relation.UNKNOWN, relation_words="way not known")))
    assert "The way is not known" in words(pane)
    assert "likely" not in words(pane)


def test_letters_are_offered_only_where_they_may_be_written(pane, qtbot):
    asked = []
    pane.letter_wanted.connect(lambda kind, organisation: asked.append((kind, organisation)))
    press(pane, "Draft letter...", 0)
    press(pane, "Draft letter...", 1)
    assert asked == [("where_from", "sofa.example"), ("to_whom", "lantern.example")]
    show(pane, replace(TRAIL, may_ask_recipient=False, may_ask_source=False))
    assert "Draft letter..." not in words(pane)
    assert "What would settle it" not in words(pane)


def test_a_mailbox_with_gaps_says_so(pane):
    assert "Mail is missing" not in words(pane)
    show(pane, replace(TRAIL, coverage=0.5))
    assert "Mail is missing for some of that time." in words(pane)


def test_pinned_acts_speak_of_this_recipient(pane, qtbot):
    with qtbot.waitSignal(pane.mine) as said:
        press(pane, "I signed up there myself")
    assert said.args == ["sofa.example"]
    with qtbot.waitSignal(pane.only_wanted) as said:
        press(pane, "This address I gave only to...")
    assert said.args == [TRAIL]


def test_a_masked_recipient_is_named_only_when_asked(pane, qtbot):
    assert "Show name" not in words(pane)
    show(pane, replace(TRAIL, row=replace(TRAIL.row, name=None), cards=()))
    assert "Set-aside sender" in words(pane)
    assert "Sofa & Sparrow" not in words(pane)
    with qtbot.waitSignal(pane.name_wanted) as said:
        press(pane, "Show name")
    assert said.args == ["sofa.example"]


def test_so_is_a_masked_source(pane, qtbot):
    show(pane, replace(TRAIL, row=replace(TRAIL.row, source_name="a set-aside sender", source_masked=True)))
    with qtbot.waitSignal(pane.name_wanted) as said:
        press(pane, "Show name")
    assert said.args == ["sofa.example"]


def test_hostile_words_stay_plain_text(pane):
    hostile = "<a href='http://evil.example'>click</a> \u202e"
    show(pane, replace(TRAIL, sentence=hostile, rivals=(RivalRow(hostile, 0.3),)))
    assert "<a href=" in words(pane)
    assert "\u202e" not in words(pane)
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in pane.findChildren(QLabel))


def test_every_control_has_a_name(pane):
    assert nameless(pane) == []
