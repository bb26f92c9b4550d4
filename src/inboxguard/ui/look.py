"""The look that the person chose in the settings, applied."""

from PySide6.QtWidgets import QApplication

from inboxguard.ui import style
from inboxguard.ui.page import Desk


def apply_settings(desk: Desk) -> None:
    """Apply the look that the settings name; what cannot be read there is the default."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        return
    try:
        text_scale = float(desk.audit.setting("text_scale", "1.0"))
    except ValueError:
        text_scale = 1.0
    style.apply(app, desk.audit.setting("appearance", "system"), text_scale)
