"""What is shown when inboxguard itself is at fault: a report that can be copied, without private data."""

import logging
import platform
import re
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

import PySide6
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QPlainTextEdit, QWidget

from inboxguard import __version__
from inboxguard.audit.failures import explained
from inboxguard.errors import InboxGuardError
from inboxguard.ui import pieces, style

log = logging.getLogger(__name__)
_PRIVATE = (
    (re.compile(r"[^\s@<>\"']{1,64}@[^\s@<>\"']{1,255}"), "<address>"),
    (re.compile(r"https?://\S{1,2000}"), "<link>"),
    (re.compile(r"(?:[A-Za-z]:)?(?:[/\\][^\s/\\:'\"]{1,255}){2,20}"), "<path>"),
    (re.compile(r"'[^'\n]{1,500}'|\"[^\"\n]{1,500}\""), "<text>"),
    (re.compile(r"(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24}\b", re.IGNORECASE), "<name>"),
)
# Kinds that a mistake in the code raises, whose words name code and no mail; none is raised or caught on purpose here.
_ABOUT_CODE = (AttributeError, TypeError, NameError, ImportError, NotImplementedError, RecursionError)


def words(error: BaseException) -> str:
    """Return the report: versions, kind of error, where in the program.

    The words of an error may be those of a mail, so they are in it only for kinds that speak of code, and redacted.
    """
    message = f": {redacted(str(error)[:2000])}" if isinstance(error, _ABOUT_CODE) else ""
    lines = [
        f"inboxguard {__version__}, Python {platform.python_version()}, PySide {PySide6.__version__}, {sys.platform}",
        f"{type(error).__name__}{message}",
    ]
    for frame in traceback.extract_tb(error.__traceback__)[-25:]:
        parts = Path(frame.filename).parts
        inside = parts[parts.index("inboxguard") :] if "inboxguard" in parts else parts[-1:]
        lines.append(f"  {'/'.join(inside)}:{frame.lineno} in {frame.name}")
    return "\n".join(lines)


def redacted(message: str) -> str:
    """Return `message` without what could name a person, a sender or a folder."""
    for pattern, mask in _PRIVATE:
        message = pattern.sub(mask, message)
    return message


class CrashDialog(QDialog):
    """Says that it is the program's fault, that nothing is lost, and offers the report."""

    def __init__(self, error: BaseException, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Something went wrong"))
        body = pieces.column(self, gap=12, margins=(28, 24, 28, 20))
        body.addWidget(pieces.text(self.tr("Something went wrong in inboxguard"), font="title"))
        says = self.tr(
            "This is a fault of the program, not yours. Your mail and your decisions are safe. "
            "If you want to report it, copy these lines; they hold no addresses and no mail."
        )
        body.addWidget(pieces.text(says))
        self.report = QPlainTextEdit(words(error))
        self.report.setReadOnly(True)
        self.report.setTabChangesFocus(True)
        self.report.setAccessibleName(self.tr("Report"))
        body.addWidget(self.report, 1)
        copy = pieces.button(self.tr("Copy the report"), self._copy)
        close = pieces.primary(self.tr("Go on"), self.close)
        body.addLayout(pieces.row(None, copy, close))
        self.resize(style.ch(72), style.ch(52))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report.toPlainText())


def report(error: BaseException, parent: QWidget | None = None) -> None:
    """Show the dialog, one at a time: a fault in painting would repeat many times a second."""
    log.error("fault: %s", words(error))
    app = QApplication.instance()
    open_ones = [one for one in QApplication.topLevelWidgets() if isinstance(one, CrashDialog) and one.isVisible()]
    if isinstance(app, QApplication) and not open_ones:
        CrashDialog(error, parent).show()


def install(say: Callable[[InboxGuardError], object]) -> None:
    """Show the dialog for every error that nobody caught; PySide prints those of slots and goes on.

    What a person can act on is no fault of the program: `say` gets it, a database that gave way included.
    """

    def caught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        known = explained(error) if isinstance(error, Exception) else error
        if isinstance(known, InboxGuardError):
            log.info("not done: %s", type(known).__name__)
            say(known)
        else:
            report(error)

    sys.excepthook = caught
