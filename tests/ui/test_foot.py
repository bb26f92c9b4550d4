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
    assert foot.what.text() == "Listing mail, 62\N{NO-BREAK SPACE}%"
    assert foot.amount.text() == "62 of 100 mails"
    assert foot.left.text() == "about 3 minutes left for this step"
    assert foot.bar.value() * 100 == foot.bar.maximum() * 62
    foot.step(Step("opening", 25_000, 100_000, 240.0))
    assert foot.what.text() == "Reading mail, 25\N{NO-BREAK SPACE}%"
    assert foot.amount.text() == f"{figures.number(25_000)} of {figures.number(100_000)} mails"
    assert foot.left.text() == "about 4 minutes left"
    foot.step(Step("waiting", seconds_left=20.0))
    assert (foot.what.text(), foot.left.text()) == ("The server asked for a pause", "goes on in 20 seconds")
    assert not foot.amount.isVisible()
    assert foot.bar.maximum() == 0
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


@pytest.mark.parametrize(("left", "words"), [(1, "one mail is left"), (41_200, "41,200 mails are left")])
def test_mail_that_is_left_is_read_next_time(foot: Foot, left: int, words: str) -> None:
    first, second = foot.rest_words(left)
    assert first == "Not all mail is read yet"
    assert second.startswith(words.replace("41,200", figures.number(41_200)))
    assert "next time" in second


def test_a_late_step_does_not_wake_it(foot: Foot) -> None:
    foot.rest("Up to date", "")
    foot.step(Step("reading", 1, 2))
    assert foot.what.text() == "Up to date"


def test_icons_only_leaves_bar_and_stop(foot: Foot) -> None:
    foot.set_icons_only(True)
    foot.begin("Reading mail")
    foot.step(Step("opening", 1, 4, 240.0))
    assert " ".join(foot.bar.toolTip().split()) == "Reading mail, 25 %. 1 of 4 mails. about 4 minutes left"
    assert not foot.amount.isVisible()
    assert not foot.what.isVisible()
    assert foot.bar.isVisible()
    assert foot.stop_button.isVisible()


def test_it_says_when_the_mailbox_was_read(foot: Foot) -> None:
    assert foot.read_words(None, NOW) == "Not read yet"
    assert foot.read_words(NOW, NOW) == f"Read today, {figures.clock(NOW)}"
