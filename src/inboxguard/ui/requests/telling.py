"""The short question behind "I sent it..." and "They answered...": what happened, on which day, in which words."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QButtonGroup, QDateEdit, QDialog, QLayout, QLineEdit, QRadioButton, QWidget

from inboxguard.ui import pieces, style
from inboxguard.ui.tables import labelled

LONGEST_NOTE = 500


class Telling(QDialog):
    """Asks for one of `events` (code and words), the day and a note; `event_code`, `at` and `note` are the answer."""

    def __init__(
        self,
        title: str,
        line: str,
        events: Sequence[tuple[str, str]],
        drafted: datetime,
        today: date,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._today = today
        self._drafted = drafted
        self.setWindowTitle(title)
        body = pieces.column(self, gap=12, margins=(28, 24, 28, 20))
        body.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        body.addWidget(pieces.text(title, font="title"))
        body.addWidget(pieces.text(line, tone="muted"))
        self._choices = QButtonGroup(self)
        self._codes = [code for code, _ in events]
        for at, (_, words) in enumerate(events):
            choice = QRadioButton(words)
            choice.setFont(style.font())
            choice.setChecked(at == 0)
            self._choices.addButton(choice, at)
            choice.setVisible(len(events) > 1)
            body.addWidget(choice)
        self.day = QDateEdit(QDate(today.year, today.month, today.day))
        first = drafted.astimezone().date()
        self.day.setDateRange(QDate(first.year, first.month, first.day), QDate(today.year, today.month, today.day))
        self.day.setDisplayFormat("d MMMM yyyy")
        self.day.setFont(style.font())
        self.day.setMinimumSize(style.ch(24), max(style.size("field"), style.text_height() + 12))
        body.addWidget(labelled(self.tr("Day"), self.day), 0, Qt.AlignmentFlag.AlignLeft)
        self.words = QLineEdit()
        self.words.setMaxLength(LONGEST_NOTE)
        self.words.setFont(style.font())
        body.addWidget(labelled(self.tr("Note, for you only"), self.words))
        body.addStretch(1)
        keep = pieces.primary(self.tr("Write it down"), self.accept)
        body.addLayout(pieces.row(None, pieces.button(self.tr("Cancel"), self.reject), keep))
        width = style.ch(56)
        self.resize(width, max(body.totalHeightForWidth(width), body.totalSizeHint().height()))

    @property
    def event_code(self) -> str:
        """The chosen event."""
        return self._codes[max(self._choices.checkedId(), 0)]

    @property
    def at(self) -> datetime | None:
        """Noon of the chosen day in UTC, but not before the letter was drafted; None = now."""
        chosen = self.day.date()
        day = date(chosen.year(), chosen.month(), chosen.day())
        if day == self._today:
            return None
        return max(datetime.combine(day, time(12)).astimezone().astimezone(UTC), self._drafted)

    @property
    def note(self) -> str | None:
        """The note, None when there is none."""
        return self.words.text().strip() or None
