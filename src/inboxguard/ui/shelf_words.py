"""Shelves and days in words: the person's own names where there are any, neutral ones where not."""

import string
from calendar import monthrange

from PySide6.QtCore import QDate, QLocale, QObject, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from inboxguard.audit.shelf_views import ShelfCard
from inboxguard.ui import style
from inboxguard.ui.phrases import shown

LEAP_YEAR = 2024
"""A year in which every day of the calendar can be written."""
DOT = 9
_TONES = {"green": "kind_asked", "sand": "kind_purchase_edge"}
_FAMILIES = {"blue": "group", "plum": "host"}


class _Words(QObject):
    """The translatable words of this module."""

    def shelf(self, mark: str) -> str:
        return self.tr("Shelf {mark}").format(mark=mark)

    def colours(self) -> dict[str, str]:
        return {
            "plain": self.tr("None"),
            "green": self.tr("Green"),
            "blue": self.tr("Blue"),
            "sand": self.tr("Sand"),
            "plum": self.tr("Plum"),
        }

    def around(self, before: int, after: int) -> str:
        if not before and not after:
            return self.tr("that day")
        if before == after:
            return self.tr("one week around it") if before == 7 else self.either_side(before)
        if not after:
            return self.tr("and {days} before").format(days=self.days(before))
        if not before:
            return self.tr("and {days} after").format(days=self.days(after))
        return self.tr("{before} before, {after} after").format(before=self.days(before), after=self.days(after))

    def either_side(self, days: int) -> str:
        return self.tr("{days} before and after").format(days=self.days(days))

    def days(self, count: int) -> str:
        if count == 1:
            return self.tr("1 day")
        if count % 7 == 0:
            return self.tr("1 week") if count == 7 else self.tr("{n} weeks").format(n=count // 7)
        return self.tr("{n} days").format(n=count)


_words = _Words()


def shelf_name(card: ShelfCard) -> str:
    """Return the person's own name of a shelf, "Shelf A" for the first without one."""
    if card.label.strip():
        return shown(card.label, 60)
    letters = string.ascii_uppercase
    return _words.shelf(letters[card.place] if card.place < len(letters) else str(card.place + 1))


def colour_name(colour: str) -> str:
    """Return the word for one of COLOURS."""
    return _words.colours()[colour]


def colour_of(name: str) -> QColor | None:
    """Return how a shelf's colour is painted in the palette in use, None for "plain"."""
    if name in _FAMILIES:
        return style.relation_colour(_FAMILIES[name])
    return style.colour(_TONES[name]) if name in _TONES else None


def dot_size() -> QSize:
    """Return the size of such a disc, with a little air before the name that follows."""
    return QSize(style.grown(DOT) + 4, style.grown(DOT))


def dot(name: str) -> QIcon:
    """Return the small disc of a shelf's colour; an empty icon for "plain"."""
    colour = colour_of(name)
    if colour is None:
        return QIcon()
    side = style.grown(DOT)
    face = QPixmap(dot_size())
    face.fill(Qt.GlobalColor.transparent)
    painter = QPainter(face)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(0, 0, side, side)
    painter.end()
    return QIcon(face)


def day_of_year(month: int, day: int, year: int | None = None) -> str:
    """Return a day of every year, or of one: "5 May", "5 May 2027"."""
    date = QDate(year or LEAP_YEAR, month, min(day, monthrange(year or LEAP_YEAR, month)[1]))
    return QLocale().toString(date, "d MMMM" if year is None else "d MMMM yyyy")


def around(before: int, after: int) -> str:
    """Return how many days round a date are quiet too: "that day", "one week around it"."""
    return _words.around(before, after)
