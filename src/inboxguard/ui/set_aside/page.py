"""The page Set aside: shelves by the person's own names, masked rows, and beside them how the page behaves."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QWidget

from inboxguard.audit.progress import Tell
from inboxguard.audit.shelf_views import Mode, Occasion, Proposal, ShelfCard
from inboxguard.audit.views import Letter, ShelfRow
from inboxguard.errors import InboxGuardError
from inboxguard.facts.message import MessageKey
from inboxguard.ui import panes, phrases, pieces, shelf_words
from inboxguard.ui.flow import Flow
from inboxguard.ui.page import Desk, Page
from inboxguard.ui.set_aside.acting import Acts
from inboxguard.ui.set_aside.masked import Masked
from inboxguard.ui.set_aside.new_date import NewDate
from inboxguard.ui.set_aside.shelving import Shelving
from inboxguard.ui.set_aside.side import Side
from inboxguard.ui.settings.choosing import Choosing
from inboxguard.ui.sharing.mail import MailDialog, show_mail
from inboxguard.ui.undo import UndoLine

if TYPE_CHECKING:
    from inboxguard.audit.audit import Audit

Asked = tuple[tuple[Proposal, ...], tuple[Occasion, ...]]


class SetAsidePage(Page):
    """Masked rows with what can be done to them; no count, no preview, no hover, no subject in a tooltip."""

    def __init__(self, desk: Desk) -> None:
        line = self.tr("Kept out of every list, search and figure until you open it.")
        super().__init__(desk, self.tr("Set aside"), line)
        self._cards: tuple[ShelfCard, ...] = ()
        self._shelf = ""
        self.body.addWidget(self._head_row())
        self.undo = UndoLine()
        self.body.addWidget(self.undo)
        self.masked = Masked()
        self.table = self.masked.table
        self.side = Side()
        self.split = panes.Split(self.masked, self.side, self.tr("Back to the shelf"))
        self.body.addWidget(self.split, 1)
        self.acts = Acts(self, self.undo, lambda: self.masked.keys, lambda: self._shelf)
        self.shelving = Shelving(self)
        self.choosing = Choosing(self)
        self._connect()

    def _connect(self) -> None:
        self.masked.asked.connect(self.acts.ask)
        self.masked.menu.connect(lambda where: self.acts.menu(where))
        self.masked.step.connect(self._step)
        self.masked.show_subject.connect(self._show_subject)
        self.masked.begin.connect(self.choosing.begin)
        self.acts.whole.connect(self.table.selectAll)
        self.shelving.kept.connect(self._choose_shelf)
        self.side.behaving.chosen.connect(self._behave)
        self.side.proposing.accepted.connect(self._accept)
        self.side.proposing.declined.connect(self._decline)
        self.side.dates.add.connect(self._add_date)
        self.side.dates.remove.connect(self._remove_day)
        self.side.dates.leave.connect(lambda key: self._keep_quiet((), (key,)))

    # --- the page

    def refresh(self, audit: "Audit") -> None:
        self._show_shelves(audit.shelves())
        self._ask_rows()
        self.side.behaving.show_behaviour(audit.behaviour(), self.desk.today)
        self._ask_beside()

    def set_narrow(self, narrow: bool) -> None:
        super().set_narrow(narrow)
        self.split.set_narrow(narrow)
        self.beside.setVisible(narrow)
        direction = QBoxLayout.Direction
        self._head_line.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)

    def hideEvent(self, event: QHideEvent) -> None:
        """Mask everything again once the person goes elsewhere."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._cover()

    def back(self) -> bool:
        return self._cover() or self.split.close_detail()

    def _cover(self) -> bool:
        """Hide every subject and name that was shown; returns whether there was one."""
        rows, name = self.masked.cover(), self.side.proposing.cover()
        return rows or name

    def _ask_rows(self) -> None:
        """Ask for the rows beside the window, or at once where that would wait for long work."""
        shelf = self._shelf

        def came(rows: tuple[ShelfRow, ...]) -> None:
            if shelf == self._shelf:
                self.masked.show_rows(rows)

        if self.desk.jobs.busy and self.desk.jobs.show != "nothing":
            came(self.desk.audit.shelf(shelf))
            return
        self.desk.jobs.run(
            self.tr("Listing messages"),
            lambda audit, tell: audit.shelf(shelf),
            came,
            owner=self,
            changes=False,
            show="nothing",
        )

    def _ask_beside(self) -> None:
        """Ask for what takes longer than a look: who is proposed, and the dates of calendars."""

        def ask(audit: "Audit", tell: Tell) -> Asked:
            return audit.proposals(), audit.occasions()

        def came(found: Asked) -> None:
            proposals, occasions = found
            names = {card.id: shelf_words.shelf_name(card) for card in self._cards}
            self.side.proposing.show_proposals(proposals, names)
            self.side.dates.show_dates(self.desk.audit.quiet_days(), [one for one in occasions if one.kept])

        self.desk.jobs.run(self.tr("Looking at dates"), ask, came, owner=self, changes=False, show="nothing")

    # --- shelves

    def _head_row(self) -> QWidget:
        box = QWidget()
        line = self._head_line = QBoxLayout(QBoxLayout.Direction.LeftToRight, box)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        self._chips = QWidget()
        self._chip_flow = Flow(self._chips)
        self._group = QButtonGroup(self)
        line.addWidget(self._chips, 1)
        self.beside = pieces.link(self.tr("Modes and dates..."), lambda: self.split.open_detail())
        self.beside.hide()
        self.change = pieces.link(
            self.tr("Change..."), lambda: self.shelving.change(self._shelf), name=self.tr("Change this shelf")
        )
        self.new = pieces.link(self.tr("New shelf..."), lambda: self.shelving.new())
        links = QWidget()
        flow = Flow(links, gap=16)
        for link in (self.beside, self.change, self.new):
            flow.addWidget(link)
        line.addWidget(links)
        return box

    def _show_shelves(self, cards: Sequence[ShelfCard]) -> None:
        if self._shelf not in {card.id for card in cards}:
            self._shelf = cards[0].id
        if self._cards != tuple(cards):
            self._cards = tuple(cards)
            pieces.clear(self._chip_flow)
            self._group = QButtonGroup(self)
            for card in cards:
                name = shelf_words.shelf_name(card)
                chip = pieces.chip(name.replace("&", "&&"), partial(self._choose_shelf, card.id))
                chip.setAccessibleName(name)
                chip.setIcon(shelf_words.dot(card.colour))
                chip.setIconSize(shelf_words.dot_size())
                chip.setObjectName(f"set_aside_shelf_{card.id}")
                self._group.addButton(chip)
                self._chip_flow.addWidget(chip)
        for at, card in enumerate(self._cards):
            self._group.buttons()[at].setChecked(card.id == self._shelf)

    def _choose_shelf(self, shelf: str) -> None:
        if shelf != self._shelf:
            self._cover()
            self.masked.show_waiting()
        self._shelf = shelf
        self._show_shelves(self.desk.audit.shelves())
        self._ask_rows()

    # --- the two steps

    def _step(self) -> None:
        """Take the next of the two steps: the subject first, the message after it."""
        (key,) = self.masked.keys
        if self.masked.revealed(key):
            self._open(key)
        else:
            self._show_subject()

    def _show_subject(self) -> None:
        keys = self.masked.keys
        if len(keys) != 1 or self.masked.revealed(keys[0]):
            return
        try:
            line = self.desk.audit.reveal(keys[0])
        except InboxGuardError as error:
            self.desk.jobs.failed.emit(self.tr("Showing a subject"), error)
            return
        self.masked.reveal(keys[0], phrases.shown(line.subject) or self.tr("No subject"))

    def _open(self, key: MessageKey) -> MailDialog | None:
        try:
            letter: Letter = self.desk.audit.letter(key)
        except InboxGuardError as error:
            self.desk.jobs.failed.emit(self.tr("Showing a mail"), error)
            return None
        return show_mail(letter, self)

    # --- beside

    def _behave(self, mode: Mode, until: date | None) -> None:
        self.run(
            self.tr("Keeping your settings"),
            lambda audit, tell: audit.behave(mode, until, tell),
            lambda _: self.go.emit("sidebar", None),
        )

    def _accept(self, organisation: str) -> None:
        self._cover()
        self.run(self.tr("Setting aside"), lambda audit, tell: audit.accept_proposal(organisation, tell))

    def _decline(self, organisation: str) -> None:
        self.run(self.tr("Keeping your word"), lambda audit, tell: audit.decline_proposal(organisation), changes=False)

    def _add_date(self) -> None:
        def ask(country: str, then: Callable[[Sequence[Occasion]], object]) -> None:
            self.desk.jobs.run(
                self.tr("Looking at dates"),
                lambda audit, tell: audit.occasions(country),
                then,
                owner=dialog,
                changes=False,
                show="nothing",
            )

        dialog = NewDate(self.desk.today, ask, self)
        dialog.accepted.connect(lambda: self._dates_chosen(dialog))
        dialog.open()

    def _dates_chosen(self, dialog: NewDate) -> None:
        own = dialog.own
        if own is not None:
            self.run(
                self.tr("Keeping a date quiet"),
                lambda audit, tell: audit.add_quiet_day(own.month, own.day, own.year, own.before, own.after, tell),
            )
        self._keep_quiet(dialog.ticked, dialog.unticked)

    def _keep_quiet(self, ticked: Sequence[str], unticked: Sequence[str]) -> None:
        if not ticked and not unticked:
            return

        def keep(audit: "Audit", tell: Tell) -> None:
            for key in ticked:
                audit.keep_quiet(key, True, tell)
            for key in unticked:
                audit.keep_quiet(key, False, tell)

        self.run(self.tr("Keeping a date quiet"), keep)

    def _remove_day(self, one: int) -> None:
        self.run(self.tr("Removing a date"), lambda audit, tell: audit.remove_quiet_day(one, tell))
