"""The table beside the picture: the same rows in words, sortable."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject

from inboxguard.audit.trail_views import TrailRow
from inboxguard.trace.trail import Level
from inboxguard.ui.phrases import set_aside_sender, shown, tooltip
from inboxguard.ui.sharing import strokes
from inboxguard.ui.tables import Column

_FIRMEST_FIRST = tuple(Level)

_KEYS: dict[str, Callable[[TrailRow], Any]] = {
    "recipient": lambda row: (row.name is None, (row.name or "").casefold()),
    "source": lambda row: (row.source_name or row.source or "").casefold(),
    "level": lambda row: _FIRMEST_FIRST.index(row.level),
    "way": lambda row: row.relation_words.casefold(),
}


class _Words(QObject):
    """The translatable heads."""

    def heads(self) -> tuple[str, str, str, str]:
        return (
            self.tr("Seems to use the copy"),
            self.tr("Had your address first"),
            self.tr("How sure"),
            self.tr("Way"),
        )


_words = _Words()


def recipient_name(row: TrailRow) -> str:
    """The recipient's name, masked where mail of it is set aside."""
    return set_aside_sender() if row.name is None else shown(row.name)


def columns() -> tuple[Column[TrailRow], ...]:
    """Recipient, source, level, way with its mark."""
    recipient, source, level, way = _words.heads()
    return (
        Column(recipient, recipient_name, sort="recipient", tip=lambda row: tooltip(row.name or "")),
        Column(source, _source, "muted", 16, sort="source", tip=lambda row: tooltip(row.source_name)),
        Column(level, lambda row: shown(row.level_words), "text", 11, sort="level"),
        Column(way, lambda row: shown(row.relation_words), "mark", 18, sort="way", paint=_mark),
    )


def ordered(rows: Sequence[TrailRow], key: object, descending: bool) -> list[TrailRow]:
    """The rows in the order that a head asks for; None = as they come."""
    if key not in _KEYS:
        return list(rows)
    return sorted(rows, key=_KEYS[str(key)], reverse=descending)


def _source(row: TrailRow) -> str:
    return shown(row.source_name or str(row.source or ""))


def _mark(row: TrailRow) -> tuple[str, Any]:
    return strokes.shape(row.relation), strokes.colour(row.relation)
