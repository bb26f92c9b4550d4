"""The dialog "Add a date...": a day of one's own, or days of a calendar, which is opened on purpose."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QDateEdit, QDialog, QLayout, QSpinBox, QWidget

from inboxguard.audit.shelf_views import Occasion
from inboxguard.ui import panes, pieces, shelf_words, style
from inboxguard.ui.dialogs import sized
from inboxguard.ui.flow import Flow
from inboxguard.ui.set_aside.part import Part
from inboxguard.ui.settings.places import countries
from inboxguard.ui.tables import labelled

MOST_DAYS = 60
USUAL = 3

Ask = Callable[[str, Callable[[Sequence[Occasion]], object]], object]
"""Asks for the days of a country ("" = the person's own) and hands them to the second when they have come."""


@dataclass(frozen=True, slots=True)
class OwnDay:
    """A day as it was chosen; `year` None = every year."""

    month: int
    day: int
    year: int | None
    before: int
    after: int


class NewDate(QDialog):
    """`own` is the day of one's own, None where none was chosen; `ticked` and `unticked` are keys of the calendar."""

    def __init__(self, today: date, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._ask = ask
        self._first = today
        self._listed: tuple[Occasion, ...] = ()
        self.boxes: dict[str, QCheckBox] = {}
        self.setWindowTitle(self.tr("Add a date"))
        body = pieces.column(self, gap=12, margins=(28, 24, 28, 20))
        body.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        body.addWidget(pieces.text(self.tr("Add a date to keep quiet"), font="title"))
        line = self.tr("Around this date no marketing is shown. Nothing reminds you of it, before or after.")
        body.addWidget(pieces.text(line, tone="muted"))
        area = panes.Scroll(gap=12, margins=(0, 0, 8, 0))
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setAccessibleName(self.tr("The date"))
        area.body.addWidget(self._own_day(today))
        self.calendar = Part(self.tr("Choose from a calendar..."), self._calendar)
        self.calendar.opened.connect(self._calendar_opened)
        area.body.addWidget(self.calendar)
        area.body.addStretch(1)
        body.addWidget(area, 1)
        self.keep = pieces.primary(self.tr("Keep quiet"), self.accept)
        body.addLayout(pieces.row(None, pieces.button(self.tr("Cancel"), self.reject), self.keep))
        sized(self, 60, 52)
        self._follow()
        self.day.setFocus()

    # --- a day of one's own

    def _own_day(self, today: date) -> QWidget:
        box = QWidget()
        inside = pieces.column(box, gap=10)
        self.mine = QCheckBox(self.tr("A day of my own"))
        self.mine.setFont(style.font())
        self.mine.setAccessibleName(self.mine.text())
        self.mine.setChecked(True)
        self.mine.toggled.connect(lambda _: self._follow())
        inside.addWidget(self.mine)
        self._when = QWidget()
        flow = Flow(self._when, gap=12)
        self.day = QDateEdit(QDate(today.year, today.month, today.day))
        self.day.setDisplayFormat("d MMMM yyyy")
        self.before = self._days(USUAL)
        self.after = self._days(USUAL)
        for words, field, width in (
            (self.tr("Day"), self.day, 20),
            (self.tr("Days before"), self.before, 10),
            (self.tr("Days after"), self.after, 10),
        ):
            field.setFont(style.font())
            field.setMinimumSize(style.ch(width), max(style.size("field"), style.text_height() + 12))
            flow.addWidget(labelled(words, field))
        inside.addWidget(self._when)
        self.yearly = QCheckBox(self.tr("Every year"))
        self.yearly.setFont(style.font())
        self.yearly.setAccessibleName(self.yearly.text())
        self.yearly.setChecked(True)
        self.yearly.toggled.connect(self._year)
        inside.addWidget(self.yearly)
        self._year(True)
        return box

    def _days(self, value: int) -> QSpinBox:
        field = QSpinBox()
        field.setRange(0, MOST_DAYS)
        field.setValue(value)
        field.lineEdit().setTextMargins(8, 0, 8, 0)
        return field

    def _year(self, every: bool) -> None:
        """A day of every year is asked for without its year, and may be any, the 29th of February too."""
        chosen = self.day.date()
        self.day.setDisplayFormat("d MMMM" if every else "d MMMM yyyy")
        year = shelf_words.LEAP_YEAR if every else self._first.year
        self.day.setDateRange(QDate(year, 1, 1), QDate(year if every else year + 10, 12, 31))
        self.day.setDate(QDate(year, chosen.month(), min(chosen.day(), QDate(year, chosen.month(), 1).daysInMonth())))

    @property
    def own(self) -> OwnDay | None:
        """The day of one's own."""
        if not self.mine.isChecked():
            return None
        chosen = self.day.date()
        year = None if self.yearly.isChecked() else chosen.year()
        return OwnDay(chosen.month(), chosen.day(), year, self.before.value(), self.after.value())

    # --- days of a calendar

    def _calendar(self) -> QWidget:
        box = QWidget()
        inside = pieces.column(box, gap=8)
        self.country = QComboBox()
        self.country.setFont(style.font())
        self.country.setMaximumWidth(style.ch(36))
        self.country.addItem(self.tr("My country"), "")
        for code, name in countries():
            self.country.addItem(name, code)
        self.country.activated.connect(lambda _: self._list())
        inside.addWidget(labelled(self.tr("Calendar of"), self.country))
        self._found = QWidget()
        self._lines = pieces.column(self._found, gap=4)
        inside.addWidget(self._found)
        return box

    def _calendar_opened(self) -> None:
        """Whoever looks for a day of the calendar means that one, and not a day of their own as well."""
        self.country.setFocus()
        self.mine.setChecked(False)
        self._list()

    def _list(self) -> None:
        wanted = str(self.country.currentData())
        self._ask(wanted, lambda found: self._came(wanted, found))

    def _came(self, country: str, found: Sequence[Occasion]) -> None:
        if country != str(self.country.currentData()):
            return
        self._listed = tuple(found)
        self.boxes = {}
        pieces.clear(self._lines)
        for one in self._listed:
            # By the date alone: its name is that of a subject, and those are named in the picker only.
            words = self.tr("{day}, {around}").format(
                day=shelf_words.day_of_year(one.day.month, one.day.day, one.day.year),
                around=shelf_words.around((one.day - one.first).days, (one.last - one.day).days),
            )
            tick = QCheckBox(words)
            tick.setFont(style.font())
            tick.setAccessibleName(words)
            tick.setChecked(one.kept)
            tick.toggled.connect(lambda _: self._follow())
            self.boxes[one.key] = tick
            self._lines.addWidget(tick)
        if not self._listed:
            words = self.tr("The subjects you set aside have no dates in this calendar.")
            self._lines.addWidget(pieces.text(words, tone="muted"))
        self._follow()

    @property
    def ticked(self) -> tuple[str, ...]:
        """Keys of days that are to be kept quiet from now on."""
        return tuple(one.key for one in self._listed if self.boxes[one.key].isChecked() and not one.kept)

    @property
    def unticked(self) -> tuple[str, ...]:
        """Keys of days that were kept quiet and shall be no longer."""
        return tuple(one.key for one in self._listed if one.kept and not self.boxes[one.key].isChecked())

    def _follow(self) -> None:
        if not hasattr(self, "keep"):
            return
        mine = self.mine.isChecked()
        self._when.setEnabled(mine)
        self.yearly.setEnabled(mine)
        self.keep.setEnabled(mine or bool(self.ticked) or bool(self.unticked))
