"""What was bought once and is offered ever since: a sentence for each thing, its mails, and a letter."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from inboxguard.audit.one_off import RepeatedView
from inboxguard.facts.message import MessageKey
from inboxguard.senders.offering import Source
from inboxguard.ui import figures, phrases, pieces
from inboxguard.ui.fold import Fold
from inboxguard.ui.senders.mails import line_link

THINGS = 5
OFFERS = 10
"""Adverts that are listed of one thing, the newest."""

Open = Callable[[MessageKey], object]
Ask = Callable[[RepeatedView], object]


class OneOff(QWidget):
    """The things most often named; which adverts those are is behind a link."""

    def __init__(self, found: Sequence[RepeatedView], open_mail: Open, ask: Ask) -> None:
        """Take what was found, what opens a mail, and what writes the letter."""
        super().__init__()
        self._open = open_mail
        self._ask = ask
        body = pieces.column(self, gap=12)
        if not found:
            words = self.tr("Nothing was found that you bought once and that their adverts kept naming.")
            body.addWidget(pieces.text(words, tone="muted"))
        for one in found[:THINGS]:
            body.addWidget(self._thing(one))

    def _thing(self, one: RepeatedView) -> QWidget:
        box = QWidget()
        column = pieces.column(box, gap=4)
        column.addWidget(pieces.text(self._sentence(one)))
        column.addWidget(line_link(one.order, self._open))
        what = phrases.shown(one.what, 100)
        ask = pieces.link(
            self.tr("Ask for less..."), lambda: self._ask(one), name=self.tr("Ask for less of {what}").format(what=what)
        )
        show, hide = self.tr("Show the adverts"), self.tr("Hide the adverts")
        column.addWidget(Fold(show, hide, lambda: self._offers(one), (ask,)))
        return box

    def _sentence(self, one: RepeatedView) -> str:
        if one.source is Source.DELETED_LIST:
            words = self.tr(
                "The list that you deleted on {day} held “{what}”. {n} of their adverts since then name it."
            )
        else:
            words = self.tr("You bought “{what}” once, on {day}. {n} of their adverts since then name it.")
        number = figures.number(len(one.offers))
        return words.format(what=phrases.shown(one.what, 100), day=figures.full(one.on), n=number)

    def _offers(self, one: RepeatedView) -> QWidget:
        box = QWidget()
        column = pieces.column(box, gap=2)
        for line in one.offers[:OFFERS]:
            column.addWidget(line_link(line, self._open))
        if len(one.offers) > OFFERS:
            more = self.tr("and {n} earlier ones").format(n=figures.number(len(one.offers) - OFFERS))
            column.addWidget(pieces.text(more, font="small", tone="muted"))
        return box
