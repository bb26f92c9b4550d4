"""What the relation with one sender gives and takes; what it shows of the person is behind a link of its own."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QWidget

from inboxguard.audit.relations import PersonalRow, RelationView
from inboxguard.facts.message import MessageKey
from inboxguard.ui import figures, panes, phrases, pieces
from inboxguard.ui.fold import Fold
from inboxguard.ui.senders.mails import line_link
from inboxguard.ui.senders.relation_words import words
from inboxguard.ui.senders.wording import wording

DOMAINS = 6
SHOWN_BY = 2

Open = Callable[[MessageKey], object]


class Relation(QWidget):
    """Orders against adverts, mails a month, who else learns of it; details of the person only where they ask."""

    def __init__(self, view: RelationView, open_mail: Open) -> None:
        super().__init__()
        body = pieces.column(self, gap=8)
        facts = panes.Facts()
        facts.add(self.tr("Orders"), self._orders(view))
        facts.add(self.tr("Adverts"), figures.number(view.adverts))
        facts.add(self.tr("Mails a month"), self._pace(view))
        nobody = self.tr("nobody was found")
        facts.add(self.tr("Opening tells"), self._domains(view.trackers) or nobody)
        facts.add(self.tr("Gets the address"), self._domains(view.address_to) or nobody)
        body.addWidget(facts)
        show, hide = self.tr("Show what their mails say about you"), self.tr("Hide what their mails say about you")
        body.addWidget(Fold(show, hide, lambda: Personal(view.personal, open_mail)))

    def _orders(self, view: RelationView) -> str:
        if not view.orders:
            return self.tr("none was found")
        return self.tr("at least {n}").format(n=figures.number(view.orders))

    def _pace(self, view: RelationView) -> str:
        number = QLocale().toString(view.mails_a_month, "f", 1 if view.mails_a_month < 10 else 0)
        trend = words.trend(view.trend)
        return self.tr("{n}, {trend}").format(n=number, trend=trend) if trend else number

    def _domains(self, counted: Sequence[tuple[str, int]]) -> str:
        said = ", ".join(
            self.tr("{domain} ({mails})").format(domain=phrases.shown(domain, 120), mails=wording.mails(mails))
            for domain, mails in counted[:DOMAINS]
        )
        return said + (", …" if len(counted) > DOMAINS else "")


class Personal(QWidget):
    """What their mails show of the person, whether it was ever told to them, and the mails that show it."""

    def __init__(self, rows: Sequence[PersonalRow], open_mail: Open) -> None:
        super().__init__()
        body = pieces.column(self, gap=12)
        if not rows:
            body.addWidget(pieces.text(self.tr("Nothing of that kind was found."), tone="muted"))
        for row in rows:
            body.addWidget(self._row(row, open_mail))

    def _row(self, row: PersonalRow, open_mail: Open) -> QWidget:
        box = QWidget()
        column = pieces.column(box, gap=4)
        column.addWidget(pieces.text(words.personal(row.what), font="strong"))
        if row.quote:
            quote = panes.Card("quote", gap=0, margins=(10, 1, 0, 1))
            quote.body.addWidget(pieces.text(phrases.shown(row.quote, 200), selectable=True))
            column.addWidget(quote)
        for line in row.lines[:SHOWN_BY]:
            column.addWidget(line_link(line, open_mail))
        column.addWidget(pieces.text(self._told(row), font="small", tone="muted"))
        if row.told_line is not None:
            column.addWidget(line_link(row.told_line, open_mail))
        return box

    def _told(self, row: PersonalRow) -> str:
        if row.told is None:
            return self.tr("Whether you told them cannot be said from this mailbox.")
        if row.told:
            return self.tr("You may have told them here:")
        return self.tr("No mail in this mailbox shows that you told them.")
