"""The one clock, and the arithmetic of months for lists and charts."""

import os
from datetime import UTC, date, datetime

from inboxguard.errors import InboxGuardError


def now() -> datetime:
    """Return the present instant, or that of INBOXGUARD_NOW (ISO 8601); raises InboxGuardError when that is none."""
    told = os.environ.get("INBOXGUARD_NOW")
    if not told:
        return datetime.now(UTC)
    refusal = InboxGuardError(
        f"INBOXGUARD_NOW is “{told}”, which is no instant. Write it like 2026-11-24T08:00:00Z, or unset it."
    )
    try:
        at = datetime.fromisoformat(told)
    except ValueError as error:
        raise refusal from error
    if not 1970 < at.year < 9998:  # every zone and deadline around it must still be a date
        raise refusal
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def months_back(last: datetime, number: int) -> tuple[date, ...]:
    """Return the first days of the `number` months that end with the month of `last`, oldest first."""
    months = last.year * 12 + last.month - 1
    return tuple(date(month // 12, month % 12 + 1, 1) for month in range(months - number + 1, months + 1))
