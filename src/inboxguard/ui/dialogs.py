"""How large a dialog opens: as large as its text wants, and never larger than what it stands over."""

from PySide6.QtWidgets import QDialog, QWidget

from inboxguard.ui import style

AIR = 40
"""Pixels of the page that stay seen round a dialog."""


def sized(dialog: QDialog, wide_ch: float, high_ch: float) -> None:
    """Give `dialog` so many characters of width and height, bounded by its window and the screen.

    Its layout must be free to be smaller than its content wants (QLayout.SetNoConstraint).
    """
    room = dialog.screen().availableGeometry().size()
    parent = dialog.parent()
    if isinstance(parent, QWidget):
        room = room.boundedTo(parent.window().size())
    least = style.ch(24)
    dialog.resize(
        min(style.ch(wide_ch), max(least, room.width() - AIR)), min(style.ch(high_ch), max(least, room.height() - AIR))
    )
