"""Which rows the page lists: by the way, by words, and what is too weak to rely on only at the person's wish."""

from collections.abc import Iterable
from enum import StrEnum

from inboxguard.audit.trail_views import TrailRow
from inboxguard.trace.trail import Level
from inboxguard.ui import phrases


class Show(StrEnum):
    """The filters of the page: each way as what it is, so that none is counted as another."""

    ALL = "all"
    PASSED_ON = "passed_on"
    FAMILY = "family"
    """One company, a service, or mailed on behalf: within a family of companies nothing is passed on."""
    INCIDENT = "incident"
    UNKNOWN = "unknown"
    SETTLED = "settled"
    """What the person's own word settled; in no other filter, since nothing is claimed there."""


_WAYS = {
    "shared": Show.PASSED_ON,
    "group": Show.FAMILY,
    "service": Show.FAMILY,
    "host": Show.FAMILY,
    "incident": Show.INCIDENT,
    "unknown": Show.UNKNOWN,
}


def weak(row: TrailRow) -> bool:
    """Return whether a row is shown only at the person's wish."""
    return row.level is Level.POSSIBLE


def place(row: TrailRow) -> Show:
    """Return the one filter, besides ALL, that a row belongs to."""
    return Show.SETTLED if row.settled else _WAYS[phrases.relation_family(row.relation)]


def claimed(rows: Iterable[TrailRow], weak_too: bool) -> list[TrailRow]:
    """Return the rows that claim whose copy it was, with those too weak to rely on or without."""
    return [
        row
        for row in rows
        if row.source is not None and row.level is not Level.NOT_SHOWN and (weak_too or not weak(row))
    ]


def counts(rows: Iterable[TrailRow], weak_too: bool) -> dict[Show, int]:
    """Return how many rows each filter lists."""
    every = tuple(rows)
    found = dict.fromkeys(Show, 0)
    for row in claimed(every, weak_too):
        found[Show.ALL] += 1
        found[place(row)] += 1
    found[Show.SETTLED] = sum(bool(row.settled) for row in every)
    return found


def listed(rows: Iterable[TrailRow], show: Show, wanted: str, weak_too: bool) -> tuple[TrailRow, ...]:
    """Return the rows of a filter in which `wanted` is found: in a name, a domain or an address.

    What is masked is not found by its name: looking for it would tell who it is.
    """
    every = tuple(rows)
    found = [row for row in every if row.settled] if show is Show.SETTLED else claimed(every, weak_too)
    words = wanted.casefold().strip()
    return tuple(
        row
        for row in found
        if (show in (Show.ALL, Show.SETTLED) or place(row) is show)
        and (not words or any(words in text.casefold() for text in _texts(row)))
    )


def address_told(row: TrailRow) -> bool:
    """Return whether the address may be shown: it often bears the name of whom it was given to."""
    holder_masked = row.source_masked if row.source is not None else row.name is None
    return bool(row.address) and not holder_masked


def _texts(row: TrailRow) -> Iterable[str]:
    if row.name is not None:
        yield row.name
        yield str(row.recipient)
    if row.source is not None and not row.source_masked:
        yield row.source_name or ""
        yield str(row.source)
    if address_told(row):
        yield row.address
