"""Reads all that a window holds: words on it, in its models, for screen readers, and as they are painted."""

import html
import re
from collections.abc import Iterator

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QBuffer,
    QByteArray,
    QIODevice,
    QModelIndex,
    QPoint,
    Qt,
)
from PySide6.QtGui import QAccessible, QAccessibleInterface, QAction, QGuiApplication, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)

_ROLES = tuple(
    role
    for role in (
        Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.StatusTipRole, Qt.ItemDataRole.WhatsThisRole, Qt.ItemDataRole.AccessibleTextRole,
        Qt.ItemDataRole.AccessibleDescriptionRole,
    )
)  # fmt: skip
_SPOKEN = (
    QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value, QAccessible.Text.Help,
    QAccessible.Text.Accelerator,
)  # fmt: skip
_PAINTED = re.compile(r"<text[^>]*>(.*?)</text>", re.DOTALL)


def texts(top: QWidget) -> Iterator[tuple[str, str]]:
    """Yield (where, text) for every text of `top` and all inside it, hidden widgets included."""
    for widget in (top, *top.findChildren(QWidget)):
        name = f"{type(widget).__name__} {widget.objectName()}".strip()
        for where, text in _of_widget(widget):
            if text:
                yield f"{name}, {where}", text
    for action in top.findChildren(QAction):
        for text in (action.text(), action.toolTip(), action.statusTip(), action.whatsThis()):
            if text:
                yield "action", text


def _of_widget(widget: QWidget) -> Iterator[tuple[str, str]]:
    yield "object name", widget.objectName()
    yield "title", widget.windowTitle()
    yield "role and file", f"{widget.windowRole()} {widget.windowFilePath()} {widget.windowIconText()}"
    yield "tooltip", widget.toolTip()
    yield "status tip", widget.statusTip()
    yield "what is this", widget.whatsThis()
    yield "accessible name", widget.accessibleName()
    yield "accessible description", widget.accessibleDescription()
    if isinstance(widget, QLabel | QAbstractButton):
        yield "text", widget.text()
    if isinstance(widget, QLineEdit):
        yield "text", widget.text()
        yield "placeholder", widget.placeholderText()
    if isinstance(widget, QPlainTextEdit | QTextEdit):
        yield "text", widget.toPlainText()
        yield "placeholder", widget.placeholderText()
    if isinstance(widget, QTextEdit):
        yield "html", re.sub(r"<style.*?</style>", "", widget.toHtml(), flags=re.DOTALL)
    if isinstance(widget, QGroupBox):
        yield "title of a group", widget.title()
    if isinstance(widget, QTabBar):
        for at in range(widget.count()):
            yield "tab", f"{widget.tabText(at)} {widget.tabToolTip(at)}"
    if isinstance(widget, QComboBox):
        yield from _of_model(widget.model())
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        yield from _of_model(widget.model())
    interface = QAccessible.queryAccessibleInterface(widget)
    if interface is not None:
        yield from _spoken(interface)


def _of_model(model: QAbstractItemModel, parent: QModelIndex | None = None) -> Iterator[tuple[str, str]]:
    root = QModelIndex() if parent is None else parent
    # The columns of a list are nobody's to ask for.
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(root)
    for column in range(columns):
        yield "head", str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        for row in range(model.rowCount(root)):
            index = model.index(row, column, root)
            for role in _ROLES:
                value = model.data(index, role)
                if isinstance(value, str):
                    yield f"row {row}", value
            if columns > 1 and column == 0 and model.rowCount(index):
                yield from _of_model(model, index)


def _spoken(interface: QAccessibleInterface) -> Iterator[tuple[str, str]]:
    for kind in _SPOKEN:
        yield "spoken", interface.text(kind)


def painted(top: QWidget) -> str:
    """Return what `top` paints as words now; those that are cut end in an ellipsis."""
    kept = QByteArray()
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    drawing = QSvgGenerator()
    drawing.setOutputDevice(buffer)
    drawing.setSize(top.size())
    painter = QPainter(drawing)
    top.render(painter, QPoint())
    painter.end()
    return html.unescape("\n".join(_PAINTED.findall(bytes(kept.data()).decode(errors="replace"))))


def seen(top: QWidget) -> Iterator[tuple[str, str]]:
    """Yield every text of `top` and, where it is on the screen, what it paints."""
    yield from texts(top)
    if top.isVisible():
        yield f"{type(top).__name__}, painted", painted(top)


def everything() -> Iterator[tuple[str, str]]:
    """Yield every text of every window that is open, and of the clipboard."""
    for top in QApplication.topLevelWidgets():
        yield from seen(top)
    yield "clipboard", QGuiApplication.clipboard().text()
    yield "display name", f"{QApplication.applicationDisplayName()} {QApplication.applicationName()}"
