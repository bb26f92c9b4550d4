"""Every test of the window sees the light look at normal text size."""

import pytest
from PySide6.QtWidgets import QApplication

from inboxguard.ui import style


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> None:
    style.apply(qapp, "light", 1.0)
