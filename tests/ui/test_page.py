"""What all pages share: head, search, and work beside the window."""

from datetime import UTC, datetime
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton

from inboxguard.ui import figures
from inboxguard.ui.page import Desk, Page
from tests.ui import accessibility
from tests.ui.immediate import Immediate

NOW = datetime(2026, 11, 24, 8, 40, tzinfo=UTC)


@pytest.fixture
def page(qtbot: Any) -> Page:
    desk = Desk("audit", Immediate("audit"), lambda: NOW)  # type: ignore[arg-type]  # nothing is asked of it
    made = Page(desk, "Senders", "Who mails you.", search="Search senders")
    qtbot.addWidget(made)
    made.resize(900, 400)
    made.show()
    return made


def test_the_head_says_what_the_page_answers(page: Page) -> None:
    assert page.accessibleName() == "Senders"
    assert page.title_label.text() == "Senders"
    page.set_line("Nobody yet.")
    assert page.line_label.text() == "Nobody yet."
    page.set_line("")
    assert not page.line_label.isVisible()
    accessibility.check(page)


def test_the_search_field_is_calmed_down(page: Page, qtbot: Any) -> None:
    asked: list[str] = []
    page.sought.connect(asked.append)
    for text in ("s", "so", "sofa "):
        page.search.setText(text)
    qtbot.waitUntil(lambda: asked == ["sofa"], timeout=2000)


def test_control_f_goes_to_the_search_field(page: Page) -> None:
    page.activateWindow()
    page.search.setText("old")
    page.seek()
    assert page.focusWidget() is page.search
    assert page.search.selectedText() == "old"


def test_a_narrow_window_puts_the_search_below_the_title(page: Page, qtbot: Any) -> None:
    beside = page.search.y()
    wide = page.search.width()
    page.set_narrow(True)
    qtbot.waitUntil(lambda: page.search.y() > beside)
    assert page.search.width() > wide
    page.set_narrow(False)
    qtbot.waitUntil(lambda: page.search.width() == wide)


def test_a_page_without_search_takes_what_it_is_given(qtbot: Any) -> None:
    page = Page(Desk("audit", Immediate("audit"), lambda: NOW), "Sharing")  # type: ignore[arg-type]  # as above
    qtbot.addWidget(page)
    page.set_narrow(True)
    page.seek()
    page.put_aside(QPushButton("Picture"))
    page.set_narrow(True)
    assert page.search is None
    assert page.back() is False


def test_work_goes_to_the_jobs_and_comes_back(page: Page) -> None:
    results: list[object] = []
    page.run("Reading", lambda audit, tell: audit, results.append)
    assert results == ["audit"]
    assert page.desk.jobs.ran == ["Reading"]
    assert page.desk.today == figures.local(NOW).date()
