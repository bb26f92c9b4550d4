"""A choice with a muted line under it that says what it means."""

from PySide6.QtWidgets import QAbstractButton, QVBoxLayout

from inboxguard.ui import pieces, style

INDICATOR, SPACING = 16, 10
"""Pixels of the mark of a choice, which grows with the text, and between it and its words (resources/look)."""


def indent() -> int:
    """Return how far what belongs to a choice stands to the right, so that it begins under its words, in pixels."""
    return style.grown(INDICATOR) + SPACING


def explained(choice: QAbstractButton, name: str, line: str) -> QVBoxLayout:
    """Return `choice`, named `name` for screen readers, over the line that explains it; "" = no line."""
    choice.setFont(style.font())
    choice.setAccessibleName(name)
    choice.setAccessibleDescription(line)
    column = pieces.column(gap=0)
    column.addWidget(choice)
    if line:
        under = pieces.text(line, font="small", tone="muted")
        under.setContentsMargins(indent(), 0, 0, 0)
        column.addWidget(under)
    return column
