"""What every page is held to: names for screen readers, no trap for Tab, no text of others as markup."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QScrollBar,
    QTextEdit,
    QWidget,
)

INTERACTIVE = (
    QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit, QProgressBar,
)  # fmt: skip


def _inside(widget: QWidget) -> list[QWidget]:
    return [widget, *widget.findChildren(QWidget)]


def _of_combo(widget: QWidget) -> bool:
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QComboBox):
            return True
        above = above.parentWidget()
    return False


def nameless(widget: QWidget) -> list[str]:
    """Return the interactive widgets that a screen reader could not name; parts of a control speak through it."""
    found = []
    for one in _inside(widget):
        if not isinstance(one, INTERACTIVE) or isinstance(one, QScrollBar):
            continue
        parent = one.parentWidget()
        if one.objectName().startswith("qt_") or isinstance(parent, QAbstractSpinBox | QLineEdit) or _of_combo(one):
            continue
        if type(one).__name__ in ("QHeaderView", "QTableCornerButton"):
            continue
        if isinstance(parent, QAbstractItemView) and isinstance(one, QAbstractButton):
            continue
        interface = QAccessible.queryAccessibleInterface(one)
        if interface is None or not interface.text(QAccessible.Text.Name).strip():
            found.append(f"{type(one).__name__} {one.objectName()}")
    return found


def trapping(widget: QWidget) -> list[str]:
    """Return the views that swallow Tab."""
    views = [one for one in _inside(widget) if isinstance(one, QAbstractItemView) and one.tabKeyNavigation()]
    views += [one for one in _inside(widget) if isinstance(one, QPlainTextEdit) and not one.tabChangesFocus()]
    # The list inside a combo box is open only while it is used; Qt closes it on Tab.
    return [type(one).__name__ for one in views if not _of_combo(one)]


def marked_up(widget: QWidget) -> list[str]:
    """Return the labels that would read their text as markup."""
    return [
        one.text()
        for one in _inside(widget)
        if isinstance(one, QLabel) and one.text() and one.textFormat() is not Qt.TextFormat.PlainText
    ]


def check(widget: QWidget) -> None:
    """Hold `widget` and everything inside it to all three."""
    for what, found in (("nameless", nameless(widget)), ("traps Tab", trapping(widget)), ("markup", marked_up(widget))):
        assert not found, f"{what}: {found}"
