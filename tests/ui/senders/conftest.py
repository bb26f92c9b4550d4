"""What the dialogs of the page Senders stand over."""

from typing import Any

import pytest
from PySide6.QtWidgets import QWidget


@pytest.fixture
def host(qtbot: Any) -> QWidget:
    """A page under a dialog; the dialog goes with it."""
    made = QWidget()
    qtbot.addWidget(made)
    return made
