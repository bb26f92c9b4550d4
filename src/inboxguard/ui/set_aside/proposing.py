"""The card "A sender you may want here": one at a time, its name only when the person looks."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from inboxguard.audit.shelf_views import Proposal
from inboxguard.ui import panes, phrases, pieces
from inboxguard.ui.flow import Flow


class Proposing(panes.Card):
    """Hidden while nothing is proposed; `accepted(organisation)` and `declined(organisation)` are the answers."""

    accepted = Signal(str)
    declined = Signal(str)

    def __init__(self) -> None:
        super().__init__(gap=8)
        self._waiting: tuple[Proposal, ...] = ()
        self._looked = False
        self._shelves: dict[str, str] = {}
        self.body.addWidget(pieces.heading(self.tr("A sender you may want here")))
        self.words = pieces.text("", tone="muted")
        self.body.addWidget(self.words)
        self.look = pieces.button(self.tr("Look"), self._look, name=self.tr("Look: show who this sender is"))
        self.take = pieces.button(
            self.tr("Set aside"), self._accept, name=self.tr("Set aside: all marketing of this sender")
        )
        self.later = pieces.link(self.tr("Not now"), self._decline, name=self.tr("Not now: do not propose it again"))
        self.later.setMinimumHeight(self.take.sizeHint().height())  # its words on one line with the buttons
        box = QWidget()
        flow = Flow(box)
        for one in (self.look, self.take, self.later):
            flow.addWidget(one)
        self.body.addWidget(box)
        self.hide()

    @property
    def proposal(self) -> Proposal | None:
        """The one that is shown, None while the card is hidden."""
        return self._waiting[0] if self._waiting else None

    def show_proposals(self, found: Sequence[Proposal], shelves: dict[str, str]) -> None:
        """Show the first of `found`; `shelves` names each shelf as the person does."""
        before = self.proposal
        self._waiting = tuple(found)
        self._shelves = shelves
        if before != self.proposal:
            self._looked = False
        self._follow()

    def cover(self) -> bool:
        """Take the name off the screen again; returns whether it was there."""
        was = self._looked
        self._looked = False
        self._follow()
        return was

    def _follow(self) -> None:
        one = self.proposal
        self.setVisible(one is not None)
        if one is None:
            return
        self.look.setVisible(not self._looked)
        shelf = self._shelves.get(one.shelf, self.tr("a shelf"))
        if not self._looked:
            self.words.setText(self.tr("One sender writes about the same thing as {shelf}.").format(shelf=shelf))
            return
        what = self.tr("{name} ({domain}). Some of its lists are meant, not all of its mail.")
        if not one.lists:
            what = self.tr("{name} ({domain}). All of its marketing is meant.")
        name, domain = phrases.shown(one.name, 80), phrases.shown(one.organisation, 120)
        self.words.setText(phrases.breakable(what.format(name=name, domain=domain)))

    def _look(self) -> None:
        self._looked = True
        self._follow()
        self.take.setFocus()

    def _accept(self) -> None:
        if self.proposal is not None:
            self.accepted.emit(self.proposal.organisation)

    def _decline(self) -> None:
        """Go on to the next one at once; what is remembered follows beside the window."""
        one = self.proposal
        if one is None:
            return
        self._waiting = self._waiting[1:]
        self._looked = False
        self._follow()
        self.declined.emit(one.organisation)
