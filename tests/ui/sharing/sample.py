"""The shipped samples, imported once and copied for every test that opens a page on them."""

import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from inboxguard.audit.audit import Audit
from inboxguard.ui.page import Desk, Page
from tests.ui.immediate import Immediate

P = TypeVar("P", bound=Page)
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


@cache
def _home(story: str) -> tempfile.TemporaryDirectory[str]:
    folder = tempfile.TemporaryDirectory(prefix="inboxguard-sample-")
    with Audit.open(Path(folder.name), lambda: NOW) as audit:
        audit.demo(story)
    return folder


def _desk(story: str, home: Path) -> Iterator[Desk]:
    shutil.copytree(_home(story).name, home)
    with Audit.open(home, lambda: NOW) as audit:
        yield Desk(audit, Immediate(audit), lambda: NOW)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk on the harmless sample: a house move."""
    yield from _desk("move", tmp_path / "home")


@pytest.fixture
def aside_desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk on the sample in which a subject is set aside."""
    yield from _desk("registry", tmp_path / "home")


@pytest.fixture
def empty_desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk on a home without any mail."""
    with Audit.open(tmp_path / "home", lambda: NOW) as audit:
        yield Desk(audit, Immediate(audit), lambda: NOW)


def opened(kind: type[P], desk: Desk, qtbot: QtBot) -> P:
    """Return a page as the window shows it: asked once, and again after work that changed things."""
    page = kind(desk)
    qtbot.addWidget(page)
    desk.jobs.done.connect(lambda label, changes: page.refresh(desk.audit) if changes else None)
    page.resize(1084, 820)
    page.refresh(desk.audit)
    page.shown(None)
    with qtbot.waitExposed(page):
        page.show()
    return page


def nameless(root: QWidget) -> list[str]:
    """Return the interactive widgets below `root` that a screen reader would have no name for."""
    kinds = (QAbstractButton, QAbstractItemView, QApplication, QComboBox, QLineEdit, QTextEdit)
    return [
        f"{type(widget).__name__} {widget.objectName()}"
        for widget in root.findChildren(QWidget)
        if isinstance(widget, kinds)
        and widget.focusPolicy().value
        and not widget.accessibleName()
        and not (isinstance(widget, QAbstractButton) and widget.text())
        and widget.objectName() != "qt_spinbox_lineedit"
        and not _of_a_combo(widget)
    ]


def _of_a_combo(widget: QWidget | None) -> bool:
    """Return whether `widget` is the list that drops down from a combo box, which speaks for it."""
    parent = widget.parentWidget() if widget is not None else None
    return parent is not None and (isinstance(parent, QComboBox) or _of_a_combo(parent))


def words(root: QWidget) -> str:
    """Return everything that labels and buttons below `root` say."""
    said = [label.text() for label in root.findChildren(QLabel)]
    said += [one.text() for one in root.findChildren(QAbstractButton)]
    return "\n".join(said).replace("\u200b", "")


def press(root: QWidget, text: str, at: int = 0) -> None:
    """Press the button below `root` with these words."""
    QApplication.processEvents()  # what was just put into a layout is hidden until then
    found = [one for one in root.findChildren(QAbstractButton) if one.text() == text and not one.isHidden()]
    assert found, f"no button {text!r}"
    found[at].click()


def cut(root: QWidget) -> list[str]:
    """Return the visible buttons below `root` that have less room than their words need."""
    QApplication.processEvents()
    return [
        one.text()
        for one in root.findChildren(QAbstractButton)
        if one.isVisible() and one.text() and one.width() < one.minimumSizeHint().width()
    ]


def tab_stops(root: QWidget, qtbot: QtBot, most: int = 60) -> list[QWidget]:
    """Return the widgets that Tab comes by inside `root`, until it comes round or leaves."""
    first = root.nextInFocusChain()
    stops: list[QWidget] = []
    root.activateWindow()
    qtbot.waitUntil(root.isActiveWindow)
    first.setFocus()
    for _ in range(most):
        here = QApplication.focusWidget()
        if here is None or here in stops:
            return stops
        stops.append(here)
        qtbot.keyClick(here, Qt.Key.Key_Tab)
    raise AssertionError("Tab never comes round")
