"""The card "Dates to keep quiet": days of the person's own, and those of a calendar that they asked for."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from inboxguard.audit.shelf_views import Occasion, QuietDay
from inboxguard.ui import panes, phrases, pieces, shelf_words


class Dates(panes.Card):
    """Lists quiet days; `add()`, `remove(id)` of a day of one's own, `leave(key)` of one of a calendar."""

    add = Signal()
    remove = Signal(int)
    leave = Signal(str)

    def __init__(self) -> None:
        super().__init__(gap=6)
        self.body.addWidget(pieces.heading(self.tr("Dates to keep quiet")))
        self._none = pieces.text(
            self.tr("Around a date that you name, no marketing is shown. There is no reminder."), tone="muted"
        )
        self.body.addWidget(self._none)
        self._rows = QWidget()
        self._grid = QGridLayout(self._rows)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(0, 1)
        self.body.addWidget(self._rows)
        self.new = pieces.link(self.tr("Add a date..."), self.add.emit)
        self.body.addLayout(pieces.row(self.new, None))
        self.show_dates((), ())

    def show_dates(self, own: Sequence[QuietDay], kept: Sequence[Occasion]) -> None:
        """Show the days of one's own, then those that were chosen from a calendar, by the date alone."""
        pieces.clear(self._grid)
        for day in own:
            words = shelf_words.day_of_year(day.month, day.day, day.year)
            self._row(words, shelf_words.around(day.before, day.after), partial(self.remove.emit, day.id))
        for occasion in kept:
            before, after = (occasion.day - occasion.first).days, (occasion.last - occasion.day).days
            words = shelf_words.day_of_year(occasion.day.month, occasion.day.day)
            self._row(words, shelf_words.around(before, after), partial(self.leave.emit, occasion.key))
        empty = self._grid.count() == 0
        self._none.setVisible(empty)
        self._rows.setVisible(not empty)

    def _row(self, day: str, around: str, away: Callable[[], object]) -> None:
        at = self._grid.rowCount()
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        words = QWidget()
        column = pieces.column(words, gap=0)
        column.addWidget(pieces.text(day))
        column.addWidget(pieces.text(around, font="small", tone="muted"))
        self._grid.addWidget(words, at, 0)
        name = self.tr("Remove {day}").format(day=phrases.shown(day))
        self._grid.addWidget(pieces.link(self.tr("Remove"), away, name=name), at, 1, side)
