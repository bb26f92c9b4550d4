"""Mails of a sender as lines to open: date, subject, what it is."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QWidget

from inboxguard.audit.sender_views import MailRow
from inboxguard.facts.message import MessageKey
from inboxguard.senders.attribution import Kind
from inboxguard.ui import figures, panes, phrases, pieces, style
from inboxguard.ui.senders.wording import wording

Open = Callable[[MessageKey], object]
Call = Callable[[MessageKey, Kind], object]


class LineLink(QPushButton):
    """A link of one line that ends in "…" where it does not fit; the whole is in the tooltip and the name."""

    def __init__(self, words: str, name: str, act: Callable[[], object]) -> None:
        super().__init__()
        self._whole = words
        self.setProperty("kind", "inline")
        self.setFont(style.font())
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)
        self.setToolTip(phrases.tooltip(words))
        self.setText(words)
        self.clicked.connect(lambda: act())

    def sizeHint(self) -> QSize:
        wide = QFontMetrics(self.font()).horizontalAdvance(self._whole) + 4
        return QSize(wide, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(style.ch(4), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        metrics = QFontMetrics(self.font())
        self.setText(metrics.elidedText(self._whole, Qt.TextElideMode.ElideRight, event.size().width()))


class MailLines(panes.Facts):
    """The newest mails of a sender; each opens, and each can be called marketing or not."""

    def __init__(self, mails: Sequence[MailRow], today: date, open_mail: Open, call: Call) -> None:
        super().__init__(11)
        self._open = open_mail
        self._call = call
        for row in mails:
            self.add(figures.day(row.at, today), self._line(row))

    def _line(self, row: MailRow) -> QWidget:
        if row.kind is None:
            return pieces.text(phrases.set_aside_message(), tone="muted")
        box = QWidget()
        column = pieces.column(box, gap=0)
        subject = phrases.shown(row.subject, 200) or self.tr("No subject")
        name = self.tr("Open the mail of {date}: {subject}").format(date=figures.full(row.at), subject=subject)
        link = LineLink(subject, name, lambda: self._open(row.key))
        link.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        link.customContextMenuRequested.connect(lambda where: self._menu(row, link.mapToGlobal(where)))
        column.addWidget(link)
        column.addWidget(pieces.text(wording.kind(row.kind), font="small", tone="muted"))
        return box

    def _menu(self, row: MailRow, where: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Open"), lambda: self._open(row.key))
        if row.kind is not None:
            words, kind = wording.contradiction(row.kind)
            menu.addAction(words, lambda: self._call(row.key, kind))
        menu.popup(where)
