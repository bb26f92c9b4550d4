"""Opens the window: the application, its look, the Audit of the window and the Audit of the worker."""

import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from inboxguard.ui import crash, style
from inboxguard.ui.jobs import Jobs
from inboxguard.ui.look import apply_settings
from inboxguard.ui.page import Desk
from inboxguard.ui.window import Window

if TYPE_CHECKING:
    from inboxguard.audit.audit import Workers


_TURN = 0.001
"""Seconds after which the worker's thread lets the window's go on.

Python's 5 ms are waited for anew with every call from Qt into Python: twenty calls for one click were 0.1 s.
"""


def open_window(audit_home: Path, now: Callable[[], datetime], workers: "Workers | None" = None) -> int:
    """Show the window over the data in `audit_home` until it is closed; returns the exit status.

    `workers` is given to the worker's Audit, to parse mail in other processes. Raises StoreError where the data
    cannot be used.
    """
    from inboxguard.audit.audit import Audit

    app = application()
    with Audit.open(audit_home, now) as audit:
        jobs = Jobs(lambda: Audit.open(audit_home, now, workers) if workers else Audit.open(audit_home, now))
        desk = Desk(audit, jobs, now)
        apply_settings(desk)
        window = Window(desk)
        crash.install(window.say)
        window.show()
        try:
            return app.exec()
        finally:
            jobs.close()


def application() -> QApplication:
    """Return the application with its names and its first look."""
    sys.setswitchinterval(_TURN)
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("inboxguard")
    app.setApplicationDisplayName("inboxguard")
    app.setDesktopFileName("inboxguard")
    speak_english()
    style.apply(app, "system", 1.0)
    return app


def speak_english() -> None:
    """Let dates and numbers speak the language of the screen, in the manner of the person's country."""
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.system().territory()))
