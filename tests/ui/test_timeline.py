"""The timeline of a sender or a request."""

from datetime import UTC, datetime
from typing import Any

from PySide6.QtWidgets import QLabel

from inboxguard.audit.views import Moment
from inboxguard.ui import marks
from inboxguard.ui.timeline import _MARKS, Timeline, entry
from tests.ui import accessibility

NOW = datetime(2026, 11, 24, 8, 40, tzinfo=UTC)


def words(timeline: Timeline) -> list[str]:
    return [label.text() for label in timeline.findChildren(QLabel)]


def test_a_moment_becomes_date_sentence_and_second_line() -> None:
    one = entry(Moment(datetime(2026, 6, 3, 12, tzinfo=UTC), "first_marketing", "me@post.example"), NOW.date())
    assert (one.when, one.title, one.detail) == ("3 Jun 2026", "First marketing mail", "to me@post.example")
    assert "2026" in one.tip


def test_today_is_called_today() -> None:
    assert entry(Moment(NOW, "sent"), NOW.date()).when == "today"
    assert entry(Moment(None, "sent"), NOW.date()).when == "no date"


def test_it_shows_the_moments_in_their_order(qtbot: Any) -> None:
    timeline = Timeline("Timeline")
    qtbot.addWidget(timeline)
    moments = [Moment(NOW, "drafted", "to x@y.example"), Moment(NOW, "sent"), Moment(NOW, "overdue")]
    timeline.set_moments(moments, NOW.date())
    shown = [text for text in words(timeline) if text != "today"]
    assert shown == ["Drafted", "to x@y.example", "You sent it", "The time ended without an answer"]
    assert not timeline.grab().isNull()
    accessibility.check(timeline)


def test_new_moments_take_the_place_of_the_old(qtbot: Any) -> None:
    timeline = Timeline("Timeline")
    qtbot.addWidget(timeline)
    timeline.set_moments([Moment(NOW, "drafted")], NOW.date())
    timeline.set_moments([Moment(NOW, "closed")], NOW.date())
    qtbot.wait(1)
    assert words(timeline) == ["today", "You closed it"]


def test_hostile_details_stay_text(qtbot: Any) -> None:
    timeline = Timeline("Timeline")
    qtbot.addWidget(timeline)
    timeline.set_moments([Moment(NOW, "last_marketing", "<b>\u202egnp.exe</b>")], NOW.date())
    assert "“<b>⟨U+202E⟩gnp.exe</b>”" in words(timeline)
    accessibility.check(timeline)


def test_every_mark_of_a_timeline_exists() -> None:
    assert {shape for shape, _ in _MARKS.values()} <= set(marks.SHAPES)
