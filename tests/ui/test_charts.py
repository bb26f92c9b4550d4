"""The picture of the months, for eyes and for ears."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QColor, QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip

from inboxguard.audit.views import MonthBar
from inboxguard.ui import charts, style

MONTHS = tuple(MonthBar(date(2026, month, 1), month, 2, 12 - month) for month in range(1, 13))


@pytest.fixture
def chart(qtbot: Any) -> charts.MonthChart:
    made = charts.MonthChart()
    qtbot.addWidget(made)
    made.resize(600, 240)
    made.set_months(MONTHS)
    made.show()
    return made


@given(st.integers(0, 10_000_000))
def test_the_scale_ends_above_the_highest_bar_and_not_far_above(highest: int) -> None:
    top = charts.round_top(highest)
    assert top >= highest
    assert top % 2 == 0
    assert top <= max(2, highest * 2.5)


def test_it_is_painted_in_the_colours_of_the_kinds(chart: charts.MonthChart) -> None:
    image = chart.grab().toImage()
    seen = {QColor(image.pixel(x, y)).name() for x in range(image.width()) for y in range(image.height())}
    assert {style.colour(name).name() for name in ("kind_asked", "kind_purchase", "kind_none")} <= seen


def test_the_same_figures_can_be_heard(chart: charts.MonthChart) -> None:
    said = chart.accessibleDescription()
    assert "January 2026: You signed up: 1, You bought there: 2, No sign-up found: 11" in said
    assert said.count(";") == 11


@pytest.mark.qt_log_ignore("does not support raise")
def test_a_month_tells_its_figures_under_the_pointer(chart: charts.MonthChart) -> None:
    where = QPoint(300, 100)
    assert QApplication.sendEvent(chart, QHelpEvent(QEvent.Type.ToolTip, where, chart.mapToGlobal(where)))
    assert QToolTip.text() == "June 2026: You signed up: 6, You bought there: 2, No sign-up found: 6"
    aside = QPoint(2, 2)
    assert QApplication.sendEvent(chart, QHelpEvent(QEvent.Type.ToolTip, aside, chart.mapToGlobal(aside)))


@pytest.mark.parametrize("months", [(), (MonthBar(date(2026, 1, 1), 0, 0, 0),), MONTHS[:1]])
def test_little_or_nothing_paints_without_trouble(chart: charts.MonthChart, months: tuple[MonthBar, ...]) -> None:
    chart.set_months(months)
    assert not chart.grab().isNull()
    chart.resize(40, 60)
    assert not chart.grab().isNull()


def test_months_that_have_no_room_lose_words_not_bars(qapp: QApplication, chart: charts.MonthChart) -> None:
    style.apply(qapp, "light", 2.0)
    assert not chart.grab().isNull()
    assert chart.sizeHint().height() >= chart.minimumSizeHint().height()


def test_a_legend_shows_swatch_and_word(qtbot: Any) -> None:
    item = charts.legend_item("kind_purchase", "kind_purchase_edge", "You bought there")
    qtbot.addWidget(item)
    swatch = item.findChild(charts.Swatch)
    assert swatch.grab().toImage().pixelColor(5, 5) == style.colour("kind_purchase")
