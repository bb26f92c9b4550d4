"""Chips tell their figures, hide where they list nothing, and never add what is too weak by themselves."""

from dataclasses import replace

import pytest

from inboxguard.trace.trail import Level
from inboxguard.ui.sharing.filtering import Show
from inboxguard.ui.sharing.strip import Strip
from tests.ui.sharing.rows import MOVE, trail_row
from tests.ui.sharing.sample import nameless

WEAK = trail_row("weak.example", level=Level.POSSIBLE)


@pytest.fixture
def strip(qtbot):
    made = Strip()
    qtbot.addWidget(made)
    made.fill((*MOVE, WEAK))
    made.show()
    return made


def test_chips_say_how_many_and_hide_without_any(strip):
    said = {show: chip.text() for show, chip in strip.chips.items() if not chip.isHidden()}
    assert said == {
        Show.ALL: "All 6",
        Show.PASSED_ON: "Likely passed on 2",
        Show.FAMILY: "Group, service, host 3",
        Show.UNKNOWN: "Way unknown 1",
    }
    assert nameless(strip) == []


def test_the_switch_is_off_until_it_is_pressed(strip, qtbot):
    assert not strip.weak_too
    with qtbot.waitSignal(strip.changed):
        strip.weak.click()
    strip.fill((*MOVE, WEAK))
    assert strip.chips[Show.ALL].text() == "All 7"


def test_without_weak_rows_there_is_no_switch_and_it_is_off(strip):
    strip.weak.click()
    strip.fill(MOVE)
    assert strip.weak.isHidden()
    assert not strip.weak_too


def test_a_filter_that_is_emptied_gives_way_to_all(strip):
    strip.choose(Show.UNKNOWN)
    strip.fill([row for row in MOVE if row.level is not Level.PROBABLE])
    assert strip.show_now is Show.ALL
    assert strip.chips[Show.ALL].isChecked()


def test_settled_rows_have_a_chip_of_their_own(strip):
    settled = replace(trail_row("mine.example", None, Level.NOT_SHOWN), settled="mine")
    strip.fill((*MOVE, settled))
    assert strip.chips[Show.SETTLED].text() == "Settled by you 1"
    assert strip.chips[Show.ALL].text() == "All 6"


def test_an_empty_mailbox_has_no_strip(strip):
    strip.fill(())
    assert strip.isHidden()
