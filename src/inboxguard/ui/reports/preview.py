"""The preview of a report: limited HTML that loads nothing, neither from the network nor from this computer's files."""

from PySide6.QtCore import QByteArray, QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

_LONGEST = 400_000
"""Characters previewed; the file itself is whole."""


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
        """Show `html`; returns False where it was too long and its end was left out."""
        self.setHtml(html[:_LONGEST])
        return len(html) <= _LONGEST

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Give every picture as one empty point, everything else as nothing.

        Returning None or empty bytes for a picture makes Qt open the path itself (measured), so it must be an image.
        """
        if kind == QTextDocument.ResourceType.ImageResource.value:
            blank = QImage(1, 1, QImage.Format.Format_ARGB32)
            blank.fill(0)
            return blank
        return QByteArray()
