"""The window over a mailbox of marked words: every page, dialog and menu, read as eyes and screen readers read it."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QTableView, QWidget

from inboxguard.audit.audit import Audit
from inboxguard.ui.page import Desk
from inboxguard.ui.window import Window
from tests.kindness import walking
from tests.kindness.conftest import now
from tests.kindness.pressing import Presser
from tests.kindness.reading import Reader
from tests.ui.conftest import look  # noqa: F401  # every test of a window sees the light look
from tests.ui.immediate import Immediate

PAGES = ("overview", "senders", "sharing", "requests", "reports", "set_aside", "settings")
PRESSED_ROWS = 1
"""Rows of each table whose buttons are all pressed."""
ON_PURPOSE = frozenset({
    "Show subject", "Open", "Show name", "Show the letter",  # the deliberate steps
    "Look: show who this sender is", "Look: show who they are", "Senders that lie here...",
    "Copy the letter", "The letter again...", "Put in Drafts...",  # a letter to a sender that is named in it
    "Forget everything", "Forget", "Remove",  # what is gone cannot be looked through
    "Choose subjects...", "Choose subjects to set aside...", "Subjects that lie here...",  # the picker
})  # fmt: skip
"""What shows a subject, a name or the subjects to choose from because the person asks for just that; and erasing."""


@pytest.fixture(autouse=True)
def no_way_out(monkeypatch: pytest.MonkeyPatch) -> list[QUrl]:
    """No dialog of the system opens, and no browser."""
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: bool(opened.append(url)))
    for name in ("getSaveFileName", "getOpenFileName", "getOpenFileNames"):
        monkeypatch.setattr(QFileDialog, name, lambda *_, **__: ("", ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_, **__: "")
    return opened


@pytest.fixture
def window(audit: Audit, qtbot: Any) -> Iterator[Window]:
    made = Window(Desk(audit, Immediate(audit), now))  # type: ignore[arg-type]  # a double of Jobs
    qtbot.addWidget(made)
    made.show()
    yield made
    for one in QApplication.topLevelWidgets():
        one.close()


@pytest.fixture
def looks(reader: Reader) -> tuple[list[str], Callable[..., None]]:
    """What was found, and the looking that finds it."""
    found: list[str] = []
    met: set[tuple[str, str]] = set()

    def at(where: str, texts: Iterator[tuple[str, str]] | None = None, **how: Any) -> None:
        QApplication.processEvents()
        for place, text in walking.everything() if texts is None else texts:
            for wrong in reader.wrong(text, **how):
                if (place, wrong) not in met:
                    met.add((place, wrong))
                    found.append(f"{where}: {place}: {wrong}: {text[:60]!r}")
        QGuiApplication.clipboard().clear()

    return found, at


def _rows(page: QWidget) -> int:
    return max((one.model().rowCount() for one in page.findChildren(QTableView)), default=0)


def _chosen(window: Window, key: str, row: int | None) -> QWidget:
    """Return the page, in front, with this row of its tables chosen."""
    QApplication.processEvents()
    window.open_page(key)
    page = window.pages[key]
    for table in page.findChildren(QTableView):
        if row is not None and row < table.model().rowCount():
            table.selectRow(row)
    QApplication.processEvents()
    return page


# A plugin without a screen can neither raise a menu nor give it the keyboard, and says so.
@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
@pytest.mark.parametrize("key", PAGES)
def test_every_button_and_menu_of_a_page(
    key: str, window: Window, looks: tuple[list[str], Callable[..., None]], qtbot: Any
) -> None:
    found, at = looks
    window.open_page(key)
    qtbot.wait(50)
    at(key)
    for row in range(min(_rows(window.pages[key]), 12)):
        at(f"{key}, row {row}", walking.seen(_chosen(window, key, row)))
    presser = Presser(at, ON_PURPOSE)
    for row in range(min(_rows(window.pages[key]), PRESSED_ROWS)):
        presser.page(partial(_chosen, window, key, row), f"{key}, row {row}", chips=False)
    presser.page(partial(_chosen, window, key, None), key)
    assert presser.pressed
    assert not found, "\n".join(found)
