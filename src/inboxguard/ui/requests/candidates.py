"""Whom an answer seems to name: each with the sentence in which it stands, taken over with one press."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from inboxguard.requests.answer_names import Candidate
from inboxguard.ui import pieces
from inboxguard.ui.phrases import shown

SHOWN = 8
"""Organisations that are offered; an answer with a longer list is named by typing."""


class Candidates(QWidget):
    """Offers organisations; `taken(organisation, name)`. That one stands in an answer does not say that it is meant."""

    taken = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._body = pieces.column(self, gap=4)
        self.offer(())

    def offer(self, found: Sequence[Candidate]) -> None:
        """Offer these and no others; nothing is seen where there is none."""
        pieces.clear(self._body)
        self.setVisible(bool(found))
        if not found:
            return
        self._body.addWidget(pieces.text(self.tr("Their answer speaks of"), font="small", tone="muted"))
        for one in found[:SHOWN]:
            name = shown(one.name, 80)
            words = name.replace("&", "&&")  # no key of its own
            say = self.tr("Name {name}").format(name=name)
            take = pieces.button(words, partial(self.taken.emit, one.organisation, one.name), name=say)
            self._body.addLayout(pieces.row(take, None))
            if one.quote:
                quote = self.tr("“{quote}”").format(quote=shown(one.quote, 300))
                self._body.addWidget(pieces.text(quote, font="small", tone="muted"))
        more = len(found) - SHOWN
        if more > 0:
            words = self.tr("It speaks of more; type those that it names.")
            self._body.addWidget(pieces.text(words, font="small", tone="muted"))
