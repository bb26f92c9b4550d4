"""Presses every button and every entry of a menu, one after the other, and looks after each."""

from collections.abc import Callable, Collection

import shiboken6
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QDialog, QMenu, QRadioButton, QWidget

Look = Callable[[str], object]
_MOST = 120
"""Buttons pressed at most on one page: an end even where each one makes another."""


class Presser:
    """Presses what is on a page and in the dialogs that come of it, but never what is in `never`.

    `look(where)` is called after each; a dialog is pressed through too, then closed without its main button.
    """

    def __init__(self, look: Look, never: Collection[str]) -> None:
        self._look = look
        self._never = frozenset(never)
        self.pressed: set[str] = set()
        self.dialogs: set[str] = set()
        """Kinds of dialogs that were seen."""

    def page(self, back: Callable[[], QWidget], where: str, chips: bool = True) -> None:
        """Press everything on a page; `back()` returns to it before each, and may make it anew.

        Without `chips` those stay as they are: a filter would take the row away that was chosen.
        """
        done: set[str] = set()
        for _ in range(_MOST):
            buttons = self._buttons(back())
            button = next((one for one in buttons if _name(one) not in done and (chips or not _is_chip(one))), None)
            if button is None:
                return
            name = _name(button)
            done.add(name)
            self._press(button, f"{where}, {name}")

    def _press(self, button: QAbstractButton, where: str) -> None:
        self.pressed.add(_name(button))
        button.click()
        QApplication.processEvents()
        self._look(where)
        self._through(where, depth=0)

    def _through(self, where: str, depth: int) -> None:
        """Look through what opened, and close it."""
        menu = QApplication.activePopupWidget()
        if isinstance(menu, QMenu):
            entries = [one.text() for one in menu.actions() if one.text() and one.isEnabled()]
            for entry in entries:
                if entry in self._never or not shiboken6.isValid(menu):
                    continue
                action = next((one for one in menu.actions() if one.text() == entry), None)
                if action is not None and menu.isVisible():
                    self._look(f"{where}, menu")
                    if entry.endswith("..."):
                        action.trigger()
                        QApplication.processEvents()
                        self._look(f"{where}, {entry}")
                        self._dialogs(f"{where}, {entry}", depth)
            if shiboken6.isValid(menu):
                menu.close()
        self._dialogs(where, depth)

    def _dialogs(self, where: str, depth: int) -> None:
        for dialog in _open():
            self.dialogs.add(type(dialog).__name__)
            done: set[str] = set()
            while depth < 2 and shiboken6.isValid(dialog) and dialog.isVisible():
                button = next((one for one in self._buttons(dialog) if _name(one) not in done and _harmless(one)), None)
                if button is None or len(done) > 30:
                    break
                name = _name(button)
                done.add(name)
                self.pressed.add(name)
                button.click()
                QApplication.processEvents()
                self._look(f"{where}, {name}")
                if [one for one in _open() if one is not dialog]:
                    self._dialogs(f"{where}, {name}", depth + 1)
            if shiboken6.isValid(dialog):
                dialog.close()
        QApplication.processEvents()

    def _buttons(self, inside: QWidget) -> list[QAbstractButton]:
        return [
            one
            for one in inside.findChildren(QAbstractButton)
            if not isinstance(one, QRadioButton | QCheckBox)
            and one.isVisible()
            and one.isEnabled()
            and one.window() is inside.window()
            and _name(one)
            and not ({_name(one), one.text()} & self._never)
        ]


def _open() -> list[QDialog]:
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()][::-1]


def _name(button: QAbstractButton) -> str:
    return button.accessibleName() or button.text()


def _harmless(button: QAbstractButton) -> bool:
    return button.property("kind") != "primary" and button.text() not in ("Cancel", "Close", "Go on")


def _is_chip(button: QAbstractButton) -> bool:
    return button.property("kind") == "chip"
