"""The five groups that the chips of the page Requests filter by, and the order of the list."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Any

from inboxguard.audit.views import RequestRow
from inboxguard.ui import phrases


class Group(StrEnum):
    """Where a request stands, as far as the person has to care."""

    ALL = "all"
    DRAFTED = "drafted"
    WAITING = "waiting"
    OVERDUE = "overdue"
    ANSWERED = "answered"
    CLOSED = "closed"


_GROUPS = {
    "drafted": Group.DRAFTED,
    "overdue": Group.OVERDUE,
    "escalatable": Group.OVERDUE,
    "answered": Group.ANSWERED,
    "partial": Group.ANSWERED,
    "refused": Group.ANSWERED,
    "no_data": Group.ANSWERED,
    "wrong_entity": Group.ANSWERED,
    "closed": Group.CLOSED,
    "withdrawn": Group.CLOSED,
}
_ORDER = (Group.OVERDUE, Group.DRAFTED, Group.WAITING, Group.ANSWERED, Group.CLOSED)


_FOLLOWED = frozenset({"sent", "acknowledged"})
"""States in which a letter that follows another has nothing of its own to wait for: the other one waits."""


def group(row: RequestRow) -> Group:
    """The group of a request: whatever is neither drafted nor settled waits.

    A letter is late where the ledger says so, which is after its margin; an authority once its day has passed.
    """
    if row.follows is not None and row.state in _FOLLOWED:
        return Group.CLOSED
    if row.state == "complained" and row.days is not None and row.days < 0:
        return Group.OVERDUE
    return _GROUPS.get(row.state, Group.WAITING)


def counts(rows: Iterable[RequestRow]) -> dict[Group, int]:
    """How many requests each group holds."""
    found = dict.fromkeys(Group, 0)
    for row in rows:
        found[Group.ALL] += 1
        found[group(row)] += 1
    return found


def listed(rows: Iterable[RequestRow], chosen: Group = Group.ALL, search: str = "") -> list[RequestRow]:
    """The requests of a group that match a search: what needs an act first, then what is due soonest."""
    wanted = search.casefold().strip()
    found = [
        row
        for row in rows
        if (chosen is Group.ALL or group(row) is chosen)
        and (not wanted or any(wanted in text.casefold() for text in _found_by(row)))
    ]
    return sorted(found, key=_place)


def called(row: RequestRow) -> str:
    """Return the name of whom a letter went to; of one that is set aside nothing is said."""
    return row.name or phrases.set_aside_sender()


def _found_by(row: RequestRow) -> tuple[str, ...]:
    """What a search looks at; one that is set aside is found by its reference alone."""
    return (row.name, row.organisation, row.reference) if row.name else (row.reference,)


def _place(row: RequestRow) -> tuple[Any, ...]:
    return _ORDER.index(group(row)), row.due or date.max, -row.created.timestamp(), row.id
