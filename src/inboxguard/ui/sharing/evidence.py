"""One piece of evidence as a card: what it shows, the words behind a rule, the mail or document and a way to it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from inboxguard.audit.trail_views import Card
from inboxguard.audit.views import Line
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
    """A card of evidence. A mail that is set aside stays masked here too, its quote with it.

    `show_mail(key)` opens a mail; `reveal(key)` gives the line of a masked one, or None where that failed, so that a
    masked mail is opened in two deliberate steps as on the page Set aside.
    """

    def __init__(
        self,
        card: Card,
        show_mail: Callable[[MessageKey], None],
        reveal: Callable[[MessageKey], Line | None],
    ) -> None:
        super().__init__("quiet", gap=8, margins=(16, 12, 16, 10))
        self._show_mail = show_mail
        self._reveal = reveal
        masked = card.line is not None and card.line.aside
        self.body.addWidget(pieces.text(shown(card.title), font="strong"))
        if card.quote and not masked:
            self._rule(shown(card.quote))
        if card.address:
            self._rule(self.tr("To: {address}").format(address=shown(card.address)))
        self._mail = QHBoxLayout()
        self._mail.setSpacing(10)
        self.body.addLayout(self._mail)
        if card.line is not None and masked:
            self._fill_masked(card.line)
        elif card.line is not None:
            self._fill(card.line)
        elif card.document or card.on is not None:
            self._mail.addWidget(Elided(self._document(card)), 1)
        self.setAccessibleName(shown(card.title))

    def _rule(self, words: str) -> None:
        quote = panes.Card("quote", gap=0, margins=(10, 1, 0, 1))
        quote.body.addWidget(pieces.text(words, selectable=True))
        self.body.addWidget(quote)

    def _document(self, card: Card) -> str:
        """Return what shows it where no mail does: the kept file, the notice, the incident, with its day."""
        if not card.document:
            return self.tr("Of {date}").format(date=figures.full(card.on))
        return self.tr("“{name}” of {date}").format(name=shown(card.document, 120), date=figures.full(card.on))

    def _fill(self, line: Line) -> None:
        date = figures.full(line.at)
        subject = shown(line.subject) or self.tr("no subject")
        name = self.tr("Show the mail of {date}").format(date=date)
        self._mail.addWidget(Elided(self.tr("Mail of {date}, “{subject}”").format(date=date, subject=subject)), 1)
        self._mail.addWidget(pieces.link(self.tr("Show mail"), lambda: self._show_mail(line.key), name=name))

    def _fill_masked(self, line: Line) -> None:
        self._mail.addWidget(Elided(set_aside_message()), 1)
        self._mail.addWidget(pieces.link(self.tr("Show subject"), lambda: self._first_step(line.key)))

    def _first_step(self, key: MessageKey) -> None:
        line = self._reveal(key)
        if line is not None:
            pieces.clear(self._mail)
            self._fill(line)
