"""Desks on the shipped samples, and one whose shelves are a double."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from inboxguard.ui.page import Desk
from tests.ui.immediate import Immediate
from tests.ui.senders.conftest import street, street_audit, street_desk, street_home
from tests.ui.set_aside.double import Shelves
from tests.ui.sharing.sample import NOW, aside_desk, desk, empty_desk

__all__ = ["aside_desk", "desk", "empty_desk", "street", "street_audit", "street_desk", "street_home"]


@pytest.fixture
def shelves(aside_desk: Desk) -> Shelves:
    """The double: three shelves, two proposals, two quiet days."""
    return Shelves(aside_desk.audit)


@pytest.fixture
def shelf_desk(shelves: Shelves) -> Desk:
    """A desk whose Audit is the double."""
    return Desk(shelves, Immediate(shelves), lambda: NOW)  # type: ignore[arg-type]


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    """A page under a dialog; the dialog goes with it, or before it when it is closed."""
    made = QWidget()
    qtbot.addWidget(made)
    return made
