"""Dialogs that fit."""

from typing import Any

from PySide6.QtWidgets import QApplication, QDialog, QWidget

from inboxguard.ui import style
from inboxguard.ui.dialogs import AIR, sized


def test_a_dialog_is_as_large_as_its_text_wants(qtbot: Any) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(1280, 820)
    dialog = QDialog(page)
    sized(dialog, 60, 40)
    assert (dialog.width(), dialog.height()) == (
        style.ch(60), min(style.ch(40), dialog.screen().availableGeometry().height() - AIR),
    )  # fmt: skip


def test_at_twice_the_text_it_stays_inside_its_window(qtbot: Any, qapp: QApplication) -> None:
    style.apply(qapp, "light", 2.0)
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(700, 600)
    dialog = QDialog(page)
    sized(dialog, 92, 70)
    assert dialog.width() <= 700 - AIR
    assert dialog.height() <= 600 - AIR
