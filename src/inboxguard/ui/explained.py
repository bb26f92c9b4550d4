"""A choice with a muted line under it that says what it means."""

from PySide6.QtWidgets import QAbstractButton, QVBoxLayout

from inboxguard.ui import pieces, style


def explained(choice: QAbstractButton, name: str, line: str) -> QVBoxLayout:
    """Return `choice`, named `name` for screen readers, over the line that explains it; "" = no line."""
    choice.setFont(style.font())
    choice.setAccessibleName(name)
    choice.setAccessibleDescription(line)
    column = pieces.column(gap=0)
    column.addWidget(choice)
    if line:
        under = pieces.text(line, font="small", tone="muted")
        under.setContentsMargins(style.grown(26), 0, 0, 0)
        column.addWidget(under)
    return column
