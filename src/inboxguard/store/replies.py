"""Mail that may answer a letter: few messages, found by what is judged of them, so that few records are read."""

import json
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlite_utils import Database

from inboxguard.facts.message import MessageKey
from inboxguard.store.records import instant

MOST = 20_000
"""Messages looked at for answers, the newest first."""
_BEARS_A_REFERENCE = "*20[0-9][0-9]?" + "[0-9A-Za-z]" * 7 + "*"
"""How a request's reference looks to GLOB, with any dash; what only looks so is told apart later."""

_BY_TIME = "aside IN (0, 1)"
"""True of all mail; by it the index of `aside` and `at` finds a span of time, and no row beyond is looked at."""


def candidates(
    db: Database, since: datetime, waiting: Iterable[tuple[str, datetime, datetime]], organisations: Iterable[str]
) -> tuple[MessageKey, ...]:
    """Return incoming mail that may answer a letter, adverts and spam left out, in order of time.

    That is mail from `since` on that bears something like a reference, or comes from one of `organisations`, and all
    mail to the address of a period of `waiting` (address, first and last moment). Mail without a date answers nothing.
    """
    # The record is JSON, in which subject and recipient stand as they read; what LIKE lets pass is told apart later.
    periods = [[f'%"recipient":"{address}"%', instant(one), instant(other)] for address, one, other in waiting]
    rows = db.conn.execute(
        "SELECT key, at FROM attributions "
        "WHERE outgoing = 0 AND kind IN ('personal', 'transactional', 'discussion') AND at >= ? AND ("
        "organisation IN (SELECT value FROM json_each(?)) OR CAST(record AS TEXT) GLOB ? "
        "OR EXISTS (SELECT 1 FROM json_each(?) AS period "
        "WHERE at BETWEEN json_extract(period.value, '$[1]') AND json_extract(period.value, '$[2]') "
        "AND CAST(record AS TEXT) LIKE json_extract(period.value, '$[0]'))"
        ") ORDER BY at DESC, key LIMIT ?",
        (instant(since), json.dumps(list(organisations)), _BEARS_A_REFERENCE, json.dumps(periods), MOST),
    ).fetchall()
    return tuple(MessageKey(key) for key, _ in reversed(rows))


def heard_between(db: Database, first: datetime, last: datetime) -> tuple[MessageKey, ...]:
    """Return incoming mail of a span that may be a report of failed delivery, adverts and spam left out."""
    rows = db.conn.execute(
        f"SELECT key FROM attributions WHERE {_BY_TIME} AND outgoing = 0 AND at BETWEEN ? AND ? "  # noqa: S608 - constants
        "AND kind <> 'marketing' "
        "AND (CAST(record AS TEXT) LIKE '%daemon%' OR CAST(record AS TEXT) LIKE '%postmaster%' "
        "OR CAST(record AS TEXT) LIKE '%delivery_report%') ORDER BY at LIMIT ?",
        (instant(first), instant(last), MOST),
    ).fetchall()
    return tuple(MessageKey(row[0]) for row in rows)


def written(db: Database, since: datetime) -> tuple[MessageKey, ...]:
    """Return what the person wrote from a day before `since` on, at most MOST and the newest first, in order of time.

    Computers' clocks and time zones differ, so the time is looked at again where the mail is.
    """
    rows = db.conn.execute(
        f"SELECT key FROM attributions WHERE {_BY_TIME} AND outgoing = 1 AND at >= ? "  # noqa: S608 - a constant
        "ORDER BY at DESC, key LIMIT ?",
        (instant(since - timedelta(days=1)), MOST),
    ).fetchall()
    return tuple(MessageKey(row[0]) for row in reversed(rows))


def wrote_from(db: Database, address: str) -> bool:
    """Return whether any stored mail that the person wrote came from `address` (lower case)."""
    # The record is JSON, and what LIKE lets pass is bounded by the quotes; `_` in an address is only a wider look.
    rows = db.conn.execute(
        "SELECT CAST(record AS TEXT) FROM attributions WHERE outgoing = 1 AND CAST(record AS TEXT) LIKE ? LIMIT 20",
        (f'%"recipient":"{address}"%',),
    )
    return any(str(json.loads(row[0]).get("recipient") or "").lower() == address for row in rows)
