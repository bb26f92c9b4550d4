"""The foot of the sidebar."""

from datetime import UTC, datetime
from typing import Any

import pytest

from inboxguard.audit.progress import Step
from inboxguard.ui import figures
from inboxguard.ui.foot import Foot
from tests.ui import accessibility

NOW = datetime(2026, 11, 24, 8, 40, tzinfo=UTC)


@pytest.fixture
def foot(qtbot: Any) -> Foot:
    made = Foot()
    qtbot.addWidget(made)
    made.show()
    return made


def test_work_is_named_measured_and_can_be_stopped(foot: Foot, qtbot: Any) -> None:
    foot.begin("Reading mail")
    assert foot.bar.isVisible()
    foot.step(Step("reading", 62, 100, 180.0))
    assert (foot.what.text(), foot.bar.value(), foot.left.text()) == ("Reading mail, 62 %", 62, "about 3 min left")
    with qtbot.waitSignal(foot.stop):
        foot.stop_button.click()
    foot.stopping()
    assert not foot.stop_button.isEnabled()
    accessibility.check(foot)


def test_at_rest_it_is_two_quiet_lines(foot: Foot, qtbot: Any) -> None:
    foot.begin("Reading mail")
    foot.rest("Up to date", "Read today, 08:40", can_read=True)
    assert not foot.bar.isVisible()
    assert not foot.stop_button.isVisible()
    with qtbot.waitSignal(foot.read):
        foot.read_button.click()


def test_a_late_step_does_not_wake_it(foot: Foot) -> None:
    foot.rest("Up to date", "")
    foot.step(Step("reading", 1, 2))
    assert foot.what.text() == "Up to date"


def test_icons_only_leaves_bar_and_stop(foot: Foot) -> None:
    foot.set_icons_only(True)
    foot.begin("Reading mail")
    assert not foot.what.isVisible()
    assert foot.bar.isVisible()
    assert foot.stop_button.isVisible()


def test_it_says_when_the_mailbox_was_read(foot: Foot) -> None:
    assert foot.read_words(None, NOW) == "Not read yet"
    assert foot.read_words(NOW, NOW) == f"Read today, {figures.clock(NOW)}"
