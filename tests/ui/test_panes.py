"""Cards, scroll areas and the list beside its detail."""

from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from inboxguard.ui import panes, pieces
from tests.ui import accessibility

LONG = "Who mails you, since when, and on what footing. " * 30


def texts(widget: Any) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel)]


def test_a_scroll_area_is_as_wide_as_its_view_and_as_high_as_its_text(qtbot: Any) -> None:
    area = panes.Scroll()
    qtbot.addWidget(area)
    area.body.addWidget(pieces.text(LONG))
    area.resize(300, 200)
    area.show()
    qtbot.waitUntil(lambda: area.page.height() > 200)
    assert area.page.width() == area.viewport().width()
    narrow = area.page.height()
    area.resize(900, 200)
    qtbot.waitUntil(lambda: area.page.height() < narrow)


def test_a_scroll_area_fits_again_when_its_text_grows(qtbot: Any) -> None:
    area = panes.Scroll()
    qtbot.addWidget(area)
    label = pieces.text("short")
    area.body.addWidget(label)
    area.resize(300, 100)
    area.show()
    qtbot.wait(1)
    label.setText(LONG)
    qtbot.waitUntil(lambda: area.page.height() > 100)


def test_facts_are_words_and_values(qtbot: Any) -> None:
    facts = panes.Facts()
    qtbot.addWidget(facts)
    facts.add("Domains", "<i>a.example</i>")
    facts.add("More", pieces.link("Show"))
    assert texts(facts) == ["Domains", "<i>a.example</i>", "More"]
    facts.clear()
    qtbot.wait(1)
    assert texts(facts) == []


@pytest.mark.parametrize("tone", ["red", "amber", "muted"])
def test_a_notice_says_what_and_why(qtbot: Any, tone: Any) -> None:
    notice = panes.Notice(tone, "Overdue", "They had one month.")
    qtbot.addWidget(notice)
    assert notice.accessibleName() == "Overdue They had one month."
    assert texts(notice) == ["Overdue", "They had one month."]
    accessibility.check(notice)


def test_an_empty_pane_offers_the_next_step(qtbot: Any) -> None:
    pressed: list[int] = []
    empty = panes.Empty("Nobody here.", "Show all", lambda: pressed.append(1))
    qtbot.addWidget(empty)
    empty.findChild(QPushButton).click()
    assert pressed == [1]
    assert panes.Empty("Nobody here.").findChild(QPushButton) is None


def test_a_detail_pins_what_can_be_done(qtbot: Any) -> None:
    detail = panes.Detail("Sender")
    qtbot.addWidget(detail)
    detail.content.addWidget(pieces.text("x"))
    button = pieces.primary("Unsubscribe...")
    detail.acts.addWidget(button)
    detail.show()
    assert not button.isVisible()
    detail.pin(True)
    assert button.isVisible()
    detail.clear()
    assert not button.isVisible()
    assert detail.content.count() == detail.acts.count() == 0
    accessibility.check(detail)


@pytest.fixture
def split(qtbot: Any) -> panes.Split:
    made = panes.Split(panes.Card(), panes.Card(), "Back to the list")
    qtbot.addWidget(made)
    made.resize(1000, 400)
    made.show()
    return made


def test_a_wide_window_shows_list_and_detail(split: panes.Split) -> None:
    assert split._listed.isVisible()
    assert split._detail.isVisible()
    assert not split.back_button.isVisible()
    assert not split.close_detail()


def test_a_narrow_window_shows_one_and_leads_back(split: panes.Split, qtbot: Any) -> None:
    split.set_narrow(True)
    assert split._listed.isVisible()
    assert not split._detail.isVisible()
    split.open_detail()
    assert split._detail.isVisible()
    assert not split._listed.isVisible()
    with qtbot.waitSignal(split.back):
        split.back_button.click()
    assert split._listed.isVisible()
    split.set_narrow(False)
    assert split._detail.isVisible()
