"""Mails of a sender as lines to open: date, subject, what it is."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QWidget

from inboxguard.audit.sender_views import MailRow
from inboxguard.audit.views import Line
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
        self.setProperty("kind", "line")
        self.setFont(style.font())
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)
        self.setToolTip(phrases.tooltip(words))
        self._show(words)
        self.clicked.connect(lambda: act())

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        return QSize(metrics.horizontalAdvance(self._whole) + 2, metrics.height() + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(style.ch(4), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        metrics = QFontMetrics(self.font())
        self._show(metrics.elidedText(self._whole, Qt.TextElideMode.ElideRight, event.size().width()))

    def _show(self, words: str) -> None:
        self.setText(words.replace("&", "&&"))  # alone it would underline the next letter


def line_link(line: Line, open_mail: Open) -> QWidget:
    """Return one mail as a line that opens it; a set-aside one neither shows nor opens anything."""
    if line.aside:
        return pieces.text(phrases.set_aside_message(), tone="muted")
    date = figures.full(line.at)
    subject = phrases.shown(line.subject, 160) or wording.no_subject()
    link = LineLink(wording.dated(date, subject), wording.open_mail(date, subject), lambda: open_mail(line.key))
    box = QWidget()  # a link is no wider than its words, which would narrow all that stands in one layout with it
    box.setLayout(pieces.row(link, None))
    return box


class MailLines(panes.Facts):
    """The newest mails of a sender; each opens, and each can be called marketing or not, or be set aside."""

    def __init__(self, mails: Sequence[MailRow], today: date, open_mail: Open, call: Call, set_aside: Open) -> None:
        super().__init__(11)
        self._open = open_mail
        self._call = call
        self._set_aside = set_aside
        for row in mails:
            self.add(figures.day(row.at, today), self._line(row))

    def _line(self, row: MailRow) -> QWidget:
        if row.kind is None:
            return pieces.text(phrases.set_aside_message(), tone="muted")
        box = QWidget()
        column = pieces.column(box, gap=0)
        subject = phrases.shown(row.subject, 200) or wording.no_subject()
        name = wording.open_mail(figures.full(row.at), subject)
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
            menu.addAction(self.tr("Set aside..."), lambda: self._set_aside(row.key))
        menu.popup(where)
