"""Which kept document, notice or known incident stands behind a piece of evidence that no mail shows."""

from collections.abc import Collection
from datetime import date, datetime

from inboxguard.senders.sender import SenderId
from inboxguard.trace.decisions import TraceDecisions
from inboxguard.trace.trail import Trail

_NOTHING = ("", None)


def paper(signal: str, trail: Trail, said: TraceDecisions, quiet: Collection[str] = ()) -> tuple[str, date | None]:
    """Return (name, day) of what shows `signal` in `trail`; ("", None) where a mail does, or nothing is kept.

    Names of files and incidents often bear the name of an organisation: for those in `quiet` only the day is told.
    """
    found: list[tuple[str, datetime | date]] = []
    whose: SenderId | None = trail.source
    if signal == "answer" or signal.startswith("answered"):
        whose = trail.recipient
        found = [(one.document, one.at) for one in said.answers if one.organisation == whose]
    elif signal.startswith("handed"):
        found = [(one.document, one.at) for one in said.handed if one.organisation == whose]
    elif signal.startswith("notice"):
        found = [(one.document, one.at) for one in said.notices if one.organisation == whose]
    elif signal.startswith("breach"):
        found = [(one.name, one.on) for one in said.breaches if one.organisation == whose]
    if not found:
        return _NOTHING
    name, at = max(found, key=lambda one: (_day(one[1]), one[0]))
    return "" if {whose, trail.recipient, trail.source} & set(quiet) else name, _day(at)


def _day(at: datetime | date) -> date:
    return at.date() if isinstance(at, datetime) else at
