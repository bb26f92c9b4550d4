"""The table beside the picture: the same rows in words, sortable by every column."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import Any

from PySide6.QtCore import QObject

from inboxguard.audit.trail_views import TrailRow
from inboxguard.trace.trail import Level
from inboxguard.ui import figures
from inboxguard.ui.phrases import set_aside_sender, shown, tooltip
from inboxguard.ui.sharing import strokes
from inboxguard.ui.sharing.filtering import address_told
from inboxguard.ui.tables import Column

_FIRMEST_FIRST = tuple(Level)
_NEVER = datetime(9999, 1, 1, tzinfo=UTC)

_KEYS: dict[str, Callable[[TrailRow], Any]] = {
    "recipient": lambda row: (row.name is None, (row.name or "").casefold()),
    "source": lambda row: (row.source_masked or row.source is None, (row.source_name or row.source or "").casefold()),
    "level": lambda row: _FIRMEST_FIRST.index(row.level),
    "way": lambda row: row.relation_words.casefold(),
    "address": lambda row: (not address_told(row), row.address.casefold() if address_told(row) else ""),
    "first": lambda row: row.first or _NEVER,
    "mails": lambda row: row.mails,
}


class _Words(QObject):
    """The translatable heads."""

    def heads(self) -> dict[str, str]:
        return {
            "recipient": self.tr("Recipient"),
            "source": self.tr("Source"),
            "level": self.tr("How sure"),
            "way": self.tr("Way"),
            "address": self.tr("Your address"),
            "first": self.tr("First mail"),
            "mails": self.tr("Mails"),
        }

    def one_of_yours(self) -> str:
        return self.tr("one of your addresses")


_words = _Words()


def heads() -> dict[str, str]:
    """Return the words of every key that the table can be sorted by."""
    return _words.heads()


def recipient_name(row: TrailRow) -> str:
    """Return the recipient's name, masked where mail of it is set aside."""
    return set_aside_sender() if row.name is None else shown(row.name)


def source_name(row: TrailRow) -> str:
    """Return the source's name, "" where nothing is claimed; the Audit masks it where all of it is set aside."""
    return shown(row.source_name or str(row.source or ""))


def address(row: TrailRow) -> str:
    """Return the address concerned, or, where it would name who is masked, that it is one of the person's."""
    return shown(row.address) if address_told(row) else _words.one_of_yours()


def columns(today: Callable[[], date]) -> tuple[Column[TrailRow], ...]:
    """Return the columns; those in the middle give way first where there is little room."""
    head = heads()
    return (
        Column(head["recipient"], recipient_name, sort="recipient", tip=lambda row: tooltip(recipient_name(row))),
        Column(head["source"], source_name, "muted", 18, sort="source", tip=lambda row: tooltip(source_name(row))),
        Column(head["address"], address, "muted", 20, sort="address", tip=lambda row: tooltip(address(row))),
        Column(
            head["first"],
            lambda row: figures.day(row.first, today()) if row.first is not None else "",
            "muted",
            11,
            sort="first",
            tip=lambda row: tooltip(figures.exact(row.first)) if row.first is not None else "",
        ),
        Column(head["mails"], lambda row: figures.number(row.mails) if row.mails else "", "figure", 7, sort="mails"),
        Column(head["level"], lambda row: shown(row.level_words), "text", 12, sort="level"),
        Column(
            head["way"],
            lambda row: shown(row.relation_words),
            "mark",
            24,
            sort="way",
            tip=lambda row: tooltip(row.relation_words),
            paint=_mark,
        ),
    )


def ordered(rows: Sequence[TrailRow], key: object, descending: bool) -> list[TrailRow]:
    """Return the rows in the order that a head asks for; None = as they come. What is masked tells nothing: last."""
    if key not in _KEYS:
        return list(rows)
    found = sorted(rows, key=_KEYS[str(key)], reverse=descending)
    if key in ("first", "mails"):
        found.sort(key=lambda row: row.name is None)
    return found


def _mark(row: TrailRow) -> tuple[str, Any]:
    return strokes.shape(row.relation), strokes.colour(row.relation)
