"""The smallest pieces of pages: labels, buttons, chips, hairlines, rows and columns."""

import unicodedata
from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QPushButton, QVBoxLayout, QWidget

from inboxguard.ui import icons, phrases, style

Tone = Literal["", "muted", "accent", "red", "amber"]
Kind = Literal["", "primary", "link", "inline", "chip", "choice", "row", "line"]


def text(
    words: str = "",
    *,
    font: style.FontName = "body",
    tone: Tone = "",
    wrap: bool = True,
    selectable: bool = False,
) -> QLabel:
    """Return a label that shows `words` as plain text, whatever they contain."""
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setFont(style.font(font))
    if tone:
        label.setProperty("tone", tone)
    label.setWordWrap(wrap)
    if selectable:
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setText(upright(phrases.breakable(words) if wrap else words))
    return label


def upright(words: str) -> str:
    """Return `words` so that a label sets them from left to right, as the program's sentences are written.

    A label whose first letter is Hebrew or Arabic, often a sender's name, would turn the whole sentence round: "A to B"
    would read as "B to A".
    """
    if words.isascii():
        return words
    strong = next((kind for char in words if (kind := unicodedata.bidirectional(char)) in ("L", "R", "AL")), "L")
    return words if strong == "L" else f"\u200e{words}"


def heading(words: str) -> QLabel:
    """Return the bold heading of a section."""
    return text(words, font="strong")


def button(
    words: str, act: Callable[[], object] | None = None, *, kind: Kind = "", icon: str = "", name: str = ""
) -> QPushButton:
    """Return a button that calls `act`; `name` is what a screen reader says where the words are not enough."""
    made = QPushButton(words)
    if kind:
        made.setProperty("kind", kind)
    made.setFont(style.font("small" if kind == "chip" else "body"))
    made.setAccessibleName(name or words)
    made.setAutoDefault(False)
    if icon:
        made.setIcon(icons.icon(icon, "on_accent" if kind == "primary" else "text"))
        made.setIconSize(icons.pixmap(icon, air=6).deviceIndependentSize().toSize())
    if kind in ("link", "inline"):
        made.setCursor(Qt.CursorShape.PointingHandCursor)
    if act is not None:
        made.clicked.connect(lambda: act())
    return made


def primary(words: str, act: Callable[[], object] | None = None, *, icon: str = "") -> QPushButton:
    """Return the one primary button of a page."""
    return button(words, act, kind="primary", icon=icon)


def link(words: str, act: Callable[[], object] | None = None, *, name: str = "") -> QPushButton:
    """Return a button that looks like a link, for acts at the edge of a pane."""
    return button(words, act, kind="inline", name=name)


def chip(words: str, act: Callable[[], object] | None = None, *, chosen: bool = False) -> QPushButton:
    """Return a filter chip; chips of one row belong into one QButtonGroup."""
    made = button(words, act, kind="chip")
    made.setCheckable(True)
    made.setChecked(chosen)
    return made


def rule() -> QFrame:
    """Return a hairline across a pane."""
    line = QFrame()
    line.setProperty("rule", "true")
    line.setFixedHeight(1)
    return line


def column(
    parent: QWidget | None = None, *, gap: int = 8, margins: tuple[int, int, int, int] = (0, 0, 0, 0)
) -> QVBoxLayout:
    """Return a vertical layout with the given gap and margins (left, top, right, bottom)."""
    made = QVBoxLayout(parent) if parent is not None else QVBoxLayout()
    made.setSpacing(gap)
    made.setContentsMargins(*margins)
    return made


def row(*items: QWidget | None, gap: int = 8) -> QHBoxLayout:
    """Return a horizontal layout of `items`; None is where the free room goes."""
    made = QHBoxLayout()
    made.setSpacing(gap)
    made.setContentsMargins(0, 0, 0, 0)
    for item in items:
        if item is None:
            made.addStretch(1)
        else:
            made.addWidget(item)
    return made


def clear(layout: QLayout) -> None:
    """Remove everything from `layout`."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif inner is not None:
            clear(inner)
            inner.deleteLater()
