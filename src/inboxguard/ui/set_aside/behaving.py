"""The card "How this page behaves": normal, quiet, or rest until a date."""

from datetime import date, timedelta

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QButtonGroup, QDateEdit, QRadioButton, QWidget

from inboxguard.audit.shelf_views import Behaviour, Mode
from inboxguard.ui import panes, pieces, style
from inboxguard.ui.explained import explained, indent
from inboxguard.ui.tables import labelled

USUAL_REST = timedelta(days=14)
LONGEST_REST = timedelta(days=366)
_ORDER = (Mode.NORMAL, Mode.QUIET, Mode.REST)


class Behaving(panes.Card):
    """Shows the mode; `chosen(Mode, date or None)` once the person chose another, for rest with its last day."""

    chosen = Signal(object, object)

    def __init__(self) -> None:
        super().__init__(gap=6)
        self.body.addWidget(pieces.heading(self.tr("How this page behaves")))
        words = {
            Mode.NORMAL: (self.tr("Normal"), self.tr("Shelves are listed by your own names.")),
            Mode.QUIET: (
                self.tr("Quiet"),
                self.tr("The words “Set aside” leave the sidebar too. Settings brings you back here."),
            ),
            Mode.REST: (self.tr("Rest"), self.tr("Only mail that is not marketing, until a date you choose.")),
        }
        self.modes: dict[Mode, QRadioButton] = {}
        self._group = QButtonGroup(self)
        for at, mode in enumerate(_ORDER):
            title, line = words[mode]
            choice = QRadioButton(title)
            choice.setObjectName(f"set_aside_mode_{mode.value}")
            self._group.addButton(choice, at)
            self.modes[mode] = choice
            self.body.addLayout(explained(choice, title, line))
        self._rest = QWidget()
        inside = pieces.column(self._rest, gap=8, margins=(indent(), 4, 0, 0))
        self.day = QDateEdit()
        self.day.setDisplayFormat("d MMMM yyyy")
        self.day.setFont(style.font())
        self.day.setMinimumHeight(max(style.size("field"), style.text_height() + 12))
        inside.addWidget(labelled(self.tr("Rest until"), self.day))
        self.take = pieces.button(self.tr("Rest until that day"), self._rest_until)
        inside.addLayout(pieces.row(self.take, None))
        self.body.addWidget(self._rest)
        self._now = Behaviour(Mode.NORMAL)
        self._group.idClicked.connect(self._clicked)
        self.day.dateChanged.connect(lambda _: self._follow())
        self.show_behaviour(self._now, date(2026, 1, 1))

    def show_behaviour(self, now: Behaviour, today: date) -> None:
        """Show the mode as it is kept, unless the person is in the middle of choosing a date for a rest."""
        if now == self._now and self.modes[Mode.REST].isChecked() and not self.take.isHidden():
            return
        self._now = now
        until = now.until if now.until is not None and now.until >= today else today + USUAL_REST
        self.day.blockSignals(True)
        self.day.setDateRange(_qdate(today), _qdate(max(until, today + LONGEST_REST)))
        self.day.setDate(_qdate(until))
        self.day.blockSignals(False)
        self.modes[now.mode].setChecked(True)
        self._follow()

    def _follow(self) -> None:
        """Ask for a date while Rest is chosen; its button only where that would change something."""
        rests = self.modes[Mode.REST].isChecked()
        self._rest.setVisible(rests)
        chosen = self.day.date()
        self.take.setVisible(Behaviour(Mode.REST, date(chosen.year(), chosen.month(), chosen.day())) != self._now)

    def _clicked(self, at: int) -> None:
        self._follow()
        mode = _ORDER[at]
        if mode is Mode.REST:
            self.day.setFocus()
        elif mode is not self._now.mode:
            self.chosen.emit(mode, None)

    def _rest_until(self) -> None:
        chosen = self.day.date()
        self.chosen.emit(Mode.REST, date(chosen.year(), chosen.month(), chosen.day()))


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
