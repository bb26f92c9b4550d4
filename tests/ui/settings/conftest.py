"""Desks on the shipped samples."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.sharing.sample import aside_desk, desk, empty_desk

__all__ = ["aside_desk", "desk", "empty_desk"]


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    """A page under a dialog; the dialog goes with it, or before it when it is closed."""
    made = QWidget()
    qtbot.addWidget(made)
    return made
