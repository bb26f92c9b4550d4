"""The timeline of a sender or a request: date, rail, mark, sentence, second line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from inboxguard.audit.views import Moment
from inboxguard.ui import figures, marks, phrases, pieces, style

_MARKS = {
    "signed_up": ("disc", "accent"),
    "confirmed": ("disc with a tick", "accent"),
    "welcomed": ("disc", "accent"),
    "bought": ("square", "accent"),
    "asked_to_stop": ("disc", "accent"),
    "opt_out_watching": ("clock", "muted"),
    "opt_out_honoured": ("disc with a tick", "accent"),
    "opt_out_not_honoured": ("triangle", "amber"),
    "drafted": ("sheet", "muted"),
    "sent": ("disc", "accent"),
    "due": ("clock", "muted"),
    "overdue": ("triangle", "red"),
    "bounced": ("triangle", "red"),
    "answered_full": ("disc", "accent"),
    "answered_partial": ("disc", "accent"),
    "no_data": ("disc", "accent"),
    "closed": ("disc with a tick", "accent"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a timeline, already in words; `tip` is the exact date."""

    when: str
    title: str
    detail: str = ""
    shape: str = "ring"
    tone: str = "muted"
    tip: str = ""


def entry(moment: Moment, today: date) -> Entry:
    """Return a `Moment` in words."""
    shape, tone = _MARKS.get(moment.what, ("ring", "muted"))
    detail = phrases.moment_detail(moment.what, moment.detail)
    tip = figures.exact(moment.at)
    return Entry(_when(moment.at, today), phrases.moment(moment.what), detail, shape, tone, tip)


def _when(at: datetime | None, today: date) -> str:
    if at is not None and figures.local(at).date() == today:
        return figures.day(at, today)
    return figures.full(at)


class Timeline(QWidget):
    """Shows entries from the earliest on."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnMinimumWidth(0, style.ch(11, "small"))
        self._grid.setColumnStretch(2, 1)

    def set_moments(self, moments: Sequence[Moment], today: date) -> None:
        """Show what the core says happened."""
        self.set_entries([entry(moment, today) for moment in moments])

    def set_entries(self, entries: Sequence[Entry]) -> None:
        """Show lines that are already in words."""
        pieces.clear(self._grid)
        for at, item in enumerate(entries):
            when = pieces.text(item.when, font="small", tone="muted", wrap=False)
            when.setToolTip(phrases.tooltip(item.tip))
            self._grid.addWidget(when, at, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(_Rail(item, at == 0, at == len(entries) - 1), at, 1)
            words = QWidget()
            column = pieces.column(words, gap=1, margins=(0, 0, 0, 12))
            tone = item.tone if item.tone in ("amber", "red") else ""
            column.addWidget(pieces.text(item.title, tone="red" if tone == "red" else ("amber" if tone else "")))
            if item.detail:
                column.addWidget(pieces.text(item.detail, font="small", tone="muted"))
            self._grid.addWidget(words, at, 2, Qt.AlignmentFlag.AlignTop)


class _Rail(QWidget):
    def __init__(self, item: Entry, first: bool, last: bool) -> None:
        super().__init__()
        self._item = item
        self._first = first
        self._last = last
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        side = style.grown(style.size("mark"))
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = style.grown(style.size("mark"))
        top = max(0, (style.text_height() - side) // 2)
        x = self.width() // 2 - 1
        if not self._first:
            painter.fillRect(x, 0, 2, max(0, top - 2), style.colour("line"))
        if not self._last:
            painter.fillRect(x, top + side + 2, 2, self.height() - top - side - 2, style.colour("line"))
        where = QRectF((self.width() - side) / 2, top, side, side)
        marks.paint(painter, self._item.shape, where, style.colour(self._item.tone))
        painter.end()
