"""The preview of a report: limited HTML that loads nothing, neither from the network nor from this computer's files."""

import re

from PySide6.QtCore import QByteArray, QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from inboxguard.ui import style

_LONGEST = 30_000
"""Characters previewed, for Qt lays out about 1,000 in 2 ms and the window waits; the file itself is whole."""

_STYLE = re.compile(r"<style>[^<]*</style>", re.IGNORECASE)
"""The report's own style is for paper; on the screen it would be light in the dark."""


class Preview(QTextBrowser):
    """Shows a report as the exporter wrote it; links are text and pictures are empty."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(20)

    def show_report(self, html: str) -> bool:
        """Show `html` in the look of the window; returns False where it was too long and its end was left out."""
        self.document().setDefaultStyleSheet(_sheet())
        page = _STYLE.sub("", html)
        whole = len(page) <= _LONGEST
        self.setHtml(page if whole else page[: page.rfind("<", 0, _LONGEST)])
        return whole

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Give every picture as one empty point, everything else as nothing.

        Returning None or empty bytes for a picture makes Qt open the path itself (measured), so it must be an image.
        """
        if kind == QTextDocument.ResourceType.ImageResource.value:
            blank = QImage(1, 1, QImage.Format.Format_ARGB32)
            blank.fill(0)
            return blank
        return QByteArray()


def _sheet() -> str:
    """The few rules of Qt's rich text that the report needs, in the colours and sizes of the window."""
    body, title = style.text_height() * 0.8, style.text_height("title") * 0.8
    text, muted, line = (style.colour(name).name() for name in ("text", "muted", "line"))
    return f"""
        h1 {{ font-size: {title:.0f}px; color: {text}; margin-bottom: 6px; }}
        h2 {{ font-size: {body * 1.15:.0f}px; color: {text}; margin-top: 22px; margin-bottom: 6px; }}
        h3 {{ font-size: {body:.0f}px; color: {text}; margin-top: 14px; margin-bottom: 4px; }}
        p, dd, li, td {{ color: {text}; }}
        .muted, dt, th, .domain {{ color: {muted}; }}
        dt {{ margin-top: 6px; }}
        th {{ font-weight: 400; text-align: left; }}
        th, td {{ padding: 4px 14px 4px 0; border-bottom: 1px solid {line}; }}
        blockquote {{ margin-left: 14px; color: {muted}; }}
    """
