"""One piece of evidence as a card: what it shows, the words behind a rule, the mail and a way to it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from inboxguard.audit import views
from inboxguard.facts.message import MessageKey
from inboxguard.ui import figures, panes, pieces, style
from inboxguard.ui.phrases import set_aside_message, shown, tooltip


class Elided(QLabel):
    """One line of plain text that ends in "…" where it does not fit; the whole is in the tooltip and the name."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = words
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(style.font("small"))
        self.setProperty("tone", "muted")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setText(words)
        self.setAccessibleName(words)
        self.setToolTip(tooltip(words))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        metrics = QFontMetrics(self.font())
        self.setText(metrics.elidedText(self._whole, Qt.TextElideMode.ElideRight, event.size().width()))


class Evidence(panes.Card):
    """A card of evidence. A mail that is set aside stays masked here too, its quote with it."""

    def __init__(self, card: views.Card, show_mail: Callable[[MessageKey], None]) -> None:
        super().__init__("quiet", gap=8, margins=(16, 12, 16, 10))
        masked = card.line is not None and card.line.aside
        self.body.addWidget(pieces.text(shown(card.title), font="strong"))
        if card.quote and not masked:
            quote = panes.Card("quote", gap=0, margins=(10, 1, 0, 1))
            quote.body.addWidget(pieces.text(shown(card.quote), selectable=True))
            self.body.addWidget(quote)
        if card.line is not None:
            self.body.addLayout(self._mail(card.line, show_mail))
        self.setAccessibleName(shown(card.title))

    def _mail(self, line: views.Line, show_mail: Callable[[MessageKey], None]) -> QHBoxLayout:
        if line.aside or line.subject is None:
            words = set_aside_message()
            name = self.tr("Show the set-aside message")
        else:
            subject = shown(line.subject) or self.tr("no subject")
            words = self.tr("Mail of {date}, “{subject}”").format(date=figures.full(line.at), subject=subject)
            name = self.tr("Show the mail of {date}").format(date=figures.full(line.at))
        mail = Elided(words)
        row = pieces.row(gap=10)
        row.addWidget(mail, 1)
        row.addWidget(pieces.link(self.tr("Show mail"), lambda: show_mail(line.key), name=name))
        return row
