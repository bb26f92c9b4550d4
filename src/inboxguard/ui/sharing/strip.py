"""The row of filters over the list: the ways as chips with their figures, and a switch for what is too weak."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from inboxguard.audit.trail_views import TrailRow
from inboxguard.ui import figures, pieces
from inboxguard.ui.flow import Flow
from inboxguard.ui.sharing.filtering import Show, counts, weak


class Strip(QWidget):
    """Chips of which one is chosen, and the switch; `changed()` follows both. Chips without any row are hidden."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.show_now = Show.ALL
        flow = Flow(self)
        group = QButtonGroup(self)
        self.chips: dict[Show, QPushButton] = {}
        for show in Show:
            chip = pieces.chip("", partial(self.choose, show), chosen=show is Show.ALL)
            group.addButton(chip)
            flow.addWidget(chip)
            self.chips[show] = chip
        words = self.tr("Also what is too weak to rely on")
        self.weak = pieces.chip(words, self.changed.emit)
        self.weak.setAccessibleDescription(self.tr("Shows findings of the level Possible. They are never exported."))
        self.weak.setToolTip(self.weak.accessibleDescription())
        flow.addWidget(self.weak)

    @property
    def weak_too(self) -> bool:
        """Return whether the person wants to see what is too weak to rely on."""
        return self.weak.isChecked()

    def choose(self, show: Show) -> None:
        """Choose one filter."""
        self.chips[show].setChecked(True)
        if show is not self.show_now:
            self.show_now = show
            self.changed.emit()

    def fill(self, rows: Iterable[TrailRow]) -> None:
        """Give the chips their figures; a filter that lists nothing any more gives way to all."""
        every = tuple(rows)
        there = any(weak(row) for row in every)
        self.weak.setVisible(there)
        if not there:
            self.weak.setChecked(False)
        found = counts(every, self.weak_too)
        for show, chip in self.chips.items():
            words = self._words(show).format(n=figures.number(found[show]))
            chip.setText(words)
            chip.setAccessibleName(words)
            chip.setVisible(bool(found[show]) or show is Show.ALL)
        if not found[self.show_now]:
            self.show_now = Show.ALL
            self.chips[Show.ALL].setChecked(True)
        self.setVisible(bool(every))

    def _words(self, show: Show) -> str:
        return {
            Show.ALL: self.tr("All {n}"),
            Show.PASSED_ON: self.tr("Likely passed on {n}"),
            Show.FAMILY: self.tr("Group, service, host {n}"),
            Show.INCIDENT: self.tr("Incident {n}"),
            Show.UNKNOWN: self.tr("Way unknown {n}"),
            Show.SETTLED: self.tr("Settled by you {n}"),
        }[show]
